"""How long a month's assessment and its receipts take, beside the raw bulk insert of the very same rows, and one person's months.

    .venv/bin/python benchmarks/assessment.py [PEOPLE]

Makes that many employees of employers of a hundred (100,000 by default) in a throwaway SQLite database, assesses June for
three schemes, takes in the tax office's list of the pension, a row a person, and credits the accounts. In the same process it
writes the same rows with nothing but `bulk_insert` into empty copies of the tables, and prints the ratios.
"""

from __future__ import annotations

import os
import resource
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

MONTH, JUNE_1, JUNE_21, JUNE_28 = 202306, date(2023, 6, 1), date(2023, 6, 21), date(2023, 6, 28)
AN_EMPLOYER = 100
GOALS = {"assess": 5.0, "receive": 10.0, "page": 0.1}
GOAL_RATIO = 3
Timed = dict[str, tuple[float, float]]


def main(people: int) -> int:
    """Build, time, print; 1 where a goal is missed."""
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
    with tempfile.TemporaryDirectory(prefix="shebao-bench-") as home:
        os.environ |= {"SHEBAO_HOME": home, "DJANGO_SETTINGS_MODULE": "shebao.site.settings", "SHEBAO_PLACE": "gansu_zhengning"}
        import django
        from django.core.management import call_command

        django.setup()
        call_command("migrate", verbosity=0, interactive=False)
        started = time.perf_counter()
        ids = employees(people)
        print(f"{people:,} employees of {-(-people // AN_EMPLOYER):,} employers on SQLite made in {time.perf_counter() - started:.1f} s")
        times: Timed = {}
        timed(times, "assess", assess)
        rows = tax_list()
        timed(times, "receive", lambda: receive(rows))
        timed(times, "page", lambda: person_page(ids[people // 2]))
        raw = raw_inserts(home)
        for name, (seconds, busy) in times.items():
            print(f"{name}: {seconds:.2f} s ({busy:.2f} s of processor), goal <= {GOALS[name]} s")
        for name, (count, seconds, busy) in raw.items():
            print(
                f"raw insert of the {count:,} rows of {name}: {seconds:.2f} s ({busy:.2f} s of processor); {name} costs "
                f"{times[name][0] / seconds:.1f} x by the clock, {times[name][1] / busy:.1f} x of processor (goal <= {GOAL_RATIO} x)"
            )
        print(f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:,.0f} MB")
        ratio = times["receive"][0] / raw["receive"][1]
        return 0 if ratio <= GOAL_RATIO and all(times[name][0] <= goal for name, goal in GOALS.items()) else 1


def timed(times: Timed, name: str, work: Callable[[], Any]) -> None:
    """Keep how long some work takes, by the clock and of the processor."""
    at, worked = time.perf_counter(), time.process_time()
    work()
    times[name] = (time.perf_counter() - at, time.process_time() - worked)


def employees(people: int) -> list[int]:
    """People, their employers, their wages from below the floor to above the cap."""
    from shebao.agency.declarations.actions import NewWage, declare_wages
    from shebao.agency.declarations.kinds import FIRST
    from shebao.agency.employers.actions import register as register_employers
    from shebao.agency.enrolment.employment import Hire, employ
    from shebao.agency.journal.by import By
    from shebao.agency.people.actions import NewPerson, register
    from tests.world.employers import SCHEMES, enter_reference_wage, new_employer
    from tests.world.people import citizen_number, make_village

    by = By(None, JUNE_1)
    enter_reference_wage()
    village = make_village(day=JUNE_1)
    births = [date(1970 + i % 25, 1 + i // 25 % 12, 5) for i in range(people)]
    ids = register([NewPerson(citizen_number(birth), "王小明", village) for birth in births], by=by)
    firms = register_employers([new_employer(i + 1, f"第{i + 1}厂", risk_class=1 + i % 8) for i in range(-(-people // AN_EMPLOYER))], by=by)
    for place, firm in enumerate(firms):
        mine = ids[place * AN_EMPLOYER : (place + 1) * AN_EMPLOYER]
        employ([Hire(person, MONTH, "contract", JUNE_1) for person in mine], firm, SCHEMES, by=by)
        declare_wages([NewWage(person, MONTH, (3_000 + person % 20_000) * 100) for person in mine], firm, FIRST, by=by)
    return ids


def assess() -> None:
    """June of the three schemes, as the matter does it."""
    from shebao.agency.declarations.actions import assess as assess_scheme
    from shebao.agency.journal.by import By
    from tests.world.employers import SCHEMES

    for scheme in SCHEMES:
        assess_scheme(scheme, MONTH, by=By(None, JUNE_21))


def tax_list() -> list[Any]:
    """Everybody's pension paid, a row a person."""
    from shebao.agency.contributions import months
    from shebao.agency.declarations.actions import ReceiptRow
    from shebao.agency.declarations.queries import assessed

    (one,) = assessed(MONTH, "employee")
    block = months.block(one.first_id, one.rows)
    names = ("employer_id", "person_id", "unit_fen", "person_fen")
    return [
        ReceiptRow(f"P{at}", employer, person, "employee", MONTH, MONTH, unit, own)
        for at, (employer, person, unit, own) in enumerate(zip(*(block[name].tolist() for name in names), strict=True))
    ]


def receive(rows: list[Any]) -> None:
    """The list taken in, months settled, accounts credited."""
    from shebao.agency.accounts.actions import credit_months
    from shebao.agency.declarations.actions import receive as take_in
    from shebao.agency.journal.by import By

    by = By(None, JUNE_28)
    taken = take_in(rows, JUNE_28, by=by)
    assert taken is not None and taken.payments is not None
    credit_months(taken.payments.seq, "employee", by=by)


def person_page(person_id: int) -> None:
    """What the person's page reads of months."""
    from shebao.agency.contributions import months

    assert months.of_person(person_id)


def raw_inserts(home: str) -> dict[str, tuple[int, float, float]]:
    """Name → (rows, seconds, of them of processor) of writing once more what assessing and receiving wrote, each in one transaction, into empty tables."""
    from django.core.management import call_command
    from django.db import connections, transaction

    from shebao.agency.accounts.models import AccountEntry, Balance
    from shebao.agency.contributions.models import MonthPayment, PersonMonth
    from shebao.agency.declarations.models import Receipt
    from shebao.agency.store.bulk import bulk_insert

    groups = {"assess": (PersonMonth,), "receive": (Receipt, MonthPayment, AccountEntry, Balance)}
    stored: dict[str, list[tuple[Any, list[str], list[tuple[Any, ...]]]]] = {}
    for name, models in groups.items():
        stored[name] = []
        for model in models:
            columns = [str(field.attname) for field in model._meta.concrete_fields]
            stored[name].append((model, columns, list(model._default_manager.values_list(*columns))))  # type: ignore[attr-defined]
    connections["default"].close()
    connections.settings["default"]["NAME"] = str(Path(home) / "raw.sqlite3")
    connections["default"] = connections.create_connection("default")
    call_command("migrate", verbosity=0, interactive=False)
    with connections["default"].cursor() as cursor:
        cursor.execute("PRAGMA foreign_keys=OFF")
    result = {}
    for name, tables in stored.items():
        at, worked = time.perf_counter(), time.process_time()
        with transaction.atomic():
            for model, columns, rows in tables:
                bulk_insert(model, columns, rows)
        result[name] = (sum(len(rows) for *_, rows in tables), time.perf_counter() - at, time.process_time() - worked)
    return result


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000))
