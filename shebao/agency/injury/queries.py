"""Questions about injury cases: one case with all its records, claims and what they owe; providers, settlements, payables, advances."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date
from typing import Any, NamedTuple

from django.db.models import F, OuterRef, Q, QuerySet, Subquery

from shebao.agency.store.columns import among, read_rows, total
from shebao.base.finding import refuse

from .models import (
    Advance,
    Bill,
    Care,
    Case,
    Claim,
    ClaimCancelled,
    Dependant,
    Grade,
    Payable,
    PayableCancelled,
    Recognition,
    Repayment,
    RepaymentCancelled,
)
from .provider_queries import (
    OPEN,
    PAID,
    PAYABLE_STATES,
    EventRow,
    PayableRow,
    ProviderRow,
    SettlementRow,
    account,
    agreement,
    deposit_held,
    events,
    find_provider,
    open_fen,
    payable,
    payables,
    provider,
    providers,
    settlement,
    settlements,
)

__all__ = [
    "OPEN", "PAID", "PAYABLE_STATES", "EventRow", "PayableRow", "ProviderRow", "SettlementRow", "account", "agreement", "deposit_held", "events",
    "find_provider", "open_fen", "payable", "payables", "provider", "providers", "settlement", "settlements",
]  # fmt: skip


class CaseRow(NamedTuple):
    """A case with the recognition and the grade in force; grade None: not graded yet."""

    id: int
    person_id: int
    name: str
    employer_id: int | None
    project: str
    happened_on: date
    kind: str
    result: str
    liable: str
    applied_on: date
    reported_late: bool
    third_party: bool
    insured_on: date | None
    grade: int | None
    nursing: str
    concluded_on: date | None
    served_on: date | None


class ClaimRow(NamedTuple):
    """One claim; facts: what it was decided upon."""

    id: int
    case_id: int
    kind: str
    decided_on: date
    once_fen: int
    employer_fen: int
    grade: int
    facts: dict[str, Any]
    cancelled: str
    entry_id: int


class BillRow(NamedTuple):
    """One item of a bill."""

    id: int
    case_id: int
    claim_id: int
    settlement_id: int
    ticket: str
    provider: str
    on: date
    service: str
    catalogue: str
    charged_fen: int
    cut_fen: int
    reason: str


class DependantRow(NamedTuple):
    """One dependant of a death, with the person the benefit stands for."""

    id: int
    claim_id: int
    case_id: int
    person_id: int
    name: str
    birth_date: date
    relation: str
    alone: bool
    unable: bool
    monthly_fen: int


class AdvanceRow(NamedTuple):
    """One advance with what came back of it and what is left."""

    id: int
    case_id: int
    person_id: int
    name: str
    debtor: str
    debtor_name: str
    demanded_on: date
    repay_by: date
    amount_fen: int
    repaid_fen: int

    @property
    def left_fen(self) -> int:
        """What is still owed to the fund."""
        return self.amount_fen - self.repaid_fen


def cases() -> QuerySet[Case, Any]:
    """Cases as rows for a list, each with the recognition and the grade in force."""
    last = Recognition.objects.filter(case_id=OuterRef("id")).order_by("-version")
    latest = Grade.objects.filter(case_id=OuterRef("id")).order_by("-version")
    rows: QuerySet[Case, Any] = Case.objects.annotate(
        name=F("person__name"),
        **{
            name: Subquery(last.values(name)[:1])
            for name in ("result", "liable", "applied_on", "reported_late", "third_party", "insured_on")
        },
        **{name: Subquery(latest.values(name)[:1]) for name in ("grade", "nursing", "concluded_on", "served_on")},
    ).values(*CaseRow._fields)
    return rows


def case(case_id: int) -> CaseRow:
    """One case; raises `Refused` where there is none."""
    row = cases().filter(id=case_id).first()
    if row is None:
        refuse("injury.unknown", f"没有编号为 {case_id} 的工伤案件", "请从工伤案件列表进入。", "case_id")
    return CaseRow(**row)


def cases_of(person_id: int) -> list[CaseRow]:
    """A person's cases, the newest first."""
    return [CaseRow(**row) for row in cases().filter(person_id=person_id).order_by("-happened_on")]


def cases_by_id(case_ids: Iterable[int]) -> dict[int, CaseRow]:
    """Cases by id."""
    return {row["id"]: CaseRow(**row) for row in cases().filter(id__in=among(case_ids))}


def recognitions(case_id: int) -> list[Recognition]:
    """The decisions on a case, the first one first."""
    return list(Recognition.objects.filter(case_id=case_id).order_by("version"))


def grades(case_id: int) -> list[Grade]:
    """The conclusions on a case, the first one first."""
    return list(Grade.objects.filter(case_id=case_id).order_by("version"))


def care(case_id: int) -> list[Care]:
    """Care confirmed for a case."""
    return list(Care.objects.filter(case_id=case_id).order_by("from_day", "id"))


_CLAIM = ("id", "case_id", "kind", "decided_on", "once_fen", "employer_fen", "grade", "facts", "cancelled", "entry_id")


def _claims(rows: QuerySet[Claim]) -> list[ClaimRow]:
    reason = ClaimCancelled.objects.filter(id=OuterRef("id")).values("reason")[:1]
    listed = rows.annotate(cancelled=Subquery(reason)).order_by("id").values_list(*_CLAIM)
    return [ClaimRow._make((*row[:7], json.loads(row[7]), row[8] or "", row[9])) for row in listed]


