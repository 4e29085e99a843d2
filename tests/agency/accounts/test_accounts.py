"""Personal accounts: the balance is the sum of its entries, and nothing reaches an account twice."""

from datetime import date

import numpy as np
import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from shebao.agency.accounts import actions, queries
from shebao.agency.accounts.models import AccountEntry, Balance
from shebao.agency.contributions import actions as contributions
from shebao.agency.journal import queries as journal
from shebao.base.finding import Refused
from tests.support.answers import each, rule_of
from tests.world.calendar import GO_LIVE, by
from tests.world.law import LAW, SCHEME
from tests.world.people import born, insured

pytestmark = pytest.mark.django_db
JUNE, YEAR_END = by(date(2023, 6, 30)), by(date(2023, 12, 31))


def contributed(people: list[int], month: int = 202306) -> int:
    return contributions.post_contributions([(p, 2023, month, 300_00) for p in people], SCHEME, **LAW, by=JUNE).seq


def balances(people: list[int]) -> list[int]:
    return each(queries.balances(np.array(people), SCHEME))


@pytest.fixture(autouse=True)
def books_agree():
    """Whatever a test does, balances are sums and sealed rows are as posted."""
    yield
    assert queries.check_balances()[1] == []
    assert journal.check_sealed(AccountEntry)[1] == []


def test_an_account_opens_once_with_what_was_handed_over():
    ids = born(1980, 5, 2)
    actions.open_accounts([(ids[0], 1234_56), (ids[1], 0)], SCHEME, 202212, by=by(GO_LIVE))

    with pytest.raises(Refused) as refused:
        actions.open_accounts([(ids[0], 1)], SCHEME, 202212, by=by(GO_LIVE))

    assert rule_of(refused) == "accounts.opened"
    assert balances(ids) == [1234_56, 0]
    assert queries.totals(SCHEME) == {"accounts": 2, "open": 2, "exhausted": 1, "balance_fen": 1234_56}


def test_a_contribution_is_credited_part_by_part_and_once():
    ids = insured(1980, 5, 2, opening_fen=100_00)
    entry = contributed(ids)

    actions.credit_contributions(entry, SCHEME, by=JUNE)
    with pytest.raises(Refused) as refused:
        actions.credit_contributions(entry, SCHEME, by=JUNE)

    assert rule_of(refused) == "accounts.credited"
    account = queries.of_person(ids[0], SCHEME)
    assert [(m.kind, m.amount_fen, m.balance_fen) for m in account.movements] == [
        ("opening", 100_00, 100_00),
        ("own", 300_00, 400_00),
        ("subsidy", 30_00, 430_00),
    ]
    assert queries.movements(SCHEME, 202301, 202312) == {"own": 600_00, "subsidy": 60_00}


def test_the_first_credit_opens_the_account():
    (person,) = insured(1980, 5, 1)
    Balance.objects.all().delete()

    actions.credit_contributions(contributed([person]), SCHEME, by=JUNE)

    assert balances([person]) == [330_00]


def test_a_contribution_taken_back_leaves_the_account():
    (person,) = insured(1980, 5, 1, opening_fen=1_00)
    actions.credit_contributions(contributed([person]), SCHEME, by=JUNE)
    posted = AccountEntry.objects.get(kind="own").source_id

    back = contributions.take_back([posted], SCHEME, 202306, "重复扣款", by=JUNE)
    actions.credit_contributions(back.seq, SCHEME, by=JUNE)

    assert balances([person]) == [1_00]


def test_interest_follows_the_month_product_method():
    rich, paying, drawing = insured(1980, 5, 1, opening_fen=10_000_00) + insured(1981, 5, 1) + insured(1950, 5, 1, opening_fen=1_000_00)
    actions.credit_contributions(contributed([paying]), SCHEME, by=JUNE)
    for month in (202311, 202312):
        actions.pay_pension([(drawing, 100_00, month)], SCHEME, month, by=JUNE)

    entry = actions.credit_interest(SCHEME, 2023, **LAW, by=YEAR_END)

    # 1.5 % a year (the legal floor): 330 yuan from June are seven months; 100 yuan out in November and again in December are two and one.
    assert [fen for (fen,) in AccountEntry.objects.filter(kind="interest").order_by("person_id").values_list("amount_fen")] == [
        150_00,
        2_89,
        15_00 - 38,
    ]
    assert balances([rich]) == [10_150_00] and entry.row_count == 3


def test_interest_never_takes_more_than_is_left():
    (person,) = insured(1950, 5, 1, opening_fen=26)
    actions.correct([(person, 26, AccountEntry.objects.get().id)], SCHEME, 202301, "补记", by=JUNE)
    actions.pay_pension([(person, 52, 1)], SCHEME, 202301, by=JUNE)

    actions.credit_interest(SCHEME, 2023, **LAW, by=YEAR_END)

    assert balances([person]) == [0]


def test_interest_is_credited_once_a_year_and_not_before_its_end():
    insured(1980, 5, 1, opening_fen=10_000_00)
    with pytest.raises(Refused) as early:
        actions.credit_interest(SCHEME, 2023, **LAW, by=by(date(2023, 12, 30)))
    actions.credit_interest(SCHEME, 2023, **LAW, by=YEAR_END)
    with pytest.raises(Refused) as twice:
        actions.credit_interest(SCHEME, 2023, **LAW, by=YEAR_END)
    assert (rule_of(early), rule_of(twice)) == ("accounts.too_early", "accounts.interest_twice")


