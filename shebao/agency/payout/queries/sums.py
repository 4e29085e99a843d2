"""Questions about sums over many runs: a year's payout for statistics, how it went, and what is owed once."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import Count, OuterRef

from shebao.agency import schemes
from shebao.agency.payout.bank.outcomes import last_outcomes
from shebao.agency.payout.kinds import DUES
from shebao.agency.payout.models import Due, Exclusion, Line, Outcome, Run, Withheld
from shebao.agency.payout.run.states import SENT
from shebao.agency.payout.tables.facts import parts_of_run
from shebao.agency.store.columns import among, total
from shebao.base.months import Month

from .debts import standing_dues, standing_set_offs


def owed_at_death(person_id: int, scheme: str) -> list[str]:
    """Titles of the one-off amounts entered for somebody's death, paid or not."""
    kinds = list(standing_dues().filter(scheme=scheme, deceased_id=person_id).order_by("id").values_list("kind", flat=True))
    # What a debt took whole left nothing to pay, and was decided all the same.
    kinds += standing_set_offs().filter(debt__scheme=scheme, debt__person_id=person_id).order_by("id").values_list("kind", flat=True)
    return [DUES[kind] for kind in dict.fromkeys(kinds)]


def owed_at_deaths(person_ids: Iterable[int], scheme: str) -> dict[int, set[str]]:
    """Dead person → the kinds of one-off amounts entered for their death, paid, set off or waiting."""
    ids, result = among(person_ids), dict[int, set[str]]()
    for person, kind in standing_dues().filter(scheme=scheme, deceased_id__in=ids).values_list("deceased_id", "kind"):
        result.setdefault(person, set()).add(kind)
    for person, kind in standing_set_offs().filter(debt__scheme=scheme, debt__person_id__in=ids).values_list("debt__person_id", "kind"):
        result.setdefault(person, set()).add(kind)
    return result


def owed_once(scheme: str) -> list[Due]:
    """One-off amounts that no line pays yet."""
    return list(
        standing_dues().filter(scheme=scheme).exclude(id__in=Line.objects.filter(due_id__isnull=False).values("due_id")).order_by("id")
    )


def totals(scheme: str, year: int) -> dict[str, Any]:
    """A year's payout for statistics, by the lines that reached the people (last answer “paid”): `times`, `amount_fen`, and both by
    month of the run (`months`) and by kind of line (`kinds`); a re-issued line counts once, when it arrives."""
    paid = Line.objects.filter(
        scheme=scheme,
        run__month__gte=year * 100 + 1,
        run__month__lte=year * 100 + 12,
        id__in=last_outcomes().filter(paid=True).values("line_id"),
    ).order_by()
    months = {
        row["run__month"]: (row["n"], row["fen"]) for row in paid.values("run__month").annotate(n=Count("id"), fen=total("total_fen"))
    }
    kinds = {row["kind"]: (row["n"], row["fen"]) for row in paid.values("kind").annotate(n=Count("id"), fen=total("total_fen"))}
    return {
        "times": sum(n for n, _ in months.values()),
        "amount_fen": sum(fen for _, fen in months.values()),
        "months": months,
        "kinds": kinds,
    }


def sent_by_month(first: Month, last: Month) -> dict[Month, dict[str, int]]:
    """Month → scheme → fen of the runs handed to the bank for it, whatever the bank answered; months without any are left out."""
    rows = Run.objects.filter(month__gte=first, month__lte=last, state__in=SENT).exclude(kind="reissue").order_by()
    sums: dict[Month, dict[str, int]] = {}
    for month, scheme, fen in rows.values_list("month", "scheme").annotate(fen=total("amount_fen")):
        sums.setdefault(month, {})[scheme] = fen
    return sums


def recipients(scheme: str, month: Month) -> int:
    """How many different people a month's sealed regular runs pay."""
    return Line.objects.filter(scheme=scheme, kind="regular", month=month, run__sealed=True).values("person_id").distinct().count()


def performance(scheme: str, year: int) -> dict[str, int]:
    """How a year's sealed payments went: `due`/`due_fen` (lines owed, re-issues left out), `on_time`/`on_time_fen` (first answer “paid”),
    `returned` (first answer “returned”), `reissued` (of those, arrived by a later line), `arrived_fen` (by whichever line), `open`
    (returned and not arrived yet), `unknown` (not answered yet), `held` (people held by the gates)."""
    owed = Line.objects.filter(scheme=scheme, run__sealed=True, run__month__gte=year * 100 + 1, run__month__lte=year * 100 + 12).order_by()
    void = Withheld.objects.filter(final=True).values("id")
    first = owed.exclude(kind="reissue").exclude(id__in=void)
    answers = Outcome.objects.exclude(id__in=Outcome.objects.filter(line_id=OuterRef("line_id"), id__lt=OuterRef("id")).values("id"))
    firsts = first.aggregate(n=Count("id"), fen=total("total_fen"))
    paid = first.filter(id__in=answers.filter(paid=True).values("line_id")).aggregate(n=Count("id"), fen=total("total_fen"))
    returned_lines = first.filter(id__in=answers.filter(paid=False).values("line_id")).count()
    arrived = owed.filter(id__in=last_outcomes().filter(paid=True).values("line_id")).aggregate(n=Count("id"), fen=total("total_fen"))
    later = owed.filter(kind="reissue", id__in=last_outcomes().filter(paid=True).values("line_id")).count()
    answered = first.filter(id__in=Outcome.objects.values("line_id")).count()
    held = Exclusion.objects.filter(
        run__scheme=scheme, run__sealed=True, run__month__gte=year * 100 + 1, run__month__lte=year * 100 + 12, kind="held"
    )
    return {
        "due": firsts["n"],
        "due_fen": firsts["fen"],
        "on_time": paid["n"],
        "on_time_fen": paid["fen"],
        "returned": returned_lines,
        "reissued": later,
        "arrived_fen": arrived["fen"],
        "open": max(0, returned_lines - later),
        "unknown": firsts["n"] - answered,
        "held": held.count(),
    }


def by_part(run_id: int) -> list[tuple[str, int]]:
    """What a run pays, by part of the scheme in its order: (title, fen); parts that come to nothing are left out."""
    run = Run.objects.get(pk=run_id)
    fen = dict(parts_of_run(run_id).order_by().values_list("part").annotate(fen=total("fen")))
    return [(part.title, fen[part.key]) for part in schemes.of(run.scheme).PARTS if fen.get(part.key)]


def year_before(run: Run) -> tuple[int, int] | None:
    """(lines, fen) of the first sealed regular run of the same month a year before; None where there is none."""
    row = (
        Run.objects.filter(scheme=run.scheme, kind=run.kind, month=run.month - 100, sealed=True)
        .order_by("id")
        .values_list("lines", "amount_fen")
        .first()
    )
    return (row[0], row[1]) if row else None
