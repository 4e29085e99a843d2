"""What the tables say: budget rows, score rows and head-count rows, with the columns' roles read from their headers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from shebao.core.evaluation.check import lexicon
from shebao.core.evaluation.check.numbers import Number
from shebao.core.evaluation.check.roles import role_of
from shebao.core.evaluation.check.tables import Cell, Row, Table, unit_in
from shebao.core.evaluation.check.text import Span

TOTAL = re.compile(
    r"^(?:合计|总计|总分|总得分|自评总分|综合得分|绩效自评综合得分|自评得分|评价总分|总分值|得分合计|总体得分|合计得分|自评总得分|总分合计|合计分|绩效总分)"
    r"(?:[（：:].*)?$"
)
_SUBTOTAL = re.compile(r"小计|合计$|合计得分|得分率|^其中")
_EXTRA = re.compile(r"加分|扣分项|附加分")
WEIGHT_IN_NAME = re.compile(r"[（(]\s*(\d{1,3}(?:\.\d+)?)\s*分?\s*%?[）)]$")


@dataclass(frozen=True, slots=True)
class BudgetRow:
    """A row of a budget block: name and its figures by role (initial, full, budget, final, rate, weight, score)."""

    name: str
    label: Span
    row: Row
    figures: dict[str, Cell]
    unit: str
    columns: tuple[str, ...]

    def number(self, role: str) -> Number | None:
        """The figure in a role, or None."""
        cell = self.figures.get(role)
        return cell.number if cell else None


@dataclass(frozen=True, slots=True)
class ScoreRow:
    """A row of the indicator table. levels: names of the first, second and third level as far as known (carried down)."""

    levels: tuple[str, str, str]
    row: Row
    target: Cell | None
    value: Cell | None
    weight: Cell | None
    score: Cell | None
    reason: Cell | None
    shifted: int = 0

    @property
    def name(self) -> str:
        """The name of the indicator."""
        return next((level for level in reversed(self.levels) if level), "")


@dataclass(frozen=True, slots=True)
class ScoreTable:
    """An indicator table with the row of the execution rate, and its printed totals. ended: its last line was seen."""

    table: Table
    rows: tuple[ScoreRow, ...]
    execution: BudgetRow | None
    total_row: Row | None
    total_weight: Cell | None
    total_score: Cell | None
    parents: tuple[tuple[Cell, tuple[ScoreRow, ...], str], ...]
    skipped: int = 0
    upper_totals: tuple[Cell, ...] = ()

    @property
    def execution_apart(self) -> bool:
        """Whether the execution rate is scored in a row of its own that no indicator row repeats."""
        return self.execution is not None and not any(EXECUTION.search(row.name) for row in self.rows)

    @property
    def clean(self) -> bool:
        """Whether every row up to the total was understood, and none is the sum of rows beneath it."""
        return not self.skipped and all(row.levels[2] or not any(r.levels[2] for r in self.rows) for row in self.rows)


EXECUTION = re.compile(r"^(?:部门|整体|单位|年度|资金|项目)*预算执行(?:率|情况)?$|^执行率$")


def header_roles(row: Row) -> dict[int, str]:
    """Column → role for a header row; empty where the row is no header."""
    roles: dict[int, str] = {}
    for column, cell in enumerate(row.cells):
        if cell.number is not None and not re.search(r"[一-龥]", cell.text):
            return {}
        role = role_of(cell.text)
        if role:
            roles[column] = role
    return roles if len(roles) >= 2 else {}


def _columns(row: Row, table: Table) -> tuple[dict[int, str], str]:
    """Roles of a budget header with older years marked (final@2022), and the unit of its amounts."""
    roles = header_roles(row)
    if not {"initial", "full", "budget", "final"} & set(roles.values()):
        return {}, ""
    years = {column: lexicon.year_of(row.text(column)) for column in roles}
    named = [year for year in years.values() if year]
    if named:
        roles = {c: (r if years[c] in (None, max(named)) else f"{r}@{years[c]}") for c, r in roles.items()}
    unit = next((unit for column in roles if (unit := unit_in(row.text(column)))), "")
    return roles, unit or next((unit for cell in row.cells if (unit := unit_in(cell.text))), "") or table.unit


def budget_rows(table: Table) -> Iterator[BudgetRow]:
    """Rows with figures under budget headers (年初预算数, 全年预算数, 决算数, 执行率, 分值, 得分)."""
    roles: dict[int, str] = {}
    unit, width = "", 0
    nameless = False
    for row in table.rows:
        if header_roles(row):
            roles, unit = _columns(row, table)
            width, nameless = len(row.cells), len(roles) == len(row.filled)
            continue
        if not roles or (table.spaced and len(row.cells) != width):
            continue
        amounts = [c for c, role in roles.items() if role.split("@")[0] in ("initial", "full", "budget", "final")]
        if nameless and min(roles) == 0 and row.filled[:1] == [0] and row.number(0) is None:  # the head has no cell over the names
            row = Row(row.line, row.cells[1:] + row.cells[:1])
            names = [len(row.cells) - 1]
        else:
            names = [c for c in row.filled if c < min(amounts) and row.number(c) is None]
        words = [c for c in amounts if c in row.filled and row.number(c) is None]
        if not names or words:
            continue
        figures: dict[str, Cell] = {}
        for column, role in roles.items():
            if row.number(column) is not None:
                figures.setdefault(role, row.cells[column])
        name = names[-1]
        yield BudgetRow(row.text(name).strip("："), row.cells[name].span, row, figures, unit, tuple(roles.values()))


def pairs(table: Table) -> Iterator[tuple[Cell, Cell, Row]]:
    """Name and figure side by side in rows under no budget header, and figures under a header of head counts."""
    above: Row | None = None
    roles: dict[int, str] = {}
    for row in table.rows:
        if header_roles(row):
            roles = header_roles(row)
        amounts = [c for c, role in roles.items() if role.split("@")[0] in ("initial", "full", "budget", "final")]
        words = [c for c in amounts if c in row.filled and row.number(c) is None]
        if words or not (amounts or "weight" in roles.values()):
            for left, right in zip(row.cells, row.cells[1:], strict=False):
                if left.number is None and right.number is not None and not left.blank:
                    yield left, right, row
        numeric = [c for c in row.filled if row.number(c) is not None]
        if above is not None and numeric and len(numeric) == len(row.filled):
            for column in numeric:
                if above.text(column) and above.number(column) is None:
                    yield above.cells[column], row.cells[column], row
        if row.filled:
            above = row if not numeric else None


def score_tables(table: Table) -> Iterator[ScoreTable]:
    """The indicator tables inside a table: from a header with 分值 (and 得分) to the total row or the end."""
    header: dict[int, str] = {}
    rows: list[ScoreRow] = []
    execution: BudgetRow | None = None
    carried = ["", "", ""]
    skipped = width = 0
    scored_runs = {b.row.line: b for b in budget_rows(table) if b.number("weight") is not None and b.number("score") is not None}
    for row in table.rows:
        roles = header_roles(row)
        execution = scored_runs.get(row.line, execution) if not rows else execution
        if roles:
            said = set(roles.values())
            money = {"initial", "full", "budget", "final", "rate"} & said
            if "weight" in said and ({"level1", "level2", "level3", "target", "value"} & said or ("score" in said and not money)):
                if rows and roles == header:
                    continue  # the head repeated on a new page
                if rows:
                    yield _score_table(table, rows, execution, None, header, skipped)
                    execution = None
                header, rows, carried, skipped, width = roles, [], ["", "", ""], 0, len(row.cells)
            continue
        if not header or not row.filled:
            continue
        if table.spaced and len(row.cells) != width:
            skipped += 1
            continue
        if TOTAL.match(row.cells[row.filled[0]].text):
            if rows:
                yield _score_table(table, rows, execution, row, header, skipped)
            header, rows, execution = {}, [], None
            continue
        if any(_EXTRA.search(row.text(c)) for c in row.filled[:2]):
            skipped += 1
            continue
        scored = _score_row(row, header, carried)
        if scored:
            rows.append(scored)
        elif len(row.filled) > 2 and not any(_SUBTOTAL.search(cell.text) for cell in row.cells):
            skipped += 1
    if rows:
        yield _score_table(table, rows, execution, None, header, skipped)


def _column(header: dict[int, str], role: str, *, last: bool = False) -> int:
    items = [column for column, name in sorted(header.items()) if name == role]
    return (items[-1] if last else items[0]) if items else -1


def _score_row(row: Row, header: dict[int, str], carried: list[str]) -> ScoreRow | None:
    weight, score = _column(header, "weight", last=True), _column(header, "score")
    shift = 0
    if row.number(weight) is not None and row.number(score) is None and score > weight:
        before = row.number(weight - 1)
        rest = any(column > weight for column in row.filled)
        here = row.number(weight)
        if before is not None and here is not None and before.kind == here.kind == "bare" and not rest and here.value <= before.value:
            shift = -1
    if row.number(weight + shift) is None:
        return None
    levels = [_column(header, name) for name in ("level1", "level2", "level3")]
    first_value = min([c for c in (weight, _column(header, "target"), _column(header, "value")) if c >= 0])
    if not shift:
        for order, column in enumerate(levels):
            if column >= 0 and row.text(column):
                carried[order] = row.text(column)
                carried[order + 1 :] = [""] * (2 - order)
    name = carried[2] if levels[2] >= 0 else ""
    if not any(column >= 0 for column in levels):
        name = next((row.text(c) for c in row.filled if c < weight and row.number(c) is None), "")
    if shift:
        named = [row.text(c) for c in row.filled if c < first_value and row.number(c) is None]
        carried[0], carried[1], name = (named or [""])[0], "", (named + named + ["", ""])[1]
    if _SUBTOTAL.search(name) or any(_SUBTOTAL.search(row.text(c)) for c in row.filled if c < first_value):
        return None

    def cell(role: str) -> Cell | None:
        column = _column(header, role, last=role == "weight")
        place = column + shift
        return row.cells[place] if column >= 0 and 0 <= place < len(row.cells) else None

    return ScoreRow(
        (carried[0], carried[1], name),
        row,
        cell("target"),
        cell("value"),
        row.cells[weight + shift],
        cell("score") if score >= 0 else None,
        cell("reason"),
        shift,
    )


def _score_table(
    table: Table, rows: list[ScoreRow], execution: BudgetRow | None, last: Row | None, header: dict[int, str], skipped: int
) -> ScoreTable:
    weight = score = None
    if last is not None:
        figures = [c for c in last.filled if last.number(c) is not None]
        at_weight, at_score = _column(header, "weight", last=True), _column(header, "score")
        if at_weight in figures and at_score in figures:
            weight, score = last.cells[at_weight], last.cells[at_score]
        elif len(figures) == 2:
            weight, score = last.cells[figures[0]], last.cells[figures[1]]
        elif len(figures) == 1:
            label = last.cells[last.filled[0]].text
            if figures[0] == at_weight and "得分" not in label and at_score >= 0:
                weight = last.cells[figures[0]]
            else:
                score = last.cells[figures[0]]
    upper = [c for c, role in sorted(header.items()) if role == "weight"][:-1]
    others = tuple(last.cells[c] for c in upper if last is not None and last.number(c) is not None)
    return ScoreTable(table, tuple(rows), execution, last, weight, score, tuple(_parents(rows, header)), skipped, others)


def _parents(rows: list[ScoreRow], header: dict[int, str]) -> Iterator[tuple[Cell, tuple[ScoreRow, ...], str]]:
    """Cells that print the weight of a whole group, 决策(6) or a weight column of an upper level, with the rows beneath."""
    weights = [column for column, role in sorted(header.items()) if role == "weight"]
    for order, role in enumerate(("level1", "level2")):
        column = _column(header, role)
        own = next((w for w in weights[:-1] if column < w < weights[-1] and w - column == 1), -1)
        if column < 0:
            continue
        group: list[ScoreRow] = []
        start: Cell | None = None
        for row in [*rows, None]:
            text = row.row.text(column) if row and not row.shifted else ""
            begins = row is None or bool(text) or (order == 1 and row.row.text(_column(header, "level1")) != "")
            if begins and start is not None:
                yield start, tuple(group), "" if row is not None else "last"
                start = None
            if row is None:
                break
            if text and (WEIGHT_IN_NAME.search(text) or (own >= 0 and row.row.number(own) is not None)):
                start = row.row.cells[own] if own >= 0 and row.row.number(own) is not None else row.row.cells[column]
                group = []
            group.append(row)
