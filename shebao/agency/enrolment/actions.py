"""Enrolling people in a scheme, ending their insurance, and placing them in groups whose contribution is paid for them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

import numpy as np
from django.db import transaction

from shebao.agency import schemes
from shebao.agency.journal.actions import Entry, post, record, take_turn
from shebao.agency.journal.by import By
from shebao.agency.people.lists import each_once, refuse_people
from shebao.agency.store.bulk import next_id
from shebao.agency.store.columns import Column, among, change_rows, int_column, look_up, read_columns, read_rows
from shebao.agency.store.digest import digest_rows
from shebao.base.finding import refuse
from shebao.base.months import add_months, month_of, month_text

from .models import Assistance, Spell
from .schemes import ENDINGS, GROUPS


class AssistanceRow(NamedTuple):
    """A person's place in a group (a key of `schemes.GROUPS`) from one year to another, both included; None: open."""

    person_id: int
    group: str
    from_year: int
    to_year: int | None = None


def enrol(person_ids: Iterable[int] | Column, scheme: str, from_month: int | Sequence[int] | Column, *, by: By) -> Entry:
    """Open a spell of insurance for each person from a month (one for all, or one each in the same order).

    Refused whole, naming people, where someone is insured already, is listed twice, or would start before the end of
    an earlier spell or later than next month.
    """
    people = each_once("enrolment", person_ids)
    title = schemes.title(scheme)
    months = np.broadcast_to(np.asarray(from_month, dtype=np.int64), people.shape)
    if int(months.max()) > add_months(month_of(by.day), 1):
        refuse("enrolment.future", f"参保月{month_text(int(months.max()))}晚于下月。", "请核对参保月份。", "from_month")
    with transaction.atomic():
        take_turn()
        before = read_columns(Spell.objects.filter(scheme=scheme, person_id__in=among(people)), "person_id", "to_month")
        still_open = before["person_id"][before["to_month"] == 0]
        if still_open.size:
            refuse_people("enrolment.twice", still_open, f"已在{title}参保，不能重复登记。", "请从名单中去掉后重新提交。", "person_ids")
        order = np.argsort(before["to_month"], kind="stable")
        last = _latest(before["person_id"][order], before["to_month"][order], people)
        overlapping = people[last >= months]
        if overlapping.size:
            refuse_people("enrolment.overlap", overlapping, "的参保月早于上一段参保的终止月。", "请改为终止月之后的月份。", "from_month")
        start = next_id(Spell)
        rows = [
            (start + i, person, scheme, month, None, "")
            for i, (person, month) in enumerate(zip(people.tolist(), months.tolist(), strict=True))
        ]
        return post(
            Spell,
            (*Spell.SEALED, "to_month", "end_reason"),
            rows,
            "enrolment.enrol",
            by=by,
            subject=_subject(people),
            body={"scheme": scheme, "people": len(rows), "from_month": _span(months)},
        )


def end(person_ids: Iterable[int] | Column, scheme: str, to_month: int | Sequence[int] | Column, reason: str, *, by: By) -> Entry:
    """Close the open spell of each person with its last insured month. reason: a key of `schemes.ENDINGS`."""
    people = each_once("enrolment", person_ids)
    title = schemes.title(scheme)
    if reason not in ENDINGS:
        refuse("enrolment.reason", f"没有终止原因“{reason}”。", f"可用的原因：{'、'.join(ENDINGS)}。", "reason")
    months = np.broadcast_to(np.asarray(to_month, dtype=np.int64), people.shape)
    with transaction.atomic():
        take_turn()
        spells = read_columns(
            Spell.objects.filter(scheme=scheme, to_month=None, person_id__in=among(people)), "id", "person_id", "from_month"
        )
        ids = look_up(spells["person_id"], spells["id"], people)
        absent = people[ids == 0]
        if absent.size:
            refuse_people("enrolment.not_insured", absent, f"没有在{title}参保。", "请从名单中去掉后重新提交。", "person_ids")
        early = people[months < look_up(spells["person_id"], spells["from_month"], people)]
        if early.size:
            refuse_people("enrolment.before_start", early, "的终止月早于参保月。", "请核对终止月份。", "to_month")
        rows = list(zip(people.tolist(), months.tolist(), strict=True))
        entry = record(
            "enrolment.end",
            by=by,
            subject=_subject(people),
            body={
                "scheme": scheme,
                "people": len(rows),
                "to_month": _span(months),
                "reason": reason,
                "rows": digest_rows(rows),
                "spells": [[spell, to] for spell, to in zip(ids.tolist(), months.tolist(), strict=True)],
            },
        )
        change_rows(Spell, ids, to_month=months, end_reason=reason)
    return entry


