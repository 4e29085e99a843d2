"""Worked examples: runs a file of cases a civil servant can read and compares every expected value, to the fen.

A case names its calculation, its place, its inputs and what must come out. Any system can be checked with the same
files; here a calculation that does not exist yet is `unsupported`, one whose law is unsettled is `open`.
"""

from __future__ import annotations

import re
import traceback
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path
from typing import Any, Literal, NoReturn

from shebao.base.dated import NATIONAL, Places
from shebao.base.finding import Refused, refuse
from shebao.core.arithmetic.exact import Q
from shebao.core.policy.calculation import Answer, calculate, calculations
from shebao.core.policy.calculation import explain_calculation as explain_calculation
from shebao.core.policy.locale import shipped_places
from shebao.core.policy.reading import read_file
from shebao.core.sheet import UNITS, Sheet, Unit, show

Status = Literal["pass", "fail", "unsupported", "open"]


EARNING = ("account_year", "account_roll_forward", "account_to_retirement", "account_payment_year")
"""Calculations whose account earns a published rate."""


@dataclass(frozen=True, slots=True)
class Case:
    """One worked example."""

    id: str
    calculation: str
    place: str
    inputs: Mapping[str, Any]
    expected: Mapping[str, Any]
    title: str = ""
    source: str = ""
    confidence: str = ""
    scheme: str = ""