def claim(claim_id: int) -> ClaimRow:
    """One claim; raises `Refused` where there is none."""
    rows = _claims(Claim.objects.filter(id=claim_id))
    if not rows:
        refuse("injury.no_claim", f"没有编号为 {claim_id} 的工伤待遇核定", "请从工伤案件页面核对编号。", "claim_id")
    return rows[0]


def claims_of(case_id: int, kind: str = "") -> list[ClaimRow]:
    """The claims of a case, the first one first; of one kind or all."""
    rows = Claim.objects.filter(case_id=case_id)
    return _claims(rows.filter(kind=kind) if kind else rows)


def standing_claims(case_id: int, kind: str) -> list[ClaimRow]:
    """The claims of a kind that were not cancelled."""
    return [row for row in claims_of(case_id, kind) if not row.cancelled]


def standing_bills() -> QuerySet[Bill]:
    """Bills of claims that stand and of settlements whose payable was not cancelled."""
    cancelled = PayableCancelled.objects.values("id")
    gone = Payable.objects.filter(kind="settlement", id__in=cancelled).exclude(
        source_id__in=Payable.objects.filter(kind="settlement").exclude(id__in=cancelled).values("source_id")
    )
    of_claims = Q(claim_id__gt=0) & ~Q(claim_id__in=ClaimCancelled.objects.values("id"))
    return Bill.objects.filter(of_claims | (Q(settlement_id__gt=0) & ~Q(settlement_id__in=gone.values("source_id"))))


def standing_tickets(tickets: Iterable[str]) -> set[str]:
    """Those of the tickets that were reimbursed or settled."""
    listed = sorted(tickets)
    result: set[str] = set()
    for start in range(0, len(listed), 900):
        part = standing_bills().filter(ticket__in=listed[start : start + 900])
        result |= set(part.values_list("ticket", flat=True))
    return result


def bills(*, case_id: int = 0, claim_id: int = 0, settlement_id: int = 0) -> list[BillRow]:
    """The bills of a case, a claim or a settlement."""
    rows = Bill.objects.all()
    for name, value in (("case_id", case_id), ("claim_id", claim_id), ("settlement_id", settlement_id)):
        rows = rows.filter(**{name: value}) if value else rows
    return [BillRow(*row) for row in rows.order_by("id").values_list(*BillRow._fields)]


def _dependants(rows: QuerySet[Dependant]) -> list[DependantRow]:
    names = (
        "id", "claim_id", "claim__case_id", "person_id", "person__name", "person__birth_date", "relation", "alone", "unable", "monthly_fen",
    )  # fmt: skip
    standing = rows.exclude(claim_id__in=ClaimCancelled.objects.values("id"))
    return [DependantRow(*row) for row in standing.order_by("id").values_list(*names)]


def dependants(case_id: int) -> list[DependantRow]:
    """The dependants of the death of a case whose claim stands."""
    return _dependants(Dependant.objects.filter(claim__case_id=case_id))


def all_dependants() -> list[DependantRow]:
    """Every dependant whose claim stands."""
    return _dependants(Dependant.objects.all())


def dependant_of(person_id: int) -> list[DependantRow]:
    """The claims a person draws a dependant's pension by."""
    return _dependants(Dependant.objects.filter(person_id=person_id))


def advances() -> list[AdvanceRow]:
    """Every advance whose claim stands, the oldest first."""
    return _advances(Advance.objects.exclude(id__in=ClaimCancelled.objects.values("id")))


def advance(claim_id: int) -> AdvanceRow:
    """One advance; raises `Refused` where there is none."""
    rows = _advances(Advance.objects.filter(id=claim_id))
    if not rows:
        refuse("injury.no_advance", f"没有编号为 {claim_id} 的先行支付", "请从追偿清单核对编号。", "claim_id")
    return rows[0]


def _advances(rows: QuerySet[Advance]) -> list[AdvanceRow]:
    listed = list(rows.order_by("id").values_list("id", "debtor", "debtor_name", "demanded_on", "repay_by", "amount_fen"))
    cases_of_claims = {
        row[0]: row[1:]
        for row in read_rows(
            Claim.objects.filter(id__in=among(row[0] for row in listed)), "id", "case_id", "case__person_id", "case__person__name"
        )
    }
    sums = standing_repayments().filter(advance_id__in=among(row[0] for row in listed)).order_by()
    repaid = dict(read_rows(sums.values("advance_id").annotate(fen=total("amount_fen")), "advance_id", "fen"))
    return [AdvanceRow._make((row[0], *cases_of_claims[row[0]], *row[1:], repaid.get(row[0], 0))) for row in listed]


def standing_repayments() -> QuerySet[Repayment]:
    """Repayments that were not cancelled."""
    return Repayment.objects.exclude(id__in=RepaymentCancelled.objects.values("id"))


def repayments(claim_id: int) -> list[Repayment]:
    """What came back of an advance, the first one first."""
    return list(standing_repayments().filter(advance_id=claim_id).order_by("id"))


def all_repayments() -> list[Repayment]:
    """Every repayment that was ever entered, cancelled or not."""
    return list(Repayment.objects.order_by("id"))


def repayment(repayment_id: int) -> Repayment:
    """One repayment that stands; raises `Refused` where there is none."""
    row = standing_repayments().filter(id=repayment_id).first()
    if row is None:
        refuse("injury.no_repayment", f"没有编号为 {repayment_id} 的偿还登记，或已经撤销", "请从追偿清单核对编号。", "number")
    return row
