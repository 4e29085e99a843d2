"""The fund counter: numbered vouchers, closed periods, and a database that refuses what the application may not do."""

from datetime import date

import pytest
from django.db import DatabaseError, connection, transaction

from shebao.agency.fund import actions, queries
from shebao.agency.fund.models import Period, Voucher
from shebao.agency.journal.by import By
from shebao.base.finding import Refused
from shebao.core.books.events import event
from shebao.core.books.slip import Slip
from shebao.core.books.voucher import Line
from tests.world.money import book, reconcile
from tests.world.staff import make_member

pytestmark = pytest.mark.django_db
SCHEME, MAY, DAY = "resident", 202305, date(2023, 5, 20)


@pytest.fixture
def books():
    actions.open_books(SCHEME, MAY, date(2023, 5, 1), {"1003": 1_000_00, "1004": 50_00}, by=By(None, date(2023, 5, 1)))


def feed(fen: int, source_id: int) -> Voucher:
    return book("feed", fen, DAY, f"B{source_id}", source=source_id)


def refused_by_database(statement: str) -> str:
    with pytest.raises(DatabaseError) as refused, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    return str(refused.value)


def test_vouchers_are_numbered_from_one_without_gaps_in_each_month(books):
    feed(100, 1)
    with pytest.raises(Refused):
        feed(10**9, 2)
    feed(200, 3)
    book("feed", 300, date(2023, 6, 1), "B4")

    assert list(Voucher.objects.order_by("id").values_list("month", "number", "posted")) == [
        (MAY, 1, True),
        (MAY, 2, True),
        (MAY, 3, True),
        (202306, 1, True),
    ]


def test_an_account_is_never_overdrawn(books):
    with pytest.raises(Refused, match="财政专户存款余额不足"):
        feed(1_000_01, 1)
    with pytest.raises(Refused, match="支出户存款余额不足"):
        book("interest_to_fiscal", 50_01, DAY, "C9")
    assert (queries.balance_of(SCHEME, "1003"), queries.balance_of(SCHEME, "1004")) == (1_000_00, 50_00)


def test_one_slip_is_booked_once_whatever_it_is_said_to_be(books):
    feed(100, 7)

    with pytest.raises(Refused, match="单据号 B7）已经入账：2023年5月第2号凭证"):
        feed(100, 7)
    with pytest.raises(Refused, match="已经入账"):
        book("interest_1004", 5, DAY, "B7", source=8)
    book("interest_1003", 5, DAY, "B7", source=9)  # another bank's number
    book("feed", 100, date(2023, 5, 21), "B7", source=10)  # another day's


def test_a_second_interest_and_a_second_feed_of_a_month_are_booked_on_their_own_slips(books):
    for number in (1, 2):
        book("interest_1003", 50, DAY, f"LX{number}")
        feed(100, number)

    assert queries.balance_of(SCHEME, "4201") == 100 and queries.balance_of(SCHEME, "1004") == 50_00 + 200


def test_money_does_not_move_without_a_slip_or_by_another_amount_than_the_slip_says(books):
    lines = event("feed").lines(100)

    with pytest.raises(Refused, match="没有原始凭证"):
        actions.post_voucher(SCHEME, MAY, DAY, "拨款", lines, ("plan", 1), by=By(None, DAY))
    with pytest.raises(Refused, match="单据金额 0.99 元，凭证在支出户存款记了 1.00 元"):
        actions.post_voucher(SCHEME, MAY, DAY, "拨款", lines, ("plan", 1), by=By(None, DAY), slip=Slip("银行回单", "B1", "1004", 99))


def test_a_wrong_amount_is_cancelled_and_the_same_slip_booked_rightly(books):
    wrong = book("interest_1003", 500, DAY, "LX1")
    actions.reverse_voucher(wrong.pk, MAY, DAY, by=By(None, DAY))

    book("interest_1003", 50, DAY, "LX1", source=1)

    assert queries.balance_of(SCHEME, "4201") == 50


