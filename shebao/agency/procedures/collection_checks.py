"""What joins collection to the other counters, worked out again for `shebao verify`: receipts and vouchers, months and accounts."""

from __future__ import annotations

import numpy as np

from shebao.agency.accounts import queries as accounts
from shebao.agency.contributions import months
from shebao.agency.declarations import queries as declarations
from shebao.agency.declarations.kinds import MONTHLY, WITH_ACCOUNT
from shebao.agency.fund import queries as books
from shebao.base.money import grouped
from shebao.core.books.entries import TREASURY_ACCOUNT

Checked = tuple[int, list[str]]
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
