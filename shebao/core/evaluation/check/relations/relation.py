"""A relation between printed figures: proposed by structure, tested by arithmetic, repaired by one small edit where it fails."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from shebao.core.evaluation.check.interval import Agreement, plain
from shebao.core.evaluation.check.relations import exact
from shebao.core.evaluation.check.relations.exact import ONE, Point
from shebao.core.evaluation.check.relations.figure import Figure

# how certain the text is that the figures belong together
CLOSED, LIKELY, LOOSE, PROPOSED = 3, 2, 1, 0
PERCENTS = ("ratio", "growth", "fall", "rise of", "fall of", "above", "permille", *exact.MIXED)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A relation the text may state: `result` is the formula of `inputs`.

    rule: the file of the rule it belongs to. shape: sum (with signs), ratio, growth, change, product …
    strength: CLOSED (the grammar leaves no second reading) down to PROPOSED (only numbers can tell). open: the list is not complete. sure: other
    relations that hold leave no doubt that these figures are meant.
    """

    rule: str
    shape: str
    result: Figure
    inputs: tuple[Figure, ...]
    strength: int
    signs: tuple[int, ...] = ()
    open: bool = False
    sure: bool = False

    @property
    def figures(self) -> tuple[Figure, ...]:
        """Result and inputs."""
        return (self.result, *self.inputs)

    def points(self) -> list[Point]:
        """Result and inputs as whole numbers; in a sum, whole figures beside others with decimals count as exact."""
        if self.shape != "sum":
            return [figure.point for figure in self.figures]
        return settled(self.figures)

    def agreement(self) -> Agreement | None:
        """How the printed result stands to the formula; None where it cannot be computed."""
        result, *inputs = self.points()
        return exact.agreement(self.shape, self.signs, result, inputs)

    def computed(self) -> Fraction | None:
        """The exact value of the formula."""
        return exact.value(self.shape, self.signs, [figure.number.value for figure in self.inputs])

    def formula(self) -> str:
        """The formula with the printed figures."""
        return written(self.shape, self.signs, [figure.printed for figure in self.inputs])


def settled(figures: Sequence[Figure]) -> list[Point]:
    """Figures as whole numbers; one printed without decimals beside others with decimals in the same unit is exact."""
    fine = {figure.measure for figure in figures if not figure.number.whole}
    return [Point(f.point.middle, 0) if f.number.whole and f.measure in fine else f.point for f in figures]


