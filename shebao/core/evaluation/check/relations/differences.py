"""One figure less another is a third: what is left, what was added, what is still owed; and differences of rates in points."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from shebao.core.evaluation.check.relations.figure import BASE, DELTA, FALL, OF_LAST_YEAR, Figure, additive, alike, of_last_year
from shebao.core.evaluation.check.relations.relation import CLOSED, LIKELY, LOOSE, PROPOSED, Candidate

_CUE = re.compile(
    r"结[余存]|结转|剩余|余额|节余|余款|净增|净减|超收|超支|短收|差额|缺口|还需|尚需|仍需|剔除|扣除|减去|实际|增支|减支|净值|未[一-龥]{1,2}|盈余|增量|"
    r"空编|缺编|超编|[尚还仍]缺|[尚还]欠|[尚还仍]有|顺差|逆差|净资产|少于|多于"
)
_REACH = 9


def differences(rows: Sequence[Figure]) -> Iterator[list[Candidate]]:
    """Every figure that may be a difference of two near it."""
    for index, result in enumerate(rows):
        if result.kind in ("percentage points",) or (result.kind in ("percent", "permille") and re.search(r"自然增长率|差", result.label)):
            yield from _points(rows, index)
        elif additive(result):
            yield from _amounts(rows, index)


def _near(rows: Sequence[Figure], index: int) -> list[Figure]:
    """Figures of the same dimension around it, nearest sentences first."""
    here = rows[index]
    return [
        figure
        for figure in rows[max(0, index - _REACH) : index + 4]
        if figure is not here
        and abs(figure.sentence - here.sentence) <= 2
        and abs(figure.paragraph - here.paragraph) <= 1
        and alike(figure, here)
        and figure.number.firm
    ]


def _amounts(rows: Sequence[Figure], index: int) -> Iterator[list[Candidate]]:
    result = rows[index]
    near = _near(rows, index)
    if len(near) < 2:
        return
    cued = bool(_CUE.search(result.label)) or result.role == "left" or bool(DELTA.search(result.label))
    candidates: list[Candidate] = []
    for whole in near:
        for part in near:
            if whole is part:
                continue
            strength = _strength(result, whole, part, near)
            if strength < LIKELY and whole.point.middle < part.point.middle:
                continue
            if strength == PROPOSED and not cued and not DELTA.search(part.label):
                continue
            if strength == PROPOSED and not _fits(result, whole, part):
                continue
            candidates.append(Candidate("bal_difference", "sum", result, (whole, part), strength, (1, -1)))
    candidates.sort(key=lambda c: (-c.strength, abs(c.inputs[0].order - result.order) + abs(c.inputs[1].order - result.order)))
    if candidates:
        yield candidates


def _fits(result: Figure, whole: Figure, part: Figure) -> bool:
    """Whether the three come out right within their steps; the exact test follows."""
    gap = abs(whole.point.middle - part.point.middle - result.point.middle)
    return gap <= 2 * (whole.point.half + part.point.half + result.point.half)


_OPENING = re.compile(r"期初|年初(?!预算)|上年(?:末|度末)?(?:累计|滚存)?(?:结[余存]|结转|余额)|上年结[转余]")
_RUNNING = re.compile(r"累计|滚存|历年|期末|年末(?=滚存|累计)")
_CURRENT = re.compile(r"当期|当年|本期|本年")
_BECOMES = re.compile(r"实际|后|现|剩|还有|最终|审定|核定为|调整为")
_LEFT = re.compile(
    r"结[余存]|剩余|余额|节余|余款|差额|缺口|[还尚仍][需欠缺有]|净值|盈余|未(?:支付|使用|支出|完成|拨付|到位|续缴|发放|兑付|追回|缴纳|缴|整改|办结)|空编|缺编|超编|顺差|逆差|净资产|(?:收回|退回|上缴)[一-龥]{0,4}$"
)
_SAVED = re.compile(r"节约|节省|少于|多于|[审核]减")
_ADDED = re.compile(r"(?:追加|调增|增加|新增|补充|增拨)(?:了|预算|资金|安排|指标|下达|经费)*$")
_AFTER_ADDING = re.compile(r"全年预算|调整(?:后|预算)|变更后|预算调整|追加后|增至|达到?$|合计|共|总")


def _strength(result: Figure, whole: Figure, part: Figure, near: Sequence[Figure]) -> int:
    """How surely the words say whole − part = result."""
    together = whole.sentence == part.sentence == result.sentence
    if _is_change(result, whole, part):
        return LIKELY
    if _OPENING.search(result.label) or BASE.search(result.label) or OF_LAST_YEAR.search(result.label):
        return PROPOSED
    if (
        result.role == "left"
        and whole.role in ("plan", "arrived", "income")
        and part.role == "spent"
        and not OF_LAST_YEAR.search(whole.label)
    ):
        opened = any(_OPENING.search(f.label) for f in near if f.sentence == result.sentence)
        if (opened or _RUNNING.search(result.label)) and not _CURRENT.search(result.label):
            return PROPOSED
        rivals = [
            f for f in near if f.role in ("plan", "arrived", "income") and f.sentence == result.sentence and not DELTA.search(f.label)
        ]
        spent = [f for f in near if f.role == "spent" and f.sentence == result.sentence and not DELTA.search(f.label)]
        if together and len(rivals) == 1 and len(spent) == 1 and not whole.depth and not part.depth:
            return LIKELY if re.search(r"收回|结转结余", result.label) or not whole.order < result.order else CLOSED
        return PROPOSED if together and len(rivals) > 1 else LOOSE
    chain = whole.order < part.order < result.order and part.sentence == result.sentence
    if DELTA.search(part.label) and FALL.search(part.label[-8:]) and chain and not DELTA.search(whole.label):
        return (
            LIKELY
            if _BECOMES.search(result.label) and not result.label.startswith("其中") and not OF_LAST_YEAR.search(part.label)
            else PROPOSED
        )
    return _last_two(result, whole, part, near)


_YEARLY = re.compile(r"同比|上年|去年|同期|上一年")


def _last_two(result: Figure, whole: Figure, part: Figure, near: Sequence[Figure]) -> int:
    """X 万元，Y 万元，结余 Z 万元: the two figures just before what is left, owed, saved or added, and nothing else of their kind between."""
    before = [f for f in near if f.order < result.order and f.depth == result.depth and f.paragraph == result.paragraph]
    if len(before) < 2 or {whole.order, part.order} != {before[-1].order, before[-2].order} or result.label.startswith("其中"):
        return PROPOSED
    changing = bool(DELTA.search(result.label) or _SAVED.search(result.label))
    if any(DELTA.search(f.label) for f in (whole, part)) or not (changing or _LEFT.search(result.label)):
        return PROPOSED
    first, second = before[-2:]
    between = result.passage.text[second.end : result.start]
    if re.search(r"其中|包括|[，（]含", result.passage.text[first.end : result.start]):
        return PROPOSED
    if changing and _YEARLY.search(between) and not of_last_year(first, second) and not of_last_year(second, first):
        return PROPOSED  # 完成 A 万元，占预算 P 万元的 56%，同比增长 R%，增收 D 万元: last year's figure is not printed
    if re.search(r"净[增减](?:加|少)?$", result.label):
        ordered = (first, second) if first.point.middle >= second.point.middle else (second, first)  # 新增 A，终止 B，净增 D
    elif changing and FALL.search(result.label[-8:]) or _SAVED.search(result.label):
        ordered = (second, first) if BASE.search(second.label) or of_last_year(second, first) else (first, second)
    elif changing:
        ordered = (first, second) if BASE.search(second.label) or of_last_year(second, first) else (second, first)
    else:
        ordered = (first, second)
    if (whole.order, part.order) != (ordered[0].order, ordered[1].order):
        return PROPOSED
    near_by = first.sentence == second.sentence == result.sentence and len([f for f in before if f.sentence == result.sentence]) == 2
    return LIKELY if near_by and "其中" not in second.label and not first.label.startswith("其中") else LOOSE


def additions(rows: Sequence[Figure]) -> Iterator[list[Candidate]]:
    """年初预算 A 万元，追加 B 万元，全年预算数 C 万元: what stood at first, what was added, what it came to."""
    for index, added in enumerate(rows):
        if not additive(added) or not _ADDED.search(added.label):
            continue
        close = [f for f in _near(rows, index) if f.paragraph == added.paragraph and f.depth == added.depth]
        before, after = [f for f in close if f.order < added.order], [f for f in close if f.order > added.order]
        if (
            before
            and after
            and _AFTER_ADDING.search(after[0].label)
            and not DELTA.search(before[-1].label)
            and not BASE.search(added.label)
        ):
            sure = before[-1].sentence == added.sentence == after[0].sentence and before[-1].role in ("plan", "")
            yield [Candidate("bal_difference", "sum", after[0], (before[-1], added), LIKELY if sure else LOOSE, (1, 1))]


_AT_FIRST = re.compile(r"(?:年初|期初|上年末|上年底)(?:[一-龥]{0,6})$")
_AT_LAST = re.compile(r"(?:年末|期末|年底|月末)(?:[一-龥]{0,6})$")
_CAME = re.compile(r"新增|新入|转入|增加|登记|接收|参保|补栏|购入")
_WENT = re.compile(r"毕业|减少|转出|退出|死亡|注销|出栏|调出|终止|报废|清退|脱贫")


def flows(rows: Sequence[Figure]) -> Iterator[list[Candidate]]:
    """年初 A 人，新增 B 人，减少 C 人，年末 D 人: who was there, came, went, and is there."""
    for index, last in enumerate(rows):
        stock = last.kind != "money" or re.search(r"原值|净值|资产|债务|库存", last.label)
        if not stock or not additive(last) or last.cell or not _AT_LAST.search(last.label):
            continue
        own = [f for f in rows[max(0, index - 6) : index] if f.sentence == last.sentence and f.depth == last.depth and alike(f, last)]
        if len(own) < 2 or not _AT_FIRST.search(own[0].label):
            continue
        signs = [1 if _CAME.search(f.label[-8:]) else -1 if _WENT.search(f.label[-8:]) else 0 for f in own[1:]]
        if all(signs):
            yield [Candidate("bal_difference", "sum", last, tuple(own), CLOSED, (1, *signs))]


_AWAY = re.compile(r"(?:借调|借出|抽调|外派|挂职|派驻|长期(?:病休|请假|不在岗))(?:到|在|至)?[一-龥]{0,6}$")


def absent(rows: Sequence[Figure]) -> Iterator[list[Candidate]]:
    """在编 17 人，借调 2 人，实际在岗 15 人: on the list, away and at work, each once in a sentence."""
    for index, away in enumerate(rows):
        if away.kind != "people" or not away.number.firm or not _AWAY.search(away.label) or "借入" in away.label:
            continue
        own = [f for f in rows[max(0, index - 6) : index + 7] if f.sentence == away.sentence and f.kind == "people" and f is not away]
        here = [f for f in own if re.search(r"在岗(?:[一-龥]{0,4})$", f.label)]
        listed = [
            f
            for f in own
            if f not in here and re.search(r"(?:在编|在册|实有|在职)(?:职工|人员|干部|教师)?(?:人数|共|总数)*[为有]?$", f.label)
        ]
        if len(here) == len(listed) == 1:
            yield [Candidate("bal_difference", "sum", here[0], (listed[0], away), LIKELY, (1, -1))]


def empty_posts(rows: Sequence[Figure]) -> Iterator[list[Candidate]]:
    """编制 86 名（…），在职 79 人，空编 7 名: posts, people in them, and posts that stand empty or people too many."""
    for index, empty in enumerate(rows):
        match = re.search(r"(空编|缺编|超编)(?:人数)?[为有]?$", empty.label)
        if match is None or not empty.number.firm:
            continue
        own = [f for f in rows[max(0, index - 10) : index] if f.sentence == empty.sentence and f.depth == empty.depth and f.number.firm]
        posts = [f for f in own if f.role == "post"]
        people = [f for f in own if f.role == "person"]
        if posts and len(people) == 1 and posts[0].point.middle == max(f.point.middle for f in posts):
            pair = (people[0], posts[0]) if match[1] == "超编" else (posts[0], people[0])
            yield [Candidate("bal_difference", "sum", empty, pair, LIKELY, (1, -1))]


_LOST = re.compile(r"(?:失|扣|扣减|扣除|扣掉|丢)(?:了)?$|失分|扣分")
_WEIGHT = re.compile(r"分值|满分|权重|标准分|总分")


def scores(rows: Sequence[Figure]) -> Iterator[list[Candidate]]:
    """分值 10 分，得 9 分，扣 1 分: weight, score and what was lost, in one sentence."""
    for index, lost in enumerate(rows):
        if lost.kind != "points" or not _LOST.search(lost.label) or not lost.number.firm:
            continue
        own = [f for f in rows[max(0, index - 3) : index + 3] if f.kind == "points" and f.sentence == lost.sentence and f.number.firm]
        weights = [f for f in own if f is not lost and _WEIGHT.search(f.label)]
        gained = [f for f in own if f is not lost and f not in weights and "得" in f.label[-4:]]
        if len(weights) == len(gained) == 1 and len(own) == 3:
            yield [Candidate("bal_difference", "sum", lost, (weights[0], gained[0]), CLOSED, (1, -1), sure=True)]


_GREATER = re.compile(r"(?P<more>收入|支出)(?:大于|超过|高于)(?P<less>收入|支出)(?:了)?$")


def surpluses(rows: Sequence[Figure]) -> Iterator[list[Candidate]]:
    """收入 A，支出 B，支出大于收入 D, and what it takes from the balance: 年初结余 O，年末结余 C."""
    money = [f for f in rows if f.kind == "money" and f.number.firm and not f.depth and not f.cell]
    for place, gap in enumerate(money):
        match = _GREATER.search(gap.label)
        if match is None or match["more"] == match["less"]:
            continue
        before = [f for f in money[max(0, place - 4) : place] if f.sentence == gap.sentence and not DELTA.search(f.label)]
        incomes = [f for f in before if "收入" in f.label[-6:]]
        expenses = [f for f in before if "支出" in f.label[-6:]]
        if len(incomes) != 1 or len(expenses) != 1:
            continue
        grows = match["more"] == "收入"
        pair = (incomes[0], expenses[0]) if grows else (expenses[0], incomes[0])
        yield [Candidate("bal_difference", "sum", gap, pair, CLOSED, (1, -1))]
        near = [f for f in money[place + 1 : place + 5] if abs(f.paragraph - gap.paragraph) <= 1]
        opening = [f for f in near if re.search(r"(?:年初|期初|上年末?)(?:累计|滚存)?(?:结[余存]|余额|结转)[为是]?$", f.label)]
        closing = [f for f in near if re.search(r"(?:年末|期末|滚存|累计)(?:累计|滚存)?(?:结[余存]|余额)[为是]?$", f.label)]
        if len(opening) == len(closing) == 1:
            yield [Candidate("bal_difference", "sum", closing[0], (opening[0], gap), LIKELY, (1, 1 if grows else -1))]


def carried(rows: Sequence[Figure]) -> Iterator[list[Candidate]]:
    """当年结余 48 万元 … 年初结余 1316 万元，年末结余 1364 万元: said in sentences near each other."""
    money = [f for f in rows if f.kind == "money" and f.number.firm and not f.depth and not f.cell]
    for place, current in enumerate(money):
        if not re.search(r"(?:当年|当期|本年|本期)(?:收支)?(?:结[余存]|结转)[为是]?$", current.label):
            continue
        close = [f for f in money[max(0, place - 6) : place + 7] if abs(f.paragraph - current.paragraph) <= 1]
        opening = [f for f in close if re.search(r"(?:年初|期初|上年末?)(?:累计|滚存)?(?:结[余存]|余额|结转)[为是]?$", f.label)]
        closing = [f for f in close if re.search(r"(?:年末|期末|滚存|累计)(?:累计|滚存)?(?:结[余存]|余额)[为是]?$", f.label)]
        if len(opening) == len(closing) == 1 and abs(opening[0].sentence - current.sentence) <= 4:
            yield [Candidate("bal_difference", "sum", closing[0], (opening[0], current), LIKELY, (1, 1))]


def _is_change(result: Figure, whole: Figure, part: Figure) -> bool:
    """A 万元，比上年 B 万元增加 D 万元: the change stands after this year's and last year's figure, in either order."""
    if not DELTA.search(result.label) or not whole.sentence == part.sentence == result.sentence:
        return False
    if DELTA.search(whole.label) or DELTA.search(part.label):
        return False  # 粮食 A，比上年增加 D，棉花 B，增加 E: D is no level
    less, more = (whole, part) if FALL.search(result.label[-8:]) else (part, whole)
    pair = {whole.order, part.order}
    return pair == {result.order - 1, result.order - 2} and of_last_year(less, more)


def balances(rows: Sequence[Figure]) -> Iterator[list[Candidate]]:
    """期初 + 收入 − 支出 = 期末, in one or neighbouring sentences where each stands once."""
    by_sentence: dict[int, list[Figure]] = {}
    for figure in rows:
        if additive(figure) and figure.kind == "money" and not figure.depth and not DELTA.search(figure.label):
            by_sentence.setdefault(figure.sentence, []).append(figure)
    for sentence, own in by_sentence.items():
        wider = own + [f for f in by_sentence.get(sentence + 1, []) if f.paragraph == own[0].paragraph]
        for figures in (own, wider):
            opening = [f for f in figures if _OPENING.search(f.label)]
            closing = [
                f
                for f in figures
                if re.search(r"(?:期末|年末|年终|滚存|累计)[^，。]{0,8}(?:结[余存]|结转|余额)", f.label) and f not in opening
            ]
            income = [f for f in figures if f.role == "income" and f not in opening]
            income = income or [f for f in figures if f.role in ("plan", "arrived") and f not in opening]
            spent = [f for f in figures if f.role == "spent"]
            if len(opening) == len(closing) == len(income) == len(spent) == 1:
                inputs = (opening[0], income[0], spent[0])
                yield [Candidate("bal_difference", "sum", closing[0], inputs, CLOSED if figures is own else LIKELY, (1, 1, -1))]
                break


_USABLE = re.compile(r"可用|可使用|可支配|可安排")


def usable(rows: Sequence[Figure]) -> Iterator[list[Candidate]]:
    """去年结转 A，今年下达 B，可用资金 C，支出 D，结转 E: what there was to spend, what was spent, what is left."""
    for index, both in enumerate(rows):
        if not additive(both) or both.kind != "money" or not _USABLE.search(both.label):
            continue
        own = [
            f for f in rows[max(0, index - 6) : index + 6] if f.sentence == both.sentence and f.kind == "money" and f.depth == both.depth
        ]
        place = own.index(both)
        before, after = own[:place], own[place + 1 :]
        if len(before) == 2 and not any(DELTA.search(f.label) for f in before):
            yield [Candidate("bal_difference", "sum", both, tuple(before), CLOSED, (1, 1))]
        if len(after) == 2 and after[0].role == "spent" and after[1].role == "left":
            yield [Candidate("bal_difference", "sum", after[1], (both, after[0]), CLOSED, (1, -1))]


_COMPARED = re.compile(
    r"(?:超过?|高于|低于|快于|慢于|优于|高出|落后于?|比|较|同比)(?P<base>[一-龥]{0,14}?)"
    r"(?:[提升增下降减回扩收加高低快慢多少]{1,2}[升加高低长降少落大窄快缓]?)?(?:了|出|约)?$"
)
_UNSEEN = re.compile(r"序时|进度|平均|预期|同期|上年|去年|上月|上季|全[省市国州县区]|年初")


def _against_unseen(result: Figure, near: Sequence[Figure]) -> bool:
    """超序时进度 3.5 个百分点: the rate it is compared with is named and stands nowhere near."""
    match = _COMPARED.search(result.label)
    base = _UNSEEN.search(match["base"] or match.group()) if match else None
    if base is None:
        return False
    return not any(base.group() in f.label or (f.depth > result.depth and f.order == result.order - 1) for f in near)


_GROWS = re.compile(r"(?:增长|增加|上升|下降|减少|降低|回落|增幅|降幅|增速|提高)(?:了|率|为|达|约)*$")


def _one_nature(a: Figure, b: Figure, result: Figure) -> bool:
    """Whether both rates are growths or neither is, and growths where the difference is one of growths."""
    grows = [bool(_GROWS.search(f.label)) or bool(re.search(r"增幅|增速", f.label)) for f in (a, b) if f.depth <= result.depth]
    moved = any(re.search(r"由|从|至$|到$", f.label) for f in (a, b))
    return moved or len(set(grows)) <= 1 and (all(grows) or not re.search(r"增幅|增速", result.label))


def _points(rows: Sequence[Figure], index: int) -> Iterator[list[Candidate]]:
    """8.9 个百分点 = 19.9% − 11%."""
    result = rows[index]
    kinds = ("percent",) if result.kind == "percentage points" else (result.kind,)
    near = [
        f
        for f in rows[max(0, index - 10) : index + 3]
        if f is not result and f.paragraph == result.paragraph and -3 <= f.sentence - result.sentence <= 1 and f.kind in (*kinds, "to one")
    ]
    candidates: list[Candidate] = []
    unseen = result.kind == "percentage points" and _against_unseen(result, near)
    for a in near:
        for b in near:
            if a is b or a.kind != b.kind:
                continue
            if result.kind == "percentage points" and a.number.value < b.number.value:
                continue
            closest = {f.order for f in near if f.order < result.order and f.sentence == result.sentence}
            pair = {a.order, b.order}
            outside = [f.order for f in near if f.order < result.order and not f.depth and f.kind == a.kind]
            inner, outer = (a, b) if a.depth > b.depth else (b, a)
            bracket = inner.depth > outer.depth and inner.order == result.order - 1 and outside[-1:] == [outer.order]
            alone = len(closest) == 2 and pair == closest
            told = bracket and (len(outside) == 1 or outer.sentence == result.sentence) or alone and (bracket or _one_nature(a, b, result))
            apart = not bracket and result.kind == "percentage points" and not _one_nature(a, b, result)
            strength = PROPOSED if unseen or apart else CLOSED if told else LOOSE
            candidates.append(Candidate("bal_points", "sum", result, (a, b), strength, (1, -1)))
    candidates.sort(key=lambda c: (-c.strength, sum(abs(f.order - result.order) for f in c.inputs)))
    if candidates:
        yield candidates
