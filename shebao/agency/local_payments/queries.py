"""Questions about what the county pays by its own documents: lists in force, who is due in a month, what lies there."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Max, Sum

from shebao.agency.people import queries as people
from shebao.base.money import Fen
from shebao.base.months import Month, month_of

from .kinds import ITEMS, MOVES
from .models import LocalList, LocalMovement, LocalPayee


@dataclass(frozen=True, slots=True)
class ItemRow:
    """One group in a year: its document and standard, people of its list, money that came, was paid and lies there."""

    item: str
    title: str
    document: str
    standard_fen: Fen
    people: int
    arrived_fen: Fen
    paid_fen: Fen
    held_fen: Fen


@dataclass(frozen=True, slots=True)
class DueRow:
    """Somebody due in a month."""

    person_id: int
    name: str
    unit: str
    fen: Fen


def list_in_force(item: str, year: int) -> LocalList | None:
    """The last version of a group's list for a year; None where there is none."""
    return LocalList.objects.filter(item=item, year=year).order_by("-version").first()


def payees(list_id: int) -> list[LocalPayee]:
    """The people of a list."""
    return list(LocalPayee.objects.select_related("person").filter(list_id=list_id).order_by("id"))


def due(item: str, month: Month) -> list[DueRow]:
    """Who is due in a month by the list in force; those who died before it are left out."""
    current = list_in_force(item, month // 100)
    if current is None:
        return []
    rows = LocalPayee.objects.filter(list=current, from_month__lte=month, until_month__gte=month).select_related("person").order_by("id")
    gone = {person for person, died_on in people.deaths([row.person_id for row in rows]).items() if month_of(died_on) < month}
    return [DueRow(row.person_id, row.person.name, row.unit, row.monthly_fen) for row in rows if row.person_id not in gone]


def elsewhere(person_ids: list[int], item: str, year: int) -> dict[int, str]:
    """Person → the title of another group on whose list in force for the year they stand."""
    latest = LocalList.objects.filter(year=year).exclude(item=item).values("item").annotate(version=Max("version"))
    lists = [list_in_force(row["item"], year) for row in latest]
    rows = LocalPayee.objects.filter(list__in=[one for one in lists if one], person_id__in=person_ids)
    return {person: ITEMS[other] for person, other in rows.values_list("person_id", "list__item")}


def held_fen(item: str) -> Fen:
    """What lies there for a group."""
    rows = LocalMovement.objects.filter(item=item).order_by().values_list("kind").annotate(fen=Sum("amount_fen"))
    return sum(MOVES[kind][1] * int(fen) for kind, fen in rows)


def paid_fen(item: str, month: Month) -> Fen:
    """What was paid for a month, less what came back."""
    rows = LocalMovement.objects.filter(item=item, month=month, kind__in=("paid", "back")).order_by().values_list("kind")
    return sum(-MOVES[kind][1] * int(fen) for kind, fen in rows.annotate(fen=Sum("amount_fen")))


def movements(year: int, item: str = "") -> list[LocalMovement]:
    """What came and left for the months of a year, by day."""
    chosen = LocalMovement.objects.filter(month__range=(year * 100 + 1, year * 100 + 12))
    return list((chosen.filter(item=item) if item else chosen).order_by("on", "id"))


def years() -> list[int]:
    """Years with lists, the newest first."""
    return sorted(set(LocalList.objects.values_list("year", flat=True)), reverse=True)


def overview(year: int) -> list[ItemRow]:
    """Every group with a list or money in a year."""
    sums = {
        (row["item"], row["kind"]): int(row["fen"])
        for row in LocalMovement.objects.filter(month__range=(year * 100 + 1, year * 100 + 12))
        .order_by()
        .values("item", "kind")
        .annotate(fen=Sum("amount_fen"))
    }
    rows = []
    for item, title in ITEMS.items():
        current = list_in_force(item, year)
        if current is None and not any(key == item for key, _ in sums):
            continue
        paid = sums.get((item, "paid"), 0) - sums.get((item, "back"), 0)
        count = LocalPayee.objects.filter(list=current).count() if current else 0
        document, standard = (current.document, current.standard_fen) if current else ("", 0)
        rows.append(ItemRow(item, title, document, standard, count, sums.get((item, "arrived"), 0), paid, held_fen(item)))
    return rows


def slip_used(number: str, on: date) -> bool:
    """Whether a slip stands in these books already."""
    return LocalMovement.objects.filter(number=number, on=on).exists()
