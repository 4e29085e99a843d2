"""Shares that name their owner and their whole, 税收占总收入的 62.6%, wherever the two amounts stand; and lists whose shares leave a rest."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from shebao.core.evaluation.check.relations.figure import BASE, DELTA, OF_LAST_YEAR, Figure, additive, alike
from shebao.core.evaluation.check.relations.relation import LIKELY, LOOSE, Candidate
from shebao.core.evaluation.check.relations.subject import contradict

_OWNED = re.compile(
    r"(?:^|[其，。])(?P<owner>[一-龥“”（）]{2,14}?)占[到了]?(?P<whole>(?!比|地|用)[一-龥“”（）]{2,16}?)的?(?:比重|比例|份额)?(?:为|达到?|约|是)*$"
)
_PLAIN = re.compile(r"^占[到了]?(?P<whole>(?!比|地|用)[一-龥“”（）]{2,16}?)的?(?:比重|比例|份额)?(?:为|达到?|约|是)*$")
_ALONE = re.compile(r"(?:^|[其，。])(?P<owner>[一-龥]{2,8}?)(?:收入)?占比(?:为|达到?|约|是)*$")
_VERB = re.compile(r"(?:累计|共|总计|实现|完成|达到?|为|有|是|数|总额|合计|决算|支出|收入)+$")
_LEAD = re.compile(r"^(?:[\d年月日底末\-—至度，]|截至|截止|其中|全[县市区省国镇乡]|我[县市区局]|本[年级]|累计|地方)+")
_PLANNED = re.compile(r"预算|计划|任务|目标|指标|调整|上年|去年|同期|总分|权重")
_FUNDS = re.compile(r"(?:一般)?公共预算|公共财政预算|基金预算|预算[内外]")
_ALL = re.compile(r"总|全[国省市县区]")
_REACH, _FAR = 14, 60
_RIVALS = 3


def shares(rows: Sequence[Figure]) -> Iterator[list[Candidate]]:
    """Every share whose words say what it is a share of, with that amount's figure as its base, near or far."""
    for index, rate in enumerate(rows):
        if rate.kind != "percent" or rate.cell or not rate.number.firm or rate.number.op or not rate.number.value:
            continue
        owned, plain = _OWNED.search(rate.label), _PLAIN.search(rate.label)
        single = _ALONE.search(rate.label)
        if owned is None and plain is None and single is not None:
            yield from _of_a_pair(single["owner"], rate, rows[max(0, index - _REACH) : index])
            continue
        if owned is not None:
            part = _named(owned["owner"], rows[max(0, index - _REACH) : index], rate)
            whole_words = owned["whole"]
        elif plain is not None:
            part, whole_words = _just_before(rows, index), plain["whole"]
        else:
            continue
        if part is None or _PLANNED.search(_FUNDS.sub("", whole_words)):
            continue
        wholes = _wholes(whole_words, part, rows[max(0, index - _FAR) : index])
        if wholes:
            only = len({f.point.middle for f in wholes}) == 1
            yield [
                Candidate("rat_pair", "ratio", rate, (part, f), LIKELY if only or not i else LOOSE) for i, f in enumerate(wholes[:_RIVALS])
            ]


def _of_a_pair(owner: str, rate: Figure, before: Sequence[Figure]) -> Iterator[list[Candidate]]:
    """税务部门完成 a，财政部门完成 b，税收占比 R%: the part whose words begin as the owner's, of the larger amount before it."""
    amounts = [f for f in before if f.paragraph == rate.paragraph and additive(f) and not DELTA.search(f.label)]
    parts = [f for f in amounts if f.label.lstrip("其中：，").startswith((owner, owner[:1])) or owner in f.label]
    if len(parts) == 1:
        wholes = [
            f for f in reversed(amounts) if f.order < parts[0].order and alike(f, parts[0]) and f.point.middle >= parts[0].point.middle
        ]
        if wholes:
            yield [Candidate("rat_pair", "ratio", rate, (parts[0], wholes[0]), LIKELY if owner in parts[0].label else LOOSE)]


def _just_before(rows: Sequence[Figure], index: int) -> Figure | None:
    """The amount just before the rate, other shares of the same amount between."""
    rate = rows[index]
    for figure in reversed(rows[max(0, index - 3) : index]):
        if figure.sentence != rate.sentence or figure.depth > rate.depth:
            return None
        if figure.kind == "percent" and "占" in figure.label[:2]:
            continue
        level = additive(figure) and not (DELTA.search(figure.label) or BASE.search(figure.label) or OF_LAST_YEAR.search(figure.label))
        return figure if level else None
    return None


def _core(words: str) -> str:
    """The words without place, time and verb: 累计完成税收收入 is 税收."""
    words = _LEAD.sub("", words)
    return _VERB.sub("", words) or words


def _named(owner: str, before: Sequence[Figure], rate: Figure) -> Figure | None:
    """The last amount whose words end as the owner does."""
    core = _core(owner)
    for figure in reversed(before):
        if figure.paragraph < rate.paragraph - 1 or not additive(figure) or DELTA.search(figure.label) or OF_LAST_YEAR.search(figure.label):
            continue
        label = _core(figure.label)
        if len(core) >= 2 and (label.endswith(core) or figure.label.endswith(owner)) and not _negated(label, core):
            return figure
    return None


def _negated(label: str, core: str) -> bool:
    return label.removesuffix(core)[-1:] in "非不未"


def _wholes(words: str, part: Figure, before: Sequence[Figure]) -> list[Figure]:
    """Amounts not smaller than the part whose words end in what the share is said of, the nearest first."""
    core = _core(words)
    return [
        f
        for f in reversed(before)
        if f is not part
        and additive(f)
        and alike(f, part)
        and f.point.middle >= part.point.middle
        and not (DELTA.search(f.label) or OF_LAST_YEAR.search(f.label))
        and (_ends(f.label, words) or (len(core) >= 2 and _core(f.label).endswith(core)))
        and not contradict(f.label, words)
    ]


def _ends(label: str, words: str) -> bool:
    """Whether the words are the end of the label, or its end with words left out: 财政总收入 of 公共财政预算总收入."""
    bare = re.sub(r"(?:累计|共|实现|完成|达到?|为|是|数)+$", "", label)
    if bare.endswith(words):
        return True
    if len(words) >= 4 and _ALL.sub("", bare).endswith(_ALL.sub("", words)):
        return True
    letters = iter(bare)
    return len(words) >= 4 and bare[-2:] == words[-2:] and all(letter in letters for letter in words)
