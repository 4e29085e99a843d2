"""A death reported late makes a debt: months, sum, what the account bore and proofs of life after it are shown before anybody signs."""

from __future__ import annotations

from datetime import date

import pytest

from shebao.agency.certification.actions import record_events
from shebao.agency.journal.by import By
from shebao.agency.payout import queries
from shebao.agency.payout.models import Line
from shebao.agency.procedures import actions
from shebao.base.money import grouped
from tests.world.calendar import JULY_DAY, JUNE, JUNE_DAY, MAY, MAY_DAY, by
from tests.world.law import SCHEME
from tests.world.money import County, bank_answer
from tests.world.staff import carry_through

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

DIED = date(2023, 4, 20)


def preview(person: int) -> dict[str, str]:
    shown = actions.preview("report_death", {"person_id": person, "died_on": DIED.isoformat(), "source": "relatives"}, day=JULY_DAY)
    return {change.what: change.after for change in shown}


def test_months_paid_after_the_death_are_counted_with_what_the_account_bore(paying: County) -> None:
    person, other = paying.people[:2]
    paying.settled()
    paying.settled(JUNE, day=JUNE_DAY)
    lines = Line.objects.filter(person_id=person, month__in=(MAY, JUNE))
    total, account = (sum(lines.values_list(name, flat=True)) for name in ("total_fen", "from_account_fen"))

    debts = queries.overpaid({person: 202304, other: JUNE}, SCHEME)

    assert debts == {person: queries.Overpaid((MAY, JUNE), total, account, 0)}
    shown = preview(person)
    assert shown["死亡后已发待遇"] == f"多发 2 个月（2023-05 至 2023-06）{grouped(total)} 元，须追回"
    assert shown["其中个人账户支付"] == f"{grouped(account)} 元，追回后应更正个人账户"


def test_what_the_bank_returned_is_no_debt_and_what_it_has_not_answered_is_under_way(paying: County) -> None:
    person, other = paying.people[:2]
    run = paying.submitted()
    line = Line.objects.get(run=run, person_id=person)
    under_way = queries.overpaid({person: 202304}, SCHEME)[person]
    paying.settle(run, bank_answer(run, MAY_DAY, {line.pk: "02"}))

    debts = queries.overpaid({person: 202304, other: 202304}, SCHEME)

    assert (under_way.months, under_way.fen, under_way.under_way_fen) == ((), 0, line.total_fen)
    assert person not in debts and debts[other].months == (MAY,)


def test_a_proof_of_life_after_the_death_is_told_to_whoever_decides(paying: County) -> None:
    person = paying.people[0]
    record_events([(person, date(2023, 5, 2), "window"), (person, date(2023, 4, 1), "window")], by=by(JUNE_DAY))

    assert preview(person)["死亡日期之后的认证"] == "2023-05-02 窗口认证；与死亡日期矛盾，请核实"


def test_each_row_of_a_list_of_deaths_carries_its_debt(paying: County) -> None:
    first, second = paying.people[:2]
    paying.settled()
    rows = [{"person_id": first, "died_on": "2023-04-20"}, {"person_id": second, "died_on": "2023-05-20"}]
    matter = actions.submit("report_deaths", {"rows": rows, "source": "funeral"}, by=By(paying.staff["acceptance"], JULY_DAY))

    table = actions.rows_of(matter)

    assert table is not None
    total = Line.objects.get(person_id=first, month=MAY).total_fen
    assert [row.note.fen for row in table.rows] == [total, None]
    assert table.rows[0].note.flags == (f"多发 1 个月（2023-05）{grouped(total)} 元，须追回",)


def test_the_debt_stays_on_the_page_of_the_person_after_the_death_is_recorded(paying: County) -> None:
    person = paying.people[0]
    paying.settled()

    carry_through("report_death", {"person_id": person, "died_on": DIED.isoformat(), "source": "relatives"}, paying.staff, day=JULY_DAY)

    assert queries.overpaid({person: 202304}, SCHEME)[person].months == (MAY,)
