"""Slips of the pen: frequent wrong characters, words typed twice, punctuation typed twice."""

from __future__ import annotations

import re
from collections.abc import Iterator

from shebao.core.evaluation.check.model import Verdict, broken
from shebao.core.evaluation.check.report import Report
from shebao.core.evaluation.check.text import Span

TITLE = "错别字"
SOURCE = "现代汉语规范用字"
ADVICE = "改正后再报送。"
EXAMPLE = {"broken": "我局励行节约，开展开展宣传活动。。", "sound": "我局厉行节约，逐项逐项核对，一件一件落实，单位单位缴费部分已入账。"}
_WRONG: tuple[tuple[str, str], ...] = (
    ("励行节约|历行节约|力行节约", "厉行节约"),
    ("规口管理", "归口管理"),
    ("跟据", "根据"),
    ("完[咸戍成]成?情况(?<!完成情况)|巳经|已径|项日|资全|工[怍炸]", "完成/已经/项目/资金/工作"),
    ("按排", "安排"),
    ("布署", "部署"),
    ("迳自", "径自"),
    ("绩效自[讯凭平]|绩效平价|绩效评[介伦]", "绩效自评/绩效评价"),
    ("意料保险|医疗保[俭脸捡]|养老保[俭脸捡]|社会保[俭脸捡]|失业保[俭脸捡]|工伤保[俭脸捡]|[养社失]?[老会业]?报险", "保险"),
    ("参保护面|扩面正缴", "参保扩面/扩面征缴"),
    ("工作时际|根据时际|实计情况", "实际"),
    ("(?:换人|更换)平率", "频率"),
    ("升入(?=落实|贯彻|学习|推进|开展|实施|基层)", "深入"),
    ("截滞留", "截留、滞留"),
    ("(?<=[按时足额及])将项(?=保险|待遇|工作)|将项(?=保险待遇)", "将各项"),
    ("使用情(?=进行|的)", "使用情况"),
    (r"等\d+个部(?=的|联合|印发)", "个部门"),
    ("老年人收(?=[，。；])", "收入"),
    ("整体效目标|体绩效标(?=[，。；])", "绩效目标"),
    ("财政整绩效", "整体绩效"),
    ("编制老保险", "编制养老保险"),
    ("待遇发[方访]", "待遇发放"),
    ("资格人证|资格认正", "资格认证"),
    ("稽合|嵇核", "稽核"),
    ("满意渡|满义度", "满意度"),
    ("进一步项固|巩古", "巩固"),
    ("责任究制", "责任追究制"),
    ("以经(?=完成|开展|实现|落实)", "已经"),
    ("既使", "即使"),
    ("再接再励", "再接再厉"),
    ("松驰", "松弛"),
    ("严竣", "严峻"),
    ("竟争", "竞争"),
    ("水份", "水分"),
    ("渡过了?一年", "度过"),
    ("帐实相符|帐务|帐目", "账"),
    ("基金帐户|个人帐户|银行帐户", "账户"),
    ("截止(?=目前|现在)(?!日)", "截至"),
    ("制定定|进行行|完成成|工作作(?!风|用|为|业|品|出|答|证|准)|管理理(?!念|论|事|财|赔|顺|解|清)", "叠字"),
    ("预决算公天|信息公天", "公开"),
    ("惠民惠名", "惠民"),
    ("扎实有序推近", "推进"),
    ("稳步推近|持续推近", "推进"),
    ("保障基金安全金", "基金安全"),
    ("发挥职能做用|积极做用", "作用"),
    ("做贡献献|作出贡现", "贡献"),
    ("专款专项用", "专款专用"),
    ("收支俩条线|收支二条线", "收支两条线"),
    ("参保登计", "登记"),
    ("老有所养养", "老有所养"),
    ("城乡居明|城乡具民", "城乡居民"),
    ("机关是业", "机关事业"),
    ("工商保险", "工伤保险"),
    ("失业金伍", "失业"),
    ("灵活就也", "灵活就业"),
    ("退修人员", "退休人员"),
    ("离退体", "离退休"),
    ("缴费基树", "缴费基数"),
)
_COMPILED = tuple((re.compile(wrong), right) for wrong, right in _WRONG)
_DOUBLED = re.compile(r"([一-龥]{2,4})\1")
_FINE = re.compile(
    r"^[一逐每个多各种点年月日天人]|^(?:研究|讨论|学习|单位|商量|交流|了解|考虑|认识|锻炼|体验|检查|部分|问题|服务|年年|步步|层层|处处|时时|事事|级级|村村|户户|家家|代代)"
)
# characters of other scripts that look like Chinese ones, between Chinese characters
_ALIEN = re.compile(r"(?<=[一-龥])[ロニエカハタトヘノㄧ丨〇口](?=[一-龥\d，。、])")
_ALIKE = {
    "ロ": "口",
    "ニ": "二",
    "エ": "工",
    "カ": "力",
    "ハ": "八",
    "タ": "夕",
    "ト": "卜",
    "ヘ": "へ",
    "ノ": "丿",
    "ㄧ": "一",
    "丨": "丨",
}
_TWICE = re.compile(r"(包括|主要|进行|开展|实现|完成|推进)(?:主要|的)?\1|(?:包括主要包括|其中主要其中)")
_POINTS = re.compile(r"[。，、；：]{2,}")


def find(report: Report) -> Iterator[Verdict]:
    """All of them are notes, never errors."""
    for passage in report.passages:
        text = passage.text
        for pattern, right in _COMPILED:
            for match in pattern.finditer(text):
                yield _say(Span(passage, max(0, match.start() - 4), min(len(text), match.end() + 4)), match.group(), right)
        for match in _DOUBLED.finditer(text):
            if not _FINE.match(match[1]) and len(set(match[1])) > 1:
                yield _say(Span(passage, max(0, match.start() - 4), min(len(text), match.end() + 4)), match.group(), match[1])
        for match in _ALIEN.finditer(text):
            if match.group() in _ALIKE and match.group() != _ALIKE[match.group()]:
                span = Span(passage, max(0, match.start() - 4), min(len(text), match.end() + 4))
                yield _say(span, text[match.start() - 1 : match.end()], text[match.start() - 1] + _ALIKE[match.group()])
        for match in _TWICE.finditer(text):
            if not _DOUBLED.search(match.group()):
                yield _say(Span(passage, max(0, match.start() - 4), min(len(text), match.end() + 4)), match.group(), match.group()[-2:])
        for match in _POINTS.finditer(text):
            if match.group() not in ("。。。", "。。。。。。"):
                yield _say(Span(passage, max(0, match.start() - 6), match.end()), match.group(), match.group()[-1])


def _say(span: Span, wrong: str, right: str) -> Verdict:
    return broken("info", f"“{wrong}”疑为“{right}”。", span.quotes(), left=wrong, right=right)
