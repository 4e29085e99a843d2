"""A small county built by the command itself: figures, proofs, refusals, and what happens when the building is killed."""

from __future__ import annotations

import json
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from tests.support.server import command_environment, run_shebao

pytestmark = pytest.mark.slow
SCALE = "0.01"


def rows(home: Path, statement: str) -> list[Any]:
    """Rows of a plain SQL statement on a county's file, past everything of ours."""
    with sqlite3.connect(home / "shebao.sqlite3") as database:
        return database.execute(statement).fetchall()


def one(home: Path, statement: str) -> Any:
    """The single value of a statement."""
    return rows(home, statement)[0][0]


def planted(home: Path) -> list[dict[str, Any]]:
    """What was planted."""
    result: list[dict[str, Any]] = json.loads((home / "demo" / "planted.json").read_text(encoding="utf-8"))["planted"]
    return result


def test_the_county_has_the_published_heads_and_money_by_plain_sql(demo_home: Path) -> None:
    insured = one(demo_home, "SELECT COUNT(*) FROM enrolment_spell WHERE from_month <= 202312 AND (to_month IS NULL OR to_month >= 202312)")
    recipients = one(demo_home, "SELECT COUNT(DISTINCT person_id) FROM payout_line WHERE kind = 'regular' AND month = 202312")
    arrived = one(demo_home, "SELECT SUM(l.total_fen) FROM payout_line l JOIN payout_outcome o ON o.line_id = l.id WHERE o.paid")
    expense = one(demo_home, "SELECT SUM(debit_fen) FROM fund_voucherline WHERE account LIKE '5%'")

    assert insured == 1_344
    assert recipients == 380
    assert abs(arrived - 73_420_000) * 1000 <= 73_420_000
    assert expense == arrived


def test_every_month_was_paid_by_three_people_and_closed(demo_home: Path) -> None:
    runs = one(demo_home, "SELECT COUNT(*) FROM payout_run WHERE kind = 'regular' AND state = 'settled' AND part = 1")
    hands = rows(
        demo_home,
        "SELECT r.maker_id, a.member_id, b.member_id FROM payout_run r JOIN payout_approval a ON a.run_id = r.id AND a.step = 'review' "
        "JOIN payout_approval b ON b.run_id = r.id AND b.step = 'approve'",
    )
    open_months = one(demo_home, "SELECT COUNT(*) FROM fund_period WHERE NOT closed")

    assert runs == 12
    assert len(hands) == one(demo_home, "SELECT COUNT(*) FROM payout_run")
    assert all(len(set(three)) == 3 for three in hands)
    assert open_months == 0


def test_cards_were_rejected_and_everything_rejected_arrived_later(demo_home: Path) -> None:
    returned = rows(demo_home, "SELECT line_id FROM payout_outcome WHERE NOT paid")
    again = rows(
        demo_home,
        "SELECT l.reissue_of FROM payout_line l JOIN payout_outcome o ON o.line_id = l.id WHERE l.reissue_of IS NOT NULL AND o.paid",
    )

    assert returned
    assert sorted(returned) == sorted(again)


def test_the_planted_dead_were_paid_and_the_database_does_not_know(demo_home: Path) -> None:
    dead = [entry for entry in planted(demo_home) if entry["kind"] in ("paid_after_death", "certified_after_death")]

    assert dead
    for entry in dead:
        person, month = entry["person_id"], int(entry["died_on"][:4]) * 100 + int(entry["died_on"][5:7])
        assert one(demo_home, f"SELECT death_date IS NULL FROM people_person WHERE id = {person}")
        assert one(demo_home, f"SELECT COUNT(*) FROM payout_line WHERE person_id = {person} AND month > {month}") > 0


