"""Refunds to employers that keep their people, proposed before they ask (稳岗返还免申即享): found from our own months, or from the tax office's list.

Nothing is paid by it: whoever says yes has applied, and the list of the year is decided, published and paid by its own posts.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any, NamedTuple

from shebao.agency.contributions import months as month_store
from shebao.agency.employers import queries as employers
from shebao.agency.enrolment import queries as enrolment
from shebao.agency.journal.by import By
from shebao.agency.matters.kind import Change, Field, Payload, RowNote, Wanted
from shebao.agency.procedures.unemployment import _lists as lists
from shebao.agency.procedures.unemployment.refund_stability import SIZES, judge
from shebao.agency.public import actions, queries
from shebao.agency.public.actions import NewProposal
from shebao.agency.public.kinds import STABILITY
from shebao.agency.schemes.unemployment import KEY as SCHEME
from shebao.base.dated import MissingValue
from shebao.base.finding import Refused, refuse
from shebao.base.money import grouped

KEY = "propose_stability"
TITLE = "稳岗返还免申即享告知"
LAW = "社会保险经办条例（国令第765号）第27条、第29条；人社部发〔2014〕76号；人社部发〔2024〕40号及当年通知"
WORKING_DAYS = None
RISK = "low"
RESULT = "稳岗返还免申即享名单"
REVERSAL = "告知不改变任何权益：单位回答“不用”即止；回答“要办”的申请可以不予受理，名单照“稳岗返还核定”的程序公示、核定。"
LAID_OFF = ("dismissed",)
"""Why somebody leaves who counts as laid off."""
ROWS = (
    *lists.EMPLOYER,
    Wanted("paid_fen", "上年单位和个人实缴", "yuan"),
    Wanted("size", "划型", choices=SIZES, required=False),
    Wanted("heads", "上年末参保人数", "count"),
    Wanted("laid_off", "裁员人数", "count"),
    Wanted("heads_before", "上上年末参保人数", "count", required=False),
    Wanted("paid_months", "足额缴费月数", "count"),
)
FIELDS = (
    Field("year", "返还年度", "year"),
    Field("rows", "单位名单", "file", required=False, help="税务上年实缴清册；不填则由系统从本机构的缴费记录里找全部单位"),
    Field("file_name", "文件名", required=False),
)
complete = lists.find_employers


class Judged(NamedTuple):
    """An employer: what it may expect by size (0: the rate of that size is not on file), or the rule that excludes it."""

    employer_id: int
    amounts: dict[str, int]
    rule: str
    row: Payload

    @property
    def least_fen(self) -> int:
        """What it is given at the least: by its size, or the smaller of the amounts where its size is not known."""
        return min((fen for fen in self.amounts.values() if fen), default=0)


def check(payload: Payload, day: date) -> Payload:
    """The list is fixed here: every employer that passes the year's gate and was not told or paid. Refused where none is."""
    if payload["year"] > day.year:
        refuse("procedures.entitled", f"{payload['year']} 年还没有到", "请核对年度。", "year")
    payload["accepted_on"] = day.isoformat()
    payload["rows"] = payload.get("rows") or _own_rows(payload["year"] - 1)
    for row in payload["rows"]:
        if "employer_id" not in row:
            row["employer_id"] = employers.find(row["uscc"]) or refuse(
                "procedures.employer", "名单里有没有登记的单位", "请先登记单位。", "rows"
            )
    if not any(not one.rule for one in _judged(payload)):
        first = next((one.rule for one in _judged(payload)), "没有单位上年缴过失业保险费")
        refuse("procedures.entitled", f"没有符合条件、还没有告知的单位（{first}）", "不需要办理。", "year")
    return payload


def _own_rows(year: int) -> list[Payload]:
    """Every employer that paid to the fund in a year, as our own columns have it: sums, months in full, heads, people laid off."""
    paid = month_store.paid_in_year(SCHEME, year)
    sums: dict[int, list[int]] = {}
    for employer_id, due, fen in zip(*(paid[name].tolist() for name in ("employer_id", "due", "paid")), strict=True):
        one = sums.setdefault(employer_id, [0, 0])
        one[0], one[1] = one[0] + fen, one[1] + (due > 0 and fen >= due)
    heads, before = (_heads(at) for at in (year * 100 + 12, (year - 1) * 100 + 12))
    left = enrolment.left_employers(SCHEME, LAID_OFF, year * 100 + 1, year * 100 + 12)
    names, codes = employers.names(sums), {key: code for code, key in employers.codes().items()}
    return [
        {
            "uscc": codes[key], "name": names[key], "employer_id": key, "paid_fen": fen, "paid_months": full,
            "heads": heads.get(key, 0), "heads_before": before.get(key, 0), "laid_off": left.get(key, 0),
        }
        for key, (fen, full) in sums.items()
        if fen and heads.get(key)
    ]  # fmt: skip


