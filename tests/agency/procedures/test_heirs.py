"""After a death the money goes to the heirs: their accounts, their parts, less what was overpaid; never to the account of the dead."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from shebao.agency.accounts import queries as accounts
from shebao.agency.matters import attachments
from shebao.agency.matters import queries as matters
from shebao.agency.parameters import queries as parameters
from shebao.agency.payout import actions as payout
from shebao.agency.payout import queries as runs
from shebao.agency.payout.models import Line
from shebao.agency.people import heirs
from shebao.agency.people import queries as people
from shebao.agency.procedures import actions
from shebao.agency.procedures.checks import run_checks
from shebao.agency.procedures.death.estate import divided, portions
from shebao.agency.procedures.death.report_death import end_by_death
from shebao.base.dated import Places, Value
from shebao.base.finding import Refused
from tests.support.scans import picture
from tests.world.calendar import JULY, JULY_DAY, JUNE, JUNE_DAY, MAY, by
from tests.world.law import PLACES, SCHEME
from tests.world.money import County, account_of, bank_answer, order_of
from tests.world.people import BANK, bank_card, citizen_number, make_person, make_village
from tests.world.staff import carry_through

pytestmark = pytest.mark.django_db

DIED, REPORTED = date(2023, 5, 19), date(2023, 6, 20)


@pytest.fixture(autouse=True)
def _here(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SHEBAO_PLACE", "gansu_zhengning")


def scans() -> list[dict[str, Any]]:
    return [attachments.keep("材料.png", picture())._asdict()]


def heir_row(name: str, relation: str, parts: int = 1, *, number: str = "", card: str = "") -> dict[str, Any]:
    bank = {"bank": BANK, "account_number": card} if card else {}
    return {"citizen_number": number or citizen_number(date(1985, 6, 7)), "name": name, "relation": relation, "parts": parts, **bank}


def register(paying: County, dead: int, *rows: dict[str, Any], basis: str = "agreement", day: date = REPORTED) -> None:
    payload = {"person_id": dead, "rows": list(rows), "basis": basis, "scans": scans()}
    carry_through("register_heirs", payload, paying.staff, day=day)


def verify_accounts(dead: int) -> None:
    from shebao.agency.people.actions import verify_bank_accounts

    verify_bank_accounts([row.account.id for row in heirs.heirs_of(dead) if row.account], "银行户名核验回执", by=by(REPORTED))


def late_death(paying: County) -> int:
    """May and June are paid; then it becomes known that somebody died in May."""
    paying.settled()
    paying.settled(JUNE, day=JUNE_DAY)
    dead = paying.people[0]
    payload = {"person_id": dead, "died_on": DIED.isoformat(), "source": "village", "drawn_by": "张三（儿子）", "scans": scans()}
    carry_through("report_death", payload, paying.staff, day=REPORTED)
    return dead


def test_an_amount_is_divided_by_parts_to_the_last_fen() -> None:
    assert divided(100_00, [(1, 1), (2, 1), (3, 1)]) == [(1, 33_34), (2, 33_33), (3, 33_33)]
    assert divided(5, [(1, 1), (2, 2)]) == [(1, 2), (2, 3)]
    assert [(row.gross_fen, row.set_off_fen, row.paid_fen) for row in portions(61_240_00, [(1, 1), (2, 1)], 7_962_96)] == [
        (30_620_00, 3_981_48, 26_638_52),
        (30_620_00, 3_981_48, 26_638_52),
    ]
    assert [row.paid_fen for row in portions(50_00, [(1, 1), (2, 3)], 80_00)] == [0, 0]


@pytest.mark.slow
def test_a_late_death_makes_a_debt_and_gives_the_account_back_what_it_bore(paying: County) -> None:
    before = accounts.of_person(paying.people[0], SCHEME)
    dead = late_death(paying)

    (debt,) = runs.debts_of(dead, SCHEME)
    june = Line.objects.get(person_id=dead, month=JUNE)
    after = accounts.of_person(dead, SCHEME)

    assert before is not None and after is not None
    assert (debt.first_month, debt.last_month, debt.months, debt.amount_fen) == (JUNE, JUNE, 1, june.total_fen)
    assert (debt.from_account_fen, debt.drawn_by, debt.left_fen) == (june.from_account_fen, "张三（儿子）", june.total_fen)
    assert after.balance_fen == before.balance_fen - june.from_account_fen, "only the month of death was due from the account"
    assert runs.not_opened({dead: MAY}, SCHEME) == {}
    assert not [check for check in run_checks() if not check.ok]


@pytest.mark.slow
def test_heirs_are_paid_their_parts_of_the_account_less_the_debt_to_accounts_of_their_own(paying: County) -> None:
    dead = late_death(paying)
    son = make_person("李小甲", birth=date(1980, 2, 3), day=REPORTED)
    register(
        paying, dead, heir_row("李小甲", "child", number=people.citizen_numbers([son])[0]), heir_row("李小乙", "child", card=bank_card())
    )
    verify_accounts(dead)
    account, (debt,) = accounts.of_person(dead, SCHEME), runs.debts_of(dead, SCHEME)
    assert account is not None

    carry_through("inherit_account", {"person_id": dead, "set_off": "agreed", "scans": scans()}, paying.staff, day=REPORTED)
    run = paying.settled(JULY, "one_off", JULY_DAY)

    lines = list(Line.objects.filter(run=run).order_by("id"))
    expected = [fen for _, fen in divided(account.balance_fen, [(1, 1), (2, 1)])]
    assert [line.total_fen for line in lines] == [
        gross - fen for gross, (_, fen) in zip(expected, divided(debt.amount_fen, [(1, 1), (2, 1)]), strict=True)
    ]
    assert {line.person_id for line in lines} == {row.person_id for row in heirs.heirs_of(dead)}
    assert {row.holder for row in order_of(run).rows} == {"李小甲", "李小乙"}
    assert account_of(dead) not in {line.bank_account_id for line in lines}
    assert runs.debts_of(dead, SCHEME)[0].left_fen == 0
    assert not [check for check in run_checks() if not check.ok]


@pytest.mark.slow
def test_the_pension_of_the_month_of_death_that_came_back_goes_to_the_heir(paying: County) -> None:
    run = paying.submitted()
    dead = paying.people[0]
    line = Line.objects.get(run=run, person_id=dead)
    paying.settle(run, bank_answer(run, fail={line.pk: "02"}))
    end_by_death([(dead, DIED)], by=by(REPORTED))
    waiting = payout.compute(paying.propose(JUNE, "reissue", REPORTED).pk, actor_id=paying.staff["acceptance"])
    assert [(row.person_id, row.reason, row.kind) for row in runs.exclusions(waiting.pk)] == [(dead, "heirs", "excluded")]
    assert not Line.objects.filter(run=waiting).exists()
    payout.discard(waiting.pk, "等继承人登记", by=by(REPORTED, paying.staff["acceptance"]))

    register(paying, dead, heir_row("王秋", "spouse", card=bank_card()), basis="only")
    verify_accounts(dead)
    again = paying.settled(JULY, "reissue", JULY_DAY)

    paid = Line.objects.get(run=again)
    assert (paid.person_id, paid.total_fen) == (dead, line.total_fen)
    assert paid.bank_account_id == heirs.heirs_of(dead)[0].account.id  # type: ignore[union-attr]
    assert [row.holder for row in order_of(again).rows] == ["王秋"]
    assert not [check for check in run_checks() if not check.ok]


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ([("own", "李小甲", "child", 1)], "账号是死者本人的账户"),
        ([("self", "李甲", "child", 1)], "死者本人不能是继承人"),
        ([("none", "李小甲", "child", 1)], "没有登记过银行账户"),
        ([("card", "李小甲", "child", 0)], "份数应为正整数"),
    ],
)
def test_heirs_that_cannot_be_are_refused_with_the_reason(paying: County, rows: list[tuple[str, str, str, int]], said: str) -> None:
    from shebao.agency.people.models import BankAccount
    from shebao.agency.store import vault

    dead = paying.people[0]
    end_by_death([(dead, DIED)], by=by(DIED))
    own = BankAccount.objects.get(person_id=dead)
    cards = {
        "own": vault.unseal(own.account_sealed, BankAccount.SEALED_PLACE, own.pk),
        "card": bank_card(),
        "self": bank_card(),
        "none": "",
    }
    listed = [
        heir_row(name, relation, parts, card=cards[what], number=people.citizen_numbers([dead])[0] if what == "self" else "")
        for what, name, relation, parts in rows
    ]

    with pytest.raises(Refused, match=said):
        actions.preview("register_heirs", {"person_id": dead, "rows": listed, "basis": "only", "scans": scans()}, day=REPORTED)

    assert heirs.heirs_of(dead) == []


def test_nothing_is_paid_before_the_heirs_are_registered_and_nothing_twice(paying: County) -> None:
    living, dead = paying.people[:2]
    end_by_death([(dead, DIED)], by=by(DIED))

    def ask(person: int) -> None:
        actions.preview("inherit_account", {"person_id": person, "set_off": "none", "scans": scans()}, day=REPORTED)

    with pytest.raises(Refused, match="没有死亡登记"):
        ask(living)
    with pytest.raises(Refused, match="还没有登记继承人"):
        ask(dead)
    register(paying, dead, heir_row("王秋", "spouse", card=bank_card()), basis="only")
    carry_through("inherit_account", {"person_id": dead, "set_off": "none", "scans": scans()}, paying.staff, day=REPORTED)
    with pytest.raises(Refused, match="个人账户继承已经登记应付"):
        ask(dead)
    with pytest.raises(Refused, match="已经按登记的继承人登记应付"):
        register(paying, dead, heir_row("赵冬", "child", card=bank_card()))


def test_a_funeral_is_paid_only_where_the_place_has_a_standard(paying: County, monkeypatch: pytest.MonkeyPatch) -> None:
    dead = paying.people[0]
    end_by_death([(dead, DIED)], by=by(DIED))
    register(paying, dead, heir_row("王秋", "spouse", card=bank_card()), basis="only")
    payload = {"person_id": dead, "set_off": "none", "scans": scans()}
    with pytest.raises(Refused, match="当地没有丧葬补助金标准"):
        actions.preview("decide_resident_funeral", payload, day=REPORTED)

    monkeypatch.setattr(parameters, "places", lambda: with_funeral("800"))
    carry_through("decide_resident_funeral", payload, paying.staff, day=REPORTED)

    assert [(row.name, row.kind, row.amount_fen) for row in runs.dues_of(dead)] == [("王秋", "funeral", 800_00)]


def with_funeral(yuan: str) -> Places:
    """The shipped places with a fixed funeral sum of this county, as an agency enters it."""
    own = Value("resident_funeral_fixed", "gansu_zhengning", date(2014, 2, 21), date(9999, 12, 31), yuan, "示例〔2023〕1号", "unverified")
    return Places(PLACES.places, (*PLACES.rows, own), PLACES.titles, PLACES.floors)


@pytest.mark.slow
def test_what_heirs_are_owed_is_cancelled_before_it_is_paid_and_decided_anew(paying: County) -> None:
    paying.settled()
    dead = paying.people[0]
    end_by_death([(dead, date(2023, 4, 20))], by=by(REPORTED))
    before, (debt,) = accounts.of_person(dead, SCHEME), runs.debts_of(dead, SCHEME)
    register(paying, dead, heir_row("王秋", "spouse", card=bank_card()), basis="only")
    inheritance = {"person_id": dead, "set_off": "agreed", "scans": scans()}
    carry_through("inherit_account", inheritance, paying.staff, day=REPORTED)
    cancelling = {"person_id": dead, "kind": "inheritance", "reason": "继承人登记有误", "scans": scans()}

    shown = actions.preview("cancel_owed", cancelling, day=REPORTED)
    carry_through("cancel_owed", cancelling, paying.staff, day=REPORTED)

    assert before is not None and shown[0].after == "撤销"
    assert accounts.of_person(dead, SCHEME).balance_fen == before.balance_fen  # type: ignore[union-attr]
    assert runs.dues_of(dead) == [] and runs.debts_of(dead, SCHEME)[0].left_fen == debt.amount_fen
    register(paying, dead, heir_row("赵冬", "child", card=bank_card()), heir_row("钱春", "child", card=bank_card()))
    carry_through("inherit_account", inheritance, paying.staff, day=REPORTED)
    owed = runs.dues_of(dead)
    assert {row.name for row in owed} == {"赵冬", "钱春"}
    assert sum(row.amount_fen for row in owed) == before.balance_fen - debt.amount_fen
    verify_accounts(dead)
    paying.sealed(JULY, "one_off", JULY_DAY)
    with pytest.raises(Refused, match="已经列入发放批次"):
        actions.preview("cancel_owed", cancelling, day=JULY_DAY)


def test_a_funeral_that_a_debt_took_whole_is_not_decided_twice(paying: County, monkeypatch: pytest.MonkeyPatch) -> None:
    paying.settled()
    dead = paying.people[0]
    end_by_death([(dead, date(2023, 4, 20))], by=by(REPORTED))
    register(paying, dead, heir_row("王秋", "spouse", card=bank_card()), basis="only")
    monkeypatch.setattr(parameters, "places", lambda: with_funeral("50"))
    payload = {"person_id": dead, "set_off": "agreed", "scans": scans()}
    carry_through("decide_resident_funeral", payload, paying.staff, day=REPORTED)

    assert runs.dues_of(dead) == []
    with pytest.raises(Refused, match="丧葬补助金已经登记应付"):
        actions.preview("decide_resident_funeral", payload, day=REPORTED)


@pytest.mark.slow
def test_a_death_taken_back_takes_its_debt_back(paying: County) -> None:
    paying.settled()
    dead = paying.people[0]
    balance = accounts.of_person(dead, SCHEME).balance_fen  # type: ignore[union-attr]
    end_by_death([(dead, date(2023, 4, 20))], by=by(REPORTED))
    assert [row.months for row in runs.debts_of(dead, SCHEME)] == [1]

    carry_through("withdraw_death", {"person_id": dead, "why": "wrong_person", "scans": scans()}, paying.staff, day=REPORTED)

    assert runs.debts_of(dead, SCHEME) == []
    assert accounts.of_person(dead, SCHEME).balance_fen == balance  # type: ignore[union-attr]


def test_an_heir_from_elsewhere_comes_into_the_register_without_being_insured(paying: County) -> None:
    dead, village = paying.people[0], make_village()
    end_by_death([(dead, DIED)], by=by(DIED))
    register(paying, dead, heir_row("王秋", "spouse", card=bank_card()), basis="only")

    (heir,) = heirs.heirs_of(dead)

    assert people.person(heir.person_id).township == "县外" and village
    assert heir.account is not None and not heir.account.verified
    assert heirs.inherits_from(heir.person_id) == [(dead, people.person(dead).name)]
    assert matters.about("person", dead)
