"""A report as the rules see it: passages, sentences, enumerations, tables and one list of facts from all of them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction

from shebao.core.evaluation.check import lexicon
from shebao.core.evaluation.check.facts import Fact, Sentence, sentences
from shebao.core.evaluation.check.grids import BudgetRow, ScoreTable, budget_rows, pairs, score_tables
from shebao.core.evaluation.check.lists import Enumeration, enumerations
from shebao.core.evaluation.check.model import Document
from shebao.core.evaluation.check.numbers import SCALES, Number, step_of
from shebao.core.evaluation.check.relations import Figure, Relation, relations
from shebao.core.evaluation.check.tables import Cell, Table, tables
from shebao.core.evaluation.check.text import Passage, prose

_YEAR_SAID = re.compile(r"(?:评价年度|自评年度|预算年度|绩效年度)[：]?((?:19|20)\d{2})")
_YEAR_TITLE = re.compile(r"((?:19|20)\d{2})年度?.{0,40}?(?:绩效|自评|评价)")
_UNIT_SAID = re.compile(
    r"(?:填报单位|评价单位|自评单位|项目实施单位|实施单位|报告单位|单位名称|预算部门名称|部门（单位）名称|部门名称|预算单位)"
    r"(?:（盖?公?章）)?[：]?([一-龥（）]{2,30}?(?:局|中心|处|所|办公室|委员会|院|学校|站|大队))"
)
_UNIT_TITLE = re.compile(
    r"([一-龥（）]{2,30}?(?:局|中心|管理处|服务处|办公室|委员会|所|站|处))(?:(?:19|20)\d{2})?年?度?(?:部门|单位)?(?:整体)?(?:预算)?(?:支出)?(?:绩效|自评|评价)"
)
_AGENCY = re.compile(r"[一-龥]{2,24}?(?:社会保险|社会养老保险|社保|养老保险)[一-龥]{0,10}?(?:局|中心|管理处|服务处|所)")


@dataclass(frozen=True, slots=True)
class Report:
    """Everything read from one document."""

    document: Document
    passages: tuple[Passage, ...]
    groups: tuple[tuple[Sentence, ...], ...]
    lists: tuple[Enumeration, ...]
    tables: tuple[Table, ...]
    budgets: tuple[tuple[Table, tuple[BudgetRow, ...]], ...]
    scores: tuple[ScoreTable, ...]
    facts: tuple[Fact, ...]
    year: int | None
    agency: str
    figures: tuple[Figure, ...] = ()
    relations: tuple[Relation, ...] = ()

    def sentences(self) -> Iterator[Sentence]:
        """All sentences in order."""
        for group in self.groups:
            yield from group

    def named(self, metric: str, *phases: str) -> list[Fact]:
        """The facts of a canonical amount, in one of the phases if any are given; of the report's own year and no narrower scope."""
        return [
            fact
            for fact in self.facts
            if fact.metric == metric
            and (not phases or fact.phase in phases)
            and fact.year in (None, self.year)
            and fact.number.firm
            and not fact.ledger
        ]

    @property
    def text(self) -> str:
        """The clean text of all passages."""
        return "\n".join(passage.text for passage in self.passages)


def read(document: Document) -> Report:
    """Reads a document into its facts."""
    own = list(prose(document))
    result = tuple(tables(document))
    cells = [cell.span.passage for table in result for row in table.rows for cell in row.cells if _is_wordy(cell.text)]
    passages = tuple(own + cells)
    year = _year(document, passages)
    groups = tuple(tuple(sentences(passage, year)) for passage in passages)
    lists = tuple(enumeration for group in groups for enumeration in enumerations(group))
    budgets = tuple((table, tuple(budget_rows(table))) for table in result)
    facts = [*_prose_facts(groups, lists), *_table_facts(result, budgets, year)]
    scores = tuple(_pieced([score for table in result for score in score_tables(table)], budgets))
    figures, related = relations(document, own + cells)
    agency = _agency(passages, result)
    return Report(document, passages, groups, lists, result, budgets, scores, tuple(facts), year, agency, figures, related)


def _pieced(parts: list[ScoreTable], budgets: tuple[tuple[Table, tuple[BudgetRow, ...]], ...]) -> Iterator[ScoreTable]:
    """Indicator tables that a page break has cut in two, put together; a scored execution row of a table above taken along."""
    runs = [row for _, rows in budgets for row in rows if row.number("weight") is not None and row.number("score") is not None]
    waiting: ScoreTable | None = None
    used: set[int] = {part.execution.row.line for part in parts if part.execution}
    for part in parts:
        first = (waiting or part).rows[0].row.line
        if waiting is not None and not (part.execution and waiting.execution) and _marks(waiting) < 100:
            part = replace(
                part,
                rows=waiting.rows + part.rows,
                execution=waiting.execution or part.execution,
                parents=waiting.parents + part.parents,
                skipped=waiting.skipped + part.skipped,
            )
        elif waiting is not None:
            yield waiting
        waiting = None
        if part.execution is None:
            above = [row for row in runs if row.row.line < first and row.row.line not in used]
            if above:
                used.add(above[-1].row.line)
                part = replace(part, execution=above[-1])
        if part.total_row is None:
            waiting = part
            continue
        yield part
    if waiting is not None:
        yield waiting


