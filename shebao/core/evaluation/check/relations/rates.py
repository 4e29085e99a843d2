"""Every percentage against the amounts near it: a share, a rate of completion, a growth on last year's or this year's base."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import permutations

from shebao.core.evaluation.check.interval import Agreement
from shebao.core.evaluation.check.relations.exact import quotient_agreement
from shebao.core.evaluation.check.relations.figure import DELTA, OF_LAST_YEAR, Figure, alike, of_last_year, role_of
from shebao.core.evaluation.check.relations.growths import OVER_TASK, growths, over_task
from shebao.core.evaluation.check.relations.relation import CLOSED, LIKELY, LOOSE, PROPOSED, Candidate
from shebao.core.evaluation.check.relations.subject import contradict, near, pairs_of, specific

_RATE = re.compile(
    r"(?:执行|完成|使用|支出|拨付|到位|支付|发放|兑付|报账|控制|结转|结余|利用|进度|占比|比重)[一-龥]{0,4}(?:率|进度|比例|比|重)(?:为|达|达到|是|：|约|仅)?$"
    r"|(?:率|比例|进度|比重)(?:为|达|达到|是|：|约|仅)?$"
)
_GROWTH = re.compile(
    r"(?:增长|增加|增幅|上升|提高|增长率|升|增|超额?|多|下降|减少|降幅|降低|减幅|减|降|少|回落|压减|节约)(?:了|率|额|幅度?|比例|任务数?|目标|计划|预算|收|支|[一-龥]{0,4}率)*(?:了|为|达|到|约)?$"
)
_HAS_SHARE = re.compile(r"^[，（]?[^，。；\d]{0,3}占")
_TARGET = re.compile(
    r"≥|≤|不低于|不高于|不少于|不超过|以上|(?<!占)(?<!年度)(?:目标值?|指标值)(?:为|：)?$|要求|利率|税率|费率|按[一-龥]{0,6}$|标准"
)
_NOT_AMOUNTS = ("percent", "permille", "percentage points", "points", "years", "months", "age", "duration", "to one")
_DONE = ("spent", "done", "arrived", "left", "person")
_GIVEN = ("plan", "arrived", "target", "post")
_REACH = 12


def rates(rows: Sequence[Figure]) -> Iterator[list[Candidate]]:
    """Every percentage that may be the quotient of two figures near it, as competing readings."""
    for index, rate in enumerate(rows):
        if rate.kind not in ("percent", "permille", "to one", "count:倍") or not rate.number.firm or rate.number.op:
            continue
        if _TARGET.search(rate.label[-8:]) or rate.number.value == 0:
            continue
        if _one_of_several(rows, index):
            continue
        if (run := _respectively(rows, index)) is not None:
            yield from run
            continue
        around = _around(rows, index)
        if _GROWTH.search(rate.label):
            candidates = [*_saved(rate, around), *growths(rate, around)]
            if OVER_TASK.search(rate.label):
                candidates += over_task(rate, rows, _NOT_AMOUNTS)
        else:
            candidates = [*_saved(rate, around), *_adjusted(rate, rows), *_bracketed(rate, rows, index), *_quotients(rate, around)]
        if candidates:
            yield sorted(candidates, key=lambda c: (-c.strength, sum(abs(f.order - rate.order) for f in c.inputs)))


def _one_of_several(rows: Sequence[Figure], index: int) -> bool:
    """a 和 b，占 X 的 p 和 q: shares said respectively, which `respective` reads."""
    rate = rows[index]
    ahead = rows[index + 1] if index + 1 < len(rows) else None
    behind = rows[index - 1] if index else None
    first = ahead is not None and ahead.kind == rate.kind and rate.passage.text[rate.end : ahead.start] in ("、", "和")
    later = behind is not None and behind.kind == rate.kind and rate.passage.text[behind.end : rate.start] in ("、", "和")
    if not (first and ahead is not None and ahead.sentence == rate.sentence) and not (
        later and behind is not None and behind.sentence == rate.sentence
    ):
        return False
    return "占" in rate.passage.text[rate.bounds[0] : rate.start][-40:] and "率分别" not in rate.before


def _respectively(rows: Sequence[Figure], index: int) -> list[list[Candidate]] | None:
    """目标 80 人，完成 86 人；目标 600 件，完成 640 件，完成率分别为 107.5%、106.67%: each rate of its own pair; None where it is no such rate."""
    first = index
    while (
        first
        and rows[first - 1].kind == "percent"
        and rows[first].passage.text[rows[first - 1].end : rows[first].start] in ("、", "和", "，")
    ):
        first -= 1
    last = index
    while (
        last + 1 < len(rows)
        and rows[last + 1].kind == "percent"
        and rows[last].passage.text[rows[last].end : rows[last + 1].start] in ("、", "和")
    ):
        last += 1
    size = last - first + 1
    if size < 2 or not re.search(r"(?:完成|执行|使用|支出|到位|达标|合格)率分别[为是]?$", rows[first].label):
        return None
    before = [f for f in rows[max(0, first - 2 * size) : first] if f.sentence == rows[first].sentence and f.kind not in _NOT_AMOUNTS]
    if len(before) != 2 * size:
        return []
    a, b = before[2 * (index - first) : 2 * (index - first) + 2]
    return [[Candidate("rat_pair", "ratio", rows[index], (b, a), LIKELY)]] if alike(a, b) and b.role in ("done", "spent", "arrived") else []


def _adjusted(rate: Figure, rows: Sequence[Figure]) -> Iterator[Candidate]:
    """年初 A，追加 B，调整后 C，预算调整率 R%: what was added, of what stood at first."""
    before = [f for f in rows[max(0, rate.order - 6) : rate.order] if f.sentence == rate.sentence and f.kind == "money" and not f.depth]
    if "调整率" not in rate.label or len(before) < 2 or rate.cell:
        return
    first = [f for f in before if "年初" in f.label]
    added = [f for f in before if re.search(r"(?:追加|调增|调减|增加|减少)[一-龥]{0,4}$", f.label)]
    if len(first) == len(added) == 1:
        yield Candidate("rat_pair", "ratio", rate, (added[0], first[0]), LIKELY)


def _saved(rate: Figure, around: Sequence[Figure]) -> Iterator[Candidate]:
    """预算 b，合同价 a，节约 d，节约率 Z%: what was saved or left, of the first of the three figures of a difference."""
    before = [f for f in around if f.order < rate.order and f.sentence == rate.sentence and f.kind == "money"]
    if (
        len(before) == 3
        and re.search(r"(?:节约|节省|结余|结转|剩余|审减|核减|下浮)[一-龥]{0,4}率", rate.label)
        and before[-1].order == rate.order - 1
        and not rated_alike(rate, before[0])
    ):
        yield Candidate("rat_pair", "ratio", rate, (before[2], before[0]), LIKELY)


def _bracketed(rate: Figure, rows: Sequence[Figure], index: int) -> Iterator[Candidate]:
    """执行率 96%（支出 a 万元/预算 b 万元）: the two figures in the bracket just after, with the line of division between."""
    pair = rows[index + 1 : index + 3]
    if len(pair) == 2 and pair[0].paragraph == pair[1].paragraph == rate.paragraph and alike(*pair):
        text = rate.passage.text
        opened = text[rate.end : pair[0].start].startswith("（") and pair[0].start - rate.end < 20
        if opened and re.match(r"[/÷]", text[pair[0].end : pair[1].start].lstrip("元万亿人户个")) and pair[1].start - pair[0].end < 20:
            yield Candidate("rat_pair", "ratio", rate, (pair[0], pair[1]), CLOSED, sure=True)
        elif opened and _RATE.search(rate.label) and re.match(r"^[，、][一-龥]{1,6}$", text[pair[0].end : pair[1].start]):
            part, whole = (pair[0], pair[1]) if pair[0].point.middle <= pair[1].point.middle else (pair[1], pair[0])
            if text[pair[1].end : pair[1].end + 1] == "）":
                yield Candidate("rat_pair", "ratio", rate, (part, whole), LIKELY)


def _around(rows: Sequence[Figure], index: int) -> list[Figure]:
    rate = rows[index]
    return [
        figure
        for figure in rows[max(0, index - _REACH) : index + 5]
        if figure is not rate
        and figure.number.firm
        and -3 <= figure.paragraph - rate.paragraph <= 0
        and -7 <= figure.sentence - rate.sentence <= 1
        and (figure.kind not in _NOT_AMOUNTS or (figure.kind == "points" and "得分率" in rate.label))
        and figure.number.value > 0
    ]


def _quotients(rate: Figure, around: Sequence[Figure]) -> Iterator[Candidate]:
    good = list(_good_ones(rate, around))
    if good:
        yield from good
        return
    shape = {"permille": "permille", "to one": "quotient", "count:倍": "quotient"}.get(rate.kind, "ratio")
    best = _by_words(rate, around)
    for pair, strength in _beside(rate, around).items():
        best[pair] = max(strength, best.get(pair, PROPOSED))
    for a, b in permutations(around, 2):
        strength = PROPOSED if rated_alike(rate, b) else best.get((a.order, b.order), PROPOSED)
        if not alike(a, b) or (strength == PROPOSED and a.kind != b.kind and len(around) > 2):
            continue
        if strength > PROPOSED or quotient_agreement(shape, rate.point, a.point, b.point) is Agreement.EQUAL:
            yield Candidate("rat_pair", shape, rate, (a, b), strength)


_STEM = re.compile(r"([一-龥]{2,6})(?:率|度|比例|比重|进度|比)[^率度]{0,4}$")
_SHOULD = re.compile(r"应|计划|预算|任务|目标|核定|批复|下达|到位|满分|分值|权重|总|共|抽查|抽检|发放|安排|投资|编制|需|合同|年初|概算")
_DID = re.compile(r"实|已|完成|达|合格|收回|回收|满意|得分|支付|支出|使用|拨付|执行|中标|成交|决算|结算|审定|落实|发放|兑付|到账|有效|在职")
_CHANGING = re.compile(r"增|减|降|升|超|节约|结余|差|误|退|利|税|费率|补助比例|补贴比例|配套")


_FAILED = re.compile(r"(?:不合格|未[一-龥]{1,3}|不达标|不满意|超标)$")


def _good_ones(rate: Figure, around: Sequence[Figure]) -> Iterator[Candidate]:
    """抽检 4800 批次，不合格 116 批次，合格率 R%: the rate of what is left of the first after the second."""
    own = [f for f in around if f.order < rate.order and f.sentence == rate.sentence and f.depth == rate.depth]
    if len(own) >= 2 and own[-1].order == rate.order - 1 and alike(own[-1], own[-2]) and _FAILED.search(own[-1].label):
        stem = re.sub(r"^(?:不|未|超)", "", _FAILED.search(own[-1].label).group())  # type: ignore[union-attr]
        told = len(own) == 2 or bool(_SHOULD.search(own[-2].label))
        if told and stem[:2] in rate.label and not re.search("不" + stem, rate.label) and own[-1].point.middle < own[-2].point.middle:
            yield Candidate("rat_pair", "fall", rate, (own[-1], own[-2]), LIKELY)


def _beside(rate: Figure, around: Sequence[Figure]) -> dict[tuple[int, int], int]:
    """X 份，Y 份，回收率 Z%: the two figures of one dimension just before a rate; surer where the rate is named after what Y says."""
    stem = _STEM.search(rate.label)
    before = [f for f in around if f.order < rate.order and f.sentence == rate.sentence and f.depth == rate.depth and not _each(f)]
    if stem is None or not before or _CHANGING.search(stem[1][-3:]):
        return {}
    own = [f for f in before if alike(f, before[-1])]
    if len(own) < 2 or own[-1].order < rate.order - 1 or DELTA.search(own[-1].label) or DELTA.search(own[-2].label):
        return {}
    whole, part = own[-2:]
    if of_last_year(whole, part) or of_last_year(part, whole) or contradict(whole.label, part.label):
        return {}
    named = _echo(stem[1], part.label) or (_echo(stem[1], whole.label) and _DID.search(part.label))
    start = rate.passage.text.rfind("；", rate.bounds[0], rate.start)
    alone = len([f for f in own if f.start > start]) == 2
    whole_name = len(stem[1]) >= 3 and stem[1] in part.label and part.order == rate.order - 1
    sure = named and alone and (_SHOULD.search(whole.label) or (whole_name and part.point.middle <= whole.point.middle))
    return {(part.order, whole.order): LIKELY if sure else LOOSE}


def _echo(stem: str, label: str) -> bool:
    """Whether what the rate is called after stands in the label: 就业 in 已就业, 回收 in 收回."""
    word = stem[-2:]
    return word in label or word[::-1] in label


def _by_words(rate: Figure, around: Sequence[Figure]) -> dict[tuple[int, int], int]:
    """The pairs of figures the words point to, with how surely."""
    before = [f for f in around if f.order < rate.order]
    here = [f for f in before if f.sentence == rate.sentence]
    if not before:
        return {}
    named = _OF.search(rate.label)
    if rate.kind == "to one":
        return _town_and_country(rate, before)
    if named and here and "占" not in rate.label and "任务" not in named[1]:
        return _of_named(named[1], rate, here)
    text, last = rate.passage.text, before[-1]
    if rate.paragraph == last.paragraph and re.fullmatch(r"[）]?的", text[last.end : rate.label_start] + rate.label):
        # 完成年初预算 65200 万元的 96.57%: the base stands just before the rate
        earlier = [f for f in here if alike(f, last) and f is not last]
        plain = [f for f in earlier if not DELTA.search(f.label)]
        if plain and earlier[-1] is not plain[-1]:
            return {(plain[-1].order, last.order): LIKELY}  # 收入 A，短收 D，完成预算 P 的 R%
        near_by = {(f.order, last.order): LOOSE for f in plain}
        return near_by | {(earlier[-1].order, last.order): CLOSED if earlier[-1].order == last.order - 1 else LOOSE} if earlier else {}
    inside = [f for f in around if f.order == rate.order + 1 and f.depth > rate.depth and text[rate.end : rate.end + 1] == "（"]
    if inside and here and alike(inside[0], here[-1]) and not _GROWTH.search(rate.label):
        return {(here[-1].order, inside[0].order): LIKELY}
    share = "占" in rate.label or "占" in text[max(0, rate.label_start - 2) : rate.start]
    owner = re.search(r"([一-龥]{2,12}?)占(?!地)[一-龥]{2,}", rate.label)
    if owner and here and DELTA.search(here[-1].label) and owner[1][-2:] not in here[-1].label:
        return {}  # 税收 A，增加 D，增长 G%，税收占总收入的 R%: what has the share is named, and is not the figure just before
    if share and here:
        return _shares(rate, here[-1], before, text[rate.bounds[0] : rate.label_start])
    if not _RATE.search(rate.label) and not re.search(r"完成[一-龥]{0,8}的$", rate.label):
        return {}
    kept = "结" in rate.label[-8:]
    parts = [f for f in here if f.role in _DONE and not _each(f) and (f.role == "left") == kept] or here[-1:]
    if not parts:
        return _far(rate, before)
    part = parts[-1]
    if "预算" in rate.label and part.kind not in ("money", "scaled"):
        return {}
    out: dict[tuple[int, int], int] = {}
    wholes = [
        f
        for f in before
        if f is not part and not _each(f) and alike(f, part) and not DELTA.search(f.label) and not OF_LAST_YEAR.search(f.label)
    ]
    own = [f for f in wholes if f.sentence == rate.sentence and f.role not in _DONE[:2]]
    for whole in wholes:
        if rated_alike(rate, whole):
            continue
        if part.kind not in ("money", "scaled") and near(part.label, whole.label) < 30 and pairs_of(part.label):
            continue
        carried = whole.role == "left" and "结转" in part.label and "结转" in whole.label
        given = carried or whole.role in _GIVEN or (not whole.role and part.role in _DONE)
        if len(own) == 1 and whole is own[0] and given and whole.role != part.role and len([f for f in here if alike(f, part)]) == 2:
            out[part.order, whole.order] = CLOSED
        elif given and whole.role != part.role and near(part.label, whole.label) >= 50 and not own:
            out[part.order, whole.order] = LIKELY
        elif given and whole.role != part.role and not contradict(part.label, whole.label):
            alone = len([f for f in wholes if f.role == whole.role]) == 1
            vague = not specific(part.label) or near(part.label, whole.label) >= 30
            out[part.order, whole.order] = (LIKELY if alone and not own else LOOSE) if vague else PROPOSED
    return out


def rated_alike(rate: Figure, whole: Figure) -> bool:
    """Whether a rate of the same name is said of the whole itself: A，支出进度 R%，其中：甲支出 B，支出进度 S%."""
    stem = re.search(r"([一-龥]{2}(?:率|进度|比例))(?:为|达到?|是)*$", rate.label)
    if stem is None or whole.sentence != rate.sentence:
        return False
    return bool(re.match(rf"[，]?[一-龥]{{0,4}}{stem[1]}(?:为|达到?|是)?\d", whole.after))


_STAGES = (
    (re.compile(r"执行|支出|支付|使用|拨付|列支|报账|兑付"), ("spent",), ("plan", "arrived", "")),
    (re.compile(r"到位|到账"), ("arrived",), ("plan", "target")),
    (re.compile(r"完成|实现"), ("done", "spent"), ("target", "plan")),
)


def _far(rate: Figure, before: Sequence[Figure]) -> dict[tuple[int, int], int]:
    """执行率 96% in a sentence of its own: of the sentences before, the last figure of the stage the rate names, and the one it is part of."""
    for words, done, given in _STAGES:
        if not words.search(rate.label[-8:]):
            continue
        close = [f for f in before if f.sentence >= rate.sentence - 4 and not f.depth and not DELTA.search(f.label) and not _each(f)]
        parts = [f for f in close if f.role in done and f.kind in ("money", "scaled")]
        if not parts:
            return {}
        part = parts[-1]
        wholes = [f for f in close if f is not part and alike(f, part) and f.role in given and not _AMONG.search(f.label)]
        top = [f for f in wholes if f.role] or wholes
        return {(part.order, f.order): LOOSE for f in top[:3] if not contradict(part.label, f.label)}
    return {}


_AMONG = re.compile(r"其中|包括|中央|省级|市级|县级|区级|结余|结转")


def _shares(rate: Figure, part: Figure, before: Sequence[Figure], sentence: str) -> dict[tuple[int, int], int]:
    """占…的: the figure just before is the part; the whole is the one the words name, or the only larger one.

    A share that names no base has the base of the share before it in the sentence.
    """
    earlier = re.findall(r"占([^，。；]{2,24}?)的", sentence)
    named = re.search(r"占(.{2,24}?)的?(?:比重|比例)?(?:为|达|约)?$", rate.label)
    told = named is not None and ("的" in rate.label or not re.fullmatch(r"比|比重|比例|年度?|全部|全年|总数", named[1]))
    words = named[1] if named and told else earlier[-1] if earlier else ""
    larger = [f for f in before if f is not part and alike(f, part) and f.point.middle >= part.point.middle and not DELTA.search(f.label)]
    only = len(larger) == 1
    larger = [f for f in larger if not _sibling(f, part, words)]
    out: dict[tuple[int, int], int] = {}
    for whole in larger:
        named_so = words and (
            near(words, whole.label) >= 60 or (not specific(words) and (words[-2:] in whole.label or role_of(words) == whole.role))
        )
        strength = (LIKELY if named_so else PROPOSED) if words else LOOSE if whole.paragraph == rate.paragraph else PROPOSED
        if only and whole.sentence >= rate.sentence - 1 and not earlier and (named_so or not words):
            strength = LIKELY
        if not words and whole.sentence == rate.sentence and near(part.label, whole.label) >= 40 and not out:
            strength = LIKELY  # 补助资金达 A，当年补助中西部资金达 B，占 R%
        out[part.order, whole.order] = strength
    return out


def _sibling(figure: Figure, part: Figure, words: str) -> bool:
    """Whether it has a share of its own in the sentence, and is not what the share is said of."""
    named = bool(words) and "；" in figure.passage.text[figure.end : part.start] and near(words, figure.label) >= 60
    return bool(_HAS_SHARE.match(figure.after)) and figure.sentence == part.sentence and not named


PUBLIC = re.compile(r"(?:一般)?公共(?:财政)?预算")
_OF = re.compile(r"(?:为|是|达到?|相当于|完成)([一-龥]{1,14})的$")


def _town_and_country(rate: Figure, before: Sequence[Figure]) -> dict[tuple[int, int], int]:
    """城乡居民收入比 2.3：1: the last figure of the towns over the last of the country; else the last two figures of the sentence."""
    towns = [f for f in before if re.search(r"城镇|城市", f.label) and not DELTA.search(f.label)]
    country = [f for f in before if re.search(r"农村|乡村", f.label) and not DELTA.search(f.label)]
    if "城乡" in rate.label and towns and country and alike(towns[-1], country[-1]) and towns[-1].measure == country[-1].measure:
        return {(towns[-1].order, country[-1].order): LIKELY}
    return {}


def _of_named(words: str, rate: Figure, here: Sequence[Figure]) -> dict[tuple[int, int], int]:
    """中标价为预算的 96%: the base is named between 为 and 的; the part is the last other figure."""
    wholes = [
        f
        for f in here
        if near(words, PUBLIC.sub("", f.label)) >= 60 or words[-2:] in PUBLIC.sub("", f.label) or role_of(words) == role_of(f.label) != ""
    ]
    out: dict[tuple[int, int], int] = {}
    for whole in wholes[-2:]:
        parts = [f for f in here if alike(f, whole) and f is not whole and not DELTA.search(f.label)]
        if parts and parts[-1] not in wholes:
            alone = len(wholes) == 1 and len(parts) == 1
            below = re.search(r"其中|包括|；", rate.passage.text[whole.end : parts[-1].start]) if whole.order < parts[-1].order else None
            out[parts[-1].order, whole.order] = PROPOSED if below else LIKELY if alone else LOOSE
    return out


def _each(figure: Figure) -> bool:
    return bool(re.search(r"每|(?<!高)标准|人均|单价", figure.label[-10:]))
