"""Rounds of certification: a campaign in which everybody in payment of a scheme proves life between two days; how far it is, by village."""

from __future__ import annotations

from datetime import date
from typing import Any, NamedTuple

import numpy as np
from django.db import transaction
from django.db.models import QuerySet

from shebao.agency.benefits.queries import in_payment
from shebao.agency.journal.actions import Entry, post, take_turn
from shebao.agency.journal.by import By
from shebao.agency.people.queries import village_names
from shebao.agency.store.bulk import next_id
from shebao.agency.store.columns import Column, Columns, read_columns
from shebao.base.finding import refuse
from shebao.base.months import Month, add_months, month_of

from .kinds import CYCLE_MONTHS
from .models import Event, EventWithdrawn, Round, RoundCancelled, ValidityRule

LONGEST_VALIDITY = 24
NO_VILLAGE = 0
"""Stands for those who belong to no village, as the injured of a firm and what their dependants often do."""


class NewRound(NamedTuple):
    """A round as it is announced."""

    scheme: str
    title: str
    from_on: date
    to_on: date
    first_months: int
    document: str


def open_round(new: NewRound, *, by: By) -> int:
    """Announce a round; its id. Refused for days out of order and where one of the scheme runs in those days already."""
    if new.to_on < new.from_on:
        refuse("certification.round", "结束日早于开始日", "请核对日期。", "to_on")
    with transaction.atomic():
        take_turn()
        other = rounds(new.scheme).filter(from_on__lte=new.to_on, to_on__gte=new.from_on).first()
        if other is not None:
            refuse("certification.round", f"与“{other.title}”的日期重叠", "同一险种的两轮不能重叠。", "from_on")
        key = next_id(Round)
        post(Round, Round.SEALED, [(key, *new)], "certification.open_round", by=by, subject=("round", key))
    return key


def cancel_round(round_id: int, reason: str, *, by: By) -> Entry:
    """Take a round back; the certifications made in it stand."""
    with transaction.atomic():
        take_turn()
        if not rounds().filter(id=round_id).exists():
            refuse("certification.round", f"没有第 {round_id} 轮集中认证，或已经撤销", "请从资格认证页面进入。", "round_id")
        return post(
            RoundCancelled, RoundCancelled.SEALED, [(round_id, reason)], "certification.cancel_round", by=by, subject=("round", round_id)
        )


def set_validity(scheme: str, from_month: Month, months: int, document: str, *, by: By) -> int:
    """Say for how many months a certification holds in a scheme from a month on; its id. Refused for none, and for more than two years."""
    if not 0 < months <= LONGEST_VALIDITY:
        refuse("certification.validity", f"有效期 {months} 个月不对", f"请照当地文件填 1 至 {LONGEST_VALIDITY} 个月。", "valid_months")
    with transaction.atomic():
        take_turn()
        key = next_id(ValidityRule)
        rows = [(key, scheme, from_month, months, document)]
        post(ValidityRule, ValidityRule.SEALED, rows, "certification.set_validity", by=by, body={"scheme": scheme, "months": months})
    return key


def validity_months(scheme: str, month: Month) -> int:
    """For how many months a certification holds in a scheme in a month: by its last rule, or else the usual cycle."""
    row = ValidityRule.objects.filter(scheme=scheme, from_month__lte=month).order_by("-from_month", "-id").first()
    return row.months if row else CYCLE_MONTHS


def held_until(scheme: str, month: Month) -> Month:
    """What a stored validity (which counts the usual cycle) must reach at least for the certification to hold in a month of a scheme."""
    return add_months(month, CYCLE_MONTHS - validity_months(scheme, month))


def rounds(scheme: str = "") -> QuerySet[Round]:
    """Rounds that were not cancelled, the newest first."""
    rows = Round.objects.exclude(id__in=RoundCancelled.objects.values("id")).order_by("-from_on", "-id")
    return rows.filter(scheme=scheme) if scheme else rows


def round_of(round_id: int) -> Round:
    """One round; refused where there is none."""
    row = rounds().filter(id=round_id).first()
    if row is None:
        refuse("certification.round", f"没有第 {round_id} 轮集中认证，或已经撤销", "请从资格认证页面进入。", "round_id")
    return row


def first_months(scheme: str, day: date) -> int:
    """How many months somebody newly in payment has for the first certification, by the last round announced for a day; 0: none."""
    row = rounds(scheme).filter(from_on__lte=day).first()
    return row.first_months if row else 0


class VillageProgress(NamedTuple):
    """How far a round is in a village."""

    village_id: int
    township: str
    village: str
    in_payment: int
    certified: int

    @property
    def left(self) -> int:
        """Those still to be certified."""
        return self.in_payment - self.certified


def progress(one: Round, day: date) -> list[VillageProgress]:
    """A row a village: everybody in payment on a day of the round, and those who proved life in it."""
    who = _standing(one, day)
    named = {row.id: row for row in village_names()}
    villages, place = np.unique(who["village_id"], return_inverse=True)
    everyone, done = np.bincount(place, minlength=villages.size), np.bincount(place[who["done"] > 0], minlength=villages.size)
    rows = [VillageProgress(int(v), *_place(named.get(int(v))), int(n), int(d)) for v, n, d in zip(villages, everyone, done, strict=True)]
    return sorted(rows, key=lambda row: (row.township, -row.left, row.village))


def _place(village: Any) -> tuple[str, str]:
    """Township and village; whoever belongs to none is listed all the same."""
    return (village.township, village.name) if village else ("未分村", "未分村（工伤、供养等）")


def left_in(one: Round, day: date, village_id: int) -> Column:
    """Ids of those of a village who have not proved life in a round: whom to visit."""
    who = _standing(one, day)
    return who["person_id"][(who["village_id"] == village_id) & (who["done"] == 0)]


def _standing(one: Round, day: date) -> Columns:
    """Those in payment in the round's month (its last day, or the day it is asked) with `done` beside them."""
    result = in_payment(one.scheme, month_of(min(max(day, one.from_on), one.to_on)))
    rows = Event.objects.exclude(id__in=EventWithdrawn.objects.values("id")).filter(strong=True, on__range=(one.from_on, one.to_on))
    seen = np.unique(read_columns(rows, "person_id")["person_id"])
    return result | {"done": np.isin(result["person_id"], seen).astype(np.int64)}


def newly_in_payment(scheme: str, month: int, day: date) -> Column:
    """Ids of those who came into payment so lately that the first certification is not due yet, by the round's first-year rule."""
    months = first_months(scheme, day)
    if not months:
        return np.empty(0, dtype=np.int64)
    who = in_payment(scheme, month)
    ordinal = who["from_month"] // 100 * 12 + who["from_month"] % 100
    return who["person_id"][ordinal + months > month // 100 * 12 + month % 100]