def test_the_opening_and_the_transfers_of_a_period_are_never_cancelled():
    actions.open_books(SCHEME, 202312, date(2023, 12, 1), {"1003": 1_000_00}, by=By(None, date(2023, 12, 1)))
    book("subsidy", 70, date(2023, 12, 5), "C1")
    reconcile(202312)
    actions.close_period(SCHEME, 202312, by=By(None, date(2024, 1, 2)))
    opening, subsidy, transfer = Voucher.objects.order_by("id")

    for voucher, words in ((opening, "期初余额，不能冲销"), (transfer, "年末收支结转，不能冲销"), (subsidy, "不能在2024年冲销")):
        with pytest.raises(Refused, match=words):
            actions.reverse_voucher(voucher.pk, 202401, date(2024, 1, 5), by=By(None, date(2024, 1, 5)))

    assert (queries.totals(SCHEME, 2023)["income_fen"], queries.totals(SCHEME, 2024)["income_fen"]) == (70, 0)


def test_at_the_end_of_every_month_the_fund_balance_is_assets_less_liabilities(books):
    book("subsidy", 300_00, DAY, "C1")
    book("transfer_out", 20_00, DAY, "B1")
    reconcile(MAY)
    actions.close_period(SCHEME, MAY, by=By(None, date(2023, 6, 1)))
    book("subsidy", 5_00, date(2023, 6, 2), "C2")

    may = queries.balances(SCHEME, to=MAY)

    assert may["3001", ""] == -(1_050_00 + 300_00 - 20_00)
    assert sum(fen for (code, _), fen in may.items() if code[0] in "45") == 0
    assert [(m["income_fen"], m["expense_fen"]) for m in queries.by_month(SCHEME, 2023)[4:6]] == [(300_00, 20_00), (5_00, 0)]


def test_a_voucher_is_reversed_once_and_a_reversal_never(books):
    fed = feed(100, 1)
    undone = actions.reverse_voucher(fed.pk, MAY, DAY, by=By(None, DAY))

    assert queries.balance_of(SCHEME, "1004") == 50_00
    for voucher_id, words in ((fed.pk, "已经冲销过"), (undone.pk, "不能再冲销")):
        with pytest.raises(Refused, match=words):
            actions.reverse_voucher(voucher_id, MAY, DAY, by=By(None, DAY))


def test_a_reversal_takes_back_every_line_of_its_voucher_and_nothing_else(books):
    fed = feed(100, 1)
    feed(7, 2)
    before = {account: queries.balance_of(SCHEME, account) for account in ("1003", "1004")}

    undone = actions.reverse_voucher(fed.pk, MAY, DAY, by=By(None, DAY))

    sides = ("account", "item", "debit_fen", "credit_fen")
    red = [(account, item, -debit, -credit) for account, item, debit, credit in fed.lines.order_by("id").values_list(*sides)]
    assert list(undone.lines.order_by("id").values_list(*sides)) == red
    assert {account: queries.balance_of(SCHEME, account) - was for account, was in before.items()} == {"1003": 100, "1004": -100}


def test_a_closed_month_accepts_nothing_from_any_verb(books):
    feed(1, 9)
    reconcile(MAY)
    actions.close_period(SCHEME, MAY, by=By(None, date(2023, 6, 1)))

    attempts = [
        lambda: feed(1, 1),
        lambda: book("subsidy", 1, DAY, "C2"),
        lambda: book("interest_1003", 1, DAY, "C3"),
        lambda: actions.reverse_voucher(2, MAY, DAY, by=By(None, DAY)),
        lambda: actions.close_period(SCHEME, MAY, by=By(None, DAY)),
        lambda: book("feed", 1, date(2023, 4, 1), "C4"),
    ]
    for attempt in attempts:
        with pytest.raises(Refused, match="已结账"):
            attempt()


