"""The annuity from the unit's contribution to the province's account: nominal and real, made real with the budget's money, sent up, drawn, undone."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from shebao.agency.accounts import queries as accounts
from shebao.agency.annuity import actions as annuity_actions
from shebao.agency.annuity import queries as annuity
from shebao.agency.fund import queries as books
from shebao.agency.journal.by import By
from shebao.agency.parameters import queries as parameters
from shebao.agency.procedures import actions as procedures
from shebao.agency.procedures.checks import run_checks
from shebao.agency.schemes.annuity import KEY as ANNUITY
from shebao.agency.store.columns import int_column
from shebao.base.finding import Refused
from tests.world.calendar import by
from tests.world.employers import collected
from tests.world.public_units import (
    annuity_month,
    assess,
    known_rate,
    make_members,
    make_unit,
    open_annuity_books,
    pay_annuity,
    scans,
)
from tests.world.staff import carry_through, staff_as_made

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("county")]
YEAR_END, JANUARY = date(2023, 12, 31), date(2024, 1, 20)


@pytest.fixture
def staff(tmp_path: Path, settings, monkeypatch: pytest.MonkeyPatch) -> dict[str, int]:
    settings.FILES_FOLDER = tmp_path / "files"
    known_rate(monkeypatch)
    yield staff_as_made()
    parameters._layered.cache_clear()


def vouchers() -> list[tuple[str, str, int, int]]:
    """(account, item, debit, credit) of every line of the annuity's books but the opening."""
    rows = [books.voucher(row.pk)[1] for row in reversed(books.vouchers(ANNUITY)) if row.source_kind != "opening"]
    return [(line.account, line.item, line.debit_fen, line.credit_fen) for lines in rows for line in lines]


def retire(person: int, **more: object) -> dict[str, object]:
    return {"person_id": person, "reason": "retired", "cut_off": "2023-12", "scans": scans()} | more


def money(person: int, fen: str, on: str = "2024-01-15") -> dict[str, object]:
    return {"person_id": person, "amount_fen": fen, "on": on, "reference": f"CZ{person}", "scans": scans()}


@pytest.mark.slow
def test_the_worked_example_of_a_teachers_annuity_comes_out_to_the_fen_vouchers_included(staff: dict[str, int]) -> None:
    open_annuity_books()
    (person,), unit = make_members(), make_unit()
    assess([person], unit, 202301, 202312)
    pay_annuity(unit, 202301, 202312, staff)
    carry_through("credit_interest", {"scheme": ANNUITY, "year": "2023"}, staff, YEAR_END)
    before = annuity.nominal([person])[person]
    claim = carry_through("make_real_annuity", retire(person, interest_fen="166.40"), staff, JANUARY)

    arrival = collected("record_real_annuity", money(person, "7846.40"), staff, JANUARY)
    sent = {"month": "2024-01", "amount_fen": "11686.40", "accounts": 1, "on": "2024-01-18", "reference": "SJ1", "scans": scans()}
    collected("remit_annuity", sent, staff, JANUARY)

    assert (before.principal_fen, before.interest_fen, annuity.nominal([person])) == (7_680_00, 166_40, {})
    assert accounts.of_person(person, ANNUITY).balance_fen == 3_840_00 + 7_846_40
    assert (claim, arrival) == (1, 1)
    assert vouchers()[:2] == [("1006", "", 320_00, 0), ("4001", "own", 0, 320_00)]
    assert vouchers()[24:] == [
        ("1006", "", 7_846_40, 0),
        ("4001", "made_real", 0, 7_680_00),
        ("4001", "made_real_interest", 0, 166_40),
        ("5301", "", 11_686_40, 0),
        ("1006", "", 0, 11_686_40),
    ]
    assert books.balance_of(ANNUITY, "1006") == 1
    assert [check for check in run_checks() if not check.ok] == []


