"""Questions to screening: lists and how fresh they are, what each rule came to, one clue with both sides, what to say at the counter."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from django.db.models import OuterRef, QuerySet, Subquery

from shebao.agency.people import queries as people
from shebao.agency.store.columns import Columns, read_rows
from shebao.base.finding import refuse
from shebao.core.screening.lists import KINDS
from shebao.core.screening.rule import Rule, rules

from . import run
from .kinds import LIST_KINDS, PROVIDERS
from .models import Assignment, Clue, Conclusion, ListWithdrawn, Screening, SourceList
from .standing import quiet_people, results
from .tables_of import Side, sides

STALE_DAYS = 35
"""A list older than this is called old on its page: a line of our own, a month and some days."""


class SourceState(NamedTuple):
    """A kind of list: the newest one in force, where there is one, and how many days old its facts are."""

    kind: str
    title: str
    list_id: int
    provider: str
    as_of: date | None
    lines: int
    matched: int
    days: int
    rules: tuple[str, ...]

    @property
    def is_stale(self) -> bool:
        """Whether a new one should be asked for."""
        return self.days > STALE_DAYS


@dataclass(frozen=True, slots=True)
class RuleState:
    """What a rule came to so far: hits of the last run, its clues by conclusion, and of those concluded how many were true."""

    rule: Rule
    ran: bool
    hits: int
    clues: int
    open: int
    true: int
    untrue: int
    wrong_data: int

    @property
    def precision_e2(self) -> int | None:
        """True ÷ (true + untrue + wrong data) in hundredths; None before anything was concluded."""
        total = self.true + self.untrue + self.wrong_data
        return self.true * 100 // total if total else None


def sources(day: date) -> list[SourceState]:
    """Every kind of list with its newest one."""
    rows = SourceList.objects.exclude(id__in=ListWithdrawn.objects.values("id")).order_by("as_of", "id")
    newest = {row.kind: row for row in rows}
    result = []
    for kind in LIST_KINDS:
        row = newest.get(kind)
        used = _BY_OTHER if kind == "other" else tuple(key for key, rule in rules().items() if _TABLE.get(kind, kind) in rule.needs)
        if row is None:
            result.append(SourceState(kind, KINDS[kind].title, 0, "", None, 0, 0, 0, used))
        else:
            age = (day - row.as_of).days
            result.append(
                SourceState(kind, KINDS[kind].title, row.id, PROVIDERS[row.provider], row.as_of, row.lines, row.matched, age, used)
            )
    return result


_TABLE = {"households": "cancelled_households"}
_BY_OTHER = ("R010", "R011", "R013", "R052")
"""The rules that ask what other places and schemes pay and collect."""


def rule_states() -> list[RuleState]:
    """Every rule with what it came to."""
    last = Screening.objects.order_by("-id").first()
    ran: dict[str, int] = {rule: hits for rule, _, hits, _ in json.loads(last.rules)} if last else {}
    known = results()
    counts: dict[str, Counter[str]] = {}
    for key, rule in read_rows(Clue.objects.all(), "id", "rule"):
        counts.setdefault(rule, Counter())[known.get(key, ("open", ""))[0]] += 1
    result = []
    for rule in rules().values():
        c = counts.get(rule.id, Counter())
        waiting = c["open"] + c["reopened"]
        result.append(RuleState(rule, rule.id in ran, ran.get(rule.id, 0), c.total(), waiting, c["true"], c["untrue"], c["wrong_data"]))
    return result


def last_screening() -> tuple[date, int] | None:
    """(day, number) of the last run."""
    row = Screening.objects.order_by("-id").first()
    return (row.on, row.id) if row else None


def listed() -> QuerySet[Any, Any]:
    """Every clue with its last conclusion and whoever looks into it, for lists."""
    last = Conclusion.objects.filter(clue_id=OuterRef("id")).order_by("-version")
    who = Assignment.objects.filter(clue_id=OuterRef("id")).order_by("-id")
    return Clue.objects.annotate(result=Subquery(last.values("result")[:1]), looks_into=Subquery(who.values("member__name")[:1]))


class ClueState(NamedTuple):
    """One clue with everything a page needs: its rule, its person, both sides, and what was concluded, oldest first."""

    clue: Any
    rule: Rule
    person: people.PersonRow
    sides: tuple[Side, ...]
    conclusions: Sequence[Conclusion]
    looks_into: str

    @property
    def is_open(self) -> bool:
        """Whether it waits for a conclusion."""
        return not self.conclusions or self.conclusions[-1].result == "reopened"


def clue(clue_id: int) -> ClueState:
    """A clue by its number; raises `Refused` for one there is not."""
    row = listed().filter(id=clue_id).first()
    if row is None:
        refuse("screening.clue", f"没有编号 {clue_id} 的线索", "请在线索页面核对编号。", "clue_id")
    rule = rules()[row.rule]
    conclusions = list(row.conclusions.order_by("version"))
    return ClueState(
        row,
        rule,
        people.person(row.person_id),
        sides(rule, row.person_id, row.screening.on, row.evidence),
        conclusions,
        row.looks_into or "",
    )


class CounterWarning(NamedTuple):
    """What a rule says of somebody who stands at the counter: a question for whoever accepts, never an answer."""

    rule: str
    title: str
    severity: str
    advice: str
    law: str
    people: list[int]


def warnings(person_ids: Iterable[int], day: date, also: Mapping[str, Columns] | None = None) -> list[CounterWarning]:
    """The rules that hit some people before an application of theirs is accepted; those on a rule's whitelist are left out. also: rows
    of tables as if the application were granted."""
    result = run.at_the_counter(person_ids, day, also)
    quiet = quiet_people([rule.id for rule, _ in result], {hit.person for _, hits in result for hit in hits}, day)
    said = [(rule, [hit.person for hit in hits if (rule.id, hit.person) not in quiet]) for rule, hits in result]
    return [CounterWarning(rule.id, rule.title, rule.severity, rule.advice, rule.law, persons) for rule, persons in said if persons]