def reopen(person_ids: Iterable[int] | Column, scheme: str, reason: str, *, by: By) -> Entry:
    """Go on with each person's last spell as if it had not ended; refused where it did not end for this reason (a key of `schemes.ENDINGS`)."""
    people = each_once("enrolment", person_ids)
    with transaction.atomic():
        take_turn()
        spells = read_rows(
            Spell.objects.filter(scheme=scheme, person_id__in=among(people)).order_by("from_month"),
            "person_id",
            "id",
            "to_month",
            "end_reason",
        )
        last = {person: (spell, to_month) for person, spell, to_month, why in spells if why == reason or to_month is None}
        wrong = [person for person in people.tolist() if last.get(person, (0, None))[1] is None]
        if wrong:
            refuse_people(
                "enrolment.not_ended", wrong, f"的参保没有因“{ENDINGS[reason]}”终止，不能续接。", "请核对参保记录。", "person_ids"
            )
        rows = [(person, last[person][1]) for person in people.tolist()]
        entry = record(
            "enrolment.reopen",
            by=by,
            subject=_subject(people),
            body={
                "scheme": scheme,
                "people": len(rows),
                "reason": reason,
                "rows": digest_rows(rows),
                "spells": [[last[person][0], last[person][1]] for person in people.tolist()],
            },
        )
        change_rows(Spell, [last[person][0] for person in people.tolist()], to_month=None, end_reason="")
    return entry


def grant_assistance(rows: Sequence[AssistanceRow | tuple[int, str, int, int | None]], *, by: By) -> Entry:
    """Place people in groups whose contribution the government pays; refused where a place of the person overlaps."""
    granted = [AssistanceRow(*row) for row in rows]
    if not granted:
        refuse("enrolment.nobody", "名单是空的。", "请至少选择一人。", "rows")
    unknown = sorted({row.group for row in granted} - set(GROUPS))
    if unknown:
        refuse("enrolment.group", f"没有对象类别“{'、'.join(unknown)}”。", f"可用的类别：{'、'.join(GROUPS)}。", "group")
    people = each_once("enrolment", (row.person_id for row in granted))
    starts = int_column(row.from_year for row in granted)
    backwards = people[starts > int_column(row.to_year or 9999 for row in granted)]
    if backwards.size:
        refuse_people("enrolment.backwards", backwards, "的终止年度早于起始年度。", "请核对年度。", "to_year")
    with transaction.atomic():
        take_turn()
        before = read_columns(Assistance.objects.filter(person_id__in=among(people)).order_by("to_year"), "person_id", "to_year", none=9999)
        overlapping = people[_latest(before["person_id"], before["to_year"], people) >= starts]
        if overlapping.size:
            refuse_people("enrolment.assisted_twice", overlapping, "在这些年度已属于代缴对象。", "请先终止原类别。", "person_ids")
        first = next_id(Assistance)
        return post(
            Assistance,
            (*Assistance.SEALED, "to_year"),
            [(first + i, *row) for i, row in enumerate(granted)],
            "enrolment.grant_assistance",
            by=by,
            subject=_subject(people),
            body={"people": len(granted), "groups": sorted({row.group for row in granted})},
        )


def end_assistance(person_ids: Iterable[int] | Column, to_year: int, *, by: By) -> Entry:
    """End each person's open place in a group with its last year."""
    people = each_once("enrolment", person_ids)
    with transaction.atomic():
        take_turn()
        places = read_columns(Assistance.objects.filter(to_year=None, person_id__in=among(people)), "id", "person_id", "from_year")
        ids = look_up(places["person_id"], places["id"], people)
        absent = people[(ids == 0) | (look_up(places["person_id"], places["from_year"], people) > to_year)]
        if absent.size:
            refuse_people("enrolment.not_assisted", absent, f"在{to_year}年度不是代缴对象。", "请核对名单和年度。", "person_ids")
        entry = record(
            "enrolment.end_assistance",
            by=by,
            subject=_subject(people),
            body={
                "people": int(people.size),
                "to_year": to_year,
                "rows": digest_rows((p,) for p in people.tolist()),
                "places": ids.tolist(),
            },
        )
        change_rows(Assistance, ids, to_year=to_year)
    return entry


def _latest(keys: Column, ends: Column, wanted: Column) -> Column:
    """For each wanted person the last of their ends (rows in order of the end), 0 where there is none."""
    backwards, first = np.unique(keys[::-1], return_index=True)
    return look_up(backwards, ends[::-1][first], wanted)


def _subject(people: Column) -> tuple[str, int] | None:
    return ("person", int(people[0])) if people.size == 1 else None


def _span(months: Column) -> list[int]:
    return [int(months.min()), int(months.max())]
