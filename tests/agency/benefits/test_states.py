"""States of an entitlement: who is paid in which month, which months are owed afterwards, and why."""

from datetime import date

import pytest

from shebao.agency.benefits import actions, checks, queries
from shebao.agency.benefits.models import Decision, Entitlement
from shebao.agency.benefits.owed import KINDS, owed_periods
from shebao.agency.store.bulk import bulk_insert
from shebao.base.finding import Refused
from tests.support.answers import each, rule_of
from tests.world.calendar import GO_LIVE, by
from tests.world.law import LAW, SCHEME
from tests.world.people import insured

pytestmark = pytest.mark.django_db


@pytest.fixture
def pensioners() -> list[int]:
    ids = insured(1950, 3, 3, opening_fen=1_000_00)
    actions.take_over([(person, 201004, 1_000_00) for person in ids], SCHEME, month=202301, **LAW, by=by(GO_LIVE))
    return ids


def paid(month: int) -> list[int]:
    return each(queries.in_payment(SCHEME, month)["person_id"])


def owed(month: int) -> list[tuple[int, int, int, str]]:
    columns = owed_periods(SCHEME, month)
    return [
        (p, a, b, KINDS[k])
        for p, a, b, k in zip(*(each(columns[name]) for name in ("person_id", "first_month", "last_month", "kind")), strict=True)
    ]


def test_a_suspension_takes_a_person_out_and_resuming_owes_the_months_missed(pensioners):
    a, b, c = pensioners
    actions.suspend([a], SCHEME, 202303, "uncertified", by=by(GO_LIVE))
    assert (paid(202302), paid(202303), owed(202304)) == (pensioners, [b, c], [])
    assert queries.suspended(SCHEME, 202304) == [(a, "uncertified", 202303)]

    actions.resume([a], SCHEME, 202306, by=by(date(2023, 5, 20)))

    assert (paid(202305), paid(202306)) == ([b, c], pensioners)
    assert owed(202305) == [] and owed(202306) == [(a, 202303, 202305, "resumed")]


def test_months_in_custody_are_never_owed(pensioners):
    actions.suspend(pensioners[:1], SCHEME, 202303, "custody", by=by(GO_LIVE))
    actions.resume(pensioners[:1], SCHEME, 202306, by=by(GO_LIVE))
    assert owed(202307) == []


def test_the_month_of_death_is_paid_and_no_later_one(pensioners):
    a, b, c = pensioners
    actions.end([a, b], SCHEME, [202303, 202304], "died", by=by(date(2023, 3, 20)))
    assert [paid(month) for month in (202303, 202304, 202305)] == [pensioners, [b, c], [c]]


def test_a_death_reported_late_stops_the_next_run(pensioners):
    a, b, c = pensioners
    actions.end([a], SCHEME, 202302, "died", by=by(date(2023, 5, 8)))
    assert [(change.person_id, change.month, change.title) for change in queries.changes_between(SCHEME, 202305, 202305)] == [
        (a, 202305, "死亡")
    ]
    assert paid(202303) == [b, c]


def test_who_died_while_suspended_is_not_paid_but_owed_to_the_heirs(pensioners):
    a, b, c = pensioners
    actions.suspend([a], SCHEME, 202302, "uncertified", by=by(GO_LIVE))
    actions.end([a], SCHEME, 202304, "died", by=by(date(2023, 5, 8)))
    assert paid(202304) == [b, c] and queries.recipients(SCHEME, 202304) == 2
    assert owed(202305) == [(a, 202302, 202304, "died_suspended")]


def test_a_late_decision_owes_the_months_since_the_legal_first_one():
    (person,) = insured(1963, 1, 1, years=14)
    actions.decide([person], SCHEME, month=202306, applied_month=202303, **LAW, by=by(date(2023, 5, 10)))
    assert (paid(202305), paid(202306)) == ([], [person])
    assert owed(202306) == [(person, 202304, 202305, "late_decision")]


def test_what_the_former_system_paid_is_not_owed_and_a_correction_reaches_back_to_the_takeover(pensioners):
    assert owed(202301) == []
    actions.correct(pensioners[:1], SCHEME, "年限更正", month=202304, **LAW, by=by(date(2023, 3, 1)))
    assert owed(202304) == [(pensioners[0], 202301, 202303, "corrected")]
    assert each(owed_periods(SCHEME, 202304, pensioners)["account_at_claim_fen"]) == [1_000_00]


