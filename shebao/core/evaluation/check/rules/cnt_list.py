"""N things announced must be N things listed: 四项措施（甲、乙、丙、丁）, 4 个科室，包括甲、乙、丙和丁."""

from __future__ import annotations

import re
from collections.abc import Iterator

from shebao.core.evaluation.check.model import Verdict, broken, holds
from shebao.core.evaluation.check.numbers import numeral
from shebao.core.evaluation.check.report import Report
from shebao.core.evaluation.check.text import Passage, Span

TITLE = "“N 项”与列举一致"
SOURCE = "列举语义：写明个数又列全的，个数应与列举数相同；以“等”收尾的不少于列举数"
ADVICE = "核对个数和列举的项目。"
EXAMPLE = {
    "broken": "落实五项措施（抓审批、抓经办、抓监督、抓科技）。",
    "sound": "落实四项措施（抓审批、抓经办、抓监督、抓科技）。内设机构有4个，包括关系科、待遇科、居保科和办公室。联合公安、民政等6个部门。",
}
_N = r"(?P<n>[一二两三四五六七八九十]{1,3}|\d{1,2})"
_NOUN = r"(?:项|个|大|类|种|条|方面|家)?(?P<noun>[一-龥]{0,10}?)"
_BRACKET = re.compile(rf"{_N}(?:项|个|大|类|种|查|免|办|化|制度|方面){_NOUN}（(?P<list>[^（）]{{4,200}})）")
_AFTER = re.compile(
    rf"(?:有|设|设立|设置|下设|分为|包括|共)?{_N}个(?P<noun>(?:副?[科股处]级)?(?:内设)?(?:职能)?(?:科室|股室|机构|部门|处室|科|股|部|中心|下属单位|所属单位|二级单位|岗位|党支部))"
    r"[，：（]?(?:分别(?:是|为)|即|包括|为|：)[：]?(?P<list>[^。；：，（）\d]{4,160})(?=[。；，）])"
)
_UNITS = re.compile(
    rf"(?P<noun>机构|单位|科室|股室|部门|支部){_N}个[，（：](?:分别(?:是|为)|即|包括|为)[：]?(?P<list>[^。；：，（）\d]{{4,200}})(?=[。；，）])"
)
_BEFORE = re.compile(
    rf"(?:机构|科室|股室|部门)(?:包括|有|为|分别是|分别为)[：]?(?P<list>[^。；：，（）\d]{{6,200}}?)(?P<etc>等)?{_N}个(?P<noun>[一-龥]{{0,8}}?(?:科室|股室|机构|部门))"
)


def find(report: Report) -> Iterator[Verdict]:
    """Bracketed lists, lists after the count, and lists before it."""
    for passage in report.passages:
        for pattern in (_BRACKET, _AFTER, _UNITS, _BEFORE):
            for match in pattern.finditer(passage.text):
                yield from _judge(passage, match)


def _judge(passage: Passage, match: re.Match[str]) -> Iterator[Verdict]:
    stated = numeral(match["n"])
    listed = match["list"]
    if stated is None or stated < 2 or stated > 20 or "、" not in listed or re.search(r"\d[^、]*\d", listed):
        return
    start = match.start()
    if start and re.match(r"[第百千万〇零\d十]", passage.text[start - 1]):
        return
    opened = bool(re.search(r"等(?:$|[^级])", listed[-3:])) or (match.groupdict().get("etc") is not None)
    plain = re.sub(r"等.{0,3}$", "", listed)
    least = plain.count("、") + 1
    most = least + len(re.findall(r"和|及|以及|与|或", plain))
    quotes = Span(passage, match.start(), match.end()).quotes()
    if least <= stated <= most or (opened and stated >= least):
        yield holds(f"{stated} 项，列举 {least} 项", quotes)
    elif stated < least or stated > most:
        counted = str(least) if least == most else f"{least}～{most}"
        yield broken(
            "warn",
            f"写“{match['n']}”个（项），实际列举 {counted} 个。",
            quotes,
            left=str(stated),
            right=plain[:60],
            computed=counted,
            tolerance="0",
        )