def test_months_are_closed_in_their_order(books):
    book("feed", 300, date(2023, 6, 1), "B4")

    with pytest.raises(Refused, match="2023年5月还没有结账"):
        reconcile(202306)
        actions.close_period(SCHEME, 202306, by=By(None, date(2023, 7, 1)))


def test_a_month_without_a_voucher_between_does_not_let_an_open_one_be_passed_over(books):
    book("feed", 300, date(2023, 7, 3), "B5")
    reconcile(202307)

    with pytest.raises(Refused, match="2023年5月还没有结账"):
        actions.close_period(SCHEME, 202307, by=By(None, date(2023, 8, 1)))


def test_a_year_is_closed_into_the_fund_balance_and_its_statement_still_shows_it():
    actions.open_books(SCHEME, 202312, date(2023, 12, 1), {"1003": 1_000_00}, by=By(None, date(2023, 12, 1)))
    for what, fen in (("fees_income", 300_00), ("collective_income", 10_00), ("subsidy_contribution", 30_00), ("assisted", 5_00)):
        book(what, fen, date(2023, 12, 5), what)
    book("income_to_fiscal", 310_00, date(2023, 12, 30), "B1")
    book("feed", 200_00, date(2023, 12, 6), "B2")
    actions.book_payout(
        SCHEME,
        date(2023, 12, 8),
        title="发放",
        file_number="F1",
        return_id=1,
        moved=actions.Moved({"basic_pension": 150_00, "account_pension": 40_00}, returned_fen=9_00),
        by=By(None, date(2024, 1, 2)),
    )
    reconcile(202312)
    actions.close_period(SCHEME, 202312, by=By(None, date(2024, 1, 3)))

    year = queries.totals(SCHEME, 2023)

    assert year == {
        "opening_fen": 1_000_00,
        "income_fen": 345_00,
        "expense_fen": 190_00,
        "closing_fen": 1_155_00,
        "income": {("4001", "assisted"): 5_00, ("4001", "own"): 300_00, ("4101", "contribution"): 30_00, ("4102", ""): 10_00},
        "expense": {("5001", "account_pension"): 40_00, ("5001", "basic_pension"): 150_00},
    }
    assert queries.balance_of(SCHEME, "3001") == 1_155_00 and queries.balance_of(SCHEME, "4001") == 0
    assert queries.balance_of(SCHEME, "2001") == 9_00 and queries.balance_of(SCHEME, "1002") == 0


def test_budget_lines_stand_beside_what_was_booked(books):
    actions.set_budget(
        SCHEME, 2023, {("4101", "basic_pension"): 500, ("5001", "basic_pension"): 400}, "某政函〔2023〕1号", by=By(None, DAY)
    )
    actions.set_budget(SCHEME, 2023, {("4101", "basic_pension"): 600}, "某政函〔2023〕9号", by=By(None, DAY))
    book("subsidy", 250, DAY, "C1")

    assert [(row.account, row.budget_fen, row.actual_fen) for row in queries.budget_against_actual(SCHEME, 2023)] == [("4101", 600, 250)]


def test_the_database_refuses_what_no_verb_would_do(books):
    fed = feed(100, 1)
    line = fed.lines.first().pk
    statements = {
        f"UPDATE fund_voucher SET memo = 'x' WHERE id = {fed.pk}": "never changes",
        f"DELETE FROM fund_voucher WHERE id = {fed.pk}": "never deleted",
        f"UPDATE fund_voucherline SET debit_fen = debit_fen + 1 WHERE id = {line}": "never changed",
        f"DELETE FROM fund_voucherline WHERE id = {line}": "never changed or deleted",
        "INSERT INTO fund_voucherline (id, voucher_id, account, item, debit_fen, credit_fen, entry_id) "
        f"VALUES (9999, {fed.pk}, '1004', '', 1, 0, 1)": "nothing is added",
        "UPDATE fund_period SET next_number = next_number + 1": "one by one",
        "UPDATE fund_period SET next_number = 1": "one by one",
        "DELETE FROM fund_period": "never deleted",
    }
    for statement, words in statements.items():
        assert words in refused_by_database(statement), statement


