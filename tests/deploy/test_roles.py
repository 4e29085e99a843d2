"""The two database roles in `deploy/postgresql`: the office works under one that owns nothing and cannot take down a guard."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest

from tests.support import postgres
from tests.support.server import run_shebao

pytestmark = [pytest.mark.slow, pytest.mark.postgres]

ROLES = Path(__file__).parents[2] / "deploy" / "postgresql" / "roles.sql"
FORBIDDEN = (
    "ALTER TABLE payout_line DISABLE TRIGGER ALL",
    "DROP TRIGGER journal_entry_append_only ON journal_entry",
    "DROP TABLE payout_release",
    "TRUNCATE journal_entry",
    "CREATE TABLE mine (x int)",
    "UPDATE journal_entry SET body = '{}'",
    "DELETE FROM journal_entry",
)


def test_the_office_s_role_runs_everything_and_owns_nothing(postgres_server: str, tmp_path: Path) -> None:
    import psycopg

    server, _, _ = postgres_server.rpartition("/")
    done = subprocess.run(
        [str(postgres.program_folder() / "psql"), "-v", "ON_ERROR_STOP=1", "-d", postgres_server, "-f", str(ROLES)],
        capture_output=True,
        text=True,
        check=False,
    )
    try:
        assert done.returncode == 0, done.stderr
        with psycopg.connect(postgres_server, autocommit=True) as admin:
            for role in ("shebao_owner", "shebao_app"):
                admin.execute(f"ALTER ROLE {role} PASSWORD 'for-this-test'")  # type: ignore[arg-type]
        owner, office = (f"postgresql://{role}:for-this-test@{server.rpartition('@')[2]}/shebao" for role in ("shebao_owner", "shebao_app"))
        home = tmp_path / "home"
        home.mkdir()

        migrated = run_shebao("tick", "--no-queue", home=home, database=owner)
        created = run_shebao("staff", "first", "--name", "甲", "--post", "ops", home=home, database=office)
        verified = run_shebao("verify", home=home, database=office)
        copied = run_shebao("backup", str(tmp_path / "copies"), home=home, database=office)
        findings = {
            role: json.loads(run_shebao("doctor", "--json", home=home, database=url).stdout)
            for role, url in (("owner", owner), ("app", office))
        }

        for answer in (migrated, created, verified, copied):
            assert answer.returncode == 0, answer.stdout + answer.stderr
        assert {role for role, result in findings.items() if any(one["rule"] == "doctor.postgres_owner" for one in result)} == {"owner"}
        with psycopg.connect(office, autocommit=True) as connection:
            for statement in FORBIDDEN:
                with pytest.raises(psycopg.Error):
                    connection.execute(statement)  # type: ignore[arg-type]
    finally:
        with psycopg.connect(postgres_server, autocommit=True) as admin:
            admin.execute("DROP DATABASE IF EXISTS shebao WITH (FORCE)")
            for role in ("shebao_owner", "shebao_app"):
                admin.execute(f"DROP ROLE IF EXISTS {role}")  # type: ignore[arg-type]
