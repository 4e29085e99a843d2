"""Sealing a run: everything is computed once more, read back, compared and digested; from here on its lines are fixed."""

from __future__ import annotations

from django.db import transaction

from shebao.agency.journal import queries as journal
from shebao.agency.journal.actions import record
from shebao.agency.journal.by import By
from shebao.agency.payout.holds import releases
from shebao.agency.payout.models import Run
from shebao.agency.payout.run import proof, states
from shebao.agency.payout.run.second_count import second_count
from shebao.agency.payout.run.variance import remark_of
from shebao.agency.payout.tables import table_of
from shebao.agency.staff.queries import require
from shebao.agency.store.collector import uncollected
from shebao.agency.store.crash import crashpoint
from shebao.base.finding import refuse
from shebao.base.money import grouped


@uncollected()
def seal(run_id: int, *, by: By, remark: str = "") -> Run:
    """Seal a computed run. Refused where the facts have changed since it was computed, where anything from last month
    stays unexplained, where it pays nobody, where the rows in the database are not those that were computed, or where the
    total is far from usual and nobody says why. remark: the maker's words on it."""
    require(by.member_id, "payout.create")
    with transaction.atomic():
        run = states.turn(run_id, states.COMPUTED, verb="封存")
        table = table_of(run)
        if table.basis() != run.basis:
            refuse("payout.changed", "计算之后，人员、账户、参数或闸门阈值又有变化", "请重新计算后再封存。")
        if table.unexplained:
            first = table.unexplained[0]
            refuse(
                "payout.unexplained",
                f"有 {len(table.unexplained)} 人的金额与上月相比有差额说不清来由，例如人员{first.person_id}相差 {grouped(first.fen)} 元",
                "请核对这些人的核定和上月发放，查明后重新计算。",
                values={"people": [difference.person_id for difference in table.unexplained[:200]]},
            )
        if not run.lines:
            refuse("payout.empty", "这一批没有可发放的人员", "请查看扣留和排除的原因；无需发放的，作废该批次。")
        run.remark = remark_of(run, remark) or None
        content = proof.content_of(run)
        refuse_altered(run, content)
        if differing := second_count(run):
            refuse(
                "payout.second_count",
                f"逐人重算有 {len(differing)} 笔不同，已停止封存：{'；'.join(differing[:5])}",
                "请不要重复尝试，报告技术人员：两种算法有一种不对；查明以前可以扣下这些人，其余照发。",
                values={"problems": differing[:200]},
            )
        run.digest, run.chain_head = content.digest, journal.head()[1]
        run.state, run.sealed, run.step = states.SEALED, True, "等待复核"
        run.save()
        record("payout.seal", by=by, subject=("run", run.pk), body=proof.sealed_facts(run))
        crashpoint("payout.seal.before_commit")
    crashpoint("payout.seal.committed")
    return run


def refuse_altered(run: Run, content: proof.Content) -> None:
    """Refuse a run whose stored rows are not the computed ones, or do not add up to what the run says of itself.

    content: the rows as they are stored. They are held against the table as it was computed (at the seal: computed once more),
    by its digest on the run and in the journal, so that rows written by anything but the computation go no further; nor does
    a run for which somebody was let through, or a threshold set, behind the counter's back.
    """
    problems = proof.problems_of(run, content)
    if proof.computed_basis(run) != run.basis:
        problems.append("登记的计算结果校验码不是日志里最后一次计算的。")
    problems += releases.problems_of_posting()
    if problems:
        refuse(
            "payout.altered",
            f"批次“{states.title(run)}”的明细与计算结果不一致，已停止：{'；'.join(problems[:5])}",
            "请立即停止发放，运行全库核对，并报告稽核；查明后作废该批次，重新提出。",
            values={"problems": problems[:200]},
        )
