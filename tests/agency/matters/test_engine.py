"""The one engine of matters: no step skipped, nobody alone, content bound to its digest, applied whole or not at all."""

from __future__ import annotations

from datetime import date
from itertools import product

import pytest
from django.db import IntegrityError, connection, transaction

from shebao.agency.journal import queries as journal
from shebao.agency.journal.by import By
from shebao.agency.matters import actions, queries
from shebao.agency.matters.kind import Risk
from shebao.agency.matters.models import Matter, Step
from shebao.agency.matters.transitions import STATES, TRANSITIONS, VERBS, after, verbs_in
from shebao.agency.staff.actions import relieve
from shebao.base.finding import Refused
from tests.agency.matters import kinds
from tests.agency.matters.steps import HIGH, LOW, in_state, state_of
from tests.world.calendar import MAY_DAY
from tests.world.staff import make_member, make_staff

pytestmark = pytest.mark.django_db


def do(verb: str, risk: Risk, matter_id: int, staff: dict[str, int]) -> None:
    """Try a verb with a member who has the right for it and has not handled the matter."""
    kind = LOW if risk == "low" else HIGH
    if verb == "review":
        actions.review(kind, matter_id, by=By(staff["reviewer"], MAY_DAY))
    if verb == "approve":
        actions.approve(kind, matter_id, by=By(staff["approver"], MAY_DAY))
    if verb == "send_back":
        actions.send_back(kind, matter_id, by=By(staff["reviewer"], MAY_DAY), reason="资料不全")
    if verb == "withdraw":
        actions.withdraw(kind, matter_id, by=By(staff["acceptance"], MAY_DAY), reason="重复受理")
    if verb == "resubmit":
        actions.resubmit(kind, matter_id, {"amount": 6}, by=By(staff["acceptance"], MAY_DAY))


REACHED: dict[Risk, list[str]] = {
    "low": ["accepted", "returned", "withdrawn", "applied"],
    "high": ["accepted", "reviewed", "returned", "withdrawn", "applied"],
}
PAIRS = [
    (risk, state, verb)
    for risk, states in REACHED.items()
    for state, verb in product(states, ["review", "approve", "send_back", "withdraw", "resubmit"])
]


@pytest.mark.parametrize(("risk", "state", "verb"), PAIRS)
def test_every_pair_of_state_and_verb_leads_where_the_table_says_or_is_refused(
    risk: Risk, state: str, verb: str, staff: dict[str, int]
) -> None:
    matter_id = in_state(risk, state, staff)
    target = after(risk, state, verb)

    if target is None:
        with pytest.raises(Refused, match="不能"):
            do(verb, risk, matter_id, staff)
        assert state_of(matter_id) == state
    else:
        do(verb, risk, matter_id, staff)
        assert state_of(matter_id) == ("applied" if target == "approved" else target)


def test_the_table_speaks_of_known_states_and_verbs_and_ends_in_two_of_them() -> None:
    for table in TRANSITIONS.values():
        assert {state for state, _ in table} | set(table.values()) <= set(STATES)
        assert {verb for _, verb in table} <= set(VERBS)
        assert set(table.values()) - {state for state, _ in table} == {"applied", "withdrawn"}
    assert verbs_in("high", "accepted") == ["send_back", "withdraw", "review"]


def test_a_high_risk_matter_takes_three_people_and_applies_with_its_entry(staff: dict[str, int]) -> None:
    matter_id = actions.submit(HIGH, {"amount": 5}, by=By(staff["acceptance"], MAY_DAY))
    actions.review(HIGH, matter_id, by=By(staff["reviewer"], MAY_DAY))

    applied = actions.approve(HIGH, matter_id, by=By(staff["approver"], MAY_DAY))

    detail = queries.matter(matter_id)
    assert detail is not None and detail.row.state == "applied" and detail.row.closed_on == MAY_DAY
    assert [(step.verb, step.member) for step in detail.steps] == [
        ("submit", "acceptance"),
        ("review", "reviewer"),
        ("approve", "approver"),
    ]
    assert applied.matter_id == matter_id
    assert detail.applied_entry_id == applied.seq - 1
    assert [entry.verb for entry in reversed(journal.history("matter", matter_id))] == [
        "matters.submit",
        "matters.review",
        "matters.approve",
    ]
    assert journal.check_chain()[1] == []


