"""A worker that vanished leaves nothing locked: the timer has its run taken up again, once."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from shebao.agency.jobs import work
from shebao.agency.jobs.lease import take
from shebao.agency.payout import timer
from shebao.agency.payout.models import Line, Run
from shebao.agency.payout.work import compute
from tests.world.calendar import MAY_DAY
from tests.world.money import County


def test_a_run_whose_worker_vanished_is_computed_on(paying: County) -> None:
    run = paying.propose()
    assert take(Run, run.pk, seconds=60)
    assert timer.do_due(MAY_DAY) == []

    Run.objects.filter(pk=run.pk).update(lease_until=timezone.now() - timedelta(seconds=1))
    assert timer.do_due(MAY_DAY) == ["批次“2023年5月正常发放”的计算中断了，已从写到的地方续算。"]
    assert timer.do_due(MAY_DAY) == []
    assert work.waiting() == 1

    compute(run_id=run.pk, actor_id=run.maker_id)
    assert Run.objects.get(pk=run.pk).state == "computed" and Line.objects.filter(run=run).count() == 6