@pytest.mark.parametrize("verb", ["suspend", "resume", "end"])
def test_a_state_is_left_only_from_where_it_can_be(pensioners, verb):
    a = pensioners[:1]
    actions.suspend(a, SCHEME, 202303, "uncertified", by=by(GO_LIVE))
    if verb == "suspend":
        again = lambda: actions.suspend(a, SCHEME, 202304, "uncertified", by=by(GO_LIVE))  # noqa: E731
    elif verb == "resume":
        again = lambda: actions.resume(pensioners[1:2], SCHEME, 202304, by=by(GO_LIVE))  # noqa: E731
    else:
        actions.end(a, SCHEME, 202303, "died", by=by(GO_LIVE))
        again = lambda: actions.end(a, SCHEME, 202303, "died", by=by(GO_LIVE))  # noqa: E731
    with pytest.raises(Refused) as refused:
        again()
    assert rule_of(refused) == "benefits.state"


def test_resuming_before_the_suspension_is_refused(pensioners):
    actions.suspend(pensioners, SCHEME, 202303, "uncertified", by=by(GO_LIVE))
    with pytest.raises(Refused) as refused:
        actions.resume(pensioners, SCHEME, 202302, by=by(GO_LIVE))
    assert rule_of(refused) == "benefits.resumed_early"


def test_an_ended_pension_may_be_decided_again_as_a_new_version(pensioners):
    actions.end(pensioners[:1], SCHEME, 202302, "granted_in_error", by=by(GO_LIVE))
    actions.decide(pensioners[:1], SCHEME, month=202304, applied_month=202303, **LAW, by=by(date(2023, 3, 1)))
    person = queries.of_person(pensioners[0])[0]
    assert person["state"] == "active" and [d["version"] for d in person["decisions"]] == [2, 1]
    assert paid(202303) == pensioners[1:] and paid(202304) == pensioners


def test_the_flows_of_a_month_are_counted_by_reason(pensioners):
    actions.suspend(pensioners[:2], SCHEME, 202303, "uncertified", by=by(GO_LIVE))
    actions.end(pensioners[2:], SCHEME, 202302, "died", by=by(GO_LIVE))
    assert queries.flows(SCHEME, 202303) == {"died": 1, "uncertified": 2}
    assert queries.entitled(SCHEME) == {"active": 0, "suspended": 2, "ended": 1}
    assert checks.check_entitlements() == (3, [])


def test_a_state_or_figure_that_the_records_do_not_bear_out_is_found(pensioners):
    assert (checks.check_entitlements(), checks.check_wordings(), checks.check_sheets()) == ((3, []), (1, []), (3, []))

    Entitlement.objects.filter(person_id=pensioners[0]).update(state="suspended")
    first = Decision.objects.order_by("id").first()
    forged = [getattr(first, name) for name in (*Decision.SEALED, "entry_id")]
    forged[0], forged[Decision.SEALED.index("version")], forged[Decision.SEALED.index("total_fen")] = 999, 2, 1
    bulk_insert(Decision, [*Decision.SEALED, "entry_id"], [forged])

    lines = "basic_pension、account_pension、total"
    assert checks.check_sheets() == (4, [f"核定999：{lines}与核定表不一致。", "核定999：各分项之和不等于合计。"])
    assert checks.check_entitlements()[1] == [
        f"人员{pensioners[0]}：待遇所依据的核定（{first.id}）不是最新版本。",
        f"人员{pensioners[0]}：待遇状态为暂停，最后一次变更为在发。",
    ]


def test_months_gone_by_count_who_was_paid_then(pensioners):
    a, b, _ = pensioners
    actions.suspend([a], SCHEME, 202302, "uncertified", by=by(GO_LIVE))
    actions.resume([a], SCHEME, 202304, by=by(GO_LIVE))
    actions.end([b], SCHEME, 202301, "died", by=by(date(2023, 4, 2)))
    assert queries.recipients_by_month(SCHEME, 202212, 202305) == {202212: 0, 202301: 3, 202302: 2, 202303: 2, 202304: 2, 202305: 2}
