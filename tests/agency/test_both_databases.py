"""The counters whose tables carry triggers and columns of their own pass the same tests on PostgreSQL as on SQLite."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

HERE = Path(__file__).parent
ROOMS = ("enrolment", "contributions", "accounts", "benefits", "certification", "fund", "payout", "verify")


@pytest.mark.postgres
@pytest.mark.slow
def test_the_counters_pass_their_tests_on_postgresql(fresh_postgres_url: str) -> None:
    environment = os.environ | {"DATABASE_URL": fresh_postgres_url}
    rooms = [str(HERE / room) for room in ROOMS]

    ran = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-m", "not postgres", "-p", "no:cacheprovider", *rooms],
        env=environment,
        capture_output=True,
        text=True,
        cwd=HERE.parents[1],
        check=False,
    )

    assert ran.returncode == 0, ran.stdout[-4000:] + ran.stderr[-1000:]