def test_two_accounts_of_one_person_are_one_person(staff: dict[str, int]) -> None:
    first = make_member("liu", "acceptance", person_key="G-17")
    with pytest.raises(Refused, match="不能由同一人担任"):
        make_member("liu2", "reviewer", person_key="G-17")
    relieve(first, "acceptance", until=MAY_DAY, actor_id=None)
    second = make_member("liu3", "approver", person_key="G-17")
    matter_id = actions.submit(HIGH, {"amount": 5}, by=By(staff["acceptance"], MAY_DAY))
    Step.objects.create(matter_id=matter_id, verb="resubmit", member_id=first, day=MAY_DAY, content_digest="")
    actions.review(HIGH, matter_id, by=By(staff["reviewer"], MAY_DAY))

    with pytest.raises(Refused, match="由您本人受理"):
        actions.approve(HIGH, matter_id, by=By(second, MAY_DAY))


def test_the_maker_cannot_decide_even_after_a_change_of_post(staff: dict[str, int]) -> None:
    maker = make_member("sun", "acceptance")
    matter_id = actions.submit(LOW, {"amount": 5}, by=By(maker, MAY_DAY))
    relieve(maker, "acceptance", until=MAY_DAY, actor_id=None)
    from shebao.agency.staff.actions import appoint

    appoint(maker, "reviewer", since=MAY_DAY, actor_id=None)

    with pytest.raises(Refused, match="由您本人受理"):
        actions.approve(LOW, matter_id, by=By(maker, MAY_DAY))
    with pytest.raises(Refused, match="由您本人受理"):
        actions.send_back(LOW, matter_id, by=By(maker, MAY_DAY), reason="改一改")


def test_who_reviewed_cannot_approve_even_after_a_change_of_post(staff: dict[str, int]) -> None:
    matter_id = in_state("high", "reviewed", staff)
    relieve(staff["reviewer"], "reviewer", until=MAY_DAY, actor_id=None)
    from shebao.agency.staff.actions import appoint

    appoint(staff["reviewer"], "approver", since=MAY_DAY, actor_id=None)

    again = make_member("reviewer2", "approver", person_key="reviewer")

    for account in (staff["reviewer"], again):
        with pytest.raises(Refused, match="由您本人复核"):
            actions.approve(HIGH, matter_id, by=By(account, MAY_DAY))


@pytest.mark.parametrize("post", ["finance_maker", "finance_checker", "inspector", "parameters", "auditor"])
def test_posts_without_the_right_do_nothing_with_a_matter(staff: dict[str, int], post: str) -> None:
    matter_id = in_state("high", "accepted", staff)

    for attempt in (
        lambda: actions.submit(HIGH, {}, by=By(staff[post], MAY_DAY)),
        lambda: actions.review(HIGH, matter_id, by=By(staff[post], MAY_DAY)),
        lambda: actions.send_back(HIGH, matter_id, by=By(staff[post], MAY_DAY), reason="试一试"),
        lambda: actions.withdraw(HIGH, matter_id, by=By(staff[post], MAY_DAY), reason="试一试"),
    ):
        with pytest.raises(Refused, match="您的岗位不能"):
            attempt()


def test_a_right_taken_away_is_gone_at_the_next_step(staff: dict[str, int]) -> None:
    matter_id = in_state("high", "accepted", staff)
    relieve(staff["reviewer"], "reviewer", until=MAY_DAY, actor_id=None)

    with pytest.raises(Refused, match="您的岗位不能"):
        actions.review(HIGH, matter_id, by=By(staff["reviewer"], MAY_DAY))


def test_content_changed_behind_the_engine_voids_the_approval(staff: dict[str, int]) -> None:
    matter_id = in_state("high", "reviewed", staff)
    Matter.objects.filter(id=matter_id).update(payload='{"amount":500}')

    with pytest.raises(Refused, match="校验码不符"):
        actions.approve(HIGH, matter_id, by=By(staff["approver"], MAY_DAY))
    assert state_of(matter_id) == "reviewed"


def test_content_and_digest_changed_together_void_the_review(staff: dict[str, int]) -> None:
    matter_id = in_state("high", "reviewed", staff)
    matter = Matter.objects.get(id=matter_id)
    forged = actions._digest(matter, {"amount": 500}, [["值", "旧", "500"]])
    Matter.objects.filter(id=matter_id).update(payload='{"amount":500}', preview='[["值","旧","500"]]', content_digest=forged)

    with pytest.raises(Refused, match="复核已失效"):
        actions.approve(HIGH, matter_id, by=By(staff["approver"], MAY_DAY))


def test_what_the_approver_saw_must_be_what_is_approved(staff: dict[str, int]) -> None:
    matter_id = in_state("low", "accepted", staff)

    with pytest.raises(Refused, match="打开页面之后有变化"):
        actions.approve(LOW, matter_id, by=By(staff["reviewer"], MAY_DAY), digest="0" * 64)


