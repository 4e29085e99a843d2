"""Eighteen plays of somebody inside the agency who wants money that is not owed: each is stopped, or shown to whoever signs or verifies.

`PLAYS` says which test proves each; those that no room tries are tried here, through the counters' own doors or, where the play
is an edit by whoever holds the database, by SQL.
"""

from __future__ import annotations

import ast
import json
from datetime import date
from pathlib import Path
from typing import NamedTuple

import pytest
from django.db import connection

from shebao.agency.benefits.models import Entitlement
from shebao.agency.journal.by import By
from shebao.agency.matters.actions import _digest
from shebao.agency.matters.models import Matter
from shebao.agency.payout import actions as payout
from shebao.agency.payout.models import Exclusion, Line, Release, Run
from shebao.agency.procedures import actions as procedures
from shebao.agency.procedures.catalogue import catalogue
from shebao.agency.procedures.death.report_death import end_by_death
from shebao.agency.staff import actions as staff
from shebao.base.finding import Refused
from tests.support.guards import drop_guards
from tests.world.calendar import JUNE, JUNE_DAY, MAY, MAY_DAY, by
from tests.world.money import County, problems_of, release_payload
from tests.world.staff import make_member

TESTS = Path(__file__).parents[2]
STOPPED, FLAGGED = "stopped", "flagged"


class Play(NamedTuple):
    """What is tried, what comes of it, and the test that proves it: a file below tests/ and a name, here where no file is said."""

    title: str
    outcome: str
    test: str


PLAYS = (
    Play(
        "106 invented people by one list",
        STOPPED,
        "agency/payout/test_operations.py::test_a_hundred_and_six_invented_people_of_one_list_wait_and_everybody_else_is_paid",
    ),
    Play(
        "an addition typed a hundred times too high, three months back",
        STOPPED,
        "agency/payout/test_operations.py::test_the_mistake_of_a_hundred_and_six_people_waits_by_every_door_and_everybody_else_is_paid_on_the_day",
    ),
    Play(
        "the basic standard ten times too high",
        STOPPED,
        "agency/payout/test_operations.py::test_a_standard_ten_times_too_high_holds_whom_it_moves_also_in_a_later_part_of_the_month",
    ),
    Play(
        "lines swapped between computing and sealing, sums to match",
        STOPPED,
        "agency/payout/test_altered_rows.py::test_swapped_rows_with_a_digest_to_match_are_not_sealed_either",
    ),
    Play(
        "paid rows of the bank's answer rewritten as returned",
        STOPPED,
        "agency/payout/test_returns.py::test_a_forged_answer_does_not_agree_with_the_slip_that_another_entered",
    ),
    Play(
        "thirty accounts changed and verified by one clerk on one day",
        FLAGGED,
        "agency/payout/test_operations.py::test_signers_are_told_of_six_accounts_that_one_member_changed_on_one_day_and_not_of_five",
    ),
    Play(
        "one human with a second account under another mark",
        STOPPED,
        "test_a_second_account_of_the_same_name_is_refused_and_one_with_a_remark_is_shown_to_whoever_appoints",
    ),
    Play(
        "the system post resets the deciders' passwords",
        STOPPED,
        "agency/desk/test_staff.py::test_under_a_password_that_somebody_else_set_nothing_is_decided_for_a_cycle",
    ),
    Play(
        "yesterday's database put back after hand-over",
        STOPPED,
        "agency/verify/test_edits.py::test_a_database_that_went_back_pays_nothing_until_that_is_said",
    ),
    Play("thresholds loosened on disk", STOPPED, "agency/payout/test_gates.py::test_thresholds_edited_on_disk_are_refused_and_pay_nobody"),
    Play("forged releases of held people", STOPPED, "test_a_forged_release_of_held_people_seals_nothing"),
    Play("a release for one made a release for three", STOPPED, "test_a_release_asked_for_one_is_not_approved_for_three"),
    Play(
        "a death registered between file and hand-over",
        STOPPED,
        "agency/payout/test_sent_back.py::test_whoever_dies_between_file_and_hand_over_is_not_paid",
    ),
    Play("amounts of decisions edited", STOPPED, "test_ten_yuan_more_in_everybodys_decision_are_not_sealed"),
    Play(
        "the bank file edited on disk",
        STOPPED,
        "agency/payout/test_signatures.py::test_the_file_is_made_again_byte_for_byte_and_an_edited_one_is_not_handed_over",
    ),
    Play("the bank's answer handed in again", STOPPED, "agency/payout/test_returns.py::test_the_same_file_a_second_time_changes_nothing"),
    Play("a dead person's pension set going in the database", STOPPED, "test_a_pension_of_the_dead_set_going_by_an_edit_pays_nothing"),
    Play("a sum of back pay typed", STOPPED, "test_no_form_or_list_takes_a_sum_of_back_pay"),
)


def execute(statement: str, *values: object) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


def held(run: Run) -> dict[int, str]:
    return dict(Exclusion.objects.filter(run=run, kind="held").values_list("person_id", "reason"))


