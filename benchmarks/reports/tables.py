"""Tables that obey a law, in the shapes extraction leaves them: tabs, pipes, trailing pipes, one cell a line, blanks."""

from __future__ import annotations

from collections.abc import Callable

from .words import PROJECTS, SOURCES, UNITS, USES, Draw, share, yuan

Grid = list[list[str]]


def funding(draw: Draw) -> tuple[Grid, list[tuple[int, int]]]:
    """Budget, execution and rate by source, with the total first."""
    names = list(draw.rng.choice(SOURCES))
    plans = draw.parts(len(names), 5_000, 200_000)
    spent = [draw.rng.randint(p // 2, p) for p in plans]
    rows = [["资金来源", "全年预算数", "全年执行数", "执行率"]]
    rows.append(["年度资金总额", yuan(sum(plans)), yuan(sum(spent)), share(sum(spent), sum(plans)) + "%"])
    for i, name in enumerate(names):
        rows.append([("其中：" if not i else "") + name, yuan(plans[i]), yuan(spent[i]), share(spent[i], plans[i]) + "%"])
    return rows, [(r, c) for r in range(1, len(rows)) for c in (1, 2, 3)]


def balance(draw: Draw) -> tuple[Grid, list[tuple[int, int]]]:
    """Arrived, spent and left by project, with the total last."""
    names = draw.some(PROJECTS, 3, 6)
    arrived = draw.parts(len(names), 5_000, 300_000)
    spent = [draw.rng.randint(p // 2, p - 100) for p in arrived]
    rows = [["项目名称", "到位资金", "实际支出", "结余"]]
    rows += [[n, yuan(a), yuan(s), yuan(a - s)] for n, a, s in zip(names, arrived, spent, strict=True)]
    rows.append(["合计", yuan(sum(arrived)), yuan(sum(spent)), yuan(sum(arrived) - sum(spent))])
    return rows, [(r, c) for r in range(1, len(rows)) for c in (1, 2, 3)]


def costs(draw: Draw) -> tuple[Grid, list[tuple[int, int]]]:
    """One column of costs and its total."""
    names = draw.some(USES, 4, 8)
    values = draw.parts(len(names))
    rows = [["支出内容", "支出金额"], *[[n, yuan(v)] for n, v in zip(names, values, strict=True)], ["合计", yuan(sum(values))]]
    return rows, [(r, 1) for r in range(1, len(rows))]


def villages(draw: Draw) -> tuple[Grid, list[tuple[int, int]]]:
    """Heads of two kinds and their sum by village."""
    names = draw.some(UNITS, 4, 8)
    a, b = [draw.whole(20, 900) for _ in names], [draw.whole(20, 900) for _ in names]
    rows = [["村名", "户数合计", "一般户", "困难户"]]
    rows += [[n, str(x + y), str(x), str(y)] for n, x, y in zip(names, a, b, strict=True)]
    rows.append(["总计", str(sum(a) + sum(b)), str(sum(a)), str(sum(b))])
    return rows, [(r, c) for r in range(1, len(rows)) for c in (1, 2, 3)]


def weights(draw: Draw) -> tuple[Grid, list[tuple[int, int]]]:
    """An indicator table whose weights and scores add up."""
    points = draw.rng.choice(([20, 20, 10, 30, 20], [15, 25, 10, 20, 20, 10], [10, 10, 30, 30, 20]))
    names = draw.some(("办结件数", "覆盖率", "及时率", "合格率", "成本控制率", "群众满意度", "培训人次"), len(points), len(points))
    scores = [p - draw.rng.choice((0, 0, 1, 2)) for p in points]
    rows = [["一级指标", "三级指标", "指标值", "完成值", "分值", "得分"]]
    rows += [["产出指标", n, "≥90%", "95%", str(p), str(s)] for n, p, s in zip(names, points, scores, strict=True)]
    rows.append(["总分", "", "", "", str(sum(points)), str(sum(scores))])
    return rows, [(len(rows) - 1, 4), (len(rows) - 1, 5)]


SHAPES: dict[str, Callable[[Grid], str]] = {
    "tabs": lambda grid: "\n".join("\t".join(row) for row in grid),
    "pipes": lambda grid: "\n".join("| " + " | ".join(row) + " |" for row in grid),
    "trailing pipes": lambda grid: "\n".join(" | ".join(row) + " | ||||" for row in grid),
    "one cell a line": lambda grid: "\n".join(cell for row in grid for cell in row if cell),
    "one cell a line, piped": lambda grid: "\n".join(cell + " |" for row in grid for cell in row if cell),
    "blanks": lambda grid: "\n".join("  ".join(cell for cell in row if cell) for row in grid),
}

MAKERS: dict[str, Callable[[Draw], tuple[Grid, list[tuple[int, int]]]]] = {
    "funding": funding,
    "balance": balance,
    "costs": costs,
    "villages": villages,
    "weights": weights,
}
