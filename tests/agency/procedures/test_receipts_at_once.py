"""The same receipt, asked for by two matters and accepted at the same moment: one voucher is made, the other acceptance is refused."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

AT_ONCE = """
import threading
import django
django.setup()
from datetime import date
from django.core.management import call_command
from django.db import connection
call_command("migrate", verbosity=0, skip_checks=True)
from shebao.agency.fund import queries as books
from shebao.agency.journal.by import By
from shebao.agency.procedures import actions
from shebao.base.finding import Refused
from tests.world.law import SCHEME
from tests.world.money import County, book
county, day = County(1), date(2023, 6, 2)
asked = {"what": "subsidy", "amount_fen": "1000.00", "on": "2023-05-20", "reference": "B1"}
waiting = [actions.submit("record_receipt", asked, by=By(county.staff["finance_maker"], day)) for _ in range(6)]
before = books.balance_of(SCHEME, "1003")
def told(desks):
    start, said = threading.Barrier(len(desks)), []
    def decide(desk):
        start.wait()
        try:
            desk()
            said.append("booked")
        except Refused as refusal:
            said.append(refusal.finding.rule)
        except Exception as problem:
            said.append(repr(problem))
        finally:
            connection.close()
    threads = [threading.Thread(target=decide, args=(desk,)) for desk in desks]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sorted(said)
accepted = told([lambda one=one: actions.approve(one, by=By(county.staff["finance_checker"], day)) for one in waiting])
assert accepted == ["booked"] + ["fund.receipt_twice"] * 5, accepted
assert books.balance_of(SCHEME, "1003") == before + 1000_00
booked = told([lambda n=n: book("subsidy", 7, date(2023, 5, 21), "C1", source=900 + n) for n in range(6)])
assert booked == ["booked"] + ["fund.receipt_twice"] * 5, booked
print("one each")
"""


@pytest.mark.postgres
@pytest.mark.slow
def test_of_receipts_accepted_at_the_same_moment_one_is_booked(fresh_postgres_url: str, tmp_path: Path) -> None:
    environment = os.environ | {
        "DATABASE_URL": fresh_postgres_url,
        "SHEBAO_HOME": str(tmp_path),
        "DJANGO_SETTINGS_MODULE": "shebao.site.settings",
    }

    ran = subprocess.run(
        [sys.executable, "-c", AT_ONCE], env=environment, capture_output=True, text=True, cwd=Path(__file__).parents[3], check=False
    )

    assert ran.stdout.strip() == "one each", ran.stdout + ran.stderr[-3000:]