@dataclass(frozen=True, slots=True)
class CaseResult:
    """What came of a case; differences: name → (expected, computed) as text."""

    id: str
    calculation: str
    status: Status
    differences: Mapping[str, tuple[Any, Any]] = field(default_factory=dict)
    message: str = ""
    sheet: Sheet | None = None
    unused: tuple[str, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """The result in the shape of `shebao cases --json`."""
        return {
            "id": self.id,
            "calculation": self.calculation,
            "status": self.status,
            "differences": {name: list(pair) for name, pair in self.differences.items()},
        }


def run_cases(paths: Iterable[Path | str], places: Places | None = None) -> list[CaseResult]:
    """Run every case of some YAML files in order; raises `Refused` when a file cannot be read as cases."""
    cases = [case for path in paths for case in read_cases(Path(path))]
    # An installation whose law cannot be read at all is no result of any case: that must stop everything, here.
    calculations()
    chosen = places or shipped_places()
    return [_shielded(case, chosen) for case in cases]


def read_cases(path: Path) -> list[Case]:
    """The cases of a YAML file (`cases:` list); raises `Refused` naming the file and what is wrong with it."""
    data = read_file(path)
    entries = data.get("cases") if isinstance(data, dict) else data
    if not isinstance(entries, list):
        advice = "文件应有 cases: 列表，每项含 id、calculation、inputs、expected。"
        refuse("cases.shape", "文件里没有 cases 列表", advice, str(path))
    return [_read_case(entry, number, path) for number, entry in enumerate(entries, 1)]


def repeated(results: Iterable[CaseResult]) -> list[str]:
    """Ids that stand for more than one case, each once, in order."""
    times = Counter(result.id for result in results)
    return [id for id, count in times.items() if count > 1]


def _shielded(case: Case, places: Places) -> CaseResult:
    """The result of a case; our own mistake in one calculation must not take away the results of all others."""
    try:
        return run_case(case, places)
    except Exception as mistake:
        last = traceback.extract_tb(mistake.__traceback__)[-1]
        told = f"未计算：程序出错，请报告（{type(mistake).__name__}：{mistake}，{Path(last.filename).name} 第 {last.lineno} 行）"
        return CaseResult(case.id, case.calculation, "fail", _not_computed(case, told), told)


def run_case(case: Case, places: Places | None = None) -> CaseResult:
    """Compute one case and compare."""
    if case.calculation not in calculations():
        return CaseResult(case.id, case.calculation, "unsupported")
    chosen = places or shipped_places()
    try:
        answer = calculate(case.calculation, place_of(case.place, chosen), _inputs_of(case), chosen, strict=False)
    except Refused as refusal:
        return _refused(case, refusal)
    differences = _differences(case, answer)
    if differences or not answer.ask.open:
        status: Status = "fail" if differences else "pass"
        return CaseResult(case.id, case.calculation, status, differences, "", answer.sheet, answer.unused)
    # An unsettled question: both figures are reported, the sheet's and ours, and neither is called wrong.
    both = {name: (case.expected.get(name), show(value, UNITS["Yuan"])) for name, value in answer.ask.open.items()}
    return CaseResult(case.id, case.calculation, "open", both, "", answer.sheet, answer.unused)


def _inputs_of(case: Case) -> Mapping[str, Any]:
    """The case's inputs; of an account its scheme, named beside them, decides whose published rate it earns."""
    residents = case.scheme == "resident_pension" and case.calculation in EARNING
    return {"account_scheme": "resident", **case.inputs} if residents else case.inputs


def place_of(province: str, places: Places) -> str:
    """The place a case is computed at: the nearest with a file, from the county named up to its province and the nation.

    "any" follows national rules. A city may be named without its province (shenzhen), as long as only one place ends that way.
    Raises `Refused` for a place there is not.
    """
    known = province.strip().replace("/", "_").replace("-", "_").lower()
    parts = known.split("_")
    for end in range(len(parts), 0, -1):
        if "_".join(parts[:end]) in places.places:
            return "_".join(parts[:end])
    cities = [place for place in places.places if place.endswith(f"_{known}")]
    if len(cities) == 1:
        return cities[0]
    return NATIONAL if known in ANYWHERE or parts[0] in PROVINCES else places.place_id(province)


def same(expected: Any, computed: Any, unit: Unit) -> bool:
    """Whether a computed value is the expected one: numbers exactly, at the decimals their unit is kept in."""
    if isinstance(expected, Mapping):
        if not isinstance(computed, Mapping):
            return False
        made = {str(key): value for key, value in computed.items()}
        return set(made) == {str(key) for key in expected} and all(same(value, made[str(key)], unit) for key, value in expected.items())
    if isinstance(expected, list):
        if not isinstance(computed, (list, tuple)) or len(expected) != len(computed):
            return False
        return all(same(a, b, unit) for a, b in zip(expected, computed, strict=True))
    if isinstance(expected, bool) or isinstance(computed, bool) or expected is None:
        return expected is computed
    if isinstance(computed, (Q, Fraction)) or (isinstance(computed, int) and unit.kind == "number"):
        return _same_number(str(expected), computed, unit)
    return str(expected) in (str(computed), show(computed, unit))


def _same_number(expected: str, computed: Q | Fraction | int, unit: Unit) -> bool:
    value = computed.fraction if isinstance(computed, Q) else Fraction(computed)
    if not _NUMBER.fullmatch(expected):
        return False
    wanted = Fraction(expected)
    if value == wanted:
        return True
    decimals = len(expected.partition(".")[2])
    places = decimals if unit.places is None else unit.places
    if decimals < places:
        return False
    # A value the law leaves unrounded (an income divided by twelve) is compared at the decimals it is printed with.
    shown = Q(value.numerator, value.denominator, value.numerator, value.numerator).round(places)
    return bool(shown.fraction == wanted)


def _read_case(entry: Any, number: int, path: Path) -> Case:
    def wrong(problem: str, advice: str) -> NoReturn:
        refuse("cases.entry", f"第 {number} 个案例{problem}", advice, str(path))

    if not isinstance(entry, dict):
        wrong("不是一组“名称: 值”", "每个案例应写 id、calculation、province、inputs、expected。")
    absent = [name for name in ("id", "calculation") if entry.get(name) is None] + ["expected"] * ("expected" not in entry)
    if absent:
        wrong(f"缺少 {'、'.join(absent)}", "请补全后重试。")
    words = {name: entry.get(name) for name in ("id", "calculation", "place", "province", "scheme", "title", "source", "confidence")}
    tables = {name: {} if entry.get(name) is None else entry[name] for name in ("inputs", "expected")}
    for name, value in words.items():
        if isinstance(value, (dict, list)):
            wrong(f"的 {name} 应是一个词，不是列表或表", "请改正后重试。")
    for name, value in tables.items():
        if not isinstance(value, dict):
            example = {"inputs": "{month: 2023-05}", "expected": "{total: '203.00'}"}[name]
            wrong(f"（{entry['id']}）的 {name} 应是一组“名称: 值”", f"例如 {name}: {example}。")
    return Case(
        id=str(entry["id"]),
        calculation=str(entry["calculation"]),
        place=str(entry.get("place") or entry.get("province") or NATIONAL),
        inputs={str(name): value for name, value in tables["inputs"].items()},
        expected={str(name): value for name, value in tables["expected"].items()},
        title=str(entry.get("title", "")),
        source=str(entry.get("source", "")),
        confidence=str(entry.get("confidence", "")),
        scheme=str(entry.get("scheme") or ""),
    )


def _differences(case: Case, answer: Answer) -> dict[str, tuple[Any, Any]]:
    found: dict[str, tuple[Any, Any]] = {}
    for name, expected in case.expected.items():
        if name in answer.ask.open or name.startswith(QUOTED):
            continue
        origin = answer.ask.origins.get(name)
        unit = origin.unit if origin else UNITS["Table"]
        computed = answer.values.get(name, _NOTHING)
        if computed is _NOTHING:
            found[name] = (expected, None)
        elif not same(expected, computed, unit):
            found[name] = (expected, show(computed, unit))
    return found


def _refused(case: Case, refusal: Refused) -> CaseResult:
    """A refusal: what the case expected to be refused is compared by its code, anything else has failed."""
    if "error" not in case.expected:
        return CaseResult(case.id, case.calculation, "fail", _not_computed(case, f"未计算：{refusal}"), str(refusal))
    values: dict[str, Any] = {"error": refusal.finding.rule, **refusal.finding.values}
    differences = {
        name: (expected, values.get(name))
        for name, expected in case.expected.items()
        if not same(expected, values.get(name), UNITS["Table"])
    }
    return CaseResult(case.id, case.calculation, "fail" if differences else "pass", differences, str(refusal))


def _not_computed(case: Case, told: str) -> dict[str, tuple[Any, Any]]:
    """Everything expected, beside the reason why nothing was computed; a case that expects nothing shows the reason alone."""
    return {name: (expected, told) for name, expected in case.expected.items()} or {"error": (None, told)}


_NOTHING: Any = object()
_NUMBER = re.compile(r"[-+]?\d+(\.\d+|/0*[1-9]\d*)?", re.ASCII)
"""An expected number: decimal text or a fraction; powers of ten are not how money is written."""
ANYWHERE = frozenset({"any", "demo", "national"})
PROVINCES = frozenset(
    "beijing tianjin hebei shanxi neimenggu inner_mongolia liaoning jilin heilongjiang shanghai jiangsu zhejiang anhui fujian"
    " jiangxi shandong henan hubei hunan guangdong guangxi hainan chongqing sichuan guizhou yunnan xizang tibet shaanxi gansu"
    " qinghai ningxia xinjiang".split()
)
"""Provinces of the country; one without a place file is computed with national rules and what the case itself gives."""
QUOTED = ("published_", "printed_", "total_rounding")
"""Names of figures a case quotes from a printed sheet, not results to be computed."""


def summary(results: Sequence[CaseResult]) -> dict[str, int]:
    """How many cases came out each way."""
    return {status: sum(r.status == status for r in results) for status in ("pass", "fail", "unsupported", "open")}
