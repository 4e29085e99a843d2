"""What was paid to whom for which month, and what was paid back at once: whole-number columns for whoever looks over all of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import numpy as np
from django.db.models import QuerySet

from shebao.agency import schemes
from shebao.agency.benefits import queries as benefits
from shebao.agency.parameters import queries as parameters
from shebao.agency.payout.bank.outcomes import with_state
from shebao.agency.payout.models import Cover, Due, Line, Run
from shebao.agency.store.columns import Columns, among, empty_columns, int_column, look_up, pick, read_columns, read_rows
from shebao.base.months import Month

BACK, REGULAR = "back_pay", "regular"


def paid_by_month(scheme: str, since: Month, person_ids: Iterable[int] | None = None) -> Columns:
    """`person`, `month`, `fen` of what went out for months since one and did not come back; a back payment month by month."""
    rows = read_rows(
        with_state(_lines(scheme, since, person_ids)), "id", "person_id", "month", "total_fen", "kind", "paid", "withheld_reason"
    )
    gone = [row for row in rows if (row[5] is None or row[5]) and not row[6]]
    table = [(person, month, fen) for _, person, month, fen, kind, *_ in gone if kind != BACK]
    backs = [row[0] for row in gone if row[4] == BACK]
    if backs:
        covers = Cover.objects.filter(line_id__in=among(backs), month__gte=since)
        table += read_rows(covers.order_by("id"), "person_id", "month", "due_fen")
    whole = np.array(table, dtype=np.int64).reshape(-1, 3)
    return {"person": whole[:, 0], "month": whole[:, 1], "fen": whole[:, 2]}


def paid_back(scheme: str, since: Month, person_ids: Iterable[int] | None = None) -> Columns:
    """`person`, `on_day`, `fen`, `monthly_fen`, `batch` (its run) of back payments since a month, with what the person gets in a month
    at most."""
    lines = _lines(scheme, since, person_ids)
    backs = read_rows(lines.filter(kind=BACK).order_by("id"), "person_id", "run__business_day", "total_fen", "run_id")
    people = int_column([row[0] for row in backs])
    regular = read_rows(lines.filter(kind=REGULAR, person_id__in=among(people)).order_by("id"), "person_id", "total_fen") if backs else []
    most: dict[int, int] = {}
    for person, fen in regular:
        most[person] = max(fen, most.get(person, 0))
    monthly = look_up(int_column(list(most)), int_column(list(most.values())), people)
    days = int_column([int(str(row[1])[:10].replace("-", "")) for row in backs])
    return {
        "person": people,
        "on_day": days,
        "fen": int_column([row[2] for row in backs]),
        "monthly_fen": monthly,
        "batch": int_column([row[3] for row in backs]),
    }


def due_last(scheme: str) -> Columns:
    """`person`, `month`, `fen`: what the decisions in force give for the month of the newest regular run that was sealed, computed
    again where the scheme pays by the month's standard; of the people of that run."""
    run = Run.objects.filter(sealed=True, kind=REGULAR, scheme=scheme).order_by("-month", "-id").first()
    if run is None:
        return empty_columns("person", "month", "fen")
    lines = read_columns(Line.objects.filter(run=run, kind=REGULAR).order_by("person_id"), "person_id", "decision_id")
    if schemes.stands(scheme):
        decided = benefits.totals_decided(lines["decision_id"])
        fen = look_up(decided["id"], decided["total_fen"], lines["decision_id"])
    else:
        facts = benefits.facts_of_decisions(scheme)
        facts = pick(facts, np.isin(facts["decision_id"], lines["decision_id"]))
        due = schemes.of(scheme).month(facts, run.month, run.place, parameters.known_on(run.business_day)).total_fen
        fen = look_up(facts["person_id"], due, lines["person_id"])
    return {"person": lines["person_id"], "month": np.full_like(fen, run.month), "fen": fen}


def funerals_granted(codes: Mapping[str, int], person_ids: Iterable[int] | None = None) -> Columns:
    """`person` (who died), `kind` (1: the funeral), `scheme`, `month`, `fen` of funeral money that is owed or paid and stands."""
    rows = Due.objects.filter(kind__in=("funeral", "bereavement", "death_grant"), deceased__isnull=False).order_by("id")
    rows = rows if person_ids is None else rows.filter(deceased_id__in=among(person_ids))
    listed = read_rows(rows, "deceased_id", "scheme", "month", "amount_fen")
    whole = np.array([(dead, 1, codes[scheme], month, fen) for dead, scheme, month, fen in listed], dtype=np.int64).reshape(-1, 5)
    return {name: whole[:, place] for place, name in enumerate(("person", "kind", "scheme", "month", "fen"))}


def _lines(scheme: str, since: Month, person_ids: Iterable[int] | None) -> QuerySet[Line]:
    rows = Line.objects.filter(scheme=scheme, run__sealed=True, due_id=None, run__month__gte=since)
    return rows if person_ids is None else rows.filter(person_id__in=among(person_ids))