def test_what_the_reviewer_saw_must_be_what_is_reviewed(staff: dict[str, int]) -> None:
    matter_id = in_state("high", "accepted", staff)
    shown = Matter.objects.get(id=matter_id).content_digest
    actions.send_back(HIGH, matter_id, by=By(staff["reviewer"], MAY_DAY), reason="金额不对")
    actions.resubmit(HIGH, matter_id, {"amount": 50}, by=By(staff["acceptance"], MAY_DAY))

    with pytest.raises(Refused, match="打开页面之后有变化"):
        actions.review(HIGH, matter_id, by=By(staff["reviewer"], MAY_DAY), digest=shown)
    assert state_of(matter_id) == "accepted"


@pytest.mark.parametrize(
    "change", [{"payload": '{"amount":500}'}, {"preview": '[["值","旧","500"]]'}, {"subject_kind": "person"}, {"subject_id": 4}]
)
def test_each_part_of_a_matter_is_bound_to_what_was_signed(staff: dict[str, int], change: dict[str, object]) -> None:
    for risk, verb in (("low", "approve"), ("high", "review")):
        matter_id = in_state(risk, "accepted", staff)
        Matter.objects.filter(id=matter_id).update(**change)

        with pytest.raises(Refused, match="校验码不符"):
            do(verb, risk, matter_id, staff)


def test_a_returned_matter_stays_with_whom_it_was_about(staff: dict[str, int]) -> None:
    matter_id = actions.submit(LOW, {"person": 4}, by=By(staff["acceptance"], MAY_DAY))
    actions.send_back(LOW, matter_id, by=By(staff["reviewer"], MAY_DAY), reason="填错了人")

    for about in ({"person": 5}, {}):
        with pytest.raises(Refused, match="为另一对象受理"):
            actions.resubmit(LOW, matter_id, about, by=By(staff["acceptance"], MAY_DAY))
    actions.resubmit(LOW, matter_id, {"person": 4, "amount": 2}, by=By(staff["acceptance"], MAY_DAY))

    assert state_of(matter_id) == "accepted" and Matter.objects.get(id=matter_id).subject_id == 4


def test_facts_that_moved_on_since_acceptance_stop_the_approval(staff: dict[str, int], monkeypatch: pytest.MonkeyPatch) -> None:
    of_three, of_two = in_state("high", "reviewed", staff), in_state("low", "accepted", staff)
    monkeypatch.setitem(kinds.FACTS, "before", "新")

    with pytest.raises(Refused, match="情况有变"):
        actions.approve(HIGH, of_three, by=By(staff["approver"], MAY_DAY))
    with pytest.raises(Refused, match="情况有变"):
        actions.approve(LOW, of_two, by=By(staff["reviewer"], MAY_DAY))


