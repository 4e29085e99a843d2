"""Regular lines held against the decisions behind them: what `shebao verify` finds where a month paid other than was decided."""

from __future__ import annotations

from datetime import date

import numpy as np

from shebao.agency import schemes
from shebao.agency.benefits import queries as benefits
from shebao.agency.journal import queries as journal
from shebao.agency.parameters import queries as parameters
from shebao.agency.payout.models import Line, Run
from shebao.agency.store.columns import Column, Columns, pick, read_columns
from shebao.base.money import grouped
from shebao.base.months import month_title


def check_decided() -> tuple[int, list[str]]:
    """Every regular line is what its decision gives for the month, and the first line of a decision is its total."""
    problems: list[str] = []
    examined = 0
    decisions = {}
    for run in Run.objects.filter(sealed=True, kind="regular").order_by("id"):
        if run.scheme not in decisions:
            decisions[run.scheme] = benefits.decided(run.scheme)
        problems += lines_against_decisions(run, decisions[run.scheme])
        examined += run.lines
    return examined, problems


def lines_against_decisions(run: Run, decided: Columns) -> list[str]:
    """Problems of a sealed regular run, one sentence a line.

    A line is what the facts of its decision give for the month, computed as a decision is (column held against the sheet
    of the first person), wherever the law is still the one the run says it was computed by. The first line of a decision is
    its very total, but for what a value moved that was published between the two.
    """
    lines = read_columns(Line.objects.filter(run=run).order_by("id"), "id", "person_id", "decision_id", "total_fen")
    known = np.isin(lines["decision_id"], decided["id"])
    at = np.searchsorted(decided["id"], lines["decision_id"])
    problems = [f"指令{line}：所依据的核定不存在。" for line in lines["id"][~known].tolist()]
    lines, facts = pick(lines, known), pick(decided, at[known])
    if not lines["id"].size:
        return problems
    if _digest(run, run.business_day) == run.rules_digest:
        problems += _differing(lines, _total(facts, run, run.business_day), f"{month_title(run.month)}按核定的事实应发")
    first = facts["month"] == run.month
    return problems + _differing(pick(lines, first), _decided_now(pick(facts, first), run), "首次发放应为核定的")


def _differing(lines: Columns, expected: Column, words: str) -> list[str]:
    wrong = np.flatnonzero(lines["total_fen"] != expected)
    return [
        f"人员{lines['person_id'][i]}（核定{lines['decision_id'][i]}）：{words}{grouped(int(expected[i]))}元，"
        f"实际{grouped(int(lines['total_fen'][i]))}元。"
        for i in wrong.tolist()
    ]


def _total(facts: Columns, run: Run, known_on: date) -> Column:
    """What the facts of decisions give for the run's month under the values known on a day, computed as a decision is."""
    return schemes.of(run.scheme).decision(facts, run.month, run.place, parameters.known_on(known_on), claim=False).amounts.total_fen


def _decided_now(facts: Columns, run: Run) -> Column:
    """The total of each decision, moved by what came to be known between the decision and the run: nothing, as a rule."""
    expected = facts["total_fen"].copy()
    days = {entry: journal.business_day(entry) for entry in np.unique(facts["entry_id"]).tolist()}
    now = _digest(run, run.business_day)
    for day in {day for day in days.values() if _digest(run, day) != now}:
        rows = np.isin(facts["entry_id"], [entry for entry, decided_on in days.items() if decided_on == day])
        own = pick(facts, rows)
        expected[rows] += _total(own, run, run.business_day) - _total(own, run, day)
    return expected


def _digest(run: Run, known_on: date) -> str:
    return schemes.of(run.scheme).law_digest(run.month, run.place, parameters.known_on(known_on))
