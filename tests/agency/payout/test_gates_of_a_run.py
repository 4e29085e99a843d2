"""Gates over a whole run: whether its sources are fresh, whether a second count agrees, whether its steps were taken at a human pace."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest
from django.db import connection

from shebao.agency.certification import actions as certification
from shebao.agency.journal.by import By
from shebao.agency.payout import actions, queries
from shebao.agency.payout.models import Run, Threshold
from shebao.agency.payout.run import second_count
from shebao.agency.people import actions as people
from shebao.agency.staff import second_factor
from shebao.base.finding import Refused
from tests.support.guards import drop_guards
from tests.world.calendar import JULY, JULY_DAY, JUNE, JUNE_DAY, MAY_DAY, by
from tests.world.money import County


def set_threshold(key: str, value: int) -> None:
    """As if three people had set it before."""
    Threshold.objects.create(
        id=Threshold.objects.count() + 1, key=key, scheme="", from_day="2023-01-01", value=value, document="x", entry_id=1
    )


def test_a_source_that_is_silent_for_too_long_is_explained_before_the_seal_and_one_that_is_not_is_not(paying: County) -> None:
    paying.settled()
    june = paying.propose(JUNE, day=JUNE_DAY)
    actions.compute(june.pk, actor_id=paying.staff["acceptance"])
    assert queries.variances(Run.objects.get(pk=june.pk)) == [], "thirty-one days after the first run nothing has to be said"
    actions.seal(june.pk, by=By(paying.staff["acceptance"], JUNE_DAY))
    certification.record_events([(paying.people[0], date(2023, 7, 1), "window")], by=by(date(2023, 7, 1)))

    july = paying.propose(JULY, day=JULY_DAY)
    actions.compute(july.pk, actor_id=paying.staff["acceptance"])
    said = queries.variances(Run.objects.get(pk=july.pk))

    assert said == ["死亡登记开始发放以来没有过，已 63 天没有新数据（超过 31 天须说明）"]
    with pytest.raises(Refused, match="封存前须说明：死亡登记"):
        actions.seal(july.pk, by=By(paying.staff["acceptance"], JULY_DAY))
    sealed = actions.seal(july.pk, by=By(paying.staff["acceptance"], JULY_DAY), remark="公安数据停传，已电话核对")
    assert sealed.remark == "公安数据停传，已电话核对"
    people.record_deaths([(paying.insured(1)[0], date(2023, 7, 9))], by=by(JULY_DAY))
    assert queries.variances(Run.objects.get(pk=july.pk)) == []


def test_a_line_that_comes_out_otherwise_the_second_time_stops_the_seal(paying: County, monkeypatch: pytest.MonkeyPatch) -> None:
    run = paying.propose()
    actions.compute(run.pk, actor_id=paying.staff["acceptance"])
    run = Run.objects.get(pk=run.pk)
    assert second_count.second_count(run) == []

    honest = second_count.benefits.decided

    def forged(scheme: str, ids: np.ndarray) -> dict[str, np.ndarray]:
        columns = honest(scheme, ids)
        columns["account_at_claim_fen"][columns["id"] == 2] += 1_390_00
        return columns

    monkeypatch.setattr(second_count.benefits, "decided", forged)
    with pytest.raises(Refused, match="逐人重算有 1 笔不同.*核定2.*213.00 元，明细是 203.00 元"):
        actions.seal(run.pk, by=By(paying.staff["acceptance"], MAY_DAY))
    assert Run.objects.get(pk=run.pk).state == "computed"


def test_the_second_count_takes_the_largest_lines_and_others_nobody_can_foresee() -> None:
    lines = {"id": np.arange(1, 101), "total_fen": np.arange(1, 101)}

    one, other = (np.flatnonzero(second_count.chosen(lines, basis, 20)).tolist() for basis in ("a", "b"))

    assert set(range(90, 100)) <= set(one) & set(other) and len(one) == len(other) == 20 and one != other
    assert second_count.chosen(lines, "a", 500).all()


def test_a_signature_given_without_time_to_look_is_flagged_and_one_given_after_it_is_not(paying: County) -> None:
    run = paying.approved()

    assert [sentence.split("后")[0] for sentence in queries.pace(run)] == ["复核签署在封存", "审批签署在复核签署"]
    at = {"payout.seal": "00:00:00", "payout.review": "00:01:00", "payout.approve": "00:01:59"}
    for verb, hour in at.items():
        _set_hour(verb, f"2023-05-08T{hour}.000+00:00")
    assert queries.pace(run) == ["审批签署在复核签署后 59 秒，不到 60 秒"]
    set_threshold("pace_seconds", 30)
    assert queries.pace(run) == []


def _set_hour(verb: str, at: str) -> None:
    """Move what the journal says of when, for this test alone."""
    drop_guards("journal_entry")
    with connection.cursor() as cursor:
        cursor.execute("UPDATE journal_entry SET at = %s WHERE verb = %s", [at, verb])


def test_two_members_who_signed_in_with_one_browser_are_named_to_whoever_signs_next_and_to_inspection(paying: County) -> None:
    run = paying.approved()
    one, other = second_factor.device_of("10.0.0.1", "a"), second_factor.device_of("10.0.0.1", "b")
    for post, device in (("acceptance", one), ("reviewer", one), ("approver", other)):
        second_factor.signed_in(paying.staff[post], device, day=MAY_DAY)

    assert "acceptance和reviewer当天用同一台电脑登录" in queries.pace(run)
    assert not any("approver" in sentence for sentence in queries.pace(run))