def _marks(table: ScoreTable) -> Fraction:
    """The weights read so far, the execution rate's own included."""
    cell = table.execution.figures["weight"] if table.execution else None
    own = cell.number.value if cell and cell.number else Fraction(0)
    return own + sum((row.weight.number.value for row in table.rows if row.weight and row.weight.number), Fraction(0))


def _is_wordy(text: str) -> bool:
    return len(text) >= 16 and bool(re.search(r"[，。；：、]", text))


def _year(document: Document, passages: tuple[Passage, ...]) -> int | None:
    head = "\n".join(passage.text for passage in passages[:12])
    for pattern in (_YEAR_SAID, _YEAR_TITLE):
        match = pattern.search(head) or pattern.search("\n".join(passage.text for passage in passages))
        if match:
            return int(match[1])
    named = re.search(r"(?:19|20)\d{2}", document.name)
    if named:
        return int(named.group())
    seen = Counter(re.findall(r"((?:19|20)\d{2})年", "".join(passage.text for passage in passages)))
    return int(max(seen, key=lambda y: (seen[y], y))) if seen else None


def _agency(passages: tuple[Passage, ...], result: tuple[Table, ...]) -> str:
    for passage in passages[:12]:
        match = _UNIT_SAID.search(passage.text) or _UNIT_TITLE.search(passage.text)
        if match:
            return re.sub(r"^(?:年度?|度)", "", match[1])
    for table in result:
        for row in table.rows[:6]:
            filled = [row.cells[c].text for c in row.filled]
            if len(filled) >= 2 and re.search(r"(?:单位|部门).{0,6}名称$|^填报单位", filled[0]):
                return filled[1]
    match = _AGENCY.search("\n".join(passage.text for passage in passages)[:20000])
    return match.group() if match else ""


def _prose_facts(groups: tuple[tuple[Sentence, ...], ...], lists: tuple[Enumeration, ...]) -> Iterator[Fact]:
    """Facts of the prose; parts of a list take phase and year from their total where they name none."""
    heads: dict[tuple[int, int], Fact] = {}
    for enumeration in lists:
        for part in enumeration.parts:
            heads.setdefault((id(part.span.passage), part.start), enumeration.total)

    def phase(fact: Fact, steps: int = 0) -> str:
        head = heads.get((id(fact.span.passage), fact.start))
        if fact.phase not in ("", "budget") or head is None or steps > 4:
            return fact.phase
        return phase(head, steps + 1) or fact.phase

    for group in groups:
        for sentence in group:
            for fact in sentence.facts:
                head = heads.get((id(fact.span.passage), fact.start))
                yield replace(fact, phase=phase(fact), scope=fact.scope or (head.scope if head else "")) if head else fact


def as_amount(cell: Cell, unit: str, kind: str) -> Number | None:
    """A cell's figure as money, scaled by the table's unit, or as a head count."""
    number = cell.number
    if number is None or number.kind not in ("bare", kind):
        return None
    if number.kind == kind:
        return number
    scale = SCALES.get(unit.removesuffix("元"), 1) if kind == "money" else 1
    digits = number.text.lstrip("-≥≤")
    ulp = step_of(digits) * scale if "." in digits or scale > 1 else Fraction(0)
    return replace(number, value=number.value * scale, ulp=ulp if number.value else Fraction(0), kind=kind, unit=unit)


def _table_facts(result: tuple[Table, ...], budgets: tuple[tuple[Table, tuple[BudgetRow, ...]], ...], year: int | None) -> Iterator[Fact]:
    for _, rows in budgets:
        for row in rows:
            metric = lexicon.metric_of(row.name)
            for role, cell in row.figures.items():
                phase, _, named = role.partition("@")
                known = bool(row.unit) or (
                    cell.number is not None and cell.number.kind == "money"
                )  # without a unit only ratios can be checked
                number = as_amount(cell, row.unit, "money") if known and phase in ("initial", "full", "budget", "final") else None
                if number is not None:
                    yield Fact(number, cell.span, row.name, metric, phase, int(named) if named else year, "", "", -1, 0, table=True)
    for table in result:
        for left, right, _ in pairs(table):
            metric = lexicon.metric_of(left.text)
            kind = "people" if metric in ("编制数", "在职人数", "退休人数") else "percent" if "满意" in metric else "money"
            number = as_amount(right, table.unit, kind) if metric and metric != "自评得分" else right.number
            if kind == "money" and not table.unit and right.number is not None and right.number.kind != "money":
                continue
            if metric and number is not None:
                phase = "" if kind == "people" else lexicon.phase_of(left.text)
                named_year = lexicon.year_of(left.text) or year
                yield Fact(number, right.span, left.text, metric, phase, named_year, "", "", -1, 0, table=True)
