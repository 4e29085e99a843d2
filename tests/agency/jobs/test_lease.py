"""A lease is held by one worker at a time, is lost when the worker dies, and leaves nothing locked behind."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import transaction
from django.utils import timezone

from shebao.agency.jobs import lease
from shebao.agency.payout.models import Run
from shebao.base.finding import Refused, refuse
from tests.world.staff import make_member

pytestmark = pytest.mark.django_db


def make_run() -> int:
    return int(
        Run.objects.create(
            id=1,
            state="proposed",
            scheme="resident",
            month=202305,
            kind="regular",
            business_day=date(2023, 5, 8),
            maker_id=make_member("maker"),
            total=10,
        ).id
    )


@pytest.fixture
def run() -> int:
    return make_run()


def age(run: int, seconds: int) -> None:
    Run.objects.filter(id=run).update(lease_until=timezone.now() - timedelta(seconds=seconds))


def test_a_lease_is_taken_renewed_with_progress_and_given_back(run: int) -> None:
    with lease.held(Run, run) as held:
        held.renew(step="计算", done=4, excluded=1)
        there = Run.objects.get(id=run)
        assert there.lease_owner == held.owner and there.lease_until is not None and there.lease_until > timezone.now()
        assert lease.progress_text(there) == "计算：已处理 5 / 10，50%"

    after = Run.objects.get(id=run)
    assert (after.lease_owner, after.lease_until, after.error, after.done) == ("", None, "", 4)


def test_while_one_works_another_is_told_who_and_how_far(run: int) -> None:
    with lease.held(Run, run) as held:
        held.renew(step="计算", done=3)

        assert lease.take(Run, run) is None
        with pytest.raises(Refused, match="正在处理中（计算：已处理 3 / 10"), lease.held(Run, run):
            pass


def test_a_lease_that_ran_out_is_taken_over_and_the_former_holder_is_stopped(run: int) -> None:
    first = lease.take(Run, run)
    assert first is not None
    age(run, 1)
    assert lease.abandoned(Run) == [run] and lease.is_abandoned(Run.objects.get(id=run))

    second = lease.take(Run, run)

    assert second is not None and lease.abandoned(Run) == []
    with pytest.raises(lease.LeaseLost):
        first.renew(done=9)
    first.release("too late")
    assert Run.objects.get(id=run).lease_owner == second.owner
    second.renew(done=1)


def test_a_chunk_of_a_worker_that_lost_its_lease_is_undone(run: int) -> None:
    first = lease.take(Run, run)
    assert first is not None
    age(run, 1)
    lease.take(Run, run)

    with pytest.raises(lease.LeaseLost), transaction.atomic():
        Run.objects.filter(id=run).update(amount_fen=1)
        first.renew(done=5)

    assert (Run.objects.get(id=run).amount_fen, Run.objects.get(id=run).done) == (0, 0)


def test_what_went_wrong_is_kept_and_the_run_can_be_taken_up_again(run: int) -> None:
    with pytest.raises(ZeroDivisionError), lease.held(Run, run):
        raise ZeroDivisionError("七除以零")
    assert Run.objects.get(id=run).error == "ZeroDivisionError: 七除以零"
    with pytest.raises(Refused), lease.held(Run, run):
        refuse("test", "缺少基础养老金标准", "请录入。")
    assert Run.objects.get(id=run).error == "缺少基础养老金标准 请录入。"

    with lease.held(Run, run):
        assert Run.objects.get(id=run).error == ""


def test_coverage_is_total_equals_done_plus_excluded(run: int) -> None:
    Run.objects.filter(id=run).update(done=7, excluded=3)
    lease.assert_covered(Run.objects.get(id=run))
    Run.objects.filter(id=run).update(done=6)

    with pytest.raises(AssertionError, match="10 due, 6 done, 3 excluded"):
        lease.assert_covered(Run.objects.get(id=run))


def test_of_many_workers_at_once_one_gets_the_lease(database: str, at_once: Callable[..., list[Any]]) -> None:
    run = make_run()
    for _ in range(10):
        outcomes = at_once(*[lambda: lease.take(Run, run)] * 4)

        assert sum(isinstance(outcome, lease.Lease) for outcome in outcomes) == 1
        assert outcomes.count(None) == 3
        age(run, 1)
