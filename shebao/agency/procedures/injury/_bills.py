"""Judging the bills of an injury row by row: what the fund pays, what it does not and why, and what falls to the employer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from shebao.agency.injury import queries as injury
from shebao.agency.injury.actions import NewBill
from shebao.agency.injury.kinds import CATALOGUE, SERVICES
from shebao.agency.matters.kind import Change, RowNote, Wanted
from shebao.base.finding import refuse
from shebao.base.money import Fen, grouped
from shebao.base.months import month_of

OUTSIDE = "目录外，不予支付"
NO_AGREEMENT = "不是协议机构，也没有急救、异地就医等确认备案"
BEFORE_REPORT = "单位超过 30 日申报，申请认定以前的费用由用人单位负担"
BEFORE_PAYMENT = "首次缴费到账以前的费用由用人单位负担"
MOST_CUTS = 40
BEYOND_CAP = "超过确认备案的限额"
COLUMNS = (
    Wanted("ticket", "票据号", longest=40),
    Wanted("provider", "机构", longest=80),
    Wanted("on", "日期", "date"),
    Wanted("service", "项目", choices={title: key for key, title in SERVICES.items()}),
    Wanted("catalogue", "目录类别", choices={title: key for key, title in CATALOGUE.items()}),
    Wanted("charged_fen", "金额", "yuan"),
    Wanted("own_fen", "自费", "yuan", required=False),
    Wanted("reason", "核减理由", required=False, longest=100),
)


class Judged(NamedTuple):
    """One item as it is paid: the bill with its cut, and whether the employer bears what was cut."""

    bill: NewBill
    employers: bool

    @property
    def paid_fen(self) -> Fen:
        """What the fund pays of it."""
        return self.bill.charged_fen - self.bill.cut_fen


def judge(rows: Sequence[Mapping[str, Any]], cases: Mapping[int, injury.CaseRow], *, provider: str = "") -> list[Judged]:
    """Every row with what is cut and why. cases: case id → the case; provider: of a settlement, under its agreement then.

    Refused where nothing of a row can be read: a ticket twice under different providers, an own part above the amount.
    """
    items: dict[str, int] = {}
    owners: dict[str, str] = {}
    spent: dict[int, Fen] = {}
    care = {case_id: injury.care(case_id) for case_id in cases}
    agreed = _agreed(rows) if not provider else set()
    result = []
    for number, row in enumerate(rows, 1):
        case, on = cases[row["case_id"]], date.fromisoformat(row["on"])
        name = provider or row["provider"]
        if owners.setdefault(row["ticket"], name) != name:
            refuse("procedures.bills", f"第{number}行：票据 {row['ticket']} 写了两家机构", "请核对票据号。", "rows")
        items[row["ticket"]] = items.get(row["ticket"], 0) + 1
        own = row.get("own_fen") or 0
        if not 0 <= own <= row["charged_fen"] or not row["charged_fen"]:
            refuse("procedures.bills", f"第{number}行：自费大于金额，或金额为零", "请照费用清单核对。", "rows")
        if own and not row.get("reason") and row["catalogue"] == "within":
            refuse("procedures.bills", f"第{number}行：目录内的项目有核减，没有写理由", "请填写核减理由。", "rows")
        known = provider or (name, month_of(on)) in agreed
        cut, reason, employers = _cut(row, case, on, own, bool(known), care[case.id], spent)
        bill = NewBill(
            case.id, row["ticket"], items[row["ticket"]], name, on, row["service"], row["catalogue"], row["charged_fen"], cut, reason
        )
        result.append(Judged(bill, employers))
    return result


def _cut(
    row: Mapping[str, Any],
    case: injury.CaseRow,
    on: date,
    own: Fen,
    agreed: bool,
    care: Sequence[Any],
    spent: dict[int, Fen],
) -> tuple[Fen, str, bool]:
    """(what is cut, why, whether the employer bears it)."""
    whole: Fen = row["charged_fen"]
    if case.insured_on is not None and case.liable == "later" and on < case.insured_on:
        return whole, BEFORE_PAYMENT, True
    if case.reported_late and on < case.applied_on:
        return whole, BEFORE_REPORT, True
    if row["catalogue"] == "outside":
        return whole, row.get("reason") or OUTSIDE, False
    if row["service"] in ("travel", "food") or agreed:
        return own, row.get("reason") or ("目录规定的自付部分" if own else ""), False
    place = row.get("provider", "")
    confirmed = [one for one in care if one.provider == place and one.from_day <= on and (one.to_day is None or on <= one.to_day)]
    if not confirmed:
        return whole, NO_AGREEMENT, False
    cap = confirmed[-1].cap_fen
    if cap:
        left = max(cap - spent.get(confirmed[-1].id, 0), 0)
        spent[confirmed[-1].id] = spent.get(confirmed[-1].id, 0) + min(whole - own, left)
        if whole - own > left:
            return whole - left, BEYOND_CAP, False
    return own, row.get("reason") or ("目录规定的自付部分" if own else ""), False


def _agreed(rows: Sequence[Mapping[str, Any]]) -> set[tuple[str, int]]:
    """(provider, month) of the rows that are under an agreement."""
    by_name = {one.name: one.id for one in injury.providers()}
    pairs = {(row["provider"], month_of(date.fromisoformat(row["on"]))) for row in rows if row["provider"] in by_name}
    return {(name, month) for name, month in pairs if injury.agreement(by_name[name], month) is not None}


def cut_changes(judged: Sequence[Judged]) -> list[Change]:
    """Every cut with its reason, for the sheet that is handed out; of a long list the largest."""
    cut = sorted((one for one in judged if one.bill.cut_fen), key=lambda one: -one.bill.cut_fen)
    lines = [
        Change(
            f"核减：票据 {one.bill.ticket}，{SERVICES[one.bill.service]}",
            f"{grouped(one.bill.charged_fen)} 元",
            f"核减 {grouped(one.bill.cut_fen)} 元，{one.bill.reason}",
        )
        for one in cut[:MOST_CUTS]
    ]
    rest = cut[MOST_CUTS:]
    return lines + (
        [Change("其余核减", f"{len(rest)} 项", f"{grouped(sum(one.bill.cut_fen for one in rest))} 元，见案件页面")] if rest else []
    )


def bill_notes(judged: Sequence[Judged]) -> list[RowNote]:
    """Of each row: what was charged, what is paid, and why something was cut."""
    return [
        RowNote(
            f"{grouped(one.bill.charged_fen)} 元",
            f"{grouped(one.paid_fen)} 元",
            one.paid_fen,
            (one.bill.reason,) if one.bill.reason else (),
        )
        for one in judged
    ]
