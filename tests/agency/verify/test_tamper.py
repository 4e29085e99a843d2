"""Somebody with the database's own rights changes one value: `verify` finds it, in every posted table, column by column."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.db import connection, models, transaction

from shebao.agency.benefits import actions as benefits
from shebao.agency.benefits.reform import Former
from shebao.agency.certification import actions as certification
from shebao.agency.enrolment import actions as enrolment
from shebao.agency.fund import actions as fund
from shebao.agency.fund import orders, reports, statements
from shebao.agency.fund import queries as books
from shebao.agency.journal.by import By
from shebao.agency.local_payments import actions as local
from shebao.agency.payout import actions as payout
from shebao.agency.payout.models import Line, Run
from shebao.agency.payout.queries import Overpaid, debts_of
from shebao.agency.people import actions as people
from shebao.agency.procedures import checks as verify
from shebao.agency.procedures.checks import run_checks
from shebao.agency.procedures.payout.never_due import book_never_due
from shebao.core.books.reconciliation import Movement
from tests.world.calendar import JULY, JULY_DAY, JUNE, JUNE_DAY, MAY, MAY_DAY, by
from tests.world.law import LAW, SCHEME
from tests.world.money import County, bank_answer, reconcile

pytestmark = pytest.mark.slow


RECORDS = {
    "payout_run",
    "payout_line",
    "payout_linepart",
    "payout_cover",
    "payout_change",
    "payout_exclusion",
    "payout_approval",
    "payout_bankfile",
    "payout_returnfile",
    "fund_voucher",
    "journal_entry",
    "accounts_balance",
    "benefits_ruletext",
}
"""Tables that are not posted through the journal row by row but must be found out all the same."""

FREE = {
    "payout_run": {"lease_owner", "lease_until", "heartbeat_at", "step", "error", "cursor"},
    "payout_approval": {"at", "id"},
    "accounts_balance": {"id", "closed"},
    "payout_returnfile": {"taken_at"},
    "people_person": {"name", "initials", "village_id", "phone", "death_date"},
    "people_bankaccount": {"until", "verified"},
    "enrolment_spell": {"to_month", "end_reason"},
    "enrolment_assistance": {"to_year"},
    "employers_employer": {"ended_month", "end_reason"},
    "employers_insurance": {"to_month"},
    "declarations_difference": {"closed_on", "outcome"},
}
"""Columns that later business may change (their changes are in the journal), or that say how work went, not what was done."""


@pytest.fixture
def lived(tmp_path: Path, settings: Any, db: None) -> County:
    """Three months with a returned payment paid again, a late decision paid back, a hold released, a withheld
    line, a run sent back, a closed month."""
    settings.FILES_FOLDER = tmp_path / "files"
    county = County()
    fund.set_budget(SCHEME, 2023, {("5001", "basic_pension"): 10**9}, "某政函〔2023〕1号", by=By(None, MAY_DAY))
    certification.record_events([(county.people[0], MAY_DAY, "self_service")], by=by(MAY_DAY))
    enrolment.grant_assistance([(county.people[1], "minimum_living", 2023, None)], by=by(MAY_DAY))
    first = county.submitted()
    lines = list(Line.objects.filter(run=first).order_by("id"))
    county.settle(first, bank_answer(first, fail={lines[0].pk: "02"}))
    benefits.suspend([county.people[3]], SCHEME, JUNE, "uncertified", by=by(date(2023, 5, 25)))
    county.settled(JUNE, day=JUNE_DAY)
    county.change_account(lines[0].person_id, JUNE_DAY)
    county.settled(JUNE, "reissue", JUNE_DAY)
    fund.check_vouchers(SCHEME, MAY, by=By(county.staff["finance_checker"], JUNE_DAY))
    reconcile(MAY)
    fund.close_period(SCHEME, MAY, by=By(None, JUNE_DAY))
    benefits.resume([county.people[3]], SCHEME, JULY, by=by(date(2023, 7, 2)))
    payout.owe([(county.people[5], county.people[4], "funeral", JULY, 1_000_00)], SCHEME, by=By(None, JULY_DAY))
    county.change_account(county.people[5], date(2023, 7, 3), verified=False)
    sent_back = county.sealed(JULY, day=JULY_DAY)
    payout.send_back(sent_back.pk, "名单有误", by=By(county.staff["reviewer"], JULY_DAY))
    payout.discard(sent_back.pk, "重新提出", by=By(county.staff["acceptance"], JULY_DAY))
    run = county.approved(JULY, day=JULY_DAY)
    county.change_account(county.people[2], JULY_DAY)
    payout.write_file(run.pk, by=By(county.staff["finance_maker"], JULY_DAY))
    back, once = (_returned(county, kind) for kind in ("back_pay", "one_off"))
    county.release([county.people[5]], "unverified_account", JULY, JULY_DAY)
    benefits.declare_reform(county.people[0], {"M_ratio": "0.80", "deemed_months": "240"}, by=by(JULY_DAY))
    benefits.record_former([Former(county.people[0], 201706, 201712, 2420_00)], "public_institution", by=by(JULY_DAY))
    _died_and_corrected(county)
    _money_beside_the_books(county, back, once)
    assert LAW
    return county


def _returned(county: County, kind: str) -> int:
    """A run of July of which the bank returns the first payment; its line."""
    run = county.submitted(JULY, kind, JULY_DAY)
    line = int(Line.objects.filter(run=run).order_by("id")[0].pk)
    county.settle(run, bank_answer(run, JULY_DAY, {line: "02"}), JULY_DAY)
    return line


def _money_beside_the_books(county: County, cleared: int, taken_back: int) -> None:
    """Returned payments that nobody is due, plans and orders, a deposit, an open item, a report, and what the county pays itself."""
    on = By(county.staff["finance_maker"], JULY_DAY)
    payout.decide_never_due(SCHEME, [taken_back], "误为已死亡", by=on)
    payout.take_back_never_due([taken_back], "本人健在", by=on)
    payout.decide_never_due(SCHEME, [cleared], "核定已撤销", by=on)
    book_never_due(SCHEME, JULY_DAY, "不付1", Line.objects.get(pk=cleared).total_fen, by=on)
    for number in ("用款1", "用款2"):
        fund.place_order(SCHEME, orders.PLAN, number, JULY, 5_00, by=on, lines=[("待遇支出", 5_00)])
    fund.cancel_order(orders.order(SCHEME, orders.PLAN, "用款2"), "重报", by=on)
    fund.make_deposit(SCHEME, fund.Certificate("DQ1", "县农商行", 5_00, "1.8", JULY_DAY, date(2023, 10, 10)), by=on)
    reconcile(JUNE)
    moved = [*statements.movements(SCHEME, "1004", since=JULY, to=JULY), Movement("LX1", date(2023, 7, 31), 1_00)]
    held = books.balance_of(SCHEME, "1004", to=JULY) + 1_00
    fund.enter_statement(SCHEME, "1004", JULY, held, moved, by=on, reason="次月到", owner="出纳", due_on=date(2023, 8, 10))
    fund.issue_report(SCHEME, "month", MAY, reports.forms_of(SCHEME, "month", MAY), by=on)
    local.keep_list("heating", 2023, "某政发〔2023〕3号", 30_00, [local.Payee(county.people[1], "林场", 30_00, MAY, JULY)], by=on)
    local.record_money("heating", "arrived", MAY, local.Paper("D1", MAY_DAY, 90_00), by=on)


def _died_and_corrected(county: County) -> None:
    """Heirs, a debt with a set-off, one that was cancelled, a notice, an identity put right, two records made one."""
    dead, mistaken, heir, twice, renamed = county.insured(5)
    on = by(JULY_DAY)
    people.record_deaths([(person, JULY_DAY) for person in (dead, mistaken)], by=on)
    people.enter_shares([(dead, heir, "child", 1)], "only", by=on)
    owed = [payout.DebtRow(person, Overpaid((JULY,), 10_00, 0, 0), "儿子", "") for person in (mistaken, dead)]
    payout.open_debts(owed, SCHEME, by=on)
    payout.cancel_debts(mistaken, SCHEME, "登记错了人", by=on)
    (debt,) = debts_of(dead, SCHEME)
    payout.set_off([payout.Deduction(debt.id, heir, "funeral", 5_00)], by=on)
    payout.owe([(dead, heir, "funeral", JULY, 5_00)], SCHEME, by=on)
    payout.cancel_owed(dead, "funeral", SCHEME, "继承人有误", by=on)
    payout.set_off([payout.Deduction(debt.id, heir, "funeral", 5_00)], by=on)
    certification.record_notices([(county.people[0], 202407, "visit", MAY_DAY)], by=on)
    people.correct_identity(people.Corrected(renamed, "李新"), by=on)
    people.merge(twice, heir, by=on)


def watched() -> list[type[models.Model]]:
    """Tables in which every column but the free ones must be found out."""
    return [model for model in apps.get_models() if hasattr(model, "SEALED") or model._meta.db_table in RECORDS]


def drop_guards() -> None:
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
            for (name,) in cursor.fetchall():
                cursor.execute(f'DROP TRIGGER "{name}"')
            return
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for model in watched():
            cursor.execute(f'ALTER TABLE "{model._meta.db_table}" DISABLE TRIGGER USER')


def another(value: Any, field: models.Field[Any, Any]) -> Any:
    """A value as close as one byte can make it."""
    if isinstance(field, models.DateField):
        return "2001-02-03"
    if isinstance(value, bytes | memoryview):
        raw = bytes(value)
        return raw[:-1] + bytes([raw[-1] ^ 1])
    if isinstance(value, bool):
        return not value
    if isinstance(value, int):
        return value + 1
    return 7 if value is None else ("x" if not value else value[:-1] + ("a" if value[-1] != "a" else "b"))


def changes(model: type[models.Model]) -> Iterator[tuple[models.Field[Any, Any], Any, Any]]:
    """(column, row id, new value) for one row and every column that must not change."""
    row = model._default_manager.order_by("-pk").first()
    assert row is not None, f"{model._meta.db_table} is empty: the county does not live enough"
    for field in model._meta.concrete_fields:
        if field.column not in FREE.get(model._meta.db_table, set()):
            yield field, row.pk, another(getattr(row, field.attname), field)


def says_no(model: type[models.Model]) -> bool:
    """Whether any check fails, the likeliest first."""
    likely = {model._meta.db_table, model._meta.app_label}
    ordered = sorted(verify.checks(), key=lambda pair: not likely & set(pair[0].split(".")))
    return any(not verify.run_check(name, check).ok for name, check in ordered)


def found_out(model: type[models.Model], field: models.Field[Any, Any], key: Any, value: Any) -> bool:
    """Whether `verify` says no after this one change; the change is undone."""
    try:
        with transaction.atomic():
            with connection.cursor() as cursor:
                if connection.vendor == "postgresql":
                    cursor.execute("SET CONSTRAINTS ALL DEFERRED")
                else:
                    cursor.execute("PRAGMA defer_foreign_keys = ON")
                cursor.execute(
                    f'UPDATE "{model._meta.db_table}" SET "{field.column}" = %s WHERE "{model._meta.pk.column}" = %s', [value, key]
                )
                assert cursor.rowcount == 1
            raise Undo(says_no(model))
    except Undo as undone:
        return bool(undone.args[0])
    except Exception as refused:  # a constraint of the table stood in the way, which is as good
        assert "constraint" in str(refused).lower() or "unique" in str(refused).lower() or "range" in str(refused), refused
        return True


class Undo(Exception):
    """Rolls one experiment back."""


def test_what_was_lived_holds(lived: County) -> None:
    broken = [check for check in run_checks() if not check.ok]

    assert broken == []
    assert {check.id for check in run_checks()} >= {
        "journal.chain",
        "payout.runs",
        "payout.paid_once",
        "payout.decided",
        "fund.vouchers",
        "accounts.balances",
        "payout.books",
    }
    assert Run.objects.count() == 7


@pytest.mark.slow
def test_one_changed_value_in_any_posted_row_is_found(lived: County) -> None:
    drop_guards()

    overlooked = [
        f"{model._meta.db_table}.{field.column}"
        for model in watched()
        if model._default_manager.exists()
        for field, key, value in changes(model)
        if not found_out(model, field, key, value)
    ]

    assert not overlooked, "，".join(overlooked)


def test_a_deleted_or_added_row_is_found(lived: County) -> None:
    drop_guards()
    overlooked = []
    for model in watched():
        row = model._default_manager.order_by("-pk").first()
        if row is None:
            continue
        with connection.cursor() as cursor:
            if connection.vendor == "sqlite":
                cursor.execute("PRAGMA defer_foreign_keys = ON")
        try:
            with transaction.atomic():
                model._default_manager.filter(pk=row.pk)._raw_delete(using="default")
                raise Undo(says_no(model))
        except Undo as undone:
            if not undone.args[0]:
                overlooked.append(model._meta.db_table)
        except Exception as refused:
            assert "constraint" in str(refused).lower(), refused

    assert overlooked == []