def test_a_unit_that_is_not_fully_paid_by_the_budget_pays_both_parts_in_money(staff: dict[str, int]) -> None:
    open_annuity_books()
    people, unit = make_members(2), make_unit(funding="own")
    assess(people, unit, 202301, 202301)

    pay_annuity(unit, 202301, 202301, staff, 2, real=True)

    assert vouchers() == [("1006", "", 1_920_00, 0), ("4001", "own", 0, 640_00), ("4001", "unit", 0, 1_280_00)]
    assert [accounts.of_person(person, ANNUITY).balance_fen for person in people] == [960_00, 960_00]
    assert annuity.nominal(people) == {} and annuity.waiting(date(2023, 1, 31)) == (2, 1_920_00)


def test_sums_that_are_not_the_laws_and_money_for_what_is_nominal_are_refused(staff: dict[str, int]) -> None:
    open_annuity_books()
    people, unit, unknown = make_members(), make_unit(), make_unit(72, "丙中学", funding="")
    assess(people, unit, 202301, 202301)
    right = annuity_month(unit, 202301)

    for payload, message in (
        (right | {"person_fen": "319.00"}, "差 -1.00 元"),
        (right | {"unit_real_fen": "640.00"}, "不应有资金到账"),
        (right | {"month": "2023-02"}, "没有核定机关事业养老缴费"),
        (right | {"employer_id": str(unknown)}, "没有登记资金来源"),
        (right | {"on": "2023-02-28"}, "晚于今天"),
    ):
        with pytest.raises(Refused, match=message):
            procedures.preview("assess_annuity", payload, day=date(2023, 1, 31))
    pay_annuity(unit, 202301, 202301, staff)
    with pytest.raises(Refused, match="已经入账"):
        procedures.preview("assess_annuity", right, day=date(2023, 1, 31))


@pytest.mark.slow
def test_what_is_made_real_waits_for_the_money_and_the_choice_waits_for_both(staff: dict[str, int]) -> None:
    open_annuity_books()
    (person,), unit = make_members(), make_unit()
    assess([person], unit, 202301, 202301)
    pay_annuity(unit, 202301, 202301, staff)
    day = date(2023, 3, 10)
    choice = {"person_id": person, "choice": "insurance", "first_month": "2023-04", "balance_fen": "968.53", "scans": scans()}

    with pytest.raises(Refused, match="没有等待到款的请款"):
        procedures.preview("record_real_annuity", money(person, "640.00", "2023-03-09"), day=day)
    shown = {row.what: row.after for row in procedures.preview("make_real_annuity", retire(person, cut_off="2023-03"), day=day)}
    carry_through("make_real_annuity", retire(person, cut_off="2023-03"), staff, day)
    with pytest.raises(Refused, match="请款 646.40 元"):
        procedures.preview("record_real_annuity", money(person, "640.00", "2023-03-09"), day=day)
    with pytest.raises(Refused, match="还没有做实"):
        procedures.preview("decide_annuity_payment", choice, day=day)
    collected("record_real_annuity", money(person, "646.40", "2023-03-09"), staff, day)
    carry_through("decide_annuity_payment", choice, staff, day)

    assert "6.40 元" in shown["其中截止当年利息"] and "未核实" in shown["其中截止当年利息"]
    assert annuity.choice_of(person).way == "insurance"
    with pytest.raises(Refused, match="不再更改"):
        procedures.preview("decide_annuity_payment", choice | {"first_month": "2023-05"}, day=day)
    assert [check for check in run_checks() if not check.ok] == []


