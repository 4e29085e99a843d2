"""Figures that stand alone: where a few sentences hold just the figures a relation needs, they are meant of each other."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from shebao.core.evaluation.check.relations.figure import BASE, DELTA, OF_LAST_YEAR, Figure, additive, alike, noun_of
from shebao.core.evaluation.check.relations.products import monthly, standard
from shebao.core.evaluation.check.relations.rates import PUBLIC, rated_alike
from shebao.core.evaluation.check.relations.relation import CLOSED, LIKELY, LOOSE, Candidate
from shebao.core.evaluation.check.relations.subject import contradict, partition

_RATE = re.compile(
    r"(?:率|进度|比例|比重|占比|占[一-龥]{2,8}的|(?:完成|达到|实现)[一-龥]{0,8}(?:任务|目标|计划|预算|指标)数?的)(?:为|达|达到|是|：|约|仅)?$"
)
_NOT_OF_TWO = re.compile(
    r"满意|知晓|增长|下降|增幅|降幅|自然|失业|利率|税率|费率|控制率目标|同比|环比|提高|配套|补贴比例|补助比例|变动|调整率|节约|结[余存]|结转|剩余"
)
_SHOULD = re.compile(
    r"应|计划|预算|任务|目标|核定|批复|下达|到位|收到|总|共|发放问卷|抽查|投资|编制|需|合同|概算|申请|发现|受理|排查|登记|申报|交办|接收"
)
_DID = re.compile(
    r"实|已|完成|达|合格|收回|回收|有效|支付|支出|使用|拨付|执行|列支|中标|决算|落实|兑付|通|在职|办结|结案|处理|出列|整改|建成|入库|认证|安置"
)
_REST = re.compile(r"余|剩|结转|未[一-龥]{1,3}|[尚还仍][欠需有]|欠[一-龥]{1,2}|缺口|差额")
_DROPPED = re.compile(r"停发|核减|调减|压减|清退|退出|取消|剔除|扣除|扣减|收回|减少|不符合|死亡|去世|流失")
_BECAME = re.compile(r"(?:调整|变更|核减|调减|压减|减少|核定|下降|降|减)(?:为|至|到)$")
_ACTUAL = re.compile(r"实际|实发|最终|现有|实有")
_BELOW_PLAN = re.compile(r"比(?:年初)?预算数?(?:减少|下降|节约|降低|压减)(?:了)?$")
_GRANTED = re.compile(r"补助|补贴|奖补|补偿|奖励|救助")
_NO_PRICE = re.compile(r"增收|收入|收益|利润|消费|产值|成本|负担|可支配|余额|增加")
_EACH = re.compile(r"每|户均|人均|亩均|生均|单价|分别[一-龥]{0,8}$|各(?:自|安排|补助|奖励|拨付|下达|发放|投入|给予)[一-龥]{0,6}$|标准")
_REACH = 3


def alone(rows: Sequence[Figure]) -> Iterator[list[Candidate]]:
    """Differences, rates, products and shares of paragraphs with few figures."""
    for _, group in groupby((f for f in rows if not f.cell), key=lambda f: f.paragraph):
        own = list(group)
        for place, figure in enumerate(own):
            near = [f for f in own[max(0, place - 12) : place + 12] if abs(f.sentence - figure.sentence) <= _REACH]
            if figure.kind == "percent" and figure.number.firm and not figure.number.op:
                yield from _rate(figure, near)
            elif additive(figure):
                yield from _rest(figure, near)
                yield from _product(figure, near)
                yield from _heads(figure, near)
        yield from _two_shares(own)


def _levels(near: Sequence[Figure], like: Figure) -> list[Figure]:
    """The figures of its dimension that are neither parts, nor changes, nor standards, nor of another year."""
    return [
        f
        for f in near
        if alike(f, like)
        and f.number.firm
        and f.depth == like.depth
        and not re.search(r"其中|含|^[，]?内", f.label[:4])
        and not (BASE.search(f.label) or OF_LAST_YEAR.search(f.label) or _EACH.search(f.label[-10:]))
    ]


def _rate(rate: Figure, near: Sequence[Figure]) -> Iterator[list[Candidate]]:
    """应建 A 处 … 实建 B 处，完成率 R%: two amounts before it, the second done of the first."""
    before = [f for f in near if f.order < rate.order and f.kind not in ("percent", "points", "permille") and f.number.value > 0]
    nothing = any(f.order == rate.order - 1 and not f.number.value for f in near)  # 支出 0 万元，完成预算的 0%
    if not before or nothing or not rate.number.value or not _RATE.search(rate.label) or _NOT_OF_TWO.search(rate.label):
        return
    plain = [f for f in before if not DELTA.search(f.label)]
    part = (plain or before)[-1]
    levels = [f for f in _levels(before, part) if not DELTA.search(f.label)]
    named = _named_whole(rate, part, [f for f in levels if f is not part])
    beside = not any(part.order < f.order < rate.order for f in plain)
    if named is not None and beside:
        yield [Candidate("rat_pair", "ratio", rate, (part, named), LIKELY)]
        return
    if len(levels) < 2 or not beside or part.sentence < rate.sentence - 1 or levels[-1] is not part:
        return
    whole = levels[-2]
    if rated_alike(rate, whole):
        return
    stem = re.search(r"([一-龥]{2})率", rate.label)
    if len(levels) == 2 and stem and stem[1] in whole.label and re.search(r"总|共|抽[查检]|应", part.label):
        yield [Candidate("rat_pair", "ratio", rate, (whole, part), LIKELY)]  # 合格 C 件，抽检 A 件，合格率 R%
        return
    told = stem and stem[1] in part.label and re.search(r"批复|下达|预算|计划|安排", whole.label) and whole.sentence == part.sentence
    if len(levels) > 2 and not told:
        return
    ordered = (
        _SHOULD.search(PUBLIC.sub("", whole.label))
        and _DID.search(part.label)
        and not DELTA.search(part.label)
        and not DELTA.search(whole.label)
    )
    if ordered and not contradict(whole.label, part.label) and part.point.middle <= whole.point.middle * 2:
        yield [Candidate("rat_pair", "ratio", rate, (part, whole), LIKELY)]


def _named_whole(rate: Figure, part: Figure, before: Sequence[Figure]) -> Figure | None:
    """栽植乔木 A 株、灌木 B 株，其中乔木成活 C 株，成活率 R%: the whole is the one the part is named after, of several."""
    stem = re.search(r"([一-龥]{2})率", rate.label)
    if stem is None or len(before) < 2 or stem[1] not in part.label:
        return None
    name = re.sub(r"^.*?其中|[，。]", "", part.label).split(stem[1])[0][-4:]
    same = [f for f in before if len(name) >= 2 and f.label.endswith(name) and f.point.middle >= part.point.middle]
    return same[0] if len(same) == 1 else None


def _rest(rest: Figure, near: Sequence[Figure]) -> Iterator[list[Candidate]]:
    """总价 A … 已付 B，余款 C 未付: three amounts in all, the last what is left of the first."""
    levels = _levels(near, rest)
    if rest not in levels or levels[0].sentence < rest.sentence - 2:
        return
    if len(levels) > 3:
        yield from _rest_of_several(rest, levels)
    if len(levels) != 3:
        return
    first, second, third = levels
    dropped = _DROPPED.search(second.label) or _DROPPED.search(second.after[:4])
    if rest is third and not DELTA.search(first.label):
        left = (_REST.search(rest.label) or re.match(r"(?:尚|仍)?未|剩余|结余", rest.after)) and _DID.search(second.label)
        actual = dropped and _ACTUAL.search(rest.label) and second.sentence == rest.sentence
        saved = _BELOW_PLAN.search(rest.label) and "预算" in first.label and second.sentence == rest.sentence
        if (left or actual or saved) and second.point.middle < first.point.middle:
            yield [Candidate("bal_difference", "sum", rest, (first, second), LIKELY, (1, -1))]
        moved = _DROPPED.search(first.label) and re.search(r"后[，]", rest.passage.text[first.end : second.start])
        if moved and _BECAME.search(rest.label) and first.point.middle < second.point.middle:
            yield [Candidate("bal_difference", "sum", rest, (second, first), LIKELY, (1, -1))]


_ORDINAL = re.compile(r"第[一二三四五六七八九十\d][次批期季轮笔年]")


def _rest_of_several(rest: Figure, levels: Sequence[Figure]) -> Iterator[list[Candidate]]:
    """资金 A，第一次拨付 B，第二次拨付 C，剩余 D: what was taken in turns, and what is left."""
    whole, *turns = levels
    if turns[-1] is not rest or not _REST.search(rest.label) or whole.sentence != rest.sentence:
        return
    taken = tuple(turns[:-1])
    if all(_ORDINAL.search(f.label) for f in taken) and not DELTA.search(whole.label):
        yield [Candidate("bal_difference", "sum", rest, (whole, *taken), LIKELY, (1, *(-1 for _ in taken)))]


_SENT, _SETTLED, _CUT = re.compile(r"送审|报审|申报"), re.compile(r"审定|核定|审核后"), re.compile(r"[审核]减(?:了|金额|资金)?$")


def audited(rows: Sequence[Figure]) -> Iterator[list[Candidate]]:
    """送审 A，审定 B，审减 C，审减率 R%: named so that no other figure is meant."""
    for index, cut in enumerate(rows):
        if cut.kind != "money" or cut.cell or not _CUT.search(cut.label) or not cut.number.firm:
            continue
        own = [f for f in rows[max(0, index - 8) : index + 4] if f.sentence == cut.sentence and f is not cut]
        sent = [f for f in own if f.kind == "money" and _SENT.search(f.label)]
        settled = [f for f in own if f.kind == "money" and _SETTLED.search(f.label)]
        if len(sent) != 1:
            continue
        if len(settled) == 1:
            yield [Candidate("bal_difference", "sum", cut, (sent[0], settled[0]), CLOSED, (1, -1))]
        rate = [f for f in own if f.kind == "percent" and re.search(r"[审核]减率", f.label)]
        if len(rate) == 1:
            yield [Candidate("rat_pair", "ratio", rate[0], (cut, sent[0]), LIKELY)]


def joint_counts(rows: Sequence[Figure]) -> Iterator[list[Candidate]]:
    """12 个乡镇、3 个街道共 15 个单位: things of several names, counted together at once."""
    for index, total in enumerate(rows):
        if not total.kind.startswith("count:") or not re.match(r"^[一-龥]{0,6}(?<!公)(?:共|合计|总计)(?:计|有)?$", total.label):
            continue
        parts: list[Figure] = []
        following = total
        for figure in reversed(rows[max(0, index - 8) : index]):
            gap = figure.passage.text[figure.end : following.start] if figure.sentence == total.sentence else "。"
            if figure.kind != total.kind or not re.match(r"^[一-龥]{0,8}[、和及，]?[一-龥]{0,10}$", gap):
                break
            parts.insert(0, figure)
            following = figure
        names = {noun_of(f)[:2] or f.label[-6:] for f in parts}
        if len(parts) >= 2 and len(names) == len(parts):
            yield [Candidate("sum_total_last", "sum", total, tuple(parts), CLOSED, (1,) * len(parts))]


def _after(figure: Figure) -> int:
    """Where the semicolon stands that its clause begins with."""
    return figure.passage.text.rfind("；", figure.bounds[0], figure.start)


def _product(result: Figure, near: Sequence[Figure]) -> Iterator[list[Candidate]]:
    """N 户，每户 S 元，共 M 万元, or M 万元 = R% of W: one count, one standard, one amount in the sentences around."""
    if result.kind != "money" or _EACH.search(result.label[-10:]) or not result.number.value:
        return
    money = [f for f in near if f.kind == "money"]
    clause = [f for f in near if f.sentence == result.sentence and _after(f) == _after(result)]
    if len([f for f in clause if f.kind == "money"]) == 2 and len(clause) == 3:
        near, money = clause, [f for f in clause if f.kind == "money"]  # 电脑 120 台，单价 4850 元，金额 58.2 万元；打印机 …
    prices = [f for f in money if _EACH.search(f.label[-10:]) or re.match(r"/|的?标准", f.after)]
    amounts = [f for f in money if f not in prices and not DELTA.search(f.label)]
    counts = [f for f in near if f.kind in ("people", "times", "scaled") or f.kind.startswith("count:")]
    if len(prices) == 1 and "人均" in prices[0].label:
        counts = [f for f in counts if f.kind in ("people", "times")]
    told = amounts == [result] and len(money) == 2
    if len(prices) == 1 and len(counts) == 1 and not told and amounts[:1] == [result]:
        told = counts[0].order + 2 == prices[0].order + 1 == result.order and bool(_GRANTED.search(prices[0].label))
    if len(prices) == 1 and len(counts) == 1 and told:
        price, count = prices[0], counts[0]
        spell = price.label[-12:] + price.after[:6]
        lasting = bool(re.search(r"天|日|次|季", spell))
        if re.search("月", spell):
            lasting = lasting or not re.search(r"全年|年度|\d个月|半年", result.before + result.after[:8])
            price = monthly(price, result)
        price = standard(price)
        averaged = "均" in price.label[-8:]
        whose = re.search(r"每个?([一-龥])", price.label[-10:])
        unit = whose[1] if whose else "人户村个名亩台套件辆株"
        fits = count.kind.removeprefix("count:") in unit or (count.kind == "people" and unit in "人名") or unit in noun_of(count)[-2:]
        if not lasting and not _NO_PRICE.search(price.label[-8:]) and (averaged or fits or not whose) and not count.number.vague:
            yield [Candidate("int_product", "product", result, (count, price), LOOSE if averaged and count.order > price.order else LIKELY)]
    shares = [f for f in near if f.kind == "percent" and f.sentence == result.sentence]
    if len(shares) == 1 and len(amounts) == 2 and amounts[1] is result and shares[0].order < amounts[0].order == result.order - 1:
        charged = re.search(r"按[一-龥]{0,8}(?:利率|费率|税率|比例)$", shares[0].label)
        if charged and shares[0].number.firm and amounts[0].sentence == result.sentence and not prices:
            yield [Candidate("int_product", "share", result, (amounts[0], shares[0]), LIKELY)]
    if len(shares) == 1 and len(amounts) == 2 and amounts[1] is result and not prices and shares[0].order == result.order - 1:
        taken = re.search(r"按(?:照|合同)?[一-龥]{0,6}$", shares[0].label)
        if taken and amounts[0].sentence == result.sentence and shares[0].number.firm:
            yield [Candidate("int_product", "share", result, (amounts[0], shares[0]), LIKELY)]


def _heads(result: Figure, near: Sequence[Figure]) -> Iterator[list[Candidate]]:
    """培训班 12 期，每期 60 人，共培训 720 人次: so many at a time, so many times."""
    if result.kind not in ("people", "times") or not re.search(r"共|累计|合计|总", result.label[-8:]):
        return
    own = [f for f in near if f.sentence == result.sentence and f.order < result.order]
    each = [(f, m[1]) for f in own if f.kind in ("people", "times") and (m := re.search(r"每([一-龥])[一-龥]{0,4}$", f.label))]
    if len(each) == 1:
        rounds = [f for f in own if f.kind == f"count:{each[0][1]}"]
        if len(rounds) == 1 and len(own) == 2:
            yield [Candidate("int_product", "product", result, (rounds[0], each[0][0]), LIKELY)]


def _two_shares(own: Sequence[Figure]) -> Iterator[list[Candidate]]:
    """税收 A，占 p%，非税 B，占 q%: two parts of a whole that is not printed, each with its share."""
    for place in range(len(own) - 3):
        a, p, b, q = own[place : place + 4]
        shares = p.kind == q.kind == "percent" and "占" in p.label and "占" in q.label and a.sentence == q.sentence
        if shares and re.search(r"任务|目标|预算|计划", PUBLIC.sub("", p.label)):
            continue  # each of its own task
        if shares and additive(a) and alike(a, b) and partition([a.label, b.label]) and abs(p.number.value + q.number.value - 100) <= 60:
            whole = [f for f in own[:place] if alike(f, a) and f.sentence >= a.sentence - 1]
            if not whole:
                yield [Candidate("rat_pair", "fall of", p, (a, b), LIKELY)]
                yield [Candidate("rat_pair", "fall of", q, (b, a), LIKELY)]
