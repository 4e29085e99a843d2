"""Somebody with the database's own rights moves rights or money by one edit: `verify` finds it and says where, on both databases.

These are the edits that no digest of posted rows covers: accounts of staff, who made a matter, what it is called and how
far it got, months of entitlements, where people live, places in groups, villages, the lock after a restore, and the
chain itself cut short or written anew.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from django.db import connection, transaction

from shebao.agency.benefits import actions as benefits
from shebao.agency.enrolment import actions as enrolment
from shebao.agency.journal import queries as journal
from shebao.agency.journal.actions import hash_of, record
from shebao.agency.journal.by import By
from shebao.agency.journal.models import Entry, Head
from shebao.agency.people import actions as people
from shebao.agency.procedures import actions as procedures
from shebao.agency.procedures.checks import checks as all_checks
from shebao.agency.procedures.checks import run_check, run_checks
from shebao.base.finding import Refused
from shebao.commands.verify import paper_problems
from tests.world.calendar import JUNE, MAY, MAY_DAY, by
from tests.world.law import PLACE, SCHEME
from tests.world.money import County

pytestmark = pytest.mark.slow

EDITS: dict[str, tuple[str, str, str]] = {
    # what → (SQL, the check that must say no, a word of its sentence)
    "a member becomes another natural person": (
        "UPDATE staff_member SET person_key = 'other' WHERE username = 'reviewer'",
        "staff.members",
        "reviewer：本人标识",
    ),
    "a member's password is replaced": (
        "UPDATE staff_member SET password = 'x' WHERE username = 'approver'",
        "staff.members",
        "approver：密码",
    ),
    "a reset is granted by nobody": ("UPDATE staff_member SET reset_granted = NOT reset_granted", "staff.members", "重置密码的批准"),
    "a young password decides": (
        "UPDATE staff_member SET decides_from = '2030-01-01' WHERE username = 'approver'",
        "staff.members",
        "恢复复核审批日期",
    ),
    "a closed account is opened": (
        "UPDATE staff_member SET is_active = NOT is_active WHERE username = 'auditor'",
        "staff.members",
        "启用标志",
    ),
    "a member is called otherwise": ("UPDATE staff_member SET name = '李四' WHERE username = 'auditor'", "staff.members", "auditor：姓名"),
    "an account is slipped in": (
        "INSERT INTO staff_member (username, name, person_key, password, is_active, station, provisional, reset_granted) "
        "SELECT 'ghost', 'ghost', 'ghost', password, is_active, station, provisional, reset_granted FROM staff_member WHERE username = 'auditor'",
        "staff.members",
        "ghost：日志里没有建立过",
    ),
    "an entitlement begins earlier": ("UPDATE benefits_entitlement SET since_month = 202201", "benefits.standings", "状态起始月是202201"),
    "an ended entitlement has another last month": (
        "UPDATE benefits_entitlement SET last_month = 202312 WHERE state = 'ended'",
        "benefits.standings",
        "最后应发月是202312",
    ),
    "an entitlement has another reason": ("UPDATE benefits_entitlement SET reason = 'custody'", "benefits.standings", "原因是custody"),
    "somebody's telephone is another": ("UPDATE people_person SET phone = '138****0000'", "people.residences", "phone"),
    "somebody lives elsewhere": (
        "UPDATE people_person SET village_id = (SELECT max(id) FROM people_village) WHERE village_id < (SELECT max(id) FROM people_village)",
        "people.residences",
        "village_id",
    ),
    "a village is called otherwise": ("UPDATE people_village SET name = 'x' || name", "people.villages", "与日志"),
    "a place in a group lasts longer": ("UPDATE enrolment_assistance SET to_year = 2030", "enrolment.assistance", "to_year"),
    "an insurance ends": ("UPDATE enrolment_spell SET to_month = 202305", "enrolment.spells", "to_month"),
    "an open matter has another maker": (
        "UPDATE matters_matter SET maker_id = (SELECT id FROM staff_member WHERE username = 'auditor') WHERE state = 'accepted'",
        "matters.faces",
        "受理人",
    ),
    "a matter is called otherwise": ("UPDATE matters_matter SET title = 'x' || title", "matters.faces", "标题"),
    "an open matter moves on by itself": ("UPDATE matters_matter SET state = 'reviewed' WHERE state = 'accepted'", "matters.faces", "状态"),
    "what somebody wrote is another": ("UPDATE matters_step SET comment = '同意，已核实'", "matters.faces", "意见"),
    "payments are unlocked": ("UPDATE payout_epoch SET locked = NOT locked", "payout.epoch", "锁定"),
    "the number of restores is another": ("UPDATE payout_epoch SET number = number + 1", "payout.epoch", "恢复次数"),
}


@pytest.fixture
def county(database: str, monkeypatch: pytest.MonkeyPatch) -> County:
    """May paid; somebody died, somebody is in a group and moved, a matter waits, another was sent back."""
    monkeypatch.setenv("SHEBAO_PLACE", PLACE)
    county = County()
    county.settled()
    village = people.ensure_villages([("乙乡", "三村")], by=by(MAY_DAY))["乙乡", "三村"]
    people.move_persons([(county.people[1], village)], by=by(MAY_DAY))
    enrolment.grant_assistance(
        [(county.people[1], "minimum_living", 2023, None), (county.people[2], "minimum_living", 2022, None)], by=by(MAY_DAY)
    )
    enrolment.end_assistance([county.people[2]], 2023, by=by(MAY_DAY))
    benefits.suspend([county.people[3]], SCHEME, JUNE, "uncertified", by=by(date(2023, 5, 25)))
    benefits.end([county.people[4]], SCHEME, MAY, "moved_away", by=by(date(2023, 5, 25)))
    moving = {"person_id": county.people[5], "village_id": village}
    procedures.submit("move_person", moving, by=By(county.staff["acceptance"], MAY_DAY))
    return county


def drop_guards() -> None:
    """What an owner of the tables can do and the running role cannot."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
            for (name,) in cursor.fetchall():
                cursor.execute(f'DROP TRIGGER "{name}"')
            return
        for table in connection.introspection.table_names():
            cursor.execute(f'ALTER TABLE "{table}" DISABLE TRIGGER USER')


