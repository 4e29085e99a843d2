"""What this counter does on a timer: takes up runs whose worker vanished while computing."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from shebao.agency.jobs.lease import abandoned
from shebao.agency.jobs.work import enqueue

from .models import Run
from .run import states


def do_due(today: date) -> list[str]:
    """Ask for every abandoned run to be computed on from its last committed chunk; one sentence each."""
    done = []
    for run in Run.objects.filter(pk__in=abandoned(Run), state__in=(states.PROPOSED, states.COMPUTING, states.COMPUTED)):
        with transaction.atomic():
            freed = Run.objects.filter(pk=run.pk, lease_until=run.lease_until).update(lease_owner="", lease_until=None, step="等待续算")
            if freed:
                enqueue("payout.compute", run_id=run.pk, actor_id=run.maker_id)
                done.append(f"批次“{states.title(run)}”的计算中断了，已从写到的地方续算。")
    return done
