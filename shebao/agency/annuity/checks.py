"""What must always be true of the annuity, worked out again: registers never negative, every real fen in an account, the books as the records."""

from __future__ import annotations

from django.db.models import F

from shebao.agency.accounts import queries as accounts
from shebao.agency.store.columns import read_rows, total

from .actions import CREDITED, MADE_REAL, SCHEME
from .models import Arrival, Claim, NominalEntry, Posting

Checked = tuple[int, list[str]]


def check_nominal() -> Checked:
    """No member's nominal principal or interest is below nothing."""
    sums = NominalEntry.objects.values("person_id").order_by("person_id")
    rows = read_rows(sums.annotate(p=total("principal_fen"), i=total("interest_fen")), "person_id", "p", "i")
    problems = [
        f"人员{person}：记账本金{principal}分、利息{interest}分，不应为负。"
        for person, principal, interest in rows
        if min(principal, interest) < 0
    ]
    return len(rows), problems


def check_postings() -> Checked:
    """Every posting's parts are what it brought to accounts and register."""
    credited = dict(accounts.sums_from(SCHEME, CREDITED))
    sums = NominalEntry.objects.filter(kind="contribution").values("source_id").order_by("source_id")
    nominal = dict(read_rows(sums.annotate(p=total("principal_fen")), "source_id", "p"))
    problems, examined = [], 0
    for number, is_nominal, person, unit in read_rows(Posting.objects.order_by("id"), "id", "nominal", "person_fen", "unit_fen"):
        examined += 1
        real = person if is_nominal else person + unit
        if credited.get(number, 0) != real or nominal.get(number, 0) != (unit if is_nominal else 0):
            problems.append(f"职业年金入账{number}：记入账户{credited.get(number, 0)}分、记账{nominal.get(number, 0)}分，与入账单不符。")
    return examined, problems


def check_claims() -> Checked:
    """Every arrival brought exactly its claim from the register to the account."""
    claimed: dict[int, int] = dict(read_rows(Claim.objects.annotate(fen=F("principal_fen") + F("interest_fen")), "id", "fen"))
    credited = dict(accounts.sums_from(SCHEME, MADE_REAL))
    rows = read_rows(Arrival.objects.order_by("id"), "id", "claim_id")
    sums = NominalEntry.objects.filter(kind="made_real").values("source_id").order_by("source_id")
    gone = dict(read_rows(sums.annotate(fen=total(F("principal_fen") + F("interest_fen"))), "source_id", "fen"))
    problems = [
        f"职业年金做实{number}：请款{claimed.get(claim, 0)}分，记入账户{credited.get(number, 0)}分，转出{-gone.get(number, 0)}分。"
        for number, claim in rows
        if not claimed.get(claim, 0) == credited.get(number, 0) == -gone.get(number, 0)
    ]
    return len(rows), problems