def test_a_pension_is_taken_as_far_as_the_account_reaches_and_the_pool_pays_the_rest():
    ample, scarce, empty = insured(1950, 5, 1, opening_fen=500_00) + insured(1951, 5, 1, opening_fen=60_00) + insured(1952, 5, 1)

    taken = actions.pay_pension([(ample, 43_17, 1), (scarce, 43_17, 2), (scarce, 43_17, 3), (empty, 43_17, 4)], SCHEME, 202306, by=JUNE)

    assert (taken.from_account_fen, taken.pooled_fen) == (43_17 + 60_00, 2 * 43_17 - 60_00 + 43_17)
    assert balances([ample, scarce, empty]) == [500_00 - 43_17, 0, 0]
    assert list(AccountEntry.objects.filter(kind="pension", person_id=scarce).values_list("source_id", "amount_fen")) == [
        (2, -43_17),
        (3, -16_83),
    ]


def test_a_payment_is_taken_once_even_behind_the_back_of_the_verb():
    (person,) = insured(1950, 5, 1, opening_fen=500_00)
    actions.pay_pension([(person, 43_17, 1)], SCHEME, 202306, by=JUNE)

    with pytest.raises(Refused) as refused:
        actions.pay_pension([(person, 43_17, 1)], SCHEME, 202307, by=JUNE)
    with pytest.raises(IntegrityError), transaction.atomic():
        AccountEntry(
            id=999,
            person_id=person,
            scheme=SCHEME,
            month=202307,
            kind="pension",
            amount_fen=-1,
            source_kind="payout_line",
            source_id=1,
            entry_id=1,
        ).save(force_insert=True)

    assert rule_of(refused) == "accounts.paid_twice"


def test_heirs_get_what_is_left_and_the_account_is_closed():
    some, none = insured(1950, 5, 1, opening_fen=500_00) + insured(1951, 5, 1)

    left = actions.inherit([some, none], SCHEME, 202306, by=JUNE)

    assert each(left.amount_fen) == [500_00, 0]
    assert [queries.of_person(p, SCHEME).closed for p in (some, none)] == [True, True]
    with pytest.raises(Refused) as again:
        actions.inherit([some], SCHEME, 202306, by=JUNE)
    with pytest.raises(Refused) as late:
        actions.credit_contributions(contributed([some]), SCHEME, by=JUNE)
    assert (rule_of(again), rule_of(late)) == ("accounts.nothing_to_inherit", "accounts.closed")


def test_a_closed_account_earns_no_interest():
    gone, here = insured(1950, 5, 2, opening_fen=1_000_00)
    actions.inherit([gone], SCHEME, 202306, by=JUNE)

    actions.credit_interest(SCHEME, 2023, **LAW, by=YEAR_END)

    assert list(AccountEntry.objects.filter(kind="interest").values_list("person_id", flat=True)) == [here]


def test_what_a_corrected_decision_adds_is_late_credits_and_corrections_but_never_interest():
    mine, other = insured(1950, 5, 2, opening_fen=500_00)
    opened = np.array(AccountEntry.objects.order_by("person_id").values_list("entry_id", flat=True))
    actions.credit_interest(SCHEME, 2023, **LAW, by=YEAR_END)
    people = np.array([mine, other])
    assert each(queries.added_since(people, SCHEME, opened)) == [0, 0]

    actions.correct([(mine, -100_00, AccountEntry.objects.get(person_id=mine, kind="opening").id)], SCHEME, 202306, "多记", by=YEAR_END)

    assert each(queries.added_since(people, SCHEME, opened)) == [-100_00, 0]


def test_a_wrong_entry_is_corrected_once_by_an_entry_of_its_own():
    mine, other = insured(1950, 5, 2, opening_fen=500_00)
    wrong = AccountEntry.objects.get(person_id=mine).id

    actions.correct([(mine, -100_00, wrong)], SCHEME, 202306, "移交余额多记", by=JUNE)

    assert balances([mine, other]) == [400_00, 500_00]
    for row, rule in (((mine, -1, wrong), "accounts.corrected"), ((other, -1, wrong), "accounts.not_theirs")):
        with pytest.raises(Refused) as refused:
            actions.correct([row], SCHEME, 202306, "再次", by=JUNE)
        assert rule_of(refused) == rule


def test_an_account_is_never_overdrawn():
    (person,) = insured(1950, 5, 1, opening_fen=500_00)
    wrong = AccountEntry.objects.get(person_id=person).id

    with pytest.raises(Refused) as refused:
        actions.correct([(person, -500_01, wrong)], SCHEME, 202306, "多记", by=JUNE)

    assert rule_of(refused) == "accounts.overdrawn" and balances([person]) == [500_00]


def test_entries_stay_as_they_were_posted():
    insured(1950, 5, 1, opening_fen=500_00)
    for statement in ("UPDATE accounts_accountentry SET amount_fen = 1", "DELETE FROM accounts_accountentry"):
        with pytest.raises(DatabaseError, match="never changed or deleted"), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)


@pytest.mark.django_db
def test_a_balance_changed_by_hand_is_found():
    (person,) = insured(1950, 5, 1, opening_fen=500_00)
    Balance.objects.update(balance_fen=500_01)

    assert queries.check_balances() == (1, [f"人员{person}：{SCHEME}账户余额登记为50001分，各笔记录合计为50000分。"])
    Balance.objects.update(balance_fen=500_00)
