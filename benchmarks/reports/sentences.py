"""Sentences that state a relation, in the many ways reports put it. Each maker returns the text and the figures of its relation."""

from __future__ import annotations

from collections.abc import Callable

from .words import COUNTS, OFFICES, PROJECTS, SOURCES, STAFF, UNITS, USES, Draw, share, yuan

Stated = tuple[str, list[str]]
"""A text, and the printed figures one of which may be spoiled."""


def _listed(draw: Draw) -> tuple[list[str], list[str], str]:
    names = draw.some(draw.rng.choice((*SOURCES, USES)), 2, 5)
    values = draw.parts(len(names))
    return names, [yuan(v) for v in values], yuan(sum(values))


def sums(draw: Draw) -> Stated:
    """A total and its parts."""
    names, parts, total = _listed(draw)
    project = draw.one(PROJECTS)
    joined = "、".join(f"{n}{v}万元" for n, v in zip(names, parts, strict=True))
    comma = "，".join(f"{n}{v}万元" for n, v in zip(names, parts, strict=True))
    semi = "；".join(f"{n}{v}万元" for n, v in zip(names, parts, strict=True))
    ordinal = "；".join(f"{w}是{n}{v}万元" for w, n, v in zip("一二三四五", names, parts, strict=False))
    count = "两三四五"[len(names) - 2] if len(names) > 1 else "一"
    shapes = (
        f"{project}项目总投资{total}万元，其中：{comma}。",
        f"全年安排{project}资金{total}万元，其中{joined}。",
        f"{project}资金共计{total}万元（{joined}）。",
        f"{project}支出{total}万元，分别为{joined}。",
        f"本年投入{project}资金{total}万元，包括{joined}。",
        f"安排{joined}，合计{total}万元。",
        f"{comma}，{count}项共计{total}万元，全部用于{project}。",
        f"{project}资金{total}万元，资金来源为：{semi}。",
        f"下达{project}资金{total}万元。其中，{comma}。",
        f"{project}项目共投入{total}万元：{ordinal}。",
        f"{joined}，{project}支出总额为{total}万元。",
        f"{project}到位资金{total}万元，由{joined}构成。",
    )
    return draw.rng.choice(shapes), [*parts, total]


def staff(draw: Draw) -> Stated:
    """Heads and their classes."""
    names = draw.rng.choice(STAFF)
    values = [draw.whole(2, 80) for _ in names]
    total = str(sum(values))
    inner = "，".join(f"{n}{v}人" for n, v in zip(names, values, strict=True))
    shapes = (
        f"单位核定编制{total}人（{inner}）。",
        f"年末实有在职人员{total}人，其中{inner}。",
        f"现有工作人员{total}人，包括{inner}。",
    )
    return draw.rng.choice(shapes), [*map(str, values), total]