def test_a_preview_is_not_made_again_only_while_the_journal_ends_where_it_was_made(
    staff: dict[str, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    first, at = in_state("low", "accepted", staff), journal.head()[0]
    monkeypatch.setitem(kinds.FACTS, "before", "新")

    # Nothing was written since: nobody is asked what the facts are now.
    actions.approve(LOW, first, by=By(staff["reviewer"], MAY_DAY), previewed_at=at)

    monkeypatch.setitem(kinds.FACTS, "before", "旧")
    second, at = in_state("low", "accepted", staff), journal.head()[0]
    in_state("low", "accepted", staff)
    monkeypatch.setitem(kinds.FACTS, "before", "新")
    with pytest.raises(Refused, match="情况有变"):
        actions.approve(LOW, second, by=By(staff["reviewer"], MAY_DAY), previewed_at=at)


def test_a_matter_that_cannot_be_applied_stays_as_it_was_without_a_trace_of_the_attempt(staff: dict[str, int]) -> None:
    kind = kinds.kind("low", refusing=True)
    matter_id = actions.submit(kind, {"amount": 5}, by=By(staff["acceptance"], MAY_DAY))
    before = journal.head()

    with pytest.raises(Refused, match="办理时发现"):
        actions.approve(kind, matter_id, by=By(staff["reviewer"], MAY_DAY))

    assert state_of(matter_id) == "accepted"
    assert journal.head() == before


def test_a_returned_matter_begins_anew_with_its_new_content(staff: dict[str, int]) -> None:
    matter_id = in_state("high", "reviewed", staff)
    actions.send_back(HIGH, matter_id, by=By(staff["approver"], MAY_DAY), reason="金额不对")
    actions.resubmit(HIGH, matter_id, {"amount": 8, "secret": "x"}, by=By(staff["acceptance"], MAY_DAY))

    with pytest.raises(Refused, match="不能批准"):
        actions.approve(HIGH, matter_id, by=By(staff["approver"], MAY_DAY))
    actions.review(HIGH, matter_id, by=By(staff["reviewer"], MAY_DAY))
    actions.approve(HIGH, matter_id, by=By(staff["approver"], MAY_DAY))

    assert journal.entries(most=1)[0].body == '{"amount":8}'


def test_sensitive_fields_are_sealed_and_come_back_for_applying(staff: dict[str, int]) -> None:
    matter_id = actions.submit(LOW, {"amount": 1, "secret": "990000196304020011"}, by=By(staff["acceptance"], MAY_DAY))

    matter = Matter.objects.get(id=matter_id)
    assert "990000" not in matter.payload + matter.preview and b"990000" not in bytes(matter.sealed or b"")
    assert actions.content_of(matter) == {"amount": 1, "secret": "990000196304020011"}


def test_one_open_matter_an_object_and_kind(staff: dict[str, int]) -> None:
    first = actions.submit(LOW, {"person": 4}, by=By(staff["acceptance"], MAY_DAY))

    with pytest.raises(Refused, match="已有未办结"):
        actions.submit(LOW, {"person": 4}, by=By(staff["acceptance"], MAY_DAY))
    actions.submit(LOW, {"person": 5}, by=By(staff["acceptance"], MAY_DAY))
    actions.submit(HIGH, {"person": 4}, by=By(staff["acceptance"], MAY_DAY))
    actions.withdraw(LOW, first, by=By(staff["acceptance"], MAY_DAY), reason="重报")

    assert actions.submit(LOW, {"person": 4}, by=By(staff["acceptance"], MAY_DAY)) > first


def test_numbers_run_on_within_a_year_without_a_gap(staff: dict[str, int]) -> None:
    for amount in (1, -1, 2, 3):
        try:
            actions.submit(LOW, {"amount": amount}, by=By(staff["acceptance"], MAY_DAY))
        except Refused:
            continue
    actions.submit(LOW, {"amount": 4}, by=By(staff["acceptance"], date(2024, 1, 2)))

    assert list(Matter.objects.order_by("id").values_list("number", flat=True)) == [
        "2023-000001",
        "2023-000002",
        "2023-000003",
        "2024-000001",
    ]


@pytest.mark.parametrize(("day", "due"), [(date(2023, 5, 8), date(2023, 5, 22)), (date(2023, 9, 27), date(2023, 10, 17))])
def test_the_limit_counts_working_days(staff: dict[str, int], day: date, due: date) -> None:
    matter_id = actions.submit(LOW, {}, by=By(staff["acceptance"], day))

    assert Matter.objects.get(id=matter_id).due_on == due


def test_without_next_year_s_holidays_a_matter_is_still_accepted(staff: dict[str, int]) -> None:
    matter_id = actions.submit(LOW, {}, by=By(staff["acceptance"], date(2019, 5, 8)))

    assert Matter.objects.get(id=matter_id).due_on is None


@pytest.mark.parametrize("verb", ["send_back", "withdraw"])
def test_sending_back_and_withdrawing_ask_for_a_reason(staff: dict[str, int], verb: str) -> None:
    matter_id = in_state("low", "accepted", staff)

    with pytest.raises(Refused, match="没有填写"):
        getattr(actions, verb)(LOW, matter_id, by=By(staff["reviewer"], MAY_DAY), reason=" ")


def test_only_the_maker_withdraws(staff: dict[str, int]) -> None:
    other = make_member("zhou", "acceptance")
    matter_id = in_state("low", "accepted", staff)

    with pytest.raises(Refused, match="不是您受理的"):
        actions.withdraw(LOW, matter_id, by=By(other, MAY_DAY), reason="代为撤回")


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE matters_step SET comment = 'x'",
        "DELETE FROM matters_step",
        "DELETE FROM matters_matter",
        "UPDATE matters_matter SET title = 'x'",
        "UPDATE matters_matter SET state = 'accepted'",
    ],
)
def test_the_database_itself_keeps_steps_and_ended_matters(database: str, statement: str) -> None:
    in_state("low", "applied", make_staff())

    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


def test_worklists_show_what_waits_the_most_urgent_first(staff: dict[str, int]) -> None:
    later = actions.submit(LOW, {}, by=By(staff["acceptance"], date(2023, 5, 10)))
    sooner = actions.submit(LOW, {}, by=By(staff["acceptance"], date(2023, 5, 8)))
    in_state("low", "applied", staff)

    assert [row.id for row in queries.waiting(["accepted"], ["test_low"])] == [sooner, later]
    assert queries.waiting(["accepted"], ["test_low"], not_by=[staff["acceptance"]]) == []
    assert queries.counts() == {"accepted": 2, "reviewed": 0, "approved": 0, "returned": 0}
    assert [row.id for row in queries.overdue(date(2023, 5, 23))] == [sooner]
    assert [row.id for row in queries.listed(text="2023-000002")] == [sooner]
    assert [row.id for row in queries.listed(after=sooner)] == [later]
    assert queries.closed_between(date(2023, 1, 1), date(2023, 12, 31)) == [("test_low", 1, 0)]
