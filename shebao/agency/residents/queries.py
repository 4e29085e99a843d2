"""Questions about tiers that were chosen, land-lost projects with what is left of each share, and who was told of coming of age."""

from __future__ import annotations

from typing import NamedTuple

from django.db.models import QuerySet

from shebao.agency.store.columns import Column, among, int_column, read_rows, total
from shebao.base.money import Fen
from shebao.base.months import Month

from .models import AgeNotice, LandPayment, LandPaymentCancelled, LandProject, LandShare, TierChoice


class ShareRow(NamedTuple):
    """One person of a project as its last version says."""

    person_id: int
    name: str
    amount_fen: Fen
    route: str


def choice_of(person_id: int, year: int) -> TierChoice | None:
    """What somebody means to pay for a year; None where nothing was said."""
    return TierChoice.objects.filter(person_id=person_id, year=year).order_by("-version").first()


def project(code: str) -> LandProject | None:
    """The last version of a project; None where there is none."""
    return LandProject.objects.filter(code=code).order_by("-version").first()


def shares_of(code: str) -> dict[int, ShareRow]:
    """Person → share, as the last version of a project says."""
    current = project(code)
    rows = LandShare.objects.filter(project=current).order_by("id") if current else LandShare.objects.none()
    return {row[0]: ShareRow(*row) for row in rows.values_list("person_id", "person__name", "amount_fen", "route")}


def standing_payments() -> QuerySet[LandPayment]:
    """Payments that were not taken back."""
    return LandPayment.objects.exclude(id__in=LandPaymentCancelled.objects.values("id"))


def paid_by_person(code: str) -> dict[int, Fen]:
    """Person → what was paid of the share in a project."""
    rows = standing_payments().filter(code=code).order_by().values("person_id")
    return dict(read_rows(rows.annotate(fen=total("amount_fen")), "person_id", "fen"))


def left_fen(code: str) -> Fen:
    """What lies in a project after what was paid."""
    current = project(code)
    return current.deposited_fen - sum(paid_by_person(code).values()) if current else 0


def payments_on(number: str) -> list[LandPayment]:
    """The payments of a slip that stand."""
    return list(standing_payments().filter(number=number).order_by("id"))


def projects_of(person_ids: list[int]) -> dict[int, list[str]]:
    """Person → the approvals in whose last version the person has a share."""
    rows = LandShare.objects.filter(person_id__in=among(person_ids)).values_list("person_id", "project__code", "project__version")
    last: dict[str, int] = {}
    for code, version in LandProject.objects.values_list("code", "version"):
        last[code] = max(version, last.get(code, 0))
    result: dict[int, list[str]] = {}
    for person, code, version in rows:
        if version == last[code]:
            result.setdefault(person, []).append(code)
    return result


def told_of_age(month: Month) -> Column:
    """Ids of those who were told of reaching the age in a month."""
    return int_column(AgeNotice.objects.filter(month=month).order_by("person_id").values_list("person_id", flat=True))
