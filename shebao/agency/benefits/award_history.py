"""What standing awards were made from, version by version: for those who compute them again, adjust, correct or take them back."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from typing import Any, NamedTuple

from shebao.agency import schemes
from shebao.agency.journal import queries as journal
from shebao.agency.store.columns import Column, among, int_column, narrowed, read_rows
from shebao.base.finding import refuse

from .models import Decision, DecisionPart, Entitlement, RuleText, StateChange
from .queries import described
from .reasons import ACTIVE, PENSION, SUSPENDED


def award_of(person_id: int, scheme: str) -> dict[str, Any]:
    """The latest decision of a person in a scheme, with its parts; refused where there is none."""
    row = Decision.objects.filter(person_id=person_id, scheme=scheme, benefit=PENSION).defer("sheet").order_by("-version").first()
    if row is None:
        refuse("benefits.no_decision", f"人员没有{schemes.title(scheme)}的核定。", "请核对人员和险种。", "person_id")
    return described(row)


class Versions(NamedTuple):
    """All versions of one person's award: since when the benefit runs, the first month this system pays, the reason of the last
    version, and each version's first month and total, in their order."""

    from_month: int
    first_paid: int
    reason: str
    totals: tuple[tuple[int, int], ...]

    def due_in(self, month: int) -> int:
        """What is due in a month, in fen: the last version that has begun."""
        return next((fen for effective, fen in reversed(self.totals) if effective <= month), 0)


def versions_of(person_ids: Sequence[int], scheme: str) -> dict[int, Versions]:
    """Person → the versions of their award."""
    people = among(person_ids)
    changes = StateChange.objects.filter(person_id__in=people, scheme=scheme, benefit=PENSION, reason__in=("decided", "taken_over"))
    first_paid = dict(read_rows(changes.order_by("-id"), "person_id", "month"))
    rows = Decision.objects.filter(person_id__in=people, scheme=scheme, benefit=PENSION).order_by("version")
    totals: dict[int, list[tuple[int, int]]] = {}
    last: dict[int, tuple[int, str]] = {}
    for person, start, effective, fen, reason in read_rows(rows, "person_id", "from_month", "effective_month", "total_fen", "reason"):
        totals.setdefault(person, []).append((effective, fen))
        last[person] = (start, reason)
    return {person: Versions(last[person][0], first_paid[person], last[person][1], tuple(rows)) for person, rows in totals.items()}


class StoredAward(NamedTuple):
    """What an award in force was computed from."""

    decision_id: int
    from_month: int
    inputs: str


def provisional_awards(scheme: str, year: int) -> dict[int, StoredAward]:
    """Person → award of everybody whose latest decision is provisional and whose retirement was in a year."""
    held = Entitlement.objects.filter(scheme=scheme, benefit=PENSION, decision__provisional=True).order_by("person_id")
    rows = read_rows(held, "person_id", "decision_id", "decision__from_month", "decision__inputs")
    awards = {person: StoredAward(*rest) for person, *rest in rows}
    return {person: award for person, award in awards.items() if json.loads(award.inputs).get("month", "")[:4] == str(year)}


def award_facts(person_ids: Column, scheme: str) -> dict[int, tuple[int, dict[str, str]]]:
    """Person → (first month of the benefit, what the award was first computed from) of those who have a standing award.

    An adjustment is computed from the award before it and says nothing of the person's months: the version that does counts.
    """
    rows = Decision.objects.filter(scheme=scheme, benefit=PENSION, inputs__contains='"paid_months"').order_by("version")
    return {
        person: (first, json.loads(inputs))
        for person, first, inputs in read_rows(narrowed(rows, person_ids), "person_id", "from_month", "inputs")
    }


def inputs_of(decision_ids: Column) -> dict[int, str]:
    """Decision → what it was computed from, as canonical JSON; "" where another system decided."""
    return dict(read_rows(narrowed(Decision.objects.all(), decision_ids, "id"), "id", "inputs"))