def _heads(month: int) -> dict[int, int]:
    counts: dict[int, int] = {}
    for employer_id in enrolment.employed_columns(SCHEME, month)["employer_id"].tolist():
        counts[employer_id] = counts.get(employer_id, 0) + 1
    return counts


def _judged(payload: Payload) -> list[Judged]:
    """Every employer by the law of the year."""
    year, day = payload["year"], date.fromisoformat(payload["accepted_on"])
    told = {employer for _, employer in queries.proposed(STABILITY, year)}
    paid = lists.standing("stability", year)
    return [_one(row, year, day, told, paid) for row in payload["rows"]]


def _one(row: Payload, year: int, day: date, told: set[int], paid: set[int]) -> Judged:
    employer_id, amounts, rule = row["employer_id"], dict[str, int](), ""
    if employer_id in told or employer_id in paid:
        return Judged(employer_id, {}, "本年度已经告知" if employer_id in told else "本年度已经返还", row)
    facts = {name: value for name, value in row.items() if name != "heads_before" or value}
    for size in [row["size"]] if row.get("size") else SIZES.values():
        try:
            amounts[size], why, _ = judge(facts | {"size": size}, year, day)
        except MissingValue:
            raise
        except Refused as refused:
            amounts[size], why = 0, lists.rule_of(refused.finding.message)
        rule = rule or why
    return Judged(employer_id, amounts, "" if any(amounts.values()) else rule or "没有实缴", row)


def preview(payload: Payload) -> list[Change]:
    """How many are told and what they may expect together; which rule excludes how many."""
    rows = _judged(payload)
    good = [one for one in rows if not one.rule]
    counts: dict[str, int] = {}
    for one in rows:
        if one.rule:
            counts[one.rule] = counts.get(one.rule, 0) + 1
    return [
        Change(
            f"{payload['year']} 年稳岗返还", "", f"告知 {len(good):,} 个单位，预计不少于 {grouped(sum(one.least_fen for one in good))} 元"
        ),
        *(Change("不告知的原因", "", f"{rule}：{many:,} 个") for rule, many in counts.items()),
        Change("怎么付", "", "单位核对划型和账户、回答“要办”以后，照“稳岗返还核定”公示、核定、付款"),
    ]


def notes(payload: Payload) -> list[RowNote]:
    """What each may expect, or the rule that excludes it."""
    return [RowNote("", f"不告知：{one.rule}" if one.rule else "告知", one.least_fen or None) for one in _judged(payload)]


def apply(payload: Payload, *, by: By) -> Any:
    """The entry of the proposals."""
    return actions.propose(list(_proposals(payload)), by=by)


def _proposals(payload: Payload) -> Iterable[NewProposal]:
    titles = {key: title for title, key in SIZES.items()}
    for one in _judged(payload):
        if one.rule:
            continue
        row, year = one.row, payload["year"]
        rates = "，".join(f"{titles[size]}企业 {grouped(fen)} 元" for size, fen in one.amounts.items() if fen)
        why = f"上年实缴 {grouped(row['paid_fen'])} 元，足额 {row['paid_months']} 个月，年末 {row['heads']} 人，裁员 {row['laid_off']} 人；{rates}"
        names = ("uscc", "name", "paid_fen", "size", "heads", "laid_off", "heads_before", "paid_months")
        facts = {"year": year, "row": {name: row[name] for name in names if row.get(name) or name == "laid_off"}, "amounts": one.amounts}
        yield NewProposal(STABILITY, year, one.least_fen, why, LAW.partition("；")[2], facts, employer_id=one.employer_id)


def heading(payload: Payload) -> str:
    """The matter's title."""
    return f"{payload['year']} 年{TITLE}：{sum(not one.rule for one in _judged(payload)):,} 个单位"


def subject(payload: Payload) -> tuple[str, int]:
    """One open list a year."""
    return ("stability_proposal", payload["year"])
