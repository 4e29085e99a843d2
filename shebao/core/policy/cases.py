"""Worked examples: runs a file of cases a civil servant can read and compares every expected value, to the fen.

A case names its calculation, its place, its inputs and what must come out. Any system can be checked with the same
files; here a calculation that does not exist yet is `unsupported`, one whose law is unsettled is `open`.
"""

from __future__ import annotations

import re
import traceback
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path
from types import MappingProxyType
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
    unused: tuple[str, ...] = ()
    """Inputs the case says are left aside, because another one stands for them."""


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
            "unused": list(self.unused),
            "message": self.message,
        }


def run_cases(
    paths: Iterable[Path | str],
    places: Places | None = None,
    allow_unused: bool = False,
    others: Mapping[str, Callable[[Mapping[str, Any]], Mapping[str, Any]]] = MappingProxyType({}),
) -> list[CaseResult]:
    """Run every case of some YAML files in order; raises `Refused` when a file cannot be read as cases.

    allow_unused: an input that nothing asked for is only listed; otherwise its case has failed. others: what is computed beside the
    law (a screening rule), by its name: inputs → values.
    """
    cases = [case for path in paths for case in read_cases(Path(path))]
    # An installation whose law cannot be read at all is no result of any case: that must stop everything, here.
    calculations()
    chosen = places or shipped_places()
    return [
        _answered(case, others[case.calculation]) if case.calculation in others else _shielded(case, chosen, allow_unused) for case in cases
    ]


def _answered(case: Case, answer: Callable[[Mapping[str, Any]], Mapping[str, Any]]) -> CaseResult:
    """The result of a case that another than the law computes."""
    try:
        values = answer({name: value for name, value in case.inputs.items() if name not in REMARKS})
    except Refused as refusal:
        return _refused(case, refusal)
    wrong = {name: (value, values.get(name)) for name, value in case.expected.items() if not same(value, values.get(name), UNITS["Table"])}
    return CaseResult(case.id, case.calculation, "fail" if wrong else "pass", wrong)


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


def _shielded(case: Case, places: Places, allow_unused: bool) -> CaseResult:
    """The result of a case; our own mistake in one calculation must not take away the results of all others."""
    try:
        return run_case(case, places, allow_unused)
    except Exception as mistake:
        last = traceback.extract_tb(mistake.__traceback__)[-1]
        problem = f"未计算：程序出错，请报告（{type(mistake).__name__}：{mistake}，{Path(last.filename).name} 第 {last.lineno} 行）"
        return CaseResult(case.id, case.calculation, "fail", _not_computed(case, problem), problem)


def run_case(case: Case, places: Places | None = None, allow_unused: bool = False) -> CaseResult:
    """Compute one case and compare; an input nothing asked for makes it fail, unless that is allowed."""
    if case.calculation not in calculations():
        return CaseResult(case.id, case.calculation, "unsupported")
    chosen = places or shipped_places()
    try:
        answer = calculate(case.calculation, place_of_case(case, chosen), _inputs_of(case), chosen, strict=False)
    except Refused as refusal:
        return _refused(case, refusal)
    differences = _differences(case, answer)
    unexpected = [name for name in answer.unused if name not in case.unused]
    ignored = f"没有用到的输入：{'、'.join(unexpected)}" if unexpected and not allow_unused else ""
    if differences or ignored or not answer.ask.open:
        status: Status = "fail" if differences or ignored else "pass"
        return CaseResult(case.id, case.calculation, status, differences, ignored, answer.sheet, tuple(unexpected))
    ways = {name: _way_of(case.expected.get(name), figures) for name, figures in answer.ask.open.items()}
    if all(ways.values()):
        how = "；".join(f"{name} 按{way}" for name, way in ways.items())
        return CaseResult(case.id, case.calculation, "pass", {}, how, answer.sheet, tuple(unexpected))
    # An unsettled question: the sheet's figure and all of ours are reported, and none is called wrong.
    both = {
        name: (case.expected.get(name), "、".join(f"{show(value, UNITS['Yuan'])}（{way}）" for way, value in figures.items()))
        for name, figures in answer.ask.open.items()
    }
    return CaseResult(case.id, case.calculation, "open", both, "", answer.sheet, tuple(unexpected))