def adjustable(scheme: str, year: int) -> tuple[list[int], list[int], list[int]]:
    """(people whose award the adjustment of a year is about, those of them adjusted already, those whose award is provisional).

    In payment, or suspended for anything but custody: a suspended pension is adjusted and paid once the reason is gone.
    """
    month = year * 100 + 1
    held = Entitlement.objects.filter(scheme=scheme, benefit=PENSION, state__in=(ACTIVE, SUSPENDED))
    held = held.exclude(state=SUSPENDED, reason="custody").order_by("person_id")
    rows = read_rows(held, "person_id", "decision__provisional")
    begun = Decision.objects.filter(scheme=scheme, benefit=PENSION, effective_month__lte=month).order_by("version")
    listed = read_rows(narrowed(begun, int_column(person for person, _ in rows)), "person_id", "inputs", "total_fen")
    latest = {person: inputs for person, inputs, _ in listed}
    over = {person: not fen for person, _, fen in listed}  # a benefit whose term is over is nothing, and stays it
    rows = [row for row in rows if not over.get(row[0], True)]
    people = [person for person, _ in rows]
    done = [person for person in people if f'"year":"{year}"' in latest[person]]
    return people, done, [person for person, waiting in rows if waiting]


def terms_of(person_ids: Sequence[int], scheme: str) -> dict[int, int]:
    """Person → the month from which their benefit of limited time is nothing."""
    rows = Decision.objects.filter(person_id__in=among(person_ids), scheme=scheme, benefit=PENSION, reason="term_over").order_by("version")
    return dict(read_rows(rows, "person_id", "effective_month"))


def adjustments_in_force(person_id: int, scheme: str) -> list[dict[str, str]]:
    """What each yearly adjustment of a person's award was computed from, in order of the years."""
    rows = Decision.objects.filter(person_id=person_id, scheme=scheme, benefit=PENSION).order_by("version")
    latest = {month: json.loads(inputs or "{}") for month, inputs in read_rows(rows, "effective_month", "inputs")}
    years = {inputs["year"]: inputs for _, inputs in sorted(latest.items()) if "pension_before" in inputs}
    return [years[year] for year in sorted(years)]


class Revision(NamedTuple):
    """A new version that a matter made of somebody's award, and the award as it was before it."""

    scheme: str
    from_month: int
    effective_month: int
    latest: bool
    versions: int
    provisional_before: bool
    before: schemes.Awarded


def revisions_of(matter_id: int) -> dict[int, Revision]:
    """Person → the first new version that a matter made of their award, with the version before it.

    latest: no other matter has made a version since; versions: how many this one made.
    """
    entries = journal.entries_of_matter(matter_id, "benefits.revise")
    made = read_rows(
        Decision.objects.filter(entry_id__in=entries).order_by("-version"), "person_id", "scheme", "version", "effective_month"
    )
    first = {person: (scheme, version, effective) for person, scheme, version, effective in made}
    counts = Counter(person for person, *_ in made)
    if not first:
        return {}
    rows = Decision.objects.filter(scheme=next(iter(first.values()))[0], person_id__in=among(list(first))).order_by("version")
    names = ("id", "person_id", "version", "from_month", "paid_years", "account_at_claim_fen", "provisional", "inputs", "sheet")
    texts = dict(RuleText.objects.values_list("digest", "text"))
    parts: dict[int, dict[str, int]] = {}
    for decision, key, fen in read_rows(DecisionPart.objects.filter(decision__in=rows.values("id")), "decision_id", "part", "fen"):
        parts.setdefault(decision, {})[key] = fen
    result: dict[int, Revision] = {}
    others: set[int] = set()
    for decision, person, version, start, years, account, provisional, inputs, sheet, digest, entry in read_rows(
        rows, *names, "rules_digest", "entry_id"
    ):
        scheme, mine, effective = first[person]
        if version == mine - 1:
            award = schemes.Awarded(parts.get(decision, {}), years, account, inputs, sheet, texts[digest])
            result[person] = Revision(scheme, start, effective, True, counts[person], bool(provisional), award)
        elif version > mine and entry not in entries:
            others.add(person)
    return {person: revision._replace(latest=person not in others) for person, revision in result.items()}
