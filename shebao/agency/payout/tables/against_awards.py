"""Lines of a run held against what they should be, one sentence a line: for the seal and for `shebao verify`."""

from __future__ import annotations

import numpy as np

from shebao.agency import schemes
from shebao.agency.benefits import awards
from shebao.agency.payout.models import Line, Run
from shebao.agency.payout.tables import facts
from shebao.agency.store.columns import Column, Columns, look_up, read_columns
from shebao.base.money import grouped
from shebao.base.months import month_title


def lines_against_awards(run: Run) -> list[str]:
    """Problems of a sealed regular run of standing awards: a line is its award, part by part, in a month in which it holds."""
    lines = read_columns(Line.objects.filter(run=run).order_by("id"), "id", "person_id", "decision_id", "month", "total_fen")
    stored, expected = awards.versions(run.scheme), awards.amounts_of(lines["decision_id"], run.scheme)
    rows = read_columns(facts.parts_of_run(run.pk), "id", "fen")
    paid = schemes.part_columns(lines["id"], rows["id"], rows["fen"], list(expected.parts))
    begun = look_up(stored["id"], stored["effective_month"], lines["decision_id"], missing=999912)
    owner = look_up(stored["id"], stored["person_id"], lines["decision_id"])
    wrong = (begun > lines["month"]) | (owner != lines["person_id"])
    problems = [f"指令{line}：所依据的核定不存在、不是本人的或尚未执行。" for line in lines["id"][wrong].tolist()]
    apart = np.logical_or.reduce([paid[key] != fen for key, fen in expected.parts.items()])
    total = differing_from(lines, expected.total_fen, f"{month_title(run.month)}按核定应发")
    return problems + (total or [f"指令{line}：分项与核定不符。" for line in lines["id"][apart & ~wrong].tolist()])


def differing_from(lines: Columns, expected: Column, words: str) -> list[str]:
    """The lines that are of another sum than expected."""
    wrong = np.flatnonzero(lines["total_fen"] != expected)
    return [
        f"人员{lines['person_id'][i]}（核定{lines['decision_id'][i]}）：{words}{grouped(int(expected[i]))}元，"
        f"实际{grouped(int(lines['total_fen'][i]))}元。"
        for i in wrong.tolist()
    ]
