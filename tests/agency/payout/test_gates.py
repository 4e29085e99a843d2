"""Each gate by itself: what it stops, what it lets through at its very limit, and which thresholds it reads."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from shebao.agency.payout.holds import gates
from tests.world.law import SCHEME

pytestmark = pytest.mark.django_db
DAY, MONTH = date(2023, 5, 8), 202305
CLEAN = {
    "person_id": 1,
    "total_fen": 178_50,
    "last_fen": 178_50,
    "law_fen": 0,
    "death_month": 0,
    "covered": 0,
    "account_id": 9,
    "verified": 1,
    "payees": 1,
    "birth_month": 195003,
    "last_month": 0,
    "operation": 0,
    "months": 1,
    "monthly_fen": 178_50,
    "year_fen": 0,
    "estate": 0,
    "renewed": 1,
    "back_paid": 0,
    "regular": 1,
    "month": 202304,
    "taken_out": 0,
}

STOPPED = [
    ("regular", "dead", {"death_month": 202304}, {"death_month": 202305}),
    ("regular", "already_paid", {"covered": 1}, {}),
    ("regular", "nothing_due", {"total_fen": 0}, {"total_fen": 1, "last_fen": 0}),
    ("regular", "no_account", {"account_id": 0}, {}),
    ("regular", "unverified_account", {"verified": 0}, {}),
    ("regular", "shared_account", {"payees": 2}, {"payees": 1}),
    ("regular", "change_cap", {"total_fen": 178_50 + 17_86}, {"total_fen": 178_50 + 17_85}),
    ("regular", "change_cap", {"total_fen": 178_50 - 17_86}, {"total_fen": 178_50 - 17_85}),
    ("regular", "change_cap", {"last_fen": 5_000_00, "total_fen": 5_300_01}, {"last_fen": 5_000_00, "total_fen": 5_300_00}),
    ("regular", "change_cap", {"total_fen": 228_50, "law_fen": 20_00}, {"total_fen": 228_50, "law_fen": 50_00}),
    ("regular", "age_over", {"birth_month": 192305}, {"birth_month": 192306}),
    ("regular", "dormant", {"last_fen": 0, "last_month": 202210}, {"last_fen": 0, "last_month": 202211}),
    ("back_pay", "back_paid", {"back_paid": 1}, {}),
    ("back_pay", "heirs", {"estate": 1}, {}),
    (
        "back_pay",
        "one_off_cap",
        {"total_fen": 9_000_00, "year_fen": 1_000_01, "monthly_fen": 10_000_00},
        {"total_fen": 9_000_00, "year_fen": 1_000_00, "monthly_fen": 10_000_00},
    ),
    ("back_pay", "arrears_months", {"months": 13}, {"months": 12}),
    ("back_pay", "arrears_times", {"total_fen": 535_51}, {"total_fen": 535_50}),
    ("one_off", "one_off_cap", {"total_fen": 10_000_01}, {"total_fen": 10_000_00}),
    ("one_off", "no_account", {"account_id": 0}, {}),
    ("reissue", "account_not_renewed", {"renewed": 0}, {}),
    ("reissue", "unverified_account", {"verified": 0}, {}),
    ("reissue", "dead", {"death_month": 202303}, {"death_month": 202304}),
    ("reissue", "dead", {"death_month": 202303}, {"death_month": 202303, "regular": 0}),
    ("reissue", "taken_out", {"taken_out": 1}, {}),
    ("reissue", "heirs", {"estate": 1}, {}),
    ("regular", "heirs", {"estate": 1, "account_id": 0}, {}),
    ("one_off", "heirs", {"estate": 1, "account_id": 0}, {}),
]


def rows(*changed: dict[str, int]) -> dict[str, np.ndarray]:
    """Columns of clean rows, each with its changes; every row is another person."""
    made = [{**CLEAN, "person_id": i, **change} for i, change in enumerate(changed, 1)]
    return {name: np.array([row[name] for row in made], dtype=np.int64) for name in CLEAN}


@pytest.mark.parametrize(("kind", "gate", "bad", "good"), STOPPED, ids=lambda value: value if isinstance(value, str) else "")
def test_a_gate_stops_what_is_over_its_limit_and_nothing_at_it(kind: str, gate: str, bad: dict[str, int], good: dict[str, int]) -> None:
    goes, out = gates.sort_out(kind, rows(bad, good, {}), SCHEME, MONTH, DAY)

    assert goes.tolist() == [False, True, True]
    hard = next(g for g in gates.GATES[kind] if g.key == gate).hard
    assert [(row[0], row[1], row[2]) for row in out] == [(1, "excluded" if hard else "held", gate)]
    assert out[0][4].endswith("。")


def test_every_gate_of_every_kind_is_tried_here() -> None:
    tried = {(kind, gate) for kind, gate, _, _ in STOPPED} | {
        ("back_pay", key) for key in ("no_account", "unverified_account", "shared_account")
    }
    tried |= {("one_off", "unverified_account"), ("reissue", "no_account"), ("back_pay", "operation")}

    assert {(kind, gate.key) for kind, listed in gates.GATES.items() for gate in listed} == tried


def test_an_operation_over_twenty_people_or_a_hundred_thousand_yuan_waits_as_a_whole() -> None:
    many = [{"operation": 7}] * 21 + [{"operation": 8}] * 20
    goes, out = gates.sort_out("back_pay", rows(*many), SCHEME, MONTH, DAY)
    assert goes.sum() == 20 and {row[2] for row in out} == {"operation"}

    dear = [{"operation": 7, "total_fen": 9_000_00, "monthly_fen": 9_000_00}] * 12 + [
        {"operation": 8, "total_fen": 9_000_00, "monthly_fen": 9_000_00}
    ] * 11
    goes, _ = gates.sort_out("back_pay", rows(*dear), SCHEME, MONTH, DAY)
    assert goes.sum() == 11


@pytest.mark.parametrize("shape", ["even", "one large", "rising"])
def test_the_hundred_and_six_payments_of_one_operation_are_all_stopped_whatever_their_shape(shape: str) -> None:
    total = 179_000_000
    amounts = {
        "even": [total // 106] * 106,
        "one large": [total - 105 * 5_000_00] + [5_000_00] * 105,
        "rising": [total * (i + 1) * 2 // (106 * 107) for i in range(106)],
    }[shape]
    crowd = [{"operation": 7, "total_fen": fen, "months": 1 + fen // 230_00} for fen in amounts]

    goes, out = gates.sort_out("back_pay", rows(*crowd, *[{"operation": 100 + i} for i in range(50)]), SCHEME, MONTH, DAY)

    assert goes.sum() == 50 and len(out) == 106
