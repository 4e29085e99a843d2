"""The funding block every form has, whatever its layout was flattened to: 资金总额, then where the money comes from, one row a source."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from shebao.core.evaluation.check.model import Document
from shebao.core.evaluation.check.relations.cells import Entry, cell, named_rows, runs
from shebao.core.evaluation.check.relations.figure import Figure, measured
from shebao.core.evaluation.check.relations.relation import CLOSED, LIKELY, LOOSE, Candidate

_WHOLE = re.compile(
    r"^(?:年度|项目|本年度?|预算)?(?:资金|预算|投资|经费|收入|支出)?(?:总额|总计|合计|总金额|资金总额|总投资)(?:（[^）]*）)?$"
)
_SOURCE = re.compile(
    r"^(?:（?[一二三四五\d][）、.]\s*)?(?:其中[：:]?)?(?:当年|本年|年度)?(?:财政|中央|省|市|州|县|区|镇|乡|地方|上级|本级|上年|以前年度|结转|其他|自筹|自有|单位|社会|银行|"
    r"一般公共预算|政府性基金|国有资本|专户|事业|经营|债券|贷款|捐赠|群众|企业)[一-龥（）]{0,14}?(?:资金|拨款|预算|收入|投入|配套|结转|结余|贷款|补助|自筹|部分|财政|级|债券)?(?:（[^）]*）)?$"
)
_BELOW = re.compile(r"中央|省|市|州|县|区|镇|乡|本级|上级|地方|一般公共预算|政府性基金|国有资本|专户")
_ABOVE = re.compile(r"财政拨款|财政资金|财政投入|财政性资金")
_SPENT = re.compile(r"^(?:全年|预算|实际|本年)?(?:执行|支出|使用|完成)(?:数|金额|额)?(?:（[A-Z]）)?(?:（[^）]*）)?$|执行数")
_RATE = re.compile(r"执行率|支出率|完成率")
_PLANNED = re.compile(r"预算|安排|到位|下达|资金数")
_MOST_COLUMNS, _MOST_ROWS = 4, 14


@dataclass(frozen=True, slots=True)
class Source:
    """A row of the block: its name and its amounts from the left; a rate or a dash ends them. slots: all cells of the row."""

    name: str
    amounts: tuple[Figure, ...]
    slots: tuple[Figure | None, ...]


def funding(document: Document, first: int) -> Iterator[list[Candidate]]:
    """Every block: each column of the whole is the sum of the sources, and the rate is what was spent of the plan."""
    for number, run in enumerate(runs(document)):
        rows = [_source(name, slots, first + number, number) for name, slots in named_rows(run)]
        for place, row in enumerate(rows):
            if not row.amounts or not _WHOLE.match(row.name):
                continue
            below: list[Source] = []
            for other in rows[place + 1 : place + 1 + _MOST_ROWS]:
                if not _SOURCE.match(other.name):
                    break
                below.append(other)
            more: list[Source] = []
            for other in rows[place + 1 + len(below) : place + 1 + _MOST_ROWS]:
                if not below or len(other.amounts) != len(below[0].amounts) or _WHOLE.match(other.name):
                    break
                more.append(other)
            yield from _columns(row, below, more)
            yield from _rates([row, *below], _heads(run, row))


def _source(name: Entry, slots: Sequence[tuple[int, Entry]], paragraph: int, number: int) -> Source:
    cells = tuple(measured(cell(entry, name, at, paragraph, number, at)) if entry.number is not None else None for at, entry in slots)
    amounts: list[Figure] = []
    for figure in cells:
        if figure is None or figure.kind not in ("bare", "money"):
            break
        amounts.append(figure)
    return Source(name.text, tuple(amounts), cells)


def _columns(whole: Source, below: Sequence[Source], more: Sequence[Source]) -> Iterator[list[Candidate]]:
    """Each column by every reading the names allow: all sources, or those not said again level by level.

    more: rows of the same width after them, whose names say nothing; they may belong to the block.
    """
    if len(below) < 2 or not all(row.amounts for row in below):
        return
    width = min(len(row.amounts) for row in (whole, *below))
    if len({len(row.amounts) for row in below}) > 1 or width > _MOST_COLUMNS:
        return
    upper = [row for row in below if not _BELOW.search(row.name)]
    twice = any(_ABOVE.search(row.name) for row in upper) and len(upper) < len(below)
    readings = [upper, list(below)] if twice and len(upper) >= 2 else [list(below)]
    strength = LOOSE if more else LIKELY if twice else CLOSED
    readings += [[*below, *more[:count]] for count in range(1, len(more) + 1)]
    for column in range(width):
        result = whole.amounts[column]
        yield [
            Candidate("sum_table", "sum", result, tuple(row.amounts[column] for row in rows), strength, (1,) * len(rows))
            for rows in readings
        ]


def _heads(run: Sequence[Entry], row: Source) -> list[str]:
    """The heads of the columns: as many words as the row has cells, just before it."""
    position = next((at for at, entry in enumerate(run) if entry.text == row.name and entry.number is None), 0)
    words: list[str] = []
    for entry in reversed(run[:position]):
        if entry.number is not None or len(words) == len(row.slots):
            break
        words.insert(0, entry.text)
    return words if len(words) == len(row.slots) else []


def _rates(rows: Sequence[Source], heads: Sequence[str]) -> Iterator[list[Candidate]]:
    """执行率 by its heads: what was spent of the plan printed just before it."""
    rate = next((at for at, word in enumerate(heads) if _RATE.search(word)), None)
    spent = next((at for at, word in enumerate(heads) if _SPENT.search(word)), None)
    if rate is None or spent is None or spent == 0 or not _PLANNED.search(heads[spent - 1]) or spent > rate:
        return
    for row in rows:
        if len(row.slots) != len(heads):
            continue
        figure, part, plan = row.slots[rate], row.slots[spent], row.slots[spent - 1]
        if figure is not None and part is not None and plan is not None and figure.kind == "percent" and plan.number.value:
            yield [Candidate("rat_pair", "ratio", figure, (part, plan), CLOSED)]
