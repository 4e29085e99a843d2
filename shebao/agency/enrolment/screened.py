"""Facts of people's working lives, and whose relatives they are, as whole-number columns for the screening rules."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from shebao.agency.store import vault
from shebao.agency.store.columns import among, read_rows
from shebao.base.finding import Refused
from shebao.base.identity import any_citizen_number, is_first_generation, widen
from shebao.base.months import everyday_date, everyday_month

from .coverage_models import PersonFact, Relative


def began_work(person_ids: Iterable[int] | None = None) -> dict[int, int]:
    """Person → the month YYYYMM work began in, as the last fact says; people of whom none is known are left out."""
    rows = PersonFact.objects.filter(what="began_work").order_by("id")
    if person_ids is not None:
        rows = rows.filter(person_id__in=among(person_ids))
    result = {person: _month(value) for person, value in read_rows(rows, "person_id", "value")}
    return {person: month for person, month in result.items() if month}


def _month(text: str) -> int:
    try:
        return int(f"{everyday_date(text):%Y%m}") if len(text) >= 8 else int(everyday_month(text))
    except (Refused, ValueError):
        return 0


def relatives_of_staff(keys: Mapping[int, str], person_ids: Iterable[int] | None = None) -> list[tuple[int, int]]:
    """(person, member) wherever a member whose own mark is a citizen number is registered as a person's relative.

    keys: member → own mark. Members marked by a staff number are nobody's registered relative, as far as is known.
    """
    index = {}
    for member, key in sorted(keys.items(), reverse=True):
        try:
            number = any_citizen_number(key)
        except Refused:
            continue
        index[bytes(vault.blind(widen(number) if is_first_generation(number) else number, "citizen"))] = member
    if not index:
        return []
    rows = Relative.objects.filter(number_index__in=list(index), to_on=None).order_by("id")
    if person_ids is not None:
        rows = rows.filter(person_id__in=among(person_ids))
    return [(person, index[bytes(number)]) for person, number in read_rows(rows, "person_id", "number_index")]