def rates(draw: Draw) -> Stated:
    """A rate with its two amounts."""
    whole = draw.cents(50_000, 900_000)
    part = draw.rng.randint(whole // 3, whole)
    places = draw.rng.choice((1, 2, 2))
    rate, a, b = share(part, whole, places), yuan(part), yuan(whole)
    project = draw.one(PROJECTS)
    shapes = (
        f"{project}全年预算数{b}万元，全年执行数{a}万元，执行率{rate}%。",
        f"截至年底，{project}资金到位{b}万元，实际支出{a}万元，资金使用率为{rate}%。",
        f"{project}完成投资{a}万元，为年度计划{b}万元的{rate}%。",
        f"完成支出{a}万元，占年初预算{b}万元的{rate}%。",
        f"{project}项目预算安排{b}万元。年末已支付{a}万元，支付率{rate}%。",
        f"{project}下达资金{b}万元，已拨付{a}万元，拨付进度{rate}%，进展顺利。",
        f"本年支出合计{b}万元，其中{project}支出{a}万元，占{rate}%。",
        f"项目资金总额{b}万元，累计使用{a}万元，预算执行率达{rate}%。",
        f"{project}年度预算{b}万元，实际完成{a}万元，预算完成率{rate}%。",
    )
    return draw.rng.choice(shapes), [a, b, rate]


def growths(draw: Draw) -> Stated:
    """This year against last year."""
    before = draw.cents(60_000, 900_000)
    change = draw.rng.randint(before // 50, before // 3)
    up = draw.rng.random() < 0.6
    now = before + change if up else before - change
    rate = share(change, before)
    verb, short = ("增加", "增长") if up else ("减少", "下降")
    a, b, d = yuan(now), yuan(before), yuan(change)
    shapes = (
        f"全年收入{a}万元，比上年{verb}{d}万元，{short}{rate}%。",
        f"本年支出{a}万元，同比{verb}{d}万元，{'增幅' if up else '降幅'}{rate}%。",
        f"2023年支出{a}万元，上年支出{b}万元，同比{short}{rate}%。",
        f"收入总计{a}万元，较上年{b}万元{verb}{d}万元，{short}{rate}%。",
    )
    text = draw.rng.choice(shapes)
    return text, [f for f in (a, b, d, rate) if f in text]


def differences(draw: Draw) -> Stated:
    """What is left."""
    whole = draw.cents(50_000, 900_000)
    part = draw.rng.randint(whole // 3, whole - 300)
    a, b, rest = yuan(part), yuan(whole), yuan(whole - part)
    project = draw.one(PROJECTS)
    shapes = (
        f"{project}资金到位{b}万元，实际支出{a}万元，结余{rest}万元。",
        f"{project}下达资金{b}万元，年末已使用{a}万元，结转下年{rest}万元。",
        f"年度预算{b}万元，执行{a}万元，剩余资金{rest}万元已收回财政。",
        f"{project}总投资{b}万元，已支付{a}万元，尚需支付{rest}万元。",
    )
    return draw.rng.choice(shapes), [a, b, rest]


def points(draw: Draw) -> Stated:
    """Two rates and their difference in points."""
    low = draw.rng.randint(10, 400)
    gap = draw.rng.randint(11, 90)
    a, b, d = f"{(low + gap) / 10:.1f}", f"{low / 10:.1f}", f"{gap / 10:.1f}"
    shapes = (
        f"全县收入增长{a}%，高于全省平均增幅（{b}%）{d}个百分点。",
        f"执行率{a}%，比上年的{b}%提高{d}个百分点。",
    )
    return draw.rng.choice(shapes), [a, b, d]


def products(draw: Draw) -> Stated:
    """Heads times a standard."""
    heads, each = draw.whole(23, 4_000), draw.rng.choice((60, 80, 100, 120, 200, 300, 500, 600, 1200))
    heads = heads // 5 * 5 or 5
    amount = yuan(heads * each * 100 // 10_000)
    shapes = (
        f"按每人{each}元的标准，为{heads}名对象发放补助{amount}万元。",
        f"对{heads}户家庭每户补助{each}元，共发放资金{amount}万元。",
        f"补助标准为每亩{each}元，实施面积{heads}亩，兑付资金{amount}万元。",
    )
    return draw.rng.choice(shapes), [str(heads), amount]


def counts(draw: Draw) -> Stated:
    """A number and the things listed."""
    names = draw.some(draw.rng.choice((OFFICES, UNITS)), 4, 10)
    office = names[0] in OFFICES
    n, listed, noun = str(len(names)), "、".join(names), "内设机构" if office else "行政村"
    shapes = (
        f"下设{n}个{noun}：{listed}。",
        f"现有{n}个{noun}，分别为{listed}。",
        f"{'内设' if office else '惠及'}{listed}{n}个{noun}。",
        f"共有{n}个{noun}（{listed}）。",
    )
    return draw.rng.choice(shapes), [n]


def repeats(draw: Draw) -> Stated:
    """One fact in two paragraphs, each time with the same company."""
    project, unit = draw.one(PROJECTS), draw.one(COUNTS)
    number, money = str(draw.whole(120, 9_000)), yuan(draw.cents(10_000, 800_000))
    text = (
        f"本年完成{project}{number}{unit}，发放{project}资金{money}万元。\n项目实施规范，档案齐全。\n"
        f"从产出看，全年完成{project}{number}{unit}，发放{project}资金{money}万元，群众满意。"
    )
    return text, [number, money]


MAKERS: dict[str, Callable[[Draw], Stated]] = {
    "sum": sums,
    "staff": staff,
    "rate": rates,
    "growth": growths,
    "difference": differences,
    "points": points,
    "product": products,
    "count": counts,
    "repeat": repeats,
}
