"""Certification: strong events extend to the twelfth month after, and who is overdue is found among those in payment."""

from datetime import date

import numpy as np
import pytest
from django.db import DatabaseError, connection, transaction

from shebao.agency.benefits import actions as benefits
from shebao.agency.certification import actions, queries, timer, work
from shebao.agency.certification.models import Event, Validity
from shebao.agency.journal import queries as journal
from shebao.base.finding import Refused
from tests.support.answers import each, rule_of
from tests.world.calendar import GO_LIVE, by
from tests.world.law import LAW, SCHEME
from tests.world.people import insured

pytestmark = pytest.mark.django_db
LATER = by(date(2024, 9, 30))


def pensioners(count: int) -> list[int]:
    ids = insured(1950, 3, count, opening_fen=1_000_00)
    benefits.take_over([(person, 201004, 1_000_00) for person in ids], SCHEME, month=202301, **LAW, by=by(GO_LIVE))
    return ids


def until(person: int) -> int:
    return each(queries.valid_until(np.array([person])))[0]


def test_a_certification_holds_to_the_end_of_the_twelfth_month_after():
    (person,) = pensioners(1)

    actions.record_events([(person, date(2023, 5, 20), "self_service")], by=LATER)

    assert until(person) == 202405
    assert each(queries.overdue(SCHEME, 202405)) == []
    assert each(queries.overdue(SCHEME, 202406)) == [person]


def test_a_later_success_extends_and_an_older_or_weak_event_does_not():
    (person,) = pensioners(1)
    actions.record_events([(person, date(2023, 5, 20), "window")], by=LATER)

    actions.record_events([(person, date(2022, 12, 1), "home_visit"), (person, date(2024, 9, 10), "card_use")], by=LATER)
    assert until(person) == 202405

    actions.record_events([(person, date(2024, 8, 1), "hospital_stay"), (person, date(2024, 9, 10), "window")], by=LATER)
    assert until(person) == 202509
    assert queries.check_validity() == (1, [])


def test_who_was_never_certified_is_overdue_and_who_is_not_paid_is_not_asked():
    never, gone, certified = pensioners(3)
    insured(1990, 1, 1)
    benefits.end([gone], SCHEME, 202302, "died", by=by(GO_LIVE))
    actions.record_events([(certified, date(2023, 1, 2), "window")], by=by(GO_LIVE))

    assert each(queries.overdue(SCHEME, 202303)) == [never]


def test_those_whose_proof_ends_this_month_or_next_are_due_soon():
    ids = pensioners(3)
    actions.record_events([(p, date(2022, m, 9), "window") for p, m in zip(ids, (3, 4, 5), strict=True)], by=by(GO_LIVE))

    assert each(queries.due_soon(SCHEME, 202303)) == ids[:2]
    assert queries.by_village(SCHEME, 202304)[0] | {"village_id": 0} == {"village_id": 0, "in_payment": 3, "overdue": 1, "due_soon": 2}


def test_the_rate_counts_the_certified_among_those_in_payment():
    ids = pensioners(3)
    actions.record_events(
        [(p, date(2023, 1, 2), kind) for p, kind in zip(ids[:2], ("window", "self_service"), strict=True)], by=by(GO_LIVE)
    )

    rates = queries.rates(SCHEME, 202301)

    assert (rates.in_payment, rates.certified, rates.rate_e4) == (3, 2, 6667)
    assert rates.by_kind == {"self_service": 1, "window": 1} and queries.counts_by_month(2023) == {202301: 2}


@pytest.mark.parametrize(
    ("rows", "rule"),
    [
        ([], "certification.nobody"),
        ([(1, date(2023, 1, 2), "telepathy")], "certification.kind"),
        ([(1, date(2023, 1, 4), "window")], "certification.future"),
    ],
)
def test_an_unknown_way_a_day_to_come_or_an_empty_list_is_refused(rows, rule):
    with pytest.raises(Refused) as refused:
        actions.record_events(rows, by=by(GO_LIVE))
    assert rule_of(refused) == rule


def test_a_validity_changed_by_hand_is_found_and_events_cannot_be_changed():
    (person,) = pensioners(1)
    actions.record_events([(person, date(2023, 1, 2), "window")], by=by(GO_LIVE))
    Validity.objects.update(valid_until=209912)

    assert queries.check_validity()[1] == [f"人员{person}：认证有效期登记为209912，按认证记录应为202401。"]
    assert journal.check_sealed(Event) == (1, [])
    with pytest.raises(DatabaseError, match="never changed or deleted"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE certification_event SET strong = NOT strong")


def test_one_person_shows_the_events_newest_first():
    (person,) = pensioners(1)
    actions.record_events([(person, date(2022, 3, 1), "handed_over"), (person, date(2023, 1, 2), "window")], by=by(GO_LIVE))

    shown = queries.of_person(person)

    assert shown["valid_until"] == 202401
    assert [(e["on"], e["title"]) for e in shown["events"]] == [(date(2023, 1, 2), "窗口认证"), (date(2022, 3, 1), "移交的认证记录")]


def test_who_is_to_be_told_is_looked_at_again_when_the_notice_is_printed():
    told, certified, ended, new, silent = pensioners(5)
    actions.record_events([(p, date(2022, 6, 9), "window") for p in (told, certified, ended, silent)], by=by(GO_LIVE))
    everyone = queries.untold(SCHEME, 202307)
    assert each(everyone) == [told, certified, ended, new, silent]
    assert queries.still_untold(SCHEME, 202307, everyone) == [told, certified, ended, new, silent]

    actions.record_notices([(told, 202307, "visit", date(2023, 5, 2))], by=LATER)
    actions.record_events([(certified, date(2023, 6, 1), "window")], by=LATER)
    benefits.end([ended], SCHEME, 202306, "died", by=by(GO_LIVE))

    assert queries.still_untold(SCHEME, 202307, everyone) == [new, silent]
    assert queries.still_untold(SCHEME, 202307, everyone[::-1]) == [silent, new], "the order asked for is kept"
    assert each(queries.untold(SCHEME, 202307)) == [new, silent]


def test_in_a_large_county_whom_to_tell_is_counted_before_somebody_asks(monkeypatch, settings, tmp_path):
    settings.FILES_FOLDER = tmp_path
    pensioners(1)
    asked: list[str] = []
    counted = work.count_untold
    monkeypatch.setattr(work, "count_untold", lambda *arguments: asked.append(arguments) or counted(*arguments))
    assert timer.do_due(date(2023, 5, 20)) == [] and asked == [], "a small county counts while the page waits"

    monkeypatch.setattr(timer.people, "are_many", lambda: True)
    for _ in range(2):
        assert timer.do_due(date(2023, 5, 20)) == []

    assert asked == [(SCHEME, 202307)], "once for a state of the journal"