@pytest.mark.slow
def test_each_record_is_undone_in_its_order_and_the_books_are_as_before(staff: dict[str, int]) -> None:
    open_annuity_books()
    (person,), unit = make_members(), make_unit()
    assess([person], unit, 202301, 202301)
    (posting,) = pay_annuity(unit, 202301, 202301, staff)
    day = date(2023, 3, 10)
    carry_through("make_real_annuity", retire(person, cut_off="2023-03"), staff, day)
    collected("record_real_annuity", money(person, "646.40", "2023-03-09"), staff, day)
    payload = {"person_id": person, "choice": "insurance", "first_month": "2023-04", "balance_fen": "966.40", "scans": scans()}
    carry_through("decide_annuity_payment", payload, staff, day)
    sent = {"month": "2023-03", "amount_fen": "966.40", "accounts": 1, "on": "2023-03-09", "reference": "SJ1", "scans": scans()}
    collected("remit_annuity", sent, staff, day)

    with pytest.raises(Refused, match="已经做实"):
        procedures.preview("undo_annuity", undone("posting", posting), day=day)
    for kind in ("choice", "remittance", "arrival", "claim", "posting"):
        collected("undo_annuity", undone(kind, 1), staff, day)
    with pytest.raises(Refused, match="已经撤销过"):
        procedures.preview("undo_annuity", undone("claim", 1), day=day)

    assert accounts.of_person(person, ANNUITY).balance_fen == 0 and annuity.nominal([person]) == {}
    assert (annuity.choice_of(person), annuity.postings(), annuity.claims(), annuity.remittances()) == (None, [], [], [])
    assert books.balance_of(ANNUITY, "1006") == 1
    pay_annuity_again = annuity_month(unit, 202301) | {"reference": "NJ-再入账"}
    collected("assess_annuity", pay_annuity_again, staff, day)
    assert annuity.nominal([person])[person].fen == 640_00
    assert [check for check in run_checks() if not check.ok] == []


def undone(kind: str, record: int) -> dict[str, object]:
    return {"kind": kind, "record": record, "reason": "录入有误", "scans": scans()}


def test_a_years_nominal_interest_is_taken_back_whole_and_credited_again(staff: dict[str, int]) -> None:
    open_annuity_books()
    (person,), unit = make_members(), make_unit()
    assess([person], unit, 202301, 202301)
    pay_annuity(unit, 202301, 202301, staff)
    year = {"scheme": ANNUITY, "year": "2023"}
    carry_through("credit_interest", year, staff, YEAR_END)
    with pytest.raises(Refused, match="不能重复结息"):
        procedures.preview("credit_interest", year, day=YEAR_END)

    carry_through("withdraw_interest", year | {"reason": "利率录错", "scans": scans()}, staff, JANUARY)
    nothing = annuity.nominal([person])[person].interest_fen
    carry_through("credit_interest", year, staff, JANUARY)

    assert (nothing, annuity.nominal([person])[person].interest_fen) == (0, 25_60)
    assert [check for check in run_checks() if not check.ok] == []


def test_a_rate_that_nobody_published_stops_the_interest(staff: dict[str, int], monkeypatch: pytest.MonkeyPatch) -> None:
    open_annuity_books()
    (person,), unit = make_members(), make_unit()
    assess([person], unit, 202301, 202301)
    pay_annuity(unit, 202301, 202301, staff)
    known_rate(monkeypatch, years=())

    with pytest.raises(Refused, match="职业年金个人账户记账利率"):
        procedures.preview("credit_interest", {"scheme": ANNUITY, "year": "2023"}, day=YEAR_END)


def test_verify_names_a_posting_whose_voucher_or_accounts_do_not_say_the_same(staff: dict[str, int]) -> None:
    open_annuity_books()
    people, unit = make_members(), make_unit()
    assess(people, unit, 202301, 202301)
    annuity_actions.post_contributions(
        unit, 202301, date(2023, 1, 28), "X1", place="gansu_zhengning", places=parameters.places(), by=By(None, YEAR_END)
    )
    annuity_actions._record(
        int_column(people), 202302, "contribution", int_column([-700_00]), None, 99, "annuity.record_nominal", by(YEAR_END)
    )

    wrong = {check.id: check.problems for check in run_checks() if not check.ok}

    assert set(wrong) == {"annuity.books", "annuity.nominal"}
    assert "登记32000分，归集户凭证0分" in wrong["annuity.books"][0] and "不应为负" in wrong["annuity.nominal"][0]
