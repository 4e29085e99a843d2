"""What a figure is about, compared by content: shared pairs of characters, and no qualifier that contradicts."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from shebao.core.evaluation.check.relations.figure import DELTA, ROLES, Figure

_IDLE = re.compile(
    r"(?:19|20)(?:\d\d|xx|XX)年(?:度|末|底|初)?|\d+月(?:\d+日)?|截至|截止|其中|全年|本年|当年|年度|年初|年末|目前|累计|共计|合计|共有|总共|分别|主要|约|达到|达|为|是|共|的|了|已|"
    r"[“”‘’、，：；（）\d.]|万元|亿元|元|我[县市区局镇乡校]|本[县市区局镇级]|全[县市区镇乡]"
)
# words of one group contradict each other: 中央 is not 省级
_QUALIFIERS = tuple(
    re.compile(group)
    for group in (
        r"中央|省级?|市级?|州级?|县级?|区级?|镇级?|乡级?|本级|地方|自筹|上级",
        r"城镇|城市|城乡|农村",
        r"男|女",
        r"一般公共预算|政府性基金|国有资本|彩票公益金|财政专户",
        r"企业|机关|居民|失业|工伤|医疗|生育",
        r"基本支出|项目支出|人员经费|公用经费",
        r"收入|支出",
        r"上年|上一年|去年|同期",
        r"第[一二三四1-4]|[一二三四]季度|上半年|下半年",
        r"一级|二级|三级",
        r"行政|事业|工勤|参公",
        r"人均|户均|亩均|生均|平均|(?<!高)标准|每",
    )
)
_ROLE_WORDS = re.compile("|".join(pattern.pattern for _, pattern in ROLES))


@lru_cache(maxsize=20_000)
def pairs_of(label: str) -> frozenset[str]:
    """The pairs of characters that carry what the words are about."""
    text = _IDLE.sub("", label)
    bare = _ROLE_WORDS.sub("", text)
    text = bare if len(bare) >= 2 else text
    return frozenset(text[i : i + 2] for i in range(len(text) - 1))


_COMMON = re.compile(r"该|本|项目|资金|经费|专项|补助|补贴|财政|拨款|工作|情况|支出|收入|预算|合计|总")


@lru_cache(maxsize=20_000)
def specific(label: str) -> str:
    """What is left of the words without idle, stage and common ones; "" for 已拨付资金 or 支出."""
    return _COMMON.sub("", _ROLE_WORDS.sub("", _IDLE.sub("", label)))


@lru_cache(maxsize=20_000)
def qualifiers(label: str) -> tuple[frozenset[str], ...]:
    """The qualifying words of each group that the label holds."""
    return tuple(frozenset(word.removesuffix("级") for word in pattern.findall(label)) for pattern in _QUALIFIERS)


def contradict(a: str, b: str) -> bool:
    """Whether the words qualify what they name in ways that exclude each other."""
    return any(first and second and not first & second for first, second in zip(qualifiers(a), qualifiers(b), strict=True))


_PARTS = tuple(
    re.compile(group)
    for group in (
        r"中央|省级|省财政|省补|市级|市财政|州级|县级|县财政|区级|区财政|镇级|乡级|本级|自筹|上级|地方",
        r"城镇|农村|乡村|城市",
        r"货物|工程|服务",
        r"非农业|(?<!非)农业",
        r"养殖|捕捞",
        r"集中|分散",
        r"公办|民办",
        r"原创|引进",
        r"国有|集体|个人",
        r"生产|流通|餐饮",
        r"县道|乡道|村道",
        r"罚款|没收|罚没",
        r"出让|划拨|租赁",
        r"大型|中型|小型",
        r"高中|初中|小学|幼儿园|中职",
        r"人工造林|封山育林|飞播",
        r"用材林|经济林|防护林",
        r"境内|境外|国内|国外",
        r"直接|间接",
        r"存量|增量",
        r"机关|事业|企业",
        r"日常养护|养护工程",
        r"第一次|第二次|第三次",
        r"夏粮|早稻|秋粮",
        r"猪|牛|羊|禽",
        r"出口|进口",
        r"一般债务|专项债务|一般债券|专项债券",
        r"新增|再融资|置换",
        r"非政府债券|(?<!非)政府债券",
        r"统筹基金|个人账户",
        r"职工|居民",
        r"税务|财政部门|国税|地税",
        r"[市省县区州]本级|[区县]级|乡镇级",
        r"第[一二三四五六七八九十\d]批|第[一二三四五六七八九十\d]次",
        r"已[一-龥]|未[一-龥]|在建|正在|尚未",
        r"线上|线下",
        r"商品零售|餐饮收入",
        r"公务用车|公务接待|因公出国",
        r"在职|离退休|退休|离休|聘用",
        r"新建|提升|改造|续建|改建|扩建|维修",
        r"第一产业|第二产业|第三产业",
        r"(?<!非)税收|非税",
        r"决策|过程|产出|效益|满意度",
        r"优秀|良好|合格|不合格|基本合格",
        r"优|良|中|差",
        r"非常满意|很满意|比较满意|基本满意|不满意|满意|一般",
        r"上半年|下半年|[一二三四]季度",
        r"专业技术|公务员|管理|工勤|行政|参公|事业|公益性岗位|劳务派遣|编外|借调",
    )
)


_YEARS = re.compile(r"((?:19|20)\d\d)年")


def partition(labels: Sequence[str]) -> bool:
    """Whether the words divide one thing: each has a word of one group, and no two the same."""
    for pattern in (*(_QUALIFIERS[i] for i in (2, 3, 4, 5, 10)), *_PARTS):
        words = [pattern.findall(label)[-1:] for label in labels]
        if all(words) and len({word[0] for word in words}) == len(labels):
            return len([word for word in words if word[0].startswith("已")]) < 2  # 已开工 and 已完工: the second is part of the first
    if len(labels) == 2 and _complement(*labels):
        return True
    years = [_YEARS.findall(label)[-1:] for label in labels]
    return all(years) and len({year[0] for year in years}) == len(labels)


def divided_by(labels: Sequence[str]) -> list[list[str | None]]:
    """For every division that names at least two of the labels differently: the word of each label, None where it has none."""
    out: list[list[str | None]] = []
    for pattern in (*(_QUALIFIERS[i] for i in (2, 3, 4, 5, 10)), *_PARTS):
        named = [[word for word in pattern.findall(label) if len(word) > 1] for label in labels]
        words = [own[-1] if own else None for own in named]
        if len({word for word in words if word is not None}) >= 2:
            out.append(words)
    return out


_NOT = re.compile(r"(?:尚?未|没有|不)([一-龥]{2})")


def _complement(a: str, b: str) -> bool:
    """Whether one is named by what the other is not: 整改到位 and 未整改, 合格 and 不合格."""
    for with_it, without in ((a, b), (b, a)):
        match = _NOT.search(without)
        if match and match[1] in with_it and not _NOT.search(with_it):
            return True
    return False


def near(a: str, b: str) -> int:
    """How many in a hundred of the shorter subject's pairs the longer one shares; 0 where qualifiers contradict or nothing is said."""
    first, second = pairs_of(a), pairs_of(b)
    if not first or not second or contradict(a, b):
        return 0
    return 100 * len(first & second) // min(len(first), len(second))


def one_role(a: Figure, b: Figure) -> bool:
    """Whether two figures stand for the same stage: both planned, both spent, or one of them not said."""
    return a.role == b.role or not a.role or not b.role


def changed(figure: Figure) -> bool:
    """Whether the figure is a change and not a level."""
    return bool(DELTA.search(figure.label))
