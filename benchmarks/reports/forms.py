"""The forms that reports bring along: funding of a project, official costs, scores by chapter, townships, revenue; with what may be spoiled."""

from __future__ import annotations

from collections.abc import Callable

from .tables import Grid
from .words import PROJECTS, UNITS, Draw, share, yuan

Form = tuple[Grid, list[tuple[int, int]]]


def project(draw: Draw) -> Form:
    """The head of a project's self-evaluation form: planned, adjusted, executed, weight, rate, score."""
    a, b = draw.parts(2, 10_000, 500_000)
    x, y = draw.rng.randint(a // 2, a), draw.rng.randint(b // 2, b)
    rows = [["项目资金（万元）", "", "年初预算数", "全年预算数", "全年执行数", "分值", "执行率", "得分"]]
    rows.append(["", "年度资金总额", yuan(a + b), yuan(a + b), yuan(x + y), "10", share(x + y, a + b) + "%", share(x + y, (a + b) * 10)])
    rows.append(["", "其中：当年财政拨款", yuan(a), yuan(a), yuan(x), "—", share(x, a) + "%", "—"])
    rows.append(["", "其他资金", yuan(b), yuan(b), yuan(y), "—", share(y, b) + "%", "—"])
    return rows, [(r, c) for r in (1, 2, 3) for c in (4, 6)] + [(2, 2), (3, 3)]


def transfer(draw: Draw) -> Form:
    """The funding block of a transfer payment: budget A, execution B, rate B/A."""
    plans = draw.parts(3, 10_000, 900_000)
    spent = [draw.rng.randint(p // 2, p) for p in plans]
    rows = [["项目资金（万元）", "", "全年预算数（A）", "全年执行数（B）", "执行率（B/A×100%）"]]
    rows.append(["", "年度资金总额：", yuan(sum(plans)), yuan(sum(spent)), share(sum(spent), sum(plans)) + "%"])
    for name, p, s in zip(("其中：中央财政资金", "地方资金", "其他资金"), plans, spent, strict=True):
        rows.append(["", name, yuan(p), yuan(s), share(s, p) + "%"])
    return rows, [(r, c) for r in range(1, 5) for c in (2, 3, 4)]


def official(draw: Draw) -> Form:
    """Official costs: last year, this year's budget, this year's accounts, with the total first."""
    names = ("因公出国（境）费", "公务用车购置费", "公务用车运行维护费", "公务接待费")
    columns = [[0, *draw.parts(3, 300, 9_000)] for _ in range(3)]
    rows = [["项目", "2022年决算数", "2023年预算数", "2023年决算数"]]
    rows.append(["“三公”经费合计", *(yuan(sum(column)) for column in columns)])
    rows += [[name, *(yuan(column[i]) for column in columns)] for i, name in enumerate(names)]
    return rows, [(r, c) for r in (1, 3, 4, 5) for c in (1, 2, 3)]


def chapters(draw: Draw) -> Form:
    """Scores by chapter with rates: weight, score, rate; the total last."""
    weights = draw.rng.choice(([20, 20, 30, 30], [15, 25, 35, 25], [10, 20, 40, 30]))
    scores = [w * 100 - draw.rng.randint(0, 300) for w in weights]
    rows = [["一级指标", "分值", "得分", "得分率"]]
    rows += [
        [n, str(w), yuan(s), share(s, w * 100) + "%"] for n, w, s in zip(("决策", "过程", "产出", "效益"), weights, scores, strict=True)
    ]
    rows.append(["合计", "100", yuan(sum(scores)), share(sum(scores), 10_000) + "%"])
    return rows, [(r, c) for r in range(1, 6) for c in (2, 3)] + [(2, 1)]


def townships(draw: Draw) -> Form:
    """Households, heads and amounts by township, the total first."""
    names = draw.some(UNITS, 5, 9)
    homes, heads = [draw.whole(20, 400) for _ in names], [draw.whole(50, 900) for _ in names]
    money = draw.parts(len(names), 1_000, 90_000)
    rows = [["序号", "村", "户数", "人数", "补助资金（万元）"]]
    rows.append(["", "合计", str(sum(homes)), str(sum(heads)), yuan(sum(money))])
    rows += [[str(i), n, str(h), str(p), yuan(m)] for i, (n, h, p, m) in enumerate(zip(names, homes, heads, money, strict=True), 1)]
    return rows, [(r, c) for r in range(1, len(rows)) for c in (2, 3, 4)]


def revenue(draw: Draw) -> Form:
    """Revenue by class: budget, outturn, rate of the budget, last year, growth."""
    names = ("税收收入", "非税收入")
    plans, last = draw.parts(2, 100_000, 900_000), draw.parts(2, 100_000, 900_000)
    done = [draw.rng.randint(p * 8 // 10, p * 12 // 10) for p in plans]
    rows = [["项目", "预算数", "执行数", "为预算%", "上年执行数"]]
    for name, p, d, b in (("一般公共预算收入", sum(plans), sum(done), sum(last)), *zip(names, plans, done, last, strict=True)):
        rows.append([name, yuan(p), yuan(d), share(d, p) + "%", yuan(b)])
    return rows, [(r, c) for r in (1, 2, 3) for c in (2, 3)]


def economy(draw: Draw) -> Form:
    """Expenditure of several projects by economic class, with totals across and down."""
    names = draw.some(PROJECTS, 3, 5)
    columns = [draw.parts(len(names), 1_000, 90_000) for _ in range(3)]
    sums = [sum(column[i] for column in columns) for i in range(len(names))]
    rows = [["项目", "合计", "商品和服务支出", "资本性支出", "其他支出"]]
    rows += [[n, yuan(sums[i]), *(yuan(column[i]) for column in columns)] for i, n in enumerate(names)]
    rows.append(["总计", yuan(sum(sums)), *(yuan(sum(column)) for column in columns)])
    return rows, [(r, c) for r in range(1, len(rows)) for c in (1, 2, 3, 4)]


def posts(draw: Draw) -> Form:
    """Establishment and staff by kind, with the rate of each."""
    kinds = ("行政编制", "事业编制", "工勤编制")
    posts_, staff = [draw.whole(20, 90) for _ in kinds], [draw.whole(9, 19) for _ in kinds]
    rows = [["人员类别", "编制数", "在职人数", "在职人员控制率"]]
    rows += [[k, str(p), str(s), share(s, p) + "%"] for k, p, s in zip(kinds, posts_, staff, strict=True)]
    rows.append(["合计", str(sum(posts_)), str(sum(staff)), share(sum(staff), sum(posts_)) + "%"])
    return rows, [(r, c) for r in range(1, 5) for c in (1, 2, 3)]


SHAPES: dict[str, Callable[[Grid], str]] = {
    "tabs": lambda grid: "\n".join("\t".join(row) for row in grid),
    "pipes": lambda grid: "\n".join("| " + " | ".join(row) + " |" for row in grid),
    "trailing pipes": lambda grid: "\n".join(" | ".join(row) + " | ||||" for row in grid),
    "a cell a line": lambda grid: "\n".join(cell for row in grid for cell in row if cell),
    "a cell a line, piped": lambda grid: "\n".join(cell + " |" for row in grid for cell in row if cell),
    "blanks": lambda grid: "\n".join("  ".join(cell for cell in row if cell) for row in grid),
    "single blanks": lambda grid: "\n".join(" ".join(cell for cell in row if cell) for row in grid),
    "one line": lambda grid: " ".join(cell for row in grid for cell in row if cell),
    "one line, piped": lambda grid: " | ".join(cell for row in grid for cell in row),
}

MAKERS: dict[str, Callable[[Draw], Form]] = {
    "project": project,
    "transfer": transfer,
    "official": official,
    "chapters": chapters,
    "townships": townships,
    "revenue": revenue,
    "economy": economy,
    "posts": posts,
}
