"""Accounts change hands with care, deaths are recorded once, and a full number is shown only with right, purpose and limit."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from shebao.agency.journal import queries as journal
from shebao.agency.journal.by import By
from shebao.agency.people import actions, queries
from shebao.agency.people.models import BankAccount
from shebao.agency.store.columns import int_column
from shebao.base.finding import Refused
from tests.world.calendar import MAY_DAY
from tests.world.people import bank_card, citizen_number, make_people, make_person, make_village, new_person

pytestmark = pytest.mark.django_db
BY = By(None, MAY_DAY)


def test_a_change_closes_the_old_account_and_opens_an_unverified_one() -> None:
    person = make_person("张三")
    card = bank_card()

    new = actions.change_bank_accounts([(person, "邮政储蓄银行", card, "张三")], by=BY)

    present, former = queries.bank_accounts_of(person)
    assert (present.id, present.bank, present.tail, present.verified, present.since, present.until) == (
        new[0],
        "邮政储蓄银行",
        card[-4:],
        False,
        MAY_DAY,
        None,
    )
    assert (former.until, former.verified) == (MAY_DAY, True)
    assert [number for _, number, _ in queries.payees(new).values()] == [card]
    columns = queries.account_columns(int_column([person, 999]))
    assert (columns["account_id"].tolist(), columns["verified"].tolist()) == ([new[0], 0], [0, 0])


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"holder": "李四"}, "不一致"),
        ({"account_number": "6200000000000000"}, "校验位"),
        ({"account_number": "123"}, "16 至 19 位"),
        ({"bank": " "}, "开户行"),
        ({"bank": "行" * 41}, "开户行有 41 个字，最多 40 个字"),
        ({"bank": "农商行|城关支行"}, "开户行第 4 个字是“\\|”，银行文件用它分隔栏目"),
        ({"bank": "农商行\n城关支行"}, "开户行第 4 个字处有换行"),
        ({"bank": "农商行\x00"}, "控制字符"),
        ({"person_id": 999}, "不存在"),
    ],
)
def test_a_wrong_change_is_refused_with_its_reason(change: dict[str, Any], said: str) -> None:
    asked = {"person_id": make_person("张三"), "bank": "邮储", "account_number": bank_card(), "holder": "张三"} | change

    with pytest.raises(Refused, match=said):
        actions.change_bank_accounts([actions.NewAccount(**asked)], by=BY)


def test_the_same_account_again_the_dead_and_two_changes_for_one_are_refused() -> None:
    card = bank_card()
    same, dead, twice = make_people([new_person("张三", card=card), new_person("李四"), new_person("王五")])
    actions.record_deaths([(dead, date(2023, 5, 1))], by=BY)

    with pytest.raises(Refused) as refused:
        actions.change_bank_accounts(
            [
                (same, "邮储", card, "张三"),
                (dead, "邮储", bank_card(), "李四"),
                (twice, "邮储", bank_card(), "王五"),
                (twice, "邮储", bank_card(), "王五"),
            ],
            by=BY,
        )

    reasons = dict(refused.value.finding.values["rows"])
    assert sorted(reasons) == [1, 2, 4] and "相同" in reasons[1] and "死亡" in reasons[2] and "两次" in reasons[4]
    assert BankAccount.objects.count() == 3


def test_an_account_is_verified_with_evidence_and_only_while_in_force() -> None:
    person = make_person("张三", accounts_verified=False)
    account = queries.bank_account_in_force([person])[person]

    with pytest.raises(Refused, match="核验依据"):
        actions.verify_bank_accounts([account.id], " ", by=BY)
    actions.verify_bank_accounts([account.id], "银行户名核验回执 2023-05-08", by=BY)
    actions.change_bank_accounts([(person, "邮储", bank_card(), "张三")], by=BY)

    assert queries.accounts([account.id])[account.id].verified
    with pytest.raises(Refused, match="已停用"):
        actions.verify_bank_accounts([account.id], "银行户名核验回执 2023-05-09", by=BY)


def test_persons_sharing_one_account_are_found() -> None:
    card = bank_card()
    first, second, _ = make_people([new_person(card=card), new_person(card=card), new_person()])

    assert queries.shared_accounts() == [[first, second]]


def test_a_death_is_recorded_once_on_a_day_that_can_be() -> None:
    first, second = make_people(2)
    actions.record_deaths([(first, date(2023, 5, 2))], by=BY)

    with pytest.raises(Refused) as refused:
        actions.record_deaths([(first, date(2023, 5, 3)), (second, date(2023, 5, 9)), (second, date(1963, 4, 1)), (77, MAY_DAY)], by=BY)

    assert [row for row, _ in refused.value.finding.values["rows"]] == [1, 2, 3, 3, 4]
    assert queries.deaths([first, second]) == {first: date(2023, 5, 2)}
    assert queries.count() == 1 and queries.count(living=False) == 2


def test_a_move_is_journalled_with_where_from() -> None:
    person = make_person()
    before, after = queries.person(person).village_id, make_village("乙镇", "新村")

    actions.move_persons([(person, after)], by=BY)

    assert queries.person(person).village == "新村"
    assert journal.history("person", person)[0].body == f'{{"moves":[[{person},{before},{after}]]}}'
    with pytest.raises(Refused, match="不存在"):
        actions.move_persons([(person, 999), (55, after)], by=BY)


def test_showing_a_number_takes_a_right_and_a_purpose_and_leaves_an_entry(staff: dict[str, int]) -> None:
    number, card = citizen_number(), bank_card()
    person = make_person(number=number, card=card)
    account = queries.bank_account_in_force([person])[person].id

    assert actions.unmask(person, "核对银行退回原因", by=By(staff["acceptance"], MAY_DAY)) == number
    assert actions.unmask_account(account, "核对银行退回原因", by=By(staff["reviewer"], MAY_DAY)) == card
    for post in ("approver", "finance_maker", "auditor", "parameters"):
        with pytest.raises(Refused, match="没有这项权限"):
            actions.unmask(person, "核对银行退回原因", by=By(staff[post], MAY_DAY))
    with pytest.raises(Refused, match="用途"):
        actions.unmask(person, " x ", by=By(staff["acceptance"], MAY_DAY))
    with pytest.raises(Refused, match="不存在"):
        actions.unmask(999, "核对银行退回原因", by=By(staff["acceptance"], MAY_DAY))

    entries = [entry for entry in journal.entries() if entry.verb == "people.unmask"]
    assert [(entry.actor_id, entry.subject_id) for entry in entries] == [(staff["reviewer"], person), (staff["acceptance"], person)]
    assert not any(number in entry.body for entry in entries)


def test_after_the_day_s_limit_nothing_more_is_shown_until_tomorrow(staff: dict[str, int]) -> None:
    person = make_person()
    look: Callable[..., str] = lambda post, day=MAY_DAY: actions.unmask(person, "核对银行退回原因", by=By(staff[post], day))  # noqa: E731

    for _ in range(30):
        look("acceptance")

    with pytest.raises(Refused, match="30 次上限"):
        look("acceptance")
    assert look("acceptance", date(2023, 5, 9)) and look("inspector")


def test_two_changes_of_one_account_at_once_leave_one_in_force(database: str, at_once: Callable[..., list[Any]]) -> None:
    person = make_person("张三")

    outcomes = at_once(*[lambda: actions.change_bank_accounts([(person, "邮储", bank_card(), "张三")], by=BY)] * 4)

    assert not any(isinstance(outcome, Exception) for outcome in outcomes)
    assert BankAccount.objects.filter(person_id=person, until=None).count() == 1
    assert BankAccount.objects.filter(person_id=person).count() == 5


def test_one_person_registered_by_two_clerks_at_once_is_one_person(database: str, at_once: Callable[..., list[Any]]) -> None:
    make_village()
    row = new_person()

    outcomes = at_once(lambda: actions.register([row], by=BY), lambda: actions.register([row], by=BY))

    assert sorted(type(outcome).__name__ for outcome in outcomes) == ["Refused", "list"]
    assert queries.count() == 1