def test_each_of_the_eighteen_plays_has_its_test(capsys: pytest.CaptureFixture[str]) -> None:
    missing = []
    for play in PLAYS:
        name, _, test = play.test.rpartition("::")
        source = (TESTS / name if name else Path(__file__)).read_text(encoding="utf-8")
        functions = {node.name for node in ast.walk(ast.parse(source)) if isinstance(node, ast.FunctionDef)}
        missing += [] if test in functions else [play.test]

    assert missing == [] and len(PLAYS) == 18
    with capsys.disabled():
        stopped = sum(play.outcome == STOPPED for play in PLAYS)
        print(f"\n18 plays of an insider: {stopped} stopped, {len(PLAYS) - stopped} shown to whoever signs; 18 of 18")


def test_a_second_account_of_the_same_name_is_refused_and_one_with_a_remark_is_shown_to_whoever_appoints(paying: County) -> None:
    make_member("zhang", name="张三", person_key="0042")

    with pytest.raises(Refused, match="已有一位“张三”"):
        staff.create_member("zhang2", "张三", "0043", None, by=by(MAY_DAY))
    staff.create_member("zhang3", "张三", "0042", None, by=by(MAY_DAY))
    staff.create_member("zhang4", "张三（东街）", "0043", None, by=by(MAY_DAY))
    make_member("ops", "ops")
    shown = procedures.preview("appoint_member", {"username": "zhang4", "post": "reviewer", "since": MAY_DAY.isoformat()}, day=MAY_DAY)

    assert [(change.what, change.before) for change in shown][-1] == ("同名账号", "zhang、zhang3")


def test_a_forged_release_of_held_people_seals_nothing(paying: County) -> None:
    """Rows may be added to the table of releases by whoever holds the running role: the chain of the journal does not know them."""
    strangers = paying.people[:3]
    for person in strangers:
        paying.change_account(person, MAY_DAY, verified=False)
    for number, person in enumerate(strangers, 1):
        Release.objects.create(
            id=number,
            scheme="resident",
            person_id=person,
            gate="unverified_account",
            from_month=MAY,
            until_month=MAY,
            reason="已核",
            asked_by=paying.staff["inspector"],
            approved_by=paying.staff["approver"],
            entry_id=1,
        )

    with pytest.raises(Refused, match="payout_release"):
        paying.sealed()


def test_a_release_asked_for_one_is_not_approved_for_three(paying: County) -> None:
    """The request is rewritten with its preview and its digest, so that it looks whole to the approver."""
    strangers = paying.people[:3]
    for person in strangers:
        paying.change_account(person, MAY_DAY, verified=False)
    run = paying.sealed()
    assert set(held(run)) == set(strangers)
    matter_id = procedures.submit(
        "release_held", release_payload(strangers[:1], "unverified_account", MAY), by=By(paying.staff["inspector"], MAY_DAY)
    )
    matter = Matter.objects.get(id=matter_id)
    forged = json.loads(matter.payload) | {"rows": [{"person_id": person} for person in strangers]}
    shown = [[cell.replace("扣留 1 人", "扣留 3 人") for cell in row] for row in json.loads(matter.preview)]
    digest = _digest(matter, forged, shown)
    Matter.objects.filter(id=matter_id).update(
        payload=json.dumps(forged, ensure_ascii=False, sort_keys=True, separators=(",", ":")),
        preview=json.dumps(shown, ensure_ascii=False, separators=(",", ":")),
        content_digest=digest,
    )

    with pytest.raises(Refused, match="不是受理时的内容"):
        procedures.approve(matter_id, by=By(paying.staff["approver"], MAY_DAY))
    assert not Release.objects.exists()


def test_ten_yuan_more_in_everybodys_decision_are_not_sealed(paying: County) -> None:
    """Resident pensions are computed from the facts each month, not read from the decision: the edit pays nothing and is found."""
    usual = paying.settled()
    for table in ("benefits_decision", "benefits_decisionpart"):
        drop_guards(table)
    execute("UPDATE benefits_decision SET total_fen = total_fen + 1000")
    execute("UPDATE benefits_decision SET account_at_claim_fen = account_at_claim_fen + 139000")

    run = paying.propose(JUNE, day=JUNE_DAY)
    payout.compute(run.pk, actor_id=paying.staff["acceptance"])

    with pytest.raises(Refused, match=r"说不清来由|没有可发放的人员"):
        payout.seal(run.pk, by=By(paying.staff["acceptance"], JUNE_DAY), remark="看过了没有问题")
    assert Line.objects.filter(run=usual).count() == 6
    assert problems_of("sealed.benefits_decision") and problems_of("benefits.sheets")


def test_a_pension_of_the_dead_set_going_by_an_edit_pays_nothing(paying: County) -> None:
    dead = paying.people[0]
    end_by_death([(dead, date(2023, 5, 2))], by=by(MAY_DAY))
    Entitlement.objects.filter(person_id=dead).update(state="active", reason="", last_month=None)

    run = paying.sealed(JUNE, day=JUNE_DAY)

    assert dead not in Line.objects.filter(run=run).values_list("person_id", flat=True)
    assert Exclusion.objects.get(run=run, person_id=dead).reason == "dead"
    assert problems_of("benefits.entitlements")


def test_no_form_or_list_takes_a_sum_of_back_pay(paying: County) -> None:
    typed = [
        (kind.key, what.label if hasattr(what, "label") else what.title)
        for kind in catalogue().values()
        for what in (*kind.fields, *kind.columns)
        if "yuan" in (getattr(what, "widget", ""), getattr(what, "kind", ""))
    ]

    assert len(typed) > 20 and [pair for pair in typed if "补发" in pair[1] or "应发" in pair[1]] == []
