"""Small pictures drawn by the server: the line of a person's insurance and the grid of years paid. No script, no inline style."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from shebao.agency.contributions.queries import Grid
from shebao.agency.enrolment.queries import SpellRow
from shebao.base import money, months

from . import words

WIDTH, LEFT, RIGHT, TOP, BAR = 960, 20, 24, 34, 26


@dataclass(frozen=True, slots=True)
class Timeline:
    """Bars for spells, marks for events, ticks for years; all in units of a 960-wide picture."""

    height: int
    base: int
    ticks: list[dict[str, Any]]
    bars: list[dict[str, Any]]
    marks: list[dict[str, Any]]


def timeline(spells: Sequence[SpellRow], events: Sequence[tuple[int, str]], day: date) -> Timeline | None:
    """The life of a person's insurance; events are (month, words)."""
    if not spells:
        return None
    now = months.month_of(day)
    first = months.month_index(min([s.from_month for s in spells] + [m for m, _ in events])) // 12 * 12
    last = max(months.month_index(max([s.to_month or now for s in spells] + [m for m, _ in events])) + 1, first + 12)
    step = (WIDTH - LEFT - RIGHT) / (last - first)

    def x(index: int) -> int:
        return round(LEFT + (index - first) * step)

    schemes = sorted({s.scheme for s in spells})
    base = TOP + BAR * len(schemes) + 4
    every = next(n for n in (1, 2, 5, 10, 20) if (last - first) / 12 / n <= 12)
    ticks = [
        {"x": x(year * 12), "label": str(year)}
        for year in range(-(-first // 12 // every) * every, last // 12 + 1, every)
        if year * 12 >= first
    ]
    bars = [
        {
            "x": x(months.month_index(s.from_month)),
            "y": TOP + BAR * schemes.index(s.scheme),
            "width": max(x(months.month_index(s.to_month or now) + 1) - x(months.month_index(s.from_month)), 3),
            "past": s.to_month is not None,
        }
        for s in spells
    ]
    return Timeline(base + 26, base, ticks, bars, _marks(events, x))


def _marks(events: Sequence[tuple[int, str]], x: Any) -> list[dict[str, Any]]:
    """Event marks in two rows, so that neighbours do not write over each other."""
    marks = []
    for n, (month, label) in enumerate(sorted(events)):
        at = x(months.month_index(month))
        anchor = "start" if at < 120 else "end" if at > WIDTH - 140 else "middle"
        marks.append(
            {"x": at, "y": TOP + 7, "text_y": TOP - 6 - 14 * (n % 2), "label": f"{label} {months.month_text(month)}", "anchor": anchor}
        )
    return marks


def month_table(cells: Mapping[int, tuple[int, int]]) -> list[dict[str, Any]]:
    """A line a year, the newest first, of twelve months: month → (due, paid) in fen as what is due and whether it is paid."""
    if not cells:
        return []
    lines = []
    for year in range(max(cells) // 100, min(cells) // 100 - 1, -1):
        months_of_year = [_month_cell(year * 100 + number, cells) for number in range(1, 13)]
        lines.append({"year": str(year), "cells": months_of_year, "paid_fen": sum(cells[m][1] for m in cells if m // 100 == year)})
    return lines


def _month_cell(month: int, cells: Mapping[int, tuple[int, int]]) -> dict[str, Any]:
    if month not in cells:
        return {"month": month, "tone": "none", "text": "", "state": "没有"}
    due, paid = cells[month]
    tone, state = ("paid", "已缴清") if paid >= due else ("arrears", "部分缴") if paid else ("carried", "未缴")
    return {"month": month, "tone": tone, "text": money.grouped(due), "state": state, "paid": money.grouped(paid)}


def year_grid(grid: Grid, last_year: int) -> list[dict[str, str]]:
    """A cell a year from the first paid to the last: what was paid, in what way, or nothing."""
    cells: dict[int, dict[str, str]] = {}
    carried = grid.carried_over
    if carried is not None:
        whole = carried["years"] == carried["last_year"] - carried["first_year"] + 1
        for year in range(carried["first_year"], carried["last_year"] + 1):
            cells[year] = {"year": str(year), "tone": "carried", "text": "移交" if whole else "移交期内", "hint": ""}
    for row in reversed(grid.rows):
        title, tone = words.CONTRIBUTION_KINDS.get(row["kind"], (row["kind"], "paid"))
        paid = row["own_fen"] + row["assisted_fen"]
        hint = title if row["kind"] != "normal" else f"补贴 {money.grouped(row['subsidy_fen'])}" if row["subsidy_fen"] else ""
        cells[row["year"]] = {"year": str(row["year"]), "tone": tone, "text": money.grouped(paid), "hint": hint}
    if not cells:
        return []
    for year in range(min(cells), max(*cells, last_year) + 1):
        cells.setdefault(year, {"year": str(year), "tone": "none", "text": "未缴", "hint": ""})
    return [cells[year] for year in sorted(cells)]
