"""Each gate by itself: what it stops, what it lets through at its very limit, and which thresholds it reads."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import numpy as np
import pytest

from shebao.agency.payout.holds import gates, thresholds
from shebao.agency.payout.holds.operations import Measured, Parts, Usual, merged
from shebao.agency.payout.models import OperationRelease
from shebao.base.finding import Refused
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
    "confirmed": 1,
    "account_id": 9,
    "verified": 1,
    "payees": 1,
    "birth_month": 195003,
    "last_month": 0,
    "first": 0,
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
    ("regular", "unconfirmed", {"confirmed": 0}, {}),
    ("regular", "nothing_due", {"total_fen": 0}, {"total_fen": 1, "last_fen": 0}),
    ("regular", "no_account", {"account_id": 0}, {}),
    ("regular", "unverified_account", {"verified": 0}, {}),
    ("regular", "shared_account", {"payees": 2}, {"payees": 1}),
    ("regular", "change_cap", {"total_fen": 178_50 + 17_86}, {"total_fen": 178_50 + 17_85}),
    ("regular", "change_cap", {"total_fen": 178_50 - 17_86}, {"total_fen": 178_50 - 17_85}),
    ("regular", "change_cap", {"last_fen": 3_200_00, "total_fen": 2_899_99}, {"last_fen": 3_200_00, "total_fen": 2_900_00}),
    ("regular", "change_cap", {"total_fen": 228_50, "law_fen": 20_00}, {"total_fen": 228_50, "law_fen": 50_00}),
    ("regular", "age_over", {"birth_month": 192305}, {"birth_month": 192306}),
    ("regular", "regular_cap", {"last_fen": 3_000_01, "total_fen": 3_000_01}, {"last_fen": 3_000_00, "total_fen": 3_000_00}),
    ("regular", "first_cap", {"first": 1, "last_fen": 0, "total_fen": 1_000_01}, {"first": 1, "last_fen": 0, "total_fen": 1_000_00}),
    ("regular", "law_cap", {"total_fen": 232_06, "law_fen": 53_56}, {"total_fen": 232_05, "law_fen": 53_55}),
    (
        "regular",
        "law_cap",
        {"last_fen": 900_00, "total_fen": 1_000_01, "law_fen": 100_01},
        {"last_fen": 900_00, "total_fen": 1_000_00, "law_fen": 100_00},
    ),
    ("regular", "law_cap", {"total_fen": 124_94, "law_fen": -53_56}, {"total_fen": 124_95, "law_fen": -53_55}),
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


def shares(*causes: int, fen: int = 178_50, maker: int = 0) -> Parts:
    """Row after row, each wholly from one cause, begun by one member."""
    count = len(causes)
    return merged(np.arange(count), np.array(causes), np.full(count, maker), np.full(count, fen))


@pytest.mark.parametrize(("kind", "gate", "bad", "good"), STOPPED, ids=lambda value: value if isinstance(value, str) else "")
def test_a_gate_stops_what_is_over_its_limit_and_nothing_at_it(kind: str, gate: str, bad: dict[str, int], good: dict[str, int]) -> None:
    goes, out, _ = gates.sort_out(kind, rows(bad, good, {}), SCHEME, MONTH, DAY)

    assert goes.tolist() == [False, True, True]
    hard = next(g for g in gates.GATES[kind] if g.key == gate).hard
    assert [(row[0], row[1], row[2]) for row in out] == [(1, "excluded" if hard else "held", gate)]
    assert out[0][4].endswith("。")


def test_every_gate_of_every_kind_is_tried_here() -> None:
    tried = {(kind, gate) for kind, gate, _, _ in STOPPED} | {
        ("back_pay", key) for key in ("no_account", "unverified_account", "shared_account")
    }
    tried |= {("one_off", "unverified_account"), ("reissue", "no_account"), ("back_pay", "operation"), ("back_pay", "operator")}
    tried |= {("regular", "law_operation"), ("regular", "newcomers"), ("one_off", "one_list")}

    assert {(kind, gate.key) for kind, listed in gates.GATES.items() for gate in listed} == tried


def test_a_list_of_one_off_payments_waits_whole_where_one_of_it_is_over_the_limit_also_by_what_else_they_got() -> None:
    some = rows({"total_fen": 10_000_01}, {}, {}, {"total_fen": 5_000_01, "year_fen": 5_000_00}, {}, {})

    goes, out, _ = gates.sort_out("one_off", some, SCHEME, MONTH, DAY, {"one_list": shares(7, 7, 8, 9, 9, 8)})

    assert goes.tolist() == [False, False, True, False, False, True]
    assert [(row.reason, row.cause) for row in out] == [("one_off_cap", 7), ("one_list", 7), ("one_off_cap", 9), ("one_list", 9)]


def test_back_pay_of_over_twenty_people_or_a_hundred_thousand_yuan_by_one_cause_waits_as_a_whole() -> None:
    causes = [7] * 21 + [8] * 20
    goes, out, operations = gates.sort_out("back_pay", rows(*[{}] * 41), SCHEME, MONTH, DAY, {"operation": shares(*causes)})
    assert goes.sum() == 20 and {(row.reason, row.cause) for row in out} == {("operation", 7)}
    assert operations == (Measured(7, "operation", 21, 21 * 178_50, 1), Measured(8, "operation", 20, 20 * 178_50, 0))

    dear = [{"total_fen": 9_000_00, "monthly_fen": 9_000_00}] * 23
    causes = [7] * 12 + [8] * 11
    goes, _, _ = gates.sort_out("back_pay", rows(*dear), SCHEME, MONTH, DAY, {"operation": shares(*causes, fen=9_000_00)})
    assert goes.sum() == 11


def test_small_operations_of_one_member_are_counted_together_and_those_of_many_members_are_not() -> None:
    causes = [100 + i // 4 for i in range(64)]

    goes, out, _ = gates.sort_out("back_pay", rows(*[{}] * 64), SCHEME, MONTH, DAY, {"operation": shares(*causes, maker=5)})
    assert not goes.any() and {row.reason for row in out} == {"operator"} and out[0].cause == 100

    makers = merged(np.arange(64), np.array(causes), np.arange(64) % 4 + 5, np.full(64, 178_50))
    assert gates.sort_out("back_pay", rows(*[{}] * 64), SCHEME, MONTH, DAY, {"operation": makers}).goes.all()


def test_one_person_moved_too_far_by_a_standard_holds_everybody_it_moves_and_nobody_else() -> None:
    moved = [{"law_fen": 20_00, "total_fen": 198_50}] * 30 + [{"law_fen": 297_00, "total_fen": 475_50}] + [{}] * 10
    parts = merged(np.arange(31), np.full(31, 7), np.zeros(31, dtype=np.int64), np.array([20_00] * 30 + [297_00]))

    goes, out, operations = gates.sort_out("regular", rows(*moved), SCHEME, MONTH, DAY, {"law_operation": parts})

    assert goes.tolist() == [False] * 31 + [True] * 10
    assert [row.reason for row in out] == ["law_operation"] * 30 + ["law_cap"] and {row.cause for row in out} == {7}
    assert operations == (Measured(7, "law_operation", 31, 30 * 20_00 + 297_00, 1),)
    assert gates.sort_out("regular", rows(*moved[:30]), SCHEME, MONTH, DAY, {"law_operation": shares(*[7] * 30, fen=20_00)}).goes.all()


@pytest.mark.parametrize(
    ("newcomers", "fen", "held"),
    [(21, 178_50, True), (20, 178_50, False), (5, 600_00, True), (5, 500_00, False), (4, 900_00, False)],
)
def test_new_people_of_one_list_wait_where_they_are_many_or_far_dearer_than_everybody_else(newcomers: int, fen: int, held: bool) -> None:
    people = [{"first": 1, "last_fen": 0, "total_fen": fen}] * newcomers + [{}] * 100

    parts, usual = {"newcomers": shares(*[7] * newcomers, fen=fen)}, Usual(100, 100 * 178_50)
    result = gates.sort_out("regular", rows(*people), SCHEME, MONTH, DAY, parts, usual)

    assert result.goes.sum() == 100 + newcomers * (not held)
    assert {row.reason for row in result.out} == ({"newcomers"} if held else set())
    later = gates.sort_out("regular", rows(*people[:newcomers]), SCHEME, MONTH, DAY, parts, usual)
    assert later.goes.any() != held, "in a later part of the month they are held against the same month before"


@pytest.mark.parametrize("shape", ["even", "one large", "rising"])
def test_the_hundred_and_six_payments_of_one_operation_are_all_stopped_whatever_their_shape(shape: str) -> None:
    total = 179_000_000
    amounts = {
        "even": [total // 106] * 106,
        "one large": [total - 105 * 5_000_00] + [5_000_00] * 105,
        "rising": [total * (i + 1) * 2 // (106 * 107) for i in range(106)],
    }[shape]
    crowd = [{"total_fen": fen, "months": 1 + fen // 230_00} for fen in amounts]
    fen = np.array(amounts + [178_50] * 50)
    parts = merged(np.arange(156), np.array([7] * 106 + list(range(100, 150))), np.zeros(156, dtype=np.int64), fen)

    goes, out, _ = gates.sort_out("back_pay", rows(*crowd, *[{}] * 50), SCHEME, MONTH, DAY, {"operation": parts})

    assert goes.sum() == 50 and len(out) == 106 and {row.cause for row in out} == {7}


def test_an_operation_passes_as_large_as_it_was_when_two_people_looked_and_waits_again_once_it_grew() -> None:
    looked = {
        "from_month": MONTH,
        "until_month": MONTH,
        "looked_at": "[]",
        "reason": "已核",
        "asked_by": 1,
        "approved_by": 2,
        "entry_id": 1,
    }
    OperationRelease.objects.create(id=1, scheme=SCHEME, gate="operation", cause=7, people=21, fen=21 * 178_50, **looked)

    def goes(people: int, fen: int = 178_50, cause: int = 7, month: int = MONTH) -> int:
        parts = {"operation": shares(*[cause] * people, fen=fen)}
        return int(gates.sort_out("back_pay", rows(*[{}] * people), SCHEME, month, DAY, parts).goes.sum())

    assert goes(21) == 21 and goes(22) == 0 and goes(21, 178_51) == 0
    assert goes(21, cause=8) == 0 and goes(21, month=MONTH + 1) == 0


def test_a_row_over_a_cap_holds_its_operation_also_where_another_gate_stops_it_first() -> None:
    people = [{"law_fen": 20_00, "total_fen": 198_50}, {"law_fen": 297_00, "total_fen": 475_50, "verified": 0}]

    out = gates.sort_out("regular", rows(*people), SCHEME, MONTH, DAY, {"law_operation": shares(7, 7)}).out

    assert [row.reason for row in out] == ["law_operation", "unverified_account"]


def test_an_operation_let_through_is_not_held_again_as_its_maker_s_small_ones() -> None:
    looked = {
        "from_month": MONTH,
        "until_month": MONTH,
        "looked_at": "[]",
        "reason": "已核",
        "asked_by": 1,
        "approved_by": 2,
        "entry_id": 1,
    }
    dear = [{"total_fen": 9_000_00, "monthly_fen": 9_000_00}] * 12
    OperationRelease.objects.create(id=1, scheme=SCHEME, gate="operation", cause=7, people=12, fen=12 * 9_000_00, **looked)

    parts = {"operation": shares(*[7] * 12, fen=9_000_00, maker=5)}

    assert gates.sort_out("back_pay", rows(*dear), SCHEME, MONTH, DAY, parts).goes.all()


def test_thresholds_edited_on_disk_are_refused_and_pay_nobody(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    text = (Path(thresholds.__file__).parent / "data" / "gates.yaml").read_text(encoding="utf-8")
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "gates.yaml").write_text(text.replace('value: "1000000"', 'value: "9000000"'), encoding="utf-8")
    monkeypatch.setattr(thresholds, "__file__", str(tmp_path / "thresholds.py"))
    monkeypatch.setattr(thresholds, "shipped", thresholds.shipped.__wrapped__)

    with pytest.raises(Refused, match="阈值文件被改动过"):
        gates.sort_out("one_off", rows({}), SCHEME, MONTH, DAY)


def test_every_threshold_has_a_meaning_a_range_and_a_shipped_value_inside_it() -> None:
    values = thresholds.thresholds_on(DAY, SCHEME).values

    assert values.keys() == thresholds.LIMITS.keys()
    assert [key for key, limit in thresholds.LIMITS.items() if not limit.lo <= values[key] <= limit.hi] == []
    assert values["regular_fen"] == 300_000 and thresholds.thresholds_on(DAY, "another").values["regular_fen"] == 3_000_000
