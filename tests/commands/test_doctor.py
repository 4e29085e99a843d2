"""`shebao doctor` finds what is wrong with a machine and says how to mend it."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path
from typing import Any

import pytest

from shebao.agency.installation.actions import describe
from shebao.commands import doctor
from tests.world.staff import make_member, make_staff


def rules(findings: Any) -> dict[str, str]:
    return {finding.rule: finding.severity for finding in findings}


def test_a_key_file_that_others_can_read_is_an_error_with_the_remedy(settings: Any, tmp_path: Path) -> None:
    settings.SHEBAO_HOME = tmp_path
    (tmp_path / "keys").mkdir(mode=0o700)
    key = tmp_path / "keys" / "data.key"
    key.write_bytes(b"0" * 16)
    key.chmod(0o644)

    result = list(doctor.key_files())

    assert rules(result) == {"doctor.key_files": "error"}
    assert f"chmod go-rwx {key}" in result[0].advice

    key.chmod(0o600)

    assert list(doctor.key_files()) == []


def test_a_database_with_people_but_without_its_key_is_an_error(tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / "shebao.sqlite3") as connection:
        connection.execute("CREATE TABLE people_person (id INTEGER)")

    assert list(doctor.lost_keys(tmp_path)) == []

    with connection:
        connection.execute("INSERT INTO people_person VALUES (1)")
    connection.close()

    assert rules(doctor.lost_keys(tmp_path)) == {"doctor.lost_keys": "error"}


@pytest.mark.parametrize(
    ("name", "value", "rule"),
    [
        ("DEBUG", True, "doctor.debug"),
        ("ALLOWED_HOSTS", ["*"], "doctor.hosts"),
        ("ALLOWED_HOSTS", ["county.example"], "doctor.https"),
    ],
)
def test_a_dangerous_switch_is_reported(settings: Any, name: str, value: Any, rule: str) -> None:
    assert rule not in rules(doctor.switches())

    setattr(settings, name, value)

    assert rule in rules(doctor.switches())


def test_a_full_disk_is_an_error_and_a_filling_one_a_warning(monkeypatch: pytest.MonkeyPatch) -> None:
    class Usage:
        free = 2 * doctor.GIGABYTE

    monkeypatch.setattr(doctor.shutil, "disk_usage", lambda path: Usage)
    assert rules(doctor.disk()) == {"doctor.disk": "warn"}

    Usage.free = doctor.GIGABYTE // 2
    assert rules(doctor.disk()) == {"doctor.disk": "error"}


def test_missing_front_end_files_are_named(settings: Any, tmp_path: Path) -> None:
    from django.contrib.staticfiles import finders

    settings.STATICFILES_DIRS = [tmp_path]
    settings.STATICFILES_FINDERS = ["django.contrib.staticfiles.finders.FileSystemFinder"]
    finders.get_finder.cache_clear()
    try:
        result = list(doctor.front_end())
    finally:
        finders.get_finder.cache_clear()

    assert "htmx.min.js" in result[0].message
    assert "make setup" in result[0].advice


@pytest.mark.slow
def test_on_a_new_home_the_json_is_one_list_of_findings_and_nothing_else(tmp_path: Path) -> None:
    from tests.support.server import run_shebao

    done = run_shebao("doctor", "--json", home=tmp_path / "home")

    findings = json.loads(done.stdout)
    assert done.returncode == 0, done.stdout + done.stderr
    assert {"rule", "severity", "message", "where", "advice"} == set(findings[0])
    assert "doctor.database" in {finding["rule"] for finding in findings}
    assert not (tmp_path / "home" / "shebao.sqlite3").exists(), "looking must not make a database"


@pytest.mark.postgres
def test_a_server_tuned_for_speed_over_safety_is_an_error(fresh_postgres_url: str, tmp_path: Path) -> None:
    from tests.support.server import run_shebao

    done = run_shebao("doctor", "--json", home=tmp_path / "home", database=fresh_postgres_url)

    said = "\n".join(finding["message"] for finding in json.loads(done.stdout))
    assert done.returncode == 1
    assert "fsync" in said
    assert "超级用户" in said


@pytest.mark.django_db
def test_an_agency_without_place_accounts_or_posts_is_told_what_is_missing(settings: Any, tmp_path: Path, monkeypatch: Any) -> None:
    monkeypatch.delenv("SHEBAO_PLACE", raising=False)
    settings.SHEBAO_HOME = tmp_path

    assert rules(doctor.agency()) == {"doctor.place": "error", "doctor.staff": "error"}

    describe("gansu_zhengning", "云台县社会保险事业管理服务中心")
    make_member("only", "acceptance")
    result = list(doctor.agency())

    assert rules(result) == {"doctor.posts": "warn"} and "复核、审批" in result[0].message and "受理" not in result[0].message
    make_staff()
    assert list(doctor.agency()) == []


@pytest.fixture
def at_work(settings: Any, tmp_path: Path, db: None, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A real installation with people in it, in a home of its own."""
    from shebao.agency.people import queries as people

    settings.SHEBAO_HOME, settings.FILES_FOLDER, settings.INVENTED = tmp_path, tmp_path / "files", False
    monkeypatch.setattr(people, "anybody", lambda: True)
    return tmp_path


