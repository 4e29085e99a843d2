"""One list against another place of the report: where all its siblings agree with that place and one does not, that one is wrong."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from shebao.core.evaluation.check.relations.figure import DELTA, Figure, additive, alike
from shebao.core.evaluation.check.relations.pairs import Repeat
from shebao.core.evaluation.check.relations.subject import near, one_role, pairs_of


def odd_ones(rows: Sequence[Figure]) -> Iterator[Repeat]:
    """Paragraph against paragraph: two or more figures of one subject agree, a sibling of theirs does not."""
    by_paragraph: dict[int, list[Figure]] = {}
    for figure in rows:
        if additive(figure) and figure.kind in ("money", "scaled", "people") and not DELTA.search(figure.label) and not figure.cell:
            by_paragraph.setdefault(figure.paragraph, []).append(figure)
    numbers = sorted(by_paragraph)
    for position, later in enumerate(numbers):
        for earlier in numbers[max(0, position - 12) : position]:
            yield from _between(by_paragraph[earlier], by_paragraph[later])


def _between(first: Sequence[Figure], second: Sequence[Figure]) -> Iterator[Repeat]:
    if len(first) < 3 or len(second) < 3 or len(first) > 40 or len(second) > 40:
        return
    agreeing = 0
    odd: list[tuple[Figure, Figure]] = []
    for figure in second:
        named = _namesake(figure, first) if len(figure.digits) >= 3 else None
        if named is None or _namesake(named, second) is not figure:
            continue
        if named.point.middle == figure.point.middle:
            agreeing += 1
        else:
            odd.append((named, figure))
    if agreeing >= 2 and len(odd) == 1:
        yield Repeat(odd[0][0], odd[0][1], 2, False)


def _namesake(figure: Figure, others: Sequence[Figure]) -> Figure | None:
    """The one figure of the same subject and stage; None where there is none, or two are equally near."""
    ranked = sorted(((_closeness(other, figure), other.order) for other in others if _may_be(other, figure)), reverse=True)
    if not ranked or not ranked[0][0] or (len(ranked) > 1 and ranked[0][0] == ranked[1][0]):
        return None
    return next(other for other in others if other.order == ranked[0][1])


def _closeness(a: Figure, b: Figure) -> int:
    """In a hundred: pairs of characters shared, of all pairs of both; nought where the subjects are too far apart."""
    first, second = pairs_of(a.label), pairs_of(b.label)
    if near(a.label, b.label) < 60 or len(first & second) < min(2, len(first), len(second)):
        return 0
    return 1 + 100 * len(first & second) // len(first | second)


def _may_be(other: Figure, figure: Figure) -> bool:
    return alike(other, figure) and one_role(other, figure)
