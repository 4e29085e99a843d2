"""The payout line: modules that are matters, done once and undone once; runs have their own signatures and stand under other names."""

from __future__ import annotations

from shebao.agency.local_payments import queries as local
from shebao.agency.payout import queries as payout
from shebao.agency.payout.models import Line
from shebao.agency.people import queries as people
from tests.agency.procedures.modules.fund import by_business
from tests.world.calendar import JUNE_DAY, MAY, MAY_DAY
from tests.world.law import SCHEME
from tests.world.money import County, bank_answer
from tests.world.people import BANK, bank_card

WORLD = "paying"
ELSEWHERE = {
    "run_payout": "发放批次：提出、计算、封存、复核、审批、制盘、送盘、回盘（tests/world/money.py 走完一次，退回见 test_sent_back.py）",
    "pay_one_off": "同上，批次类别“一次性待遇”（tests/agency/procedures/test_heirs.py）",
    "release_hold": "release_held（逐人）和 release_operation（整批）",
    "change_payee": "change_bank_account 的变体；受益人以外的领取人只有继承人（决定 37）",
}
"""Keys of the catalogue of matters that stand under another name here."""


def settle_return(county: County) -> None:
    """A return that nobody is due, and the decision taken back."""
    run = county.submitted()
    line = Line.objects.filter(run=run).order_by("id")[0]
    county.settle(run, bank_answer(run, MAY_DAY, {line.pk: "02"}), MAY_DAY)
    rows = [{"person_id": line.person_id}]
    by_business(county, "settle_return", {"outcome": "never", "reason": "误为已死亡", "rows": rows}, JUNE_DAY)
    by_business(county, "settle_return", {"outcome": "take_back", "reason": "本人健在", "rows": rows}, JUNE_DAY)
    assert [one.never_due for one in payout.on_hold(SCHEME)] == [""]


def approve_local_list(county: County) -> None:
    """A list of a group, and a shorter one in its place."""
    rows = [{"person_id": person, "from_month": "2023-05", "until_month": "2023-12"} for person in county.people[:2]]
    asked = {"item": "heating", "year": "2023", "standard_fen": "30.00", "document": "某政发〔2023〕3号", "rows": rows}
    by_business(county, "approve_local_list", asked)
    by_business(county, "approve_local_list", asked | {"rows": rows[:1]})
    assert len(local.due("heating", MAY)) == 1


def change_bank_accounts(county: County) -> None:
    """A bank's list of new cards, and the cards of before in their place."""
    person = county.people[0]
    name = people.person(person).name
    for _ in range(2):
        row = {"person_id": person, "name": name, "holder": name, "bank": BANK, "account_number": bank_card()}
        by_business(county, "change_bank_accounts", {"rows": [row]})
    assert not people.bank_account_in_force([person])[person].verified


MODULES = (
    ("settle_return", settle_return, "settle_return"),
    ("approve_local_list", approve_local_list, "approve_local_list"),
    ("change_bank_accounts", change_bank_accounts, "change_bank_accounts"),
)