def _way_of(printed: Any, figures: Mapping[str, Any]) -> str:
    """The way of computing that gives the figure printed on the sheet; empty where none does, or none was printed."""
    return next((way for way, value in figures.items() if printed is not None and same(printed, value, UNITS["Yuan"])), "")


def _inputs_of(case: Case) -> Mapping[str, Any]:
    """The case's inputs without its remarks; of an account its scheme, named beside them, decides whose published rate it earns."""
    inputs = {name: value for name, value in case.inputs.items() if name not in REMARKS}
    residents = case.scheme == "resident_pension" and case.calculation in EARNING
    return {"account_scheme": "resident", **inputs} if residents else inputs


def place_of(province: str, places: Places) -> str:
    """The place a case is computed at: the nearest with a file, from the county named up to its province and the nation.

    "any" follows national rules. A city may be named without its province (shenzhen), as long as only one place ends that way;
    a province also by its Chinese name (广西, 广西壮族自治区). Raises `Refused` for a place there is not.
    """
    known = province.strip().replace("/", "_").replace("-", "_").lower()
    if not known.isascii():
        return _chinese_place(known, places) or places.place_id(province)
    parts = known.split("_")
    for end in range(len(parts), 0, -1):
        if "_".join(parts[:end]) in places.places:
            return "_".join(parts[:end])
    cities = [place for place in places.places if place.endswith(f"_{known}")]
    if len(cities) == 1:
        return cities[0]
    return NATIONAL if known in ANYWHERE or parts[0] in PROVINCES else places.place_id(province)


def place_of_case(case: Case, places: Places) -> str:
    """The place a case is computed at; one that names none, by a source that is some place's own law (郑州市失业保险条例), there."""
    law = _LOCAL_LAW.match(case.source) if case.place.strip().lower() == NOWHERE else None
    return (law and _chinese_place(law["place"], places)) or place_of(case.place, places)


def _chinese_place(name: str, places: Places) -> str:
    """The place of a Chinese name, whole or short (广西, 深圳, 广东省深圳市); the nation's for a province without a file; empty for none.

    A city that has no file of its own is computed by the law of the province named before it.
    """
    provinces = {place.id: place for place in places.places.values() if place.parent == NATIONAL}
    own = {
        place.id: place.name.removeprefix(places.places[place.parent].name) for place in places.places.values() if place.parent in provinces
    }
    short = next((word for word in PROVINCE_NAMES if name.startswith(word)), "")
    if not short:
        cities = [id for id, city in own.items() if _is_called(city, name)]
        return NATIONAL if name == "全国" else cities[0] if len(cities) == 1 else ""
    province = next((place for place in provinces.values() if place.name.startswith(short)), None)
    if province is None:
        return NATIONAL
    rest = name.removeprefix(province.name).removeprefix(short)
    cities = [id for id, city in own.items() if places.places[id].parent == province.id and _is_called(city, rest)]
    return cities[0] if len(cities) == 1 else province.id


def _is_called(whole: str, name: str) -> bool:
    """Whether a county's name behind its city's (南通市如皋市) is this one, with or without its last 市, 县 or 区."""
    return len(name) > 1 and whole.endswith((name, *(name + kind for kind in "市县区")))


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
    if decimals < places or (not decimals and value.denominator != 1):
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
    unused = entry.get("unused") or ()
    if not isinstance(unused, (list, tuple)):
        wrong("的 unused 应是输入名称的列表", "例如 unused: [account_balance]。")
    return Case(
        id=str(entry["id"]),
        calculation=str(entry["calculation"]),
        place=_place_named(entry),
        inputs={str(name): value for name, value in tables["inputs"].items()},
        expected={str(name): value for name, value in tables["expected"].items()},
        title=str(entry.get("title", "")),
        source=str(entry.get("source", "")),
        confidence=str(entry.get("confidence", "")),
        scheme=str(entry.get("scheme") or ""),
        unused=tuple(str(name) for name in unused),
    )


def _place_named(entry: Mapping[str, Any]) -> str:
    """Where a case happened: its place; its province where the place says no more than the nation; `any` where it names neither."""
    place, province = str(entry.get("place") or ""), str(entry.get("province") or "")
    return province or (place or NOWHERE) if place.strip().lower() in ("", *ANYWHERE) else place


