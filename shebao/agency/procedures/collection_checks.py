"""What joins collection to the other counters, worked out again for `shebao verify`: receipts and vouchers, months and accounts."""

from __future__ import annotations

import numpy as np

from shebao.agency.accounts import queries as accounts
from shebao.agency.contributions import months
from shebao.agency.declarations import queries as declarations
from shebao.agency.declarations import refunds
from shebao.agency.declarations.kinds import MONTHLY, WITH_ACCOUNT
from shebao.agency.employers import projects
from shebao.agency.fund import queries as books
from shebao.base.money import grouped
from shebao.core.books.entries import BANK_ACCOUNTS, TREASURY_ACCOUNT

Checked = tuple[int, list[str]]
REFUND = "refund"
"""What vouchers of contributions given back are made from."""
TAX_RECEIPT = "tax_receipt"
"""What vouchers of the tax office's lists are made from: a kind of source of the fund's counter."""


def check_collected() -> Checked:
    """Each list of receipts and its voucher say the same, scheme by scheme: what came into the treasury."""
    problems: list[str] = []
    examined = 0
    for scheme in MONTHLY:
        expected = declarations.received_by_file(scheme)
        booked = books.booked(scheme, TAX_RECEIPT, TREASURY_ACCOUNT)
        for file in sorted({*expected, *booked}):
            examined += 1
            if expected.get(file, 0) != booked.get(file, 0):
                problems.append(
                    f"{scheme}：入库名单{file}共{grouped(expected.get(file, 0))}元，国库存款记了{grouped(booked.get(file, 0))}元。"
                )
    return examined, problems


def check_credited() -> Checked:
    """Every person's own part that settled a month is in their account, once and whole, and nothing else is credited from months."""
    problems: list[str] = []
    examined = 0
    for scheme in WITH_ACCOUNT:
        paid = months.paid_own(scheme)
        credited = accounts.credited_from(scheme, "month_payment")
        examined += paid["id"].size
        same = np.array_equal(paid["id"], credited["source_id"]) and all(
            np.array_equal(paid[ours], credited[theirs]) for ours, theirs in (("person_id", "person_id"), ("person_fen", "amount_fen"))
        )
        if not same:
            wrong = np.setxor1d(paid["id"], credited["source_id"]).tolist()[:20]
            problems.append(f"{scheme}：认到月份的个人缴费与个人账户记入的不一致，涉及认账记录{wrong or '金额或人员不符'}。")
    return examined, problems


def check_projects_paid() -> Checked:
    """What each row of the tax office's lists settled of a building project is what the project was paid by it."""
    expected, paid = refunds.settled_projects(), projects.paid_by_receipt()
    wrong = sorted(key for key in {*expected, *paid} if expected.get(key, 0) != paid.get(key, 0))
    return len(expected), [f"入库明细{key}：认到建设项目的金额与项目缴费登记不符。" for key in wrong[:100]]


def check_refunds_paid() -> Checked:
    """Each refund that left, its months taken back, and its voucher say the same amount; one that did not leave is booked nowhere."""
    problems: list[str] = []
    sums = refunds.refund_sums()
    for scheme in MONTHLY:
        booked = books.booked(scheme, REFUND, *BANK_ACCOUNTS)
        for key, (its_scheme, fen, left) in sums.items():
            out = -booked.get(key, 0)
            if its_scheme == scheme and out != (fen if left else 0):
                problems.append(f"退费{key}：应付出{grouped(fen if left else 0)}元，账上付出{grouped(out)}元。")
    return len(sums), problems
