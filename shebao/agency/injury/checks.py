"""What must always be true of injury cases, worked out again from the rows: for `shebao verify`."""

from __future__ import annotations

from collections import Counter

from shebao.agency.benefits import award_history as history
from shebao.agency.benefits import queries as benefits
from shebao.agency.payout import queries as payout
from shebao.agency.schemes.work_injury import KEY as INJURY
from shebao.agency.store import vault
from shebao.agency.store.columns import int_column, read_rows, total
from shebao.base.money import grouped

from . import queries
from .models import Bill, Claim, ClaimCancelled, Payable, ProviderAccount, Recognition, Settlement

Checked = tuple[int, list[str]]


def check_claims() -> Checked:
    """What the claims of injured people and of the dead owe once is what stands as owed for them, and nothing else is."""
    gone = {row[0] for row in read_rows(ClaimCancelled.objects.all(), "id")}
    said = {claim: fen for claim, fen in read_rows(Claim.objects.filter(once_fen__gt=0), "id", "once_fen") if claim not in gone}
    owed = payout.claimed(INJURY)
    problems = [
        f"工伤待遇核定{claim}：核定一次性应付{grouped(said.get(claim, 0))}元，登记应付{grouped(owed.get(claim, 0))}元。"
        for claim in sorted(said.keys() | owed.keys())
        if said.get(claim, 0) != owed.get(claim, 0)
    ]
    return len(said), problems


def check_dependants() -> Checked:
    """Every dependant's pension was first awarded as the claim on the death found it, and everybody who draws one is a dependant."""
    rows = queries.all_dependants()
    versions = history.versions_of([row.person_id for row in rows], INJURY)
    problems = []
    for row in rows:
        totals = [fen for _, fen in versions[row.person_id].totals] if row.person_id in versions else []
        if row.monthly_fen not in totals:
            problems.append(f"供养亲属{row.name}：核定每月{grouped(row.monthly_fen)}元，待遇中没有这一版。")
    return len(rows), problems


def check_bills() -> Checked:
    """The bills of every reimbursement and settlement add up to what it says, and no ticket stands twice."""
    sums = {
        name: dict(
            read_rows(
                Bill.objects.filter(**{f"{name}__gt": 0}).order_by().values(name).annotate(fen=total("charged_fen"), cut=total("cut_fen")),
                name,
                "fen",
            )
        )
        for name in ("claim_id", "settlement_id")
    }
    problems = []
    settlements = read_rows(Settlement.objects.order_by("id"), "id", "charged_fen")
    problems += [
        f"协议机构结算{row}：票据合计与申报金额不符。" for row, charged in settlements if sums["settlement_id"].get(row, 0) != charged
    ]
    standing = Counter(ticket for (ticket,) in read_rows(queries.standing_bills().filter(item=1), "ticket"))
    problems += [f"票据{ticket}：付过两次。" for ticket, times in sorted(standing.items()) if times > 1]
    return len(standing) + len(settlements), problems


def check_settlements() -> Checked:
    """A settlement is owed as what was charged, less the cuts and the deposit; no provider is given back more than was kept."""
    owed = dict(read_rows(Payable.objects.filter(kind="settlement").order_by("id"), "source_id", "amount_fen"))
    rows = read_rows(Settlement.objects.order_by("id"), "id", "charged_fen", "cut_fen", "deposit_fen")
    problems = [
        f"协议机构结算{row}：应付应为{grouped(charged - cut - deposit)}元，登记了{grouped(owed.get(row, 0))}元。"
        for row, charged, cut, deposit in rows
        if charged - cut - deposit != owed.get(row, 0)
    ]
    problems += [f"协议机构{one.name}：返还的质量保证金多于扣留的。" for one in queries.providers() if queries.deposit_held(one.id) < 0]
    return len(rows), problems


def check_advances() -> Checked:
    """Every advance is the claim it was decided by, and no more came back than was paid."""
    rows = queries.advances()
    said = dict(read_rows(Claim.objects.filter(kind="advance"), "id", "once_fen"))
    problems = [f"先行支付{row.id}：与核定金额不符。" for row in rows if said.get(row.id) != row.amount_fen]
    problems += [f"先行支付{row.id}：偿还多于支付。" for row in rows if row.left_fen < 0]
    return len(rows), problems


def check_paid_for_recognised() -> Checked:
    """Nobody draws an allowance without a case that was recognised, and no dependant without a claim on a death."""
    drawing = {person for (person,) in read_rows(benefits.persons_in_state(INJURY, "active").order_by("person_id"), "person_id")}
    handed = set(history.award_facts(int_column(sorted(drawing)), INJURY))  # another system decided them
    recognised = {person for (person,) in read_rows(Recognition.objects.filter(result="recognised"), "case__person_id")}
    listed = {row.person_id for row in queries.all_dependants()}
    wrong = sorted(drawing - recognised - listed - handed)
    return len(drawing), [f"人员{person}：领取工伤定期待遇，没有认定的工伤案件，也不是供养亲属。" for person in wrong]


def check_account_numbers() -> Checked:
    """Every provider's account number opens and is the one its index stands for."""
    problems = []
    rows = list(ProviderAccount.objects.order_by("id"))
    for row in rows:
        try:
            number = vault.unseal(row.account_sealed, ProviderAccount.SEALED_PLACE, row.id)
            same = vault.blind(number, "account") == bytes(row.account_index)
        except (vault.Unreadable, UnicodeDecodeError):
            same = False
        if not same:
            problems.append(f"协议机构账户{row.id}：密文打不开，或与索引不符。")
    return len(rows), problems