def _differences(case: Case, answer: Answer) -> dict[str, tuple[Any, Any]]:
    differences: dict[str, tuple[Any, Any]] = {}
    for name, expected in case.expected.items():
        if name in answer.ask.open or name.startswith(QUOTED):
            continue
        origin = answer.ask.origins.get(name)
        unit = origin.unit if origin else UNITS["Table"]
        computed = answer.values.get(name, _NOTHING)
        if computed is _NOTHING:
            differences[name] = (expected, None)
        elif not same(expected, computed, unit):
            differences[name] = (expected, show(computed, unit))
    return differences


def _refused(case: Case, refusal: Refused) -> CaseResult:
    """A refusal: what the case expected to be refused is compared by its code, anything else has failed."""
    if "error" not in case.expected:
        return CaseResult(case.id, case.calculation, "fail", _not_computed(case, f"未计算：{refusal}"), str(refusal))
    finding = refusal.finding
    codes = (finding.rule, finding.rule.partition(".")[0], *(str(finding.values[name]) for name in ("error",) if name in finding.values))
    values: dict[str, Any] = {"field": finding.where, **finding.values, "error": codes, "message": finding.message}
    differences = {
        name: (expected, finding.rule if name == "error" else values.get(name))
        for name, expected in case.expected.items()
        if not _as_refused(name, expected, values.get(name))
    }
    return CaseResult(case.id, case.calculation, "fail" if differences else "pass", differences, str(refusal))


def _as_refused(name: str, expected: Any, value: Any) -> bool:
    """Whether a refusal is the expected one: its code or the code's first word, `any`, or words out of its message."""
    if name == "error":
        return str(expected) in (ANY_REFUSAL, *value)
    if name == "message":
        return str(expected) in str(value)
    return same(expected, value, UNITS["Table"])


def _not_computed(case: Case, problem: str) -> dict[str, tuple[Any, Any]]:
    """Everything expected, beside the reason why nothing was computed; a case that expects nothing shows the reason alone."""
    return {name: (expected, problem) for name, expected in case.expected.items()} or {"error": (None, problem)}


_NOTHING: Any = object()
_NUMBER = re.compile(r"[-+]?\d+(\.\d+|/0*[1-9]\d*)?", re.ASCII)
"""An expected number: decimal text or a fraction; powers of ten are not how money is written."""
_LOCAL_LAW = re.compile(r"(?P<place>[\u4e00-\u9fff]{2,10}?[省市区])[\u4e00-\u9fff]*(?:条例|办法|规定)")
"""A source that begins with the law of a province or a city."""
NOWHERE = "any"
ANYWHERE = frozenset({NOWHERE, "demo", "national"})
PROVINCES = frozenset(
    "beijing tianjin hebei shanxi neimenggu inner_mongolia liaoning jilin heilongjiang shanghai jiangsu zhejiang anhui fujian"
    " jiangxi shandong henan hubei hunan guangdong guangxi hainan chongqing sichuan guizhou yunnan xizang tibet shaanxi gansu"
    " qinghai ningxia xinjiang".split()
)
"""Provinces of the country; one without a place file is computed with national rules and what the case itself gives."""
PROVINCE_NAMES = tuple(
    "北京 天津 河北 山西 内蒙古 辽宁 吉林 黑龙江 上海 江苏 浙江 安徽 福建 江西 山东 河南 湖北 湖南 广东 广西 海南 重庆 四川 贵州 云南 西藏"
    " 陕西 甘肃 青海 宁夏 新疆".split()
)
ANY_REFUSAL = "any"
"""What a case writes as its error when every refusal will do."""
REMARKS = frozenset({"input_inferred", "note", "notes", "remark"})
"""Names under which a case says something about its inputs; they are no inputs."""
QUOTED = ("published_", "printed_", "total_rounding")
"""Names of figures a case quotes from a printed sheet, not results to be computed."""


def summary(results: Sequence[CaseResult]) -> dict[str, int]:
    """How many cases came out each way."""
    return {status: sum(r.status == status for r in results) for status in ("pass", "fail", "unsupported", "open")}