def test_the_database_refuses_an_unbalanced_or_misnumbered_voucher(books):
    with pytest.raises(DatabaseError, match="next number"), transaction.atomic():
        Voucher(id=50, scheme=SCHEME, month=MAY, number=9, on=DAY, memo="跳号", source_kind="x", source_id=1, entry_id=1).save(
            force_insert=True
        )
    with pytest.raises(DatabaseError, match="equal"), transaction.atomic():
        crooked = Voucher(id=50, scheme=SCHEME, month=MAY, number=2, on=DAY, memo="不平", source_kind="x", source_id=1, entry_id=1)
        crooked.save(force_insert=True)
        crooked.lines.create(id=900, account="1004", debit_fen=2, credit_fen=0, entry_id=1)
        crooked.lines.create(id=901, account="2001", debit_fen=0, credit_fen=1, entry_id=1)
        Voucher.objects.filter(pk=50).update(posted=True)


def test_the_database_keeps_a_closed_period_closed(books):
    reconcile(MAY)
    actions.close_period(SCHEME, MAY, by=By(None, date(2023, 6, 1)))
    period = Period.objects.get()

    assert "stays closed" in refused_by_database(
        "UPDATE fund_period SET closed = " + ("FALSE" if connection.vendor == "postgresql" else "0")
    )
    with pytest.raises(DatabaseError, match="open period"), transaction.atomic():
        Voucher(
            id=50, scheme=SCHEME, month=MAY, number=period.next_number, on=DAY, memo="迟到", source_kind="x", source_id=1, entry_id=1
        ).save(force_insert=True)


def test_lines_say_their_side(books):
    with pytest.raises(Refused, match="借贷不平"):
        actions.post_voucher(
            SCHEME,
            MAY,
            DAY,
            "不平",
            [Line("1004", debit_fen=2), Line("2001", credit_fen=1)],
            ("x", 1),
            by=By(None, DAY),
            slip=Slip("银行回单", "B1", "1004", 2),
        )


def test_the_database_keeps_slips_and_signatures_and_refuses_a_line_below_zero_outside_a_red_voucher(books):
    fed = book("feed", 100, DAY, "B1", actor_id=make_member("cw-1"))

    assert "never changed" in refused_by_database("UPDATE fund_slip SET amount_fen = 1")
    assert "never changed" in refused_by_database("DELETE FROM fund_slip")
    assert "never changed" in refused_by_database("UPDATE fund_signature SET member_id = 999")
    with pytest.raises(DatabaseError, match="red voucher alone"), transaction.atomic():
        crooked = Voucher(id=50, scheme=SCHEME, month=MAY, number=3, on=DAY, memo="红", source_kind="x", source_id=1, entry_id=1)
        crooked.save(force_insert=True)
        crooked.lines.create(id=900, account="1004", debit_fen=-2, credit_fen=0, entry_id=1)
    assert fed.slip.number == "B1"


def test_an_answer_whose_month_is_closed_is_booked_on_the_day_it_is_handled_and_says_the_banks_day(books):
    feed(100_00, 1)
    reconcile(MAY)
    actions.close_period(SCHEME, MAY, by=By(None, date(2023, 6, 1)))
    parts = {"title": "发放", "file_number": "F1", "moved": actions.Moved({"basic_pension": 40_00}), "by": By(None, date(2023, 6, 2))}

    (late,) = actions.book_payout(SCHEME, date(2023, 5, 31), return_id=1, **parts)
    (due,) = actions.book_payout(SCHEME, date(2023, 6, 1), return_id=2, **parts)

    assert (late.on, late.memo) == (date(2023, 6, 2), "发放：发放（银行记账日 2023-05-31）")
    assert (due.on, due.memo) == (date(2023, 6, 1), "发放：发放")
