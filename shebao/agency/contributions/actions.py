"""Posting what residents paid for their insured years, taking over the years before this system, and correcting."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

import numpy as np
from django.db import transaction

from shebao.agency import schemes
from shebao.agency.enrolment import queries as enrolment
from shebao.agency.journal.actions import Entry, post, take_turn
from shebao.agency.journal.by import By
from shebao.agency.people.lists import each_once, refuse_people
from shebao.agency.store.bulk import next_id
from shebao.agency.store.columns import Column, Columns, among, int_column, listed_text, look_up, read_columns
from shebao.base.dated import Places
from shebao.base.finding import refuse
from shebao.base.months import month_of

from .assessment import ARREARS_FROM_YEAR, Assessed, Payment, assess
from .models import CarriedOver, Contribution, ContributionPart
from .queries import parts_of


class CarriedRow(NamedTuple):
    """The years a person paid before this system, as handed over."""

    person_id: int
    first_year: int
    last_year: int
    years: int


def check_contributions(payments: Sequence[Payment | tuple[int, ...]], scheme: str, *, place: str, places: Places, day: date) -> None:
    """Refused where `post_contributions` would be, for a form that wants to know before anything is asked of others."""
    _check(assess(_listed(payments, day), scheme, place, places), scheme)


def post_contributions(payments: Sequence[Payment | tuple[int, ...]], scheme: str, *, place: str, places: Places, by: By) -> Entry:
    """Post yearly payments; kind, own part, subsidy and the government's part are computed, never given.

    Refused whole, naming people: not insured in that year, paid twice for one year, a year to come, a tier not offered.
    The accounts are credited by `accounts.actions.credit_contributions(entry.seq, …)`.
    """
    listed = _listed(payments, by.day)
    with transaction.atomic():
        take_turn()
        assessed = assess(listed, scheme, place, places)
        turns = _check(assessed, scheme)
        start = next_id(Contribution)
        ids = range(start, start + len(listed))
        rows = list(
            zip(
                ids,
                assessed.person_id.tolist(),
                [scheme] * len(listed),
                assessed.year.tolist(),
                assessed.kind,
                turns.tolist(),
                assessed.paid_month.tolist(),
                assessed.total_fen.tolist(),
                strict=True,
            )
        )
        body = {
            "scheme": scheme,
            "place": place,
            "people": int(np.unique(assessed.person_id).size),
            **{f"{key}_fen": int(fen.sum()) for key, fen in assessed.parts.items()},
        }
        entry = post(
            Contribution,
            Contribution.SEALED,
            rows,
            "contributions.post",
            by=by,
            body=body,
            subject=("person", listed[0].person_id) if len(listed) == 1 else None,
        )
        _post_parts("contributions.post.parts", int_column(ids), assessed.parts, entry, by)
    return entry


def carry_over(rows: Sequence[CarriedRow | tuple[int, int, int, int]], scheme: str, *, by: By) -> Entry:
    """Take over the years paid before this system, once a person; refused where the years do not fit the span."""
    schemes.of(scheme)
    carried = [CarriedRow(*row) for row in rows]
    if not carried:
        refuse("contributions.nobody", "名单是空的。", "请至少填写一人。", "rows")
    people, first, last, years = (int_column(cells) for cells in zip(*carried, strict=True))
    wrong = people[(years < 1) | (years > last - first + 1) | (first < ARREARS_FROM_YEAR) | (last > by.day.year)]
    if wrong.size:
        refuse_people(
            "contributions.span",
            wrong,
            "的缴费年数与首末年度不符。",
            f"首缴年度不早于{ARREARS_FROM_YEAR}年，年数不超过首末年度的跨度。",
            "years",
        )
    each_once("contributions", people)
    with transaction.atomic():
        take_turn()
        there = read_columns(CarriedOver.objects.filter(scheme=scheme, person_id__in=among(people)), "person_id")["person_id"]
        if there.size:
            refuse_people("contributions.carried_twice", there, "的移交年限已登记。", "如有差错，请办理更正。", "person_ids")
        start = next_id(CarriedOver)
        return post(
            CarriedOver,
            CarriedOver.SEALED,
            [(start + i, r.person_id, scheme, r.first_year, r.last_year, r.years) for i, r in enumerate(carried)],
            "contributions.carry_over",
            by=by,
            body={"scheme": scheme, "people": len(carried), "years": int(years.sum())},
            subject=("person", carried[0].person_id) if len(carried) == 1 else None,
        )


def take_back(contribution_ids: Sequence[int], scheme: str, paid_month: int, reason: str, *, by: By) -> Entry:
    """Take back posted contributions whole by rows of opposite sign, each once; the years no longer count and may be paid anew.

    The accounts follow through `accounts.actions.credit_contributions(entry.seq, …)`; refunding is the fund counter's.
    """
    wanted = int_column(contribution_ids)
    with transaction.atomic():
        take_turn()
        names = ("person_id", "year", "turn", "total_fen")
        posted = read_columns(
            Contribution.objects.filter(id__in=among(wanted), scheme=scheme).exclude(kind="correction").order_by("id"), "id", *names
        )
        absent = np.setdiff1d(wanted, posted["id"])
        if not wanted.size or absent.size:
            refuse("contributions.unknown", f"没有编号为 {listed_text(absent)} 的缴费记录。", "请选择要更正的记录。", "contribution_ids")
        _, back = _posted(np.unique(posted["person_id"]), scheme)
        again = posted["person_id"][np.isin(_key(posted) * 100 + posted["turn"], _key(back) * 100 + back["turn"])]
        if again.size:
            refuse_people("contributions.corrected", again, "的这一笔缴费已更正过。", "请核对记录。", "contribution_ids")
        start, count = next_id(Contribution), posted["id"].size
        rows = list(
            zip(
                range(start, start + count),
                posted["person_id"].tolist(),
                [scheme] * count,
                posted["year"].tolist(),
                ["correction"] * count,
                posted["turn"].tolist(),
                [paid_month] * count,
                (-posted["total_fen"]).tolist(),
                strict=True,
            )
        )
        entry = post(
            Contribution,
            Contribution.SEALED,
            rows,
            "contributions.take_back",
            by=by,
            body={"scheme": scheme, "reason": reason, "contributions": sorted(wanted.tolist())[:100], "people": int(count)},
            subject=("person", int(posted["person_id"][0])) if count == 1 else None,
        )
        keys = [part.key for part in schemes.of(scheme).CONTRIBUTIONS]
        parts = parts_of(posted["id"], keys)
        _post_parts("contributions.take_back.parts", np.arange(start, start + count), {key: -parts[key] for key in keys}, entry, by)
    return entry


def _post_parts(verb: str, ids: Column, parts: Columns, entry: Entry, by: By) -> None:
    """Post the parts of contributions that one entry posted."""
    post(ContributionPart, ContributionPart.SEALED, schemes.part_rows(ids, parts), verb, by=by, body={"contributions": entry.seq})


def _check_dates(payments: Sequence[Payment], day: date) -> None:
    """No year to come, received by the business day, not before the scheme began."""
    people, years, months = (int_column(cells) for cells in zip(*(payment[:3] for payment in payments), strict=True))
    late = people[(years > day.year) | (months > month_of(day)) | (years > months // 100)]
    if late.size:
        refuse_people("contributions.future", late, "的缴费年度或到账月晚于业务日期。", "请核对年度和到账月。", "year")
    early = people[years < ARREARS_FROM_YEAR]
    if early.size:
        refuse_people("contributions.too_early", early, "的缴费年度早于制度实施。", f"最早为{ARREARS_FROM_YEAR}年度。", "year")


def _posted(people: Column, scheme: str) -> tuple[Columns, Columns]:
    """Contributions of these people, and those of them that were taken back: `person_id`, `year`, `turn`."""
    rows = Contribution.objects.filter(scheme=scheme, person_id__in=among(people))
    paid, back = (
        read_columns(some, "person_id", "year", "turn") for some in (rows.exclude(kind="correction"), rows.filter(kind="correction"))
    )
    return paid, back


def _listed(payments: Sequence[Payment | tuple[int, ...]], day: date) -> list[Payment]:
    listed = [Payment(*payment) for payment in payments]
    if not listed:
        refuse("contributions.nobody", "名单是空的。", "请至少填写一人。", "payments")
    _check_dates(listed, day)
    return listed


def _check(assessed: Assessed, scheme: str) -> Column:
    """Not paid twice, insured in the year, no year that was handed over as paid; which turn of the year each payment is."""
    keys = assessed.person_id * 10_000 + assessed.year
    unique, times = np.unique(keys, return_counts=True)
    if unique.size != keys.size:
        refuse_people(
            "contributions.listed_twice",
            unique[times > 1] // 10_000,
            "在名单中对同一年度重复缴费。",
            "请去掉重复的行。",
            "payments",
        )
    paid, back = _posted(np.unique(assessed.person_id), scheme)
    turns = look_up(*_counted(_key(paid)), keys)
    taken_back = look_up(*_counted(_key(back)), keys)
    twice = assessed.person_id[turns > taken_back]
    if twice.size:
        refuse_people("contributions.twice", twice, "的这一年度已缴费。", "同一年度只能缴费一次，请从名单中去掉。", "payments")
    current = assessed.year == assessed.paid_month // 100
    for year in np.unique(assessed.year[current]).tolist():
        asked = assessed.person_id[current & (assessed.year == year)]
        outside = asked[~enrolment.covered(asked, scheme, year)]
        if outside.size:
            refuse_people("contributions.not_insured", outside, f"在{year}年度没有参保。", "请先办理参保登记。", "payments")
    if not current.all():
        standing = ~np.isin(_key(paid) * 100 + paid["turn"], _key(back) * 100 + back["turn"])
        _check_arrears(assessed, ~current, scheme, {name: column[standing] for name, column in paid.items()})
    return turns + 1


def _check_arrears(assessed: Assessed, arrears: np.ndarray, scheme: str, paid: Columns) -> None:
    """Arrears need an insured person, and a year that the years handed over and those already made up leave open."""
    people, years = assessed.person_id[arrears], assessed.year[arrears]
    outside = people[enrolment.first_month(people, scheme) == 0]
    if outside.size:
        refuse_people("contributions.not_insured", outside, "没有参保，不能补缴。", "请先办理参保登记。", "payments")
    carried = read_columns(
        CarriedOver.objects.filter(scheme=scheme, person_id__in=among(np.unique(people))), "person_id", "first_year", "last_year", "years"
    )

    def inside(who: Column, when: Column) -> np.ndarray:
        first, last = (look_up(carried["person_id"], carried[name], who) for name in ("first_year", "last_year"))
        return (when >= first) & (when <= last)

    gaps = look_up(carried["person_id"], carried["last_year"] - carried["first_year"] + 1 - carried["years"], people)
    made_up = look_up(*_counted(paid["person_id"][inside(paid["person_id"], paid["year"])]), people)
    within = inside(people, years)
    full = people[within & (look_up(*_counted(people[within]), people) + made_up > gaps)]
    if full.size:
        refuse_people("contributions.no_gap", full, "补缴的年度在移交年限中已缴费。", "请核对缺缴年度。", "year")


def _counted(people: Column) -> tuple[Column, Column]:
    unique, times = np.unique(people, return_counts=True)
    return unique, times.astype(np.int64)


def _key(rows: Columns) -> Column:
    return rows["person_id"] * 10_000 + rows["year"]