def test_backups_that_are_missing_old_gone_or_without_keys_are_named(at_work: Path) -> None:
    from shebao.commands import _unsafe

    assert rules(_unsafe.backups()) == {"doctor.backup": "error"}
    copy = at_work / "copies" / "one"
    copy.mkdir(parents=True)
    _unsafe.note_backup(at_work, str(copy), with_keys=False)
    assert rules(_unsafe.backups()) == {"doctor.backup_place": "warn", "doctor.backup_keys": "warn"}
    said = json.loads((at_work / _unsafe.LAST_BACKUP).read_text(encoding="utf-8"))
    old = said | {"at": "2020-01-01T00:00:00+00:00", "keys": True, "folder": str(at_work / "nowhere")}
    (at_work / _unsafe.LAST_BACKUP).write_text(json.dumps(old), encoding="utf-8")
    assert rules(_unsafe.backups()) == {"doctor.backup": "error", "doctor.backup_gone": "error"}
    (at_work / _unsafe.LAST_BACKUP).write_text("[]", encoding="utf-8")
    assert rules(_unsafe.backups()) == {"doctor.backup": "error"}


def test_a_chain_whose_head_was_never_printed_or_long_ago_is_named(at_work: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from datetime import date

    from django.db import transaction

    from shebao.agency.installation import queries as installation
    from shebao.agency.journal.actions import record
    from shebao.agency.journal.by import By
    from shebao.commands import _unsafe

    monkeypatch.setattr(installation, "business_day", lambda: date(2023, 6, 1))
    assert rules(_unsafe.anchors()) == {"doctor.anchor": "error"}
    with transaction.atomic():
        record("journal.anchor", by=By(None, date(2023, 5, 20)), body={"seq": 1, "head": "0" * 64})
    assert rules(_unsafe.anchors()) == {}
    monkeypatch.setattr(installation, "business_day", lambda: date(2023, 7, 1))
    assert rules(_unsafe.anchors()) == {"doctor.anchor": "error"}


def test_a_witness_beside_the_database_and_names_too_wide_are_named(at_work: Path, settings: Any) -> None:
    from shebao.commands import _unsafe

    assert rules(_unsafe.witness()) == {}
    (at_work / "files" / "journal").mkdir(parents=True)
    assert rules(_unsafe.witness()) == {"doctor.witness": "warn"}
    settings.ALLOWED_HOSTS = [".cn"]
    assert rules(_unsafe.names()) == {"doctor.hosts": "error"}
    settings.ALLOWED_HOSTS = [".county.example"]
    assert rules(_unsafe.names()) == {}


def test_a_demonstration_is_not_asked_for_backups_and_anchors(at_work: Path, settings: Any) -> None:
    settings.INVENTED = True

    assert list(doctor.unsafe()) == []
