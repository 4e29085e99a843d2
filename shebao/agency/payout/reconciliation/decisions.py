"""Regular lines held against the decisions behind them: what `shebao verify` finds where a month paid other than was decided."""

from __future__ import annotations

from datetime import date

import numpy as np

from shebao.agency import schemes
from shebao.agency.benefits import awards
from shebao.agency.benefits import queries as benefits
from shebao.agency.journal import queries as journal
from shebao.agency.parameters import queries as parameters
from shebao.agency.payout.models import Cover, Line, Run
from shebao.agency.payout.tables.against_awards import differing_from, lines_against_awards
from shebao.agency.store.columns import Column, Columns, look_up, pick, read_columns
from shebao.base.money import grouped
from shebao.base.months import month_title


def check_decided() -> tuple[int, list[str]]:
    """Every regular line is what its decision gives for the month, and the first line of a decision is its total. Where awards
    stand, every line is its award to the part, and every month paid back was due by the version that holds in it."""
    problems: list[str] = []
    examined = 0
    decisions = {}
    for run in Run.objects.filter(sealed=True, kind__in=("regular", "back_pay")).order_by("id"):
        if schemes.stands(run.scheme):
            problems += lines_against_awards(run) if run.kind == "regular" else covers_against_awards(run)
            examined += run.lines
        if schemes.stands(run.scheme) or run.kind != "regular":
            continue
        if run.scheme not in decisions:
            decisions[run.scheme] = benefits.decided(run.scheme)
        problems += lines_against_decisions(run, decisions[run.scheme])
        examined += run.lines
    return examined, problems


def covers_against_awards(run: Run) -> list[str]:
    """Problems of a sealed back payment of standing awards: what a month is said to be due is the total of the version that held
    in it when the run was made."""
    covers = read_columns(Cover.objects.filter(run=run).order_by("id"), "line_id", "person_id", "month", "entitled_fen")
    lines = read_columns(Line.objects.filter(run=run), "id", "decision_id")
    stored = awards.versions(run.scheme)
    latest = look_up(stored["id"], stored["version"], look_up(lines["id"], lines["decision_id"], covers["line_id"]))
    held = np.zeros_like(covers["month"])
    for version in np.unique(stored["version"]).tolist():
        mine = pick(stored, stored["version"] == version)
        begun = look_up(mine["person_id"], mine["effective_month"], covers["person_id"], missing=999912)
        held = np.where(
            (begun <= covers["month"]) & (version <= latest), look_up(mine["person_id"], mine["total_fen"], covers["person_id"]), held
        )
    return [
        f"人员{covers['person_id'][i]}：{month_title(int(covers['month'][i]))}补发时按{grouped(int(covers['entitled_fen'][i]))}元应发，"
        f"核定是{grouped(int(held[i]))}元。"
        for i in np.flatnonzero(held != covers["entitled_fen"]).tolist()
    ]


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
    lines, stored = pick(lines, known), pick(decided, at[known])
    if not lines["id"].size:
        return problems
    if _digest(run, run.business_day) == run.rules_digest:
        problems += differing_from(lines, _total(stored, run, run.business_day), f"{month_title(run.month)}按核定的事实应发")
    first = stored["month"] == run.month
    return problems + differing_from(pick(lines, first), _decided_now(pick(stored, first), run), "首次发放应为核定的")


def _total(decided: Columns, run: Run, known_on: date) -> Column:
    """What the facts of decisions give for the run's month under the values known on a day, computed as a decision is."""
    return schemes.of(run.scheme).decision(decided, run.month, run.place, parameters.known_on(known_on), claim=False).amounts.total_fen


def _decided_now(decided: Columns, run: Run) -> Column:
    """The total of each decision, moved by what came to be known between the decision and the run: nothing, as a rule."""
    expected = decided["total_fen"].copy()
    days = {entry: journal.business_day(entry) for entry in np.unique(decided["entry_id"]).tolist()}
    now = _digest(run, run.business_day)
    for day in {day for day in days.values() if _digest(run, day) != now}:
        rows = np.isin(decided["entry_id"], [entry for entry, decided_on in days.items() if decided_on == day])
        own = pick(decided, rows)
        expected[rows] += _total(own, run, run.business_day) - _total(own, run, day)
    return expected


def _digest(run: Run, known_on: date) -> str:
    return schemes.of(run.scheme).law_digest(run.month, run.place, parameters.known_on(known_on))
