"""Two people at two desks move the same account at the same moment; neither movement is lost."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

AT_ONCE = """
import threading
import django
django.setup()
from django.core.management import call_command
from django.db import connection
call_command("migrate", verbosity=0, skip_checks=True)
from shebao.agency.accounts import actions, queries
from shebao.agency.accounts.models import Balance
from tests.world.calendar import GO_LIVE, by
from tests.world.law import SCHEME
from tests.world.people import insured
BY = by(GO_LIVE)
(person,) = insured(1950, 5, 1, opening_fen=1_000_00)
start, failed = threading.Barrier(8), []

def draw(desk):
    start.wait()
    try:
        for line in range(5):
            actions.pay_pension([(person, 1_00, desk * 100 + line)], SCHEME, 202306, by=BY)
    except Exception as problem:
        failed.append(problem)
    finally:
        connection.close()

desks = [threading.Thread(target=draw, args=(desk,)) for desk in range(8)]
for desk in desks:
    desk.start()
for desk in desks:
    desk.join()
assert not failed, failed
assert Balance.objects.get().balance_fen == 960_00, Balance.objects.get().balance_fen
assert queries.check_balances() == (1, [])
print("all forty")
"""


@pytest.mark.postgres
@pytest.mark.slow
def test_payments_taken_at_the_same_moment_are_all_taken(fresh_postgres_url: str, tmp_path: Path) -> None:
    environment = os.environ | {
        "DATABASE_URL": fresh_postgres_url,
        "SHEBAO_HOME": str(tmp_path),
        "DJANGO_SETTINGS_MODULE": "shebao.site.settings",
    }

    ran = subprocess.run(
        [sys.executable, "-c", AT_ONCE], env=environment, capture_output=True, text=True, cwd=Path(__file__).parents[3], check=False
    )

    assert ran.stdout.strip() == "all forty", ran.stdout + ran.stderr[-3000:]