def test_the_planted_shared_cards_are_one_account_each_and_were_let_through_by_two_people(demo_home: Path) -> None:
    shared = {entry["person_id"] for entry in planted(demo_home) if entry["kind"] == "one_card_many"}
    result = {
        row[0]
        for row in rows(
            demo_home,
            "SELECT person_id FROM people_bankaccount WHERE until IS NULL AND account_index IN "
            "(SELECT account_index FROM people_bankaccount WHERE until IS NULL GROUP BY account_index HAVING COUNT(*) > 1)",
        )
    }
    released = rows(demo_home, "SELECT person_id, asked_by, approved_by FROM payout_release WHERE gate = 'shared_account'")

    assert shared == result == {row[0] for row in released}
    assert all(asked != approved for _, asked, approved in released)


def test_verify_holds_on_the_county(demo_home: Path) -> None:
    told = run_shebao("verify", "--json", home=demo_home)

    checks = json.loads(told.stdout)["checks"]

    assert told.returncode == 0, [check for check in checks if not check["ok"]]
    assert len(checks) > 30


def test_the_note_says_which_county_and_who_may_log_in(demo_home: Path) -> None:
    note = json.loads((demo_home / "demo.json").read_text(encoding="utf-8"))

    assert (note["agency"], note["year"], note["place"]) == ("zhengning", 2023, "gansu_zhengning")
    assert {"clerk", "reviewer", "approver", "finance"} <= {account["username"] for account in note["accounts"]}


def test_a_second_county_in_the_same_place_is_refused(demo_home: Path) -> None:
    told = run_shebao("demo", "zhengning", "--scale", SCALE, home=demo_home)

    assert told.returncode == 2
    assert "已经存在" in told.stderr


def test_a_killed_building_leaves_nothing_to_serve_and_the_next_one_starts_afresh(tmp_path: Path) -> None:
    home = tmp_path / "home"
    building = subprocess.Popen(
        [sys.executable, "-m", "shebao.cli", "demo", "hongjiang", "--scale", "0.02", "--residents-only"],
        env=command_environment(home),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    deadline = time.monotonic() + 120
    while not (home / "files" / "bank").exists() and time.monotonic() < deadline and building.poll() is None:
        time.sleep(0.05)

    building.send_signal(signal.SIGKILL)
    building.wait()

    assert not (home / "shebao.sqlite3").exists()
    assert not (home / "demo.json").exists()
    again = run_shebao("demo", "hongjiang", "--scale", "0.02", "--residents-only", "--json", home=home)
    assert again.returncode == 0, again.stderr
    assert json.loads(again.stdout)["insured"] == {"resident": 266}
    assert not (home / "shebao.building.sqlite3").exists()


@pytest.mark.postgres
def test_the_same_county_comes_out_on_postgresql_and_verify_holds(fresh_postgres_url: str, tmp_path: Path) -> None:
    told = run_shebao("demo", "zhengning", "--scale", SCALE, "--json", "--database", fresh_postgres_url, home=tmp_path)

    assert told.returncode == 0, told.stderr
    report = json.loads(told.stdout)
    assert report["insured"] == {"resident": 1_344, "employee": 34, "public_institution": 48}
    assert all(line["ok"] or line["reason"] for line in report["compared"])
    proof = run_shebao("verify", "--database", fresh_postgres_url, home=tmp_path)
    assert proof.returncode == 0, proof.stdout
    again = run_shebao("demo", "zhengning", "--scale", SCALE, "--database", fresh_postgres_url, home=tmp_path)
    assert again.returncode == 2
    assert "空的数据库" in again.stderr


def test_a_county_at_its_published_size_lives_its_year_and_verify_holds(tmp_path: Path) -> None:
    """The guard holds people in a whole county whom no small scale has; the year must get past each of them."""
    built = run_shebao("demo", "hongjiang", "--residents-only", "--json", home=tmp_path)
    told = run_shebao("verify", "--json", home=tmp_path)

    assert built.returncode == 0, built.stderr[-2000:]
    assert [check for check in json.loads(told.stdout)["checks"] if not check["ok"]] == []