class Undo(Exception):
    """Rolls one edit back."""


def problems_after(edit: Callable[[], Any], check: str) -> tuple[str, ...]:
    """What a check says after an edit, which is undone."""
    try:
        with transaction.atomic():
            edit()
            raise Undo(run_check(check, dict(all_checks())[check]).problems)
    except Undo as undone:
        return tuple(undone.args[0])


def execute(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)
        assert cursor.rowcount, f"nothing was edited: {statement}"


def test_every_edit_that_moves_rights_or_money_is_found_and_named(county: County) -> None:
    assert [check for check in run_checks() if not check.ok] == []
    drop_guards()

    overlooked = {}
    for what, (statement, check, words) in EDITS.items():
        problems = problems_after(partial(execute, statement), check)
        if not any(words in problem for problem in problems):
            overlooked[what] = problems

    assert overlooked == {}


def test_a_tail_of_reading_and_downloads_is_not_cut_off_in_silence(county: County) -> None:
    """Nothing hangs on these entries but themselves, and the head is put right: the database alone cannot tell."""
    with transaction.atomic():
        for _ in range(3):
            record("desk.download", by=By(county.staff["acceptance"], MAY_DAY), body={"name": "x"})
    drop_guards()

    def cut() -> None:
        seq, _ = journal.head()
        Entry.objects.filter(seq__gt=seq - 3)._raw_delete(using="default")
        last = Entry.objects.get(seq=seq - 3)
        Head.objects.update(seq=last.seq, entry_hash=last.entry_hash)

    assert problems_after(cut, "journal.chain") == ()
    assert any("末尾被截去" in problem for problem in problems_after(cut, "journal.witness"))


def test_a_chain_written_anew_from_one_entry_on_no_longer_holds_the_heads_that_were_printed(county: County) -> None:
    drop_guards()

    def rewrite() -> None:
        previous = Entry.objects.get(seq=2).entry_hash
        for entry in Entry.objects.filter(seq__gt=2).order_by("seq"):
            entry.previous_hash = previous
            if entry.seq == 3:
                entry.actor_id = county.staff["auditor"]
            entry.entry_hash = previous = hash_of(entry)
            Entry.objects.filter(seq=entry.seq).update(
                previous_hash=entry.previous_hash, actor_id=entry.actor_id, entry_hash=entry.entry_hash
            )
        Head.objects.update(entry_hash=previous)

    assert problems_after(rewrite, "journal.chain") == ()
    assert any("审批表上印的日志链头" in problem for problem in problems_after(rewrite, "payout.heads"))
    assert any("被改写过" in problem for problem in problems_after(rewrite, "journal.witness"))


def test_a_head_printed_on_paper_is_looked_for_in_the_chain(county: County) -> None:
    assert journal.unknown_heads([journal.head()[1], "ab" * 32]) == ["ab" * 32]


def test_a_database_that_went_back_pays_nothing_until_that_is_said(county: County, tmp_path: Path) -> None:
    """Entries that were committed are gone: what an operator's copied-back database looks like."""
    seq, _ = journal.head()
    with transaction.atomic():
        record("desk.download", by=By(county.staff["acceptance"], MAY_DAY), body={"name": "x"})
    drop_guards()
    Entry.objects.filter(seq__gt=seq)._raw_delete(using="default")
    Head.objects.update(seq=seq, entry_hash=Entry.objects.get(seq=seq).entry_hash)

    for _ in range(3):
        with pytest.raises(Refused, match="像是从备份恢复的"):
            county.filed(JUNE, day=date(2023, 6, 8))
        with transaction.atomic():  # business goes on and the numbers grow past those that were noted
            record("desk.download", by=By(county.staff["acceptance"], MAY_DAY), body={"name": "y"})


def test_verify_takes_a_head_as_it_stands_on_paper_and_says_which_is_unknown(county: County) -> None:
    run = county.sealed(JUNE, day=date(2023, 6, 8))
    in_fours = " ".join(run.chain_head[i : i + 4] for i in range(0, 64, 4))

    assert paper_problems([in_fours, f"SHEBAO-RUN|1|202306|6|1|x|{run.chain_head}"]) == []
    assert "找不到" in paper_problems(["ab" * 32])[0] and "64 位" in paper_problems(["abc"])[0]
