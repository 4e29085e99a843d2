"""Two signatures under a sealed run, by two natural persons who did not make it, each bound to its digest."""

from __future__ import annotations

from django.db import transaction
from django.db.models import Max

from shebao.agency.journal.actions import record
from shebao.agency.journal.by import By
from shebao.agency.payout.models import Approval, Line, Run
from shebao.agency.payout.run import proof, states
from shebao.agency.staff.queries import require, require_session, same_person
from shebao.agency.store.bulk import next_id
from shebao.agency.store.crash import crashpoint
from shebao.base.finding import refuse

REVIEW, APPROVE = "review", "approve"
STEPS: dict[str, str] = {REVIEW: "复核", APPROVE: "审批"}


def review(run_id: int, digest: str, *, by: By) -> Run:
    """Sign a sealed run as its reviewer. `digest` is the one the reviewer was shown."""
    return _sign(run_id, digest, REVIEW, states.SEALED, states.REVIEWED, "等待审批", by)


def approve(run_id: int, digest: str, *, by: By) -> Run:
    """Sign a reviewed run as its approver. `digest` is the one the approver was shown."""
    return _sign(run_id, digest, APPROVE, states.REVIEWED, states.APPROVED, "等待制盘", by)


def _sign(run_id: int, digest: str, step: str, before: str, after: str, then: str, by: By) -> Run:
    with transaction.atomic():
        run = states.turn(run_id, before, verb=STEPS[step])
        require(by.member_id, f"payout.{step}")
        for other, what in ((run.maker_id, "提出"), *((a.member_id, STEPS[a.step]) for a in run.approvals.all())):
            if same_person(other, by.member_id):
                refuse(
                    "payout.own",
                    f"您已{what}过这一批次，不能再{STEPS[step]}",
                    "请由另一人办理；同一人的两个账号也算一人。",
                    source="社会保险经办条例 第37条",
                )
        if digest != run.digest or proof.digest_now(run) != run.digest:
            refuse("payout.digest", "您看到的内容与封存的内容不一致", "请刷新页面，核对封存校验码后再签。")
        if step == APPROVE:
            require_session("run", run.pk, run.digest, _reach(run), by.day)
        Approval.objects.create(id=next_id(Approval), run=run, step=step, member_id=by.member_id, digest=run.digest)
        run.state, run.step = after, then
        run.save(update_fields=["state", "step"])
        record(f"payout.{step}", by=by, subject=("run", run.pk), body={"step": step, "member": by.member_id, "digest": run.digest})
        crashpoint(f"payout.{step}.before_commit")
    crashpoint(f"payout.{step}.committed")
    return run


def _reach(run: Run) -> list[tuple[str, int]]:
    """(key of a limit, what this run comes to): whether one signature reaches that far is the agency's to say."""
    largest = int(Line.objects.filter(run=run).aggregate(fen=Max("total_fen"))["fen"] or 0)
    reach = [("line_fen", largest)]
    if run.kind == "regular":
        return [*reach, ("regular_fen", run.amount_fen)]
    return [*reach, ("other_fen", run.amount_fen), ("other_lines", run.lines)]
