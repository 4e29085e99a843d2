"""How much moves with a person: asked of the law, with the sheet's years as they were entered."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, NamedTuple

from shebao.agency.matters.kind import Payload
from shebao.agency.procedures.unemployment._claims import law
from shebao.agency.procedures.unemployment._grants import fen
from shebao.agency.transfers.kinds import KINDS
from shebao.agency.transfers.queries import CaseRow
from shebao.agency.unemployment import queries as claims
from shebao.base.finding import Refused, refuse
from shebao.base.money import yuan_text


class Money(NamedTuple):
    """The account that moves and the pooled part."""

    account_fen: int
    pooled_fen: int

    @property
    def total_fen(self) -> int:
        """Both together."""
        return self.account_fen + self.pooled_fen


def moving(rows: Sequence[Payload]) -> list[Payload]:
    """The years that may move; the others say why not."""
    return [row for row in rows if not row.get("stays")]


def money_of(case: CaseRow, payload: Payload, account_fen: int, day: date) -> Money:
    """What moves for a case."""
    calculation = KINDS[case.kind].calculation
    if calculation == "account":
        return Money(0 if case.same_province and case.kind != "resident" else account_fen, 0)
    if calculation == "unemployment_transfer":
        return _unemployment(case, payload, day)
    years = []
    for row in moving(payload["rows"]):
        year: dict[str, Any] = {"year": str(row["year"]), "months": str(row["months"]), "base_sum": yuan_text(row["base_fen"])}
        years.append(year | {name: row[name] for name in ("unit_rate", "account_rate") if row.get(name)})
    facts = {
        "years": years,
        "account_balance": yuan_text(account_fen),
        "same_province": "true" if case.same_province else "false",
        "temporary_account": "true" if case.temporary else "false",
        "transfer_date": day.isoformat(),
    }
    answer = law(calculation, facts, day)
    total, pooled = fen(answer, "total"), fen(answer, "pooled")
    return Money(total - pooled, pooled)


def claim_left(person_id: int) -> claims.ClaimRow | None:
    """Somebody's claim that goes on with months left, which a transfer takes along."""
    claim = claims.claim_of(person_id)
    return claim if claim is not None and not claim.last_month and claim.left else None


def _claim_law(facts: dict[str, Any], day: date) -> Any:
    """The money of a claim that is drawn; the whole claim is told only where the place counts the half of it."""
    try:
        return law("unemployment_transfer", {name: value for name, value in facts.items() if name != "months_entitled"}, day)
    except Refused:
        return law("unemployment_transfer", facts, day)


def _unemployment(case: CaseRow, payload: Payload, day: date) -> Money:
    """Before a claim the money of a whole claim between provinces, in a claim what is left of it, with the half for the rest."""
    claim = claim_left(case.person_id)
    if claim is not None and not case.same_province:
        left = {"monthly": yuan_text(claim.monthly_fen), "months_left": str(claim.left), "months_entitled": str(claim.granted)}
        return Money(0, fen(_claim_law(left, day), "claim_moved"))
    months = sum(row["months"] for row in payload["rows"])
    facts: dict[str, Any] = {"same_province": "true" if case.same_province else "false"}
    if not case.same_province:
        facts["paid_years"] = f"{months // 12}年{months % 12}个月"
        if months >= 12:
            if not payload.get("monthly_fen") or not payload.get("claim_months"):
                refuse("procedures.transfer", "跨省转移失业保险关系，要填写月标准和应享受的月数", "请照当地标准填写。", "monthly_fen")
            facts |= {"monthly": yuan_text(payload["monthly_fen"]), "months_entitled": str(payload["claim_months"])}
    return Money(0, fen(law("unemployment_transfer", facts, day), "claim_moved"))