def written(shape: str, signs: Sequence[int], texts: Sequence[str]) -> str:
    """A formula in signs: 18.8 + 6.75 − 3.2, 264 ÷ 115, (264 − 115) ÷ 115."""
    if shape == "sum":
        out = " ".join(f"{'+' if sign > 0 else '−'} {text}" for sign, text in zip(signs, texts, strict=True))
        return out.removeprefix("+ ")
    if shape == "months":
        return f"{texts[0]} ÷ 12 × {texts[1]}"
    if shape in exact.PRODUCTS:
        return " × ".join(texts)
    if shape == "same":
        return texts[0]
    if shape in exact.MIXED:
        amounts = [_base_of(shape, texts[i], texts[i + 1], signs[(i + 1) // 2]) for i in range(1, len(texts), 2)]
        return f"{texts[0]} ÷（{' + '.join(amounts)}）{' − 1' if shape == 'mixed growth' else ''}"
    if shape in ("ratio", "quotient", "permille"):
        return f"{texts[0]} ÷ {texts[1]}"
    if shape == "growth":
        return f"（{texts[0]} − {texts[1]}）÷ {texts[1]}"
    if shape == "fall":
        return f"（{texts[1]} − {texts[0]}）÷ {texts[1]}"
    if shape == "above":
        return f"{texts[0]} ÷（{texts[0]} − {texts[1]}）"
    return f"{texts[0]} ÷（{texts[1]} {'−' if shape == 'rise of' else '+'} {texts[0]}）"


def _base_of(shape: str, amount: str, rate: str, sign: int) -> str:
    return f"{amount} ÷（1 {'+' if sign > 0 else '−'} {rate}）" if shape == "mixed growth" else f"{amount} ÷ {rate}"


@dataclass(frozen=True, slots=True)
class Repair:
    """One small edit after which the relation holds: the figure, what it would read, and the kind (digit, swap, point, unit)."""

    figure: Figure
    text: str
    kind: str
    positive: bool


def variants(figure: Figure, settled_point: Point) -> Iterator[tuple[str, str, Point]]:
    """The figure after each small slip of the hand: one digit, two neighbours swapped, the point moved by some places."""
    digits = figure.digits
    bare = digits.replace(".", "")
    whole = int(bare or "0")
    middle, half = settled_point
    step = middle // whole if whole else 2 * half or ONE
    for at, char in enumerate(bare):
        place = step * 10 ** (len(bare) - at - 1)
        for other in range(10):
            if other != int(char) and not (at == 0 and other == 0 and len(bare) > 1 and digits[1] != "."):
                yield "digit", f"{at}:{other}", Point(middle + (other - int(char)) * place, half)
    for at in range(len(bare) - 1):
        a, b = int(bare[at]), int(bare[at + 1])
        if a != b:
            place = step * 10 ** (len(bare) - at - 2)
            yield "swap", f"{at}:", Point(middle + 9 * (b - a) * place, half)
    for power in (1, 2, 3, 4):
        kind = "unit" if power == 4 else "point"
        yield kind, f"*{power}", Point(middle * 10**power, half * 10**power)
        yield kind, f"/{power}", Point(middle // 10**power, half // 10**power)


def repairs(candidate: Candidate) -> list[Repair]:
    """The single small edits that make the relation hold, the result's first."""
    points = candidate.points()
    result, *inputs = points
    out: list[Repair] = []
    base = sum(s * p.middle for s, p in zip(candidate.signs, inputs, strict=True)) if candidate.shape == "sum" else 0
    for position, figure in enumerate(candidate.figures):
        for kind, edit, other in variants(figure, points[position]):
            if candidate.shape == "sum":
                shift = candidate.signs[position - 1] * (other.middle - points[position].middle) if position else 0
                agreed = exact.gap_agreement(result if position else other, base + shift, inputs, candidate.signs)
            else:
                changed = [*points[:position], other, *points[position + 1 :]]
                agreed = exact.agreement(candidate.shape, candidate.signs, changed[0], changed[1:]) or Agreement.DIFFERENT
            if agreed is Agreement.EQUAL:
                out.append(Repair(figure, edited(figure, edit), kind, other.middle > 0))
    return out


def edited(figure: Figure, edit: str) -> str:
    """The printed figure after an edit."""
    digits = figure.digits
    if edit[0] in "*/":
        factor = Fraction(10) ** int(edit[1:])
        value = Fraction(digits) * factor if edit[0] == "*" else Fraction(digits) / factor
        return plain(value, 10) + figure.measure
    at, _, other = edit.partition(":")
    bare = digits.replace(".", "")
    place = int(at)
    bare = bare[:place] + other + bare[place + 1 :] if other else bare[:place] + bare[place + 1] + bare[place] + bare[place + 2 :]
    decimals = len(digits.partition(".")[2])
    changed = f"{bare[:-decimals]}.{bare[-decimals:]}" if decimals else bare
    return changed + figure.measure


def told(candidate: Candidate, bound: Fraction) -> bool:
    """Whether the numbers themselves say the figures belong together: they fit, or one slip of a digit makes them fit and chance would not."""
    if candidate.agreement() is Agreement.EQUAL:
        return True
    kinds = {repair.kind for repair in repairs(candidate) if repair.positive and repair.kind in ("digit", "swap")}
    return any(chance(candidate, kind) <= bound for kind in kinds)


def _width(candidate: Candidate) -> tuple[int, int]:
    """The stretch of results that would count as right, and the range it lies in, in whole units."""
    result, *inputs = (figure.point for figure in candidate.figures)
    step = 2 * result.half or ONE
    if candidate.shape in exact.MIXED:
        return 2 * step, max(20 * ONE, result.middle)
    if candidate.shape in PERCENTS:
        return step + _spread(candidate, inputs), max(100 * ONE, result.middle)
    if candidate.shape == "sum":
        step = max(step, min(2 * point.half or ONE for point in (result, *inputs)))
        return step, max(abs(point.middle) for point in (result, *inputs))
    return step + _spread(candidate, inputs), abs(result.middle)


def _spread(candidate: Candidate, inputs: Sequence[Point]) -> int:
    """How far the rounding of the inputs moves the result, roughly: its relative error times the result."""
    relative = sum((Fraction(2 * point.half, abs(point.middle)) for point in inputs if point.middle), Fraction(0))
    return int(relative * abs(candidate.result.point.middle))


def likeness(candidate: Candidate) -> Fraction:
    """How likely unrelated figures would fit as they stand: the share of the result's range that counts as right."""
    width, scope = _width(candidate)
    return min(Fraction(1), Fraction(width, scope)) if scope > 0 else Fraction(1)


def chance(candidate: Candidate, kind: str) -> Fraction:
    """How likely unrelated figures would come out right after one small edit of that kind.

    The number of such edits times the share of the result's range that counts as right. It ranks evidence; no amount depends on it.
    """
    lengths = [len(figure.digits.replace(".", "")) for figure in candidate.figures]
    edits = sum(9 * n if kind == "digit" else n - 1 if kind == "swap" else 3 for n in lengths)
    return min(Fraction(1), likeness(candidate) * max(1, edits))
