"""N things announced must be N things listed: 四项措施（甲、乙、丙、丁）, 甲、乙、丙三大职能, 4 个科室，包括甲、乙、丙和丁."""

from __future__ import annotations

import re
from collections.abc import Iterator

from shebao.core.evaluation.check.model import Severity, Verdict, broken, holds
from shebao.core.evaluation.check.numbers import numeral
from shebao.core.evaluation.check.report import Report
from shebao.core.evaluation.check.text import Passage, Span

TITLE = "“N 项”与列举一致"
SOURCE = "列举语义：写明个数又列全的，个数应与列举数相同；以“等”收尾的不少于列举数"
ADVICE = "核对个数和列举的项目。"
EXAMPLE = {
    "broken": "落实五项措施（抓审批、抓经办、抓监督、抓科技）。下设办公室、财务股、法规股、档案馆、信息中心6个股室。",
    "sound": "落实四项措施（抓审批、抓经办、抓监督、抓科技）。内设机构有4个，包括关系科、待遇科、居保科和办公室。联合公安、民政等6个部门。",
}
_N = r"(?P<n>[一二两三四五六七八九十]{1,3}|\d{1,2})"
_COUNTER = r"(?:个|大|项|类|种|条|方面|家|所|处|名|部|块|宗|座|户|村|镇|乡|县|区|站|期)"
_BRACKET = re.compile(rf"{_N}(?:{_COUNTER}|查|免|办|化|制度)(?P<noun>[一-龥]{{0,10}}?)（(?P<list>[^（）]{{4,300}})）")
_AFTER = re.compile(
    rf"{_N}(?:次|批|轮|{_COUNTER})(?P<noun>[一-龥（）]{{1,14}}?)[，,]?(?:分别(?:是|为)|即|包括|包含|为|有|：)[：]?(?P<list>(?:[^。；：，（）\d]|（[^（）]*）)*?、(?:[^。；：，（）\d]|（[^（）]*）)*)(?=[。；，]|$)"
)
_UNITS = re.compile(
    rf"(?P<noun>机构|单位|科室|股室|部门|支部|处室|街道|乡镇|学校|医院|企业|公司|村|社区|中心|站所|指标|制度|项目)(?:共?有|共|为|数为)? ?{_N}"
    r" ?(?:个|家|所|项|名|条|类)[，（：](?:分别(?:是|为)|其中|即|包括|包含|为|有)?[：]?(?P<list>(?:[^。；：，（）\d]|（[^（）]*）)*?、(?:[^。；：，（）\d]|（[^（）]*）)*)(?=[。；，）]|$)"
)
_BEFORE = re.compile(
    rf"(?P<list>(?:[^。；：，（）\d]|（[^（）]*）)+?(?:、(?:[^。；：，（）\d、]|（[^（）]*）)+?)+?)(?P<etc>等)?{_N}"
    r"(?:(?P<counter>个|大|项|类|家|所|处)(?P<noun>(?!月|小?时|百分|工作日|季|年|点)[一-龥]{1,4})|(?=(?:县|镇|乡|街道|部门)(?:[（，。；]|$)))"
)
_PARTED = re.compile(
    rf"{_N}{_COUNTER}(?P<noun>[一-龥]{{1,10}}?)[，,]?(?:分别(?:是|为)|即|包括|包含|有)?：(?P<list>[^。：，；（）\d]{{2,16}}(?:；[^。：，；（）\d]{{2,16}}){{2,}})(?=[。]|$)"
)
_LAST = re.compile(
    rf"(?P<list>(?:[^。；：，（）\d]|（[^（）]*）)+?(?:、(?:[^。；：，（）\d、]|（[^（）]*）)+?)+?)(?P<etc>等)(?P<noun>[一-龥]{{2,8}}?){_N}(?:个|家|所|项)(?=[。；，）]|$)"
)
_ANOTHER = re.compile(r"[全各每共有等的约近余]|所有|辖|下[属辖设]|以及其他|实施|完成|涉及|召开|组织|开展")
_NUMBERED = re.compile(r"\d+[个项家所处名种件次场]")
"""12 个展览（原创 7 个、引进 5 个): the parts have numbers of their own."""
_MOST = 99


def find(report: Report) -> Iterator[Verdict]:
    """Bracketed lists, lists after the count, and lists before it; the same words are counted once."""
    for passage in report.passages:
        taken: list[tuple[int, int]] = []
        for pattern in (_BRACKET, _AFTER, _PARTED, _UNITS, _BEFORE, _LAST):
            for match in pattern.finditer(passage.text):
                if any(start < match.end("n") and match.start("n") < end for start, end in taken):
                    continue
                for verdict in _judge(passage, match, before=pattern in (_BEFORE, _LAST)):
                    taken.append((match.start(), match.end()))
                    yield verdict


def _judge(passage: Passage, match: re.Match[str], *, before: bool) -> Iterator[Verdict]:
    stated = numeral(match["n"])
    listed = re.sub(r"（[^（）]*）", "", match["list"]).replace("；", "、")
    listed = re.sub(r"(?<=[^、])(?:共计|合计|一共|共有?)$", "", listed) if before else listed
    if (
        stated is None
        or not 1 <= stated <= _MOST
        or "、" not in listed
        or re.search(r"\d[^、]*\d", listed)
        or len(_NUMBERED.findall(listed)) >= 2
    ):
        return
    start = match.start("n")
    if start and re.match(r"[第百千万〇零\d十一二三四五六七八九]", passage.text[start - 1]):
        return
    opened = bool(re.search(r"等(?:$|[^级])", listed[-3:])) or bool(match.groupdict().get("etc"))
    plain = re.sub(r"等.{0,3}$", "", listed)
    items = plain.split("、")
    least = len(items)
    most = least + len(re.findall(r"(?<!共)和|(?<![惠涉普危触顾])及(?!时|其)|与|或", plain))
    quotes = Span(passage, match.start(), match.end()).quotes()
    if least <= stated <= most or (opened and stated >= least and not (least >= 10 and stated >= 2 * least)):
        yield holds(f"{stated} 项，列举 {least} 项", quotes)
        return
    if "，" in listed and stated == listed.count("，") + 1:
        yield holds(f"{stated} 项，列举 {stated} 项", quotes)
        return
    if stated < 2 and least < 4:
        return
    bounded = bool(re.search(r"包括|包含|分别(?:为|是)", items[0]))
    if before and (_ANOTHER.search(items[-1][-3:]) or not (_even(items) or bounded) or least < 3 - bounded):
        return
    few = opened and stated < least  # 等 may leave some out, never list too many
    severity: Severity = (
        "error"
        if few and least >= 4 and (not before or _even(items))
        else "question"
        if (before and (least < 4 or opened)) or "，" in listed
        else "error"
        if least >= 4 and least == most
        else "warn"
    )
    counted = str(least) if least == most else f"{least}～{most}"
    yield broken(
        severity,
        f"写“{match['n']}”个（项），实际列举 {counted} 个。",
        quotes,
        left=str(stated),
        right=plain[:60],
        computed=counted,
        tolerance="0",
    )


def _even(items: list[str]) -> bool:
    """Whether the items look like one class of things: of like length, or with endings that come again."""
    items = [items[0], *(piece for item in items[1:] for piece in re.split(r"(?<=[一-龥]{2})[和及与](?=[一-龥]{2})", item))]
    lengths = sorted(len(item) for item in items[1:])
    middle = lengths[len(lengths) // 2]
    endings = [item[-1:] for item in items]
    return all(abs(length - middle) <= 2 for length in lengths) or len(set(endings)) * 2 <= len(endings) + 1
