"""A backup can be put back, and money that left since does not leave again: `shebao backup`, `restore`, `drill restore`."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from tests.support import postgres
from tests.support.server import command_environment, run_shebao

pytestmark = pytest.mark.slow

SOMETHING_HAPPENS = """
from shebao.site.start import start_django
start_django()
from datetime import date
from shebao.agency.journal.by import By
from shebao.agency.people import actions
actions.ensure_villages([("新乡", "新村")], by=By(None, date(2023, 12, 31)))
"""


def value(home: Path, statement: str) -> object:
    with closing(sqlite3.connect(home / "shebao.sqlite3")) as database:
        return database.execute(statement).fetchone()[0]


def backup(home: Path, to: Path) -> Path:
    copied = run_shebao("backup", str(to / "copies"), "--keys", str(to / "keys"), "--json", home=home)
    assert copied.returncode == 0, copied.stderr
    return Path(json.loads(copied.stdout)["folder"])


def test_an_office_is_put_back_whole_and_pays_nothing_before_two_people_say_so(demo_home: Path, tmp_path: Path) -> None:
    copy = backup(demo_home, tmp_path)
    people, files = value(demo_home, "SELECT count(*) FROM people_person"), sorted((demo_home / "files" / "bank").iterdir())
    assert {path.stat().st_mode & 0o077 for path in (copy, *copy.iterdir(), *(tmp_path / "keys").iterdir())} == {0}
    # The disk is lost but for one bank file, which was made and sent after the backup.
    later = files[0].with_name("E00-resident-209901-regular-01-999.txt")
    shutil.copy(files[0], later)
    (demo_home / "shebao.sqlite3").unlink()
    shutil.rmtree(demo_home / "keys")
    for path in files:
        path.unlink()

    without_keys = run_shebao("restore", str(copy), home=demo_home)
    restored = run_shebao("restore", str(copy), "--keys", str(tmp_path / "keys"), "--json", home=demo_home)
    said = json.loads(restored.stdout)

    assert without_keys.returncode == 2 and "没有密钥" in without_keys.stderr
    assert (restored.returncode, said["differences"], said["epoch"], said["files"]) == (0, [], 1, [later.name])
    assert value(demo_home, "SELECT count(*) FROM people_person") == people
    assert sorted((demo_home / "files" / "bank").iterdir()) == sorted([*files, later])
    assert (value(demo_home, "SELECT locked FROM payout_epoch"), value(demo_home, "SELECT count(*) FROM django_session")) == (1, 0)
    verified = run_shebao("verify", home=demo_home)
    assert verified.returncode == 0, verified.stdout


def test_a_database_that_is_there_is_not_written_over_and_a_changed_copy_is_refused(demo_home: Path, tmp_path: Path) -> None:
    copy = backup(demo_home, tmp_path)
    before = value(demo_home, "SELECT seq FROM journal_head")

    over = run_shebao("restore", str(copy), home=demo_home)
    with (copy / "database.sqlite3").open("r+b") as file:
        file.seek(5000)
        file.write(b"x")
    changed = run_shebao("restore", str(copy), home=demo_home)
    nothing = run_shebao("restore", str(tmp_path), home=demo_home)

    assert over.returncode == 2 and "已经存在" in over.stderr
    assert changed.returncode == 2 and "被改动过" in changed.stderr
    assert nothing.returncode == 2 and "不是一份完整的备份" in nothing.stderr
    assert value(demo_home, "SELECT seq FROM journal_head") == before


def test_a_database_copied_back_by_hand_is_noticed_and_can_be_declared(demo_home: Path, tmp_path: Path) -> None:
    place = demo_home / "shebao.sqlite3"
    shutil.copy(place, tmp_path / "old.sqlite3")
    worked = subprocess.run(
        [sys.executable, "-c", SOMETHING_HAPPENS], env=command_environment(demo_home, extra={"SHEBAO_DEMO": "1"}), check=False
    )
    for side in ("-wal", "-shm"):
        place.with_name(place.name + side).unlink(missing_ok=True)
    os.replace(tmp_path / "old.sqlite3", place)

    noticed = run_shebao("verify", home=demo_home)
    declared = run_shebao("restore", "--declare", home=demo_home)
    afterwards = run_shebao("verify", home=demo_home)

    assert worked.returncode == 0
    assert noticed.returncode == 1 and "从备份恢复的" in noticed.stdout
    assert declared.returncode == 0 and "发放已锁定" in declared.stdout
    assert afterwards.returncode == 0, afterwards.stdout


def test_a_drill_restores_elsewhere_and_leaves_the_office_alone(demo_home: Path) -> None:
    before = value(demo_home, "SELECT entry_hash FROM journal_head")

    drilled = run_shebao("drill", "restore", "--json", home=demo_home)

    said = json.loads(drilled.stdout)
    assert (drilled.returncode, said["differences"], said["epoch"]) == (0, [], 1) and said["rows"] > 1000
    assert value(demo_home, "SELECT entry_hash FROM journal_head") == before
    assert value(demo_home, "SELECT count(*) FROM payout_epoch WHERE locked") == 0


@pytest.mark.postgres
def test_a_drill_on_postgresql_goes_through_its_own_programs(postgres_server: str, tmp_path: Path) -> None:
    office, elsewhere = postgres.new_database(postgres_server), postgres.new_database(postgres_server)
    home = tmp_path / "home"
    home.mkdir()
    try:
        made = run_shebao("staff", "first", "--name", "甲", "--post", "ops", home=home, database=office)
        assert made.returncode == 0, made.stderr
        drilled = run_shebao("drill", "restore", "--into", elsewhere, "--json", home=home, database=office)
        again = run_shebao("drill", "restore", "--into", elsewhere, "--json", home=home, database=office)

        assert drilled.returncode == 0, drilled.stdout + drilled.stderr
        assert json.loads(drilled.stdout)["differences"] == []
        assert again.returncode == 2 and "已经有表" in again.stderr
    finally:
        postgres.drop_database(office)
        postgres.drop_database(elsewhere)


def test_what_to_restore_must_be_said(tmp_path: Path) -> None:
    assert run_shebao("restore", home=tmp_path).returncode == 2
