"""The states of a run and the only ways from one to the next."""

from __future__ import annotations

from typing import NoReturn

from shebao.agency import schemes
from shebao.agency.journal import queries as journal
from shebao.agency.journal.actions import take_turn
from shebao.agency.payout.kinds import RUNS
from shebao.agency.payout.models import Epoch, Run
from shebao.agency.staff.queries import may, require
from shebao.base.finding import refuse
from shebao.base.months import month_title

PROPOSED, COMPUTING, COMPUTED, SEALED, REVIEWED = "proposed", "computing", "computed", "sealed", "reviewed"
APPROVED, FILED, SUBMITTED, SETTLED, DISCARDED = "approved", "filed", "submitted", "settled", "discarded"
REFUSED = "refused"

STATES: dict[str, str] = {
    PROPOSED: "已提出",
    COMPUTING: "计算中",
    COMPUTED: "已计算",
    SEALED: "已封存",
    REVIEWED: "已复核",
    APPROVED: "已审批",
    FILED: "已制盘",
    SUBMITTED: "已送盘，结果未知",
    SETTLED: "已结清",
    REFUSED: "已退回",
    DISCARDED: "已作废",
}
SENT = (SUBMITTED, SETTLED)
"""From here on the bank has the file, and what became of a payment may be unknown."""
NEXT: dict[str, tuple[str, ...]] = {
    PROPOSED: (COMPUTING, DISCARDED),
    COMPUTING: (COMPUTED, DISCARDED),
    COMPUTED: (SEALED, COMPUTING, DISCARDED),
    SEALED: (REVIEWED, REFUSED),
    REVIEWED: (APPROVED, REFUSED),
    APPROVED: (FILED, REFUSED),
    FILED: (SUBMITTED, REFUSED),
    REFUSED: (DISCARDED,),
    SUBMITTED: (SETTLED,),
    SETTLED: (),
    DISCARDED: (),
}
"""From sealed on a run is given up only after somebody has sent it back, with a reason; from submitted on only the bank's answer
ends the unknown."""

SIGNERS = ("payout.review", "payout.approve")
HOLDERS: dict[str, tuple[str, ...]] = {
    SEALED: ("payout.create", *SIGNERS),
    REVIEWED: SIGNERS,
    APPROVED: (*SIGNERS, "bank_file.create", "bank_file.review"),
    FILED: (*SIGNERS, "bank_file.create", "bank_file.review"),
}
"""State → the rights of which one is enough to send the run back or to take a person out: it can only make less be paid."""


def title(run: Run) -> str:
    """How a run is called on pages, vouchers and files."""
    later = f"（第{run.part}批）" if run.part > 1 else ""
    scheme = "" if run.scheme == schemes.MAIN else schemes.title(run.scheme)
    return f"{scheme}{month_title(run.month)}{RUNS[run.kind]}{later}"


def turn(run_id: int, *allowed: str, verb: str) -> Run:
    """The run, locked for this transaction, in one of the allowed states; raises `Refused` otherwise."""
    take_turn()
    run = Run.objects.select_for_update().filter(pk=run_id).first()
    if run is None:
        refuse("payout.run", f"没有编号为 {run_id} 的发放批次", "请从批次列表中选择。")
    if run.state not in allowed:
        out_of_turn(run, verb)
    return run


def turn_of_holder(run_id: int, actor_id: int, verb: str) -> Run:
    """The run, locked, where this member may stop it or take somebody out of it; raises `Refused` otherwise."""
    run = turn(run_id, *HOLDERS, verb=verb)
    if not any(may(actor_id, right) for right in HOLDERS[run.state]):
        require(actor_id, HOLDERS[run.state][0])
    return run


def out_of_turn(run: Run, verb: str) -> NoReturn:
    """Refuse a step that does not follow the run's state."""
    follow = "、".join(STATES[state] for state in NEXT[run.state])
    refuse(
        "payout.state",
        f"批次“{title(run)}”现为“{STATES[run.state]}”，不能{verb}",
        f"下一步只能是：{follow}。" if follow else "该批次已办结。",
    )


def check_unlocked() -> Epoch:
    """The restore epoch; raises `Refused` while payments are locked after a restore."""
    epoch, _ = Epoch.objects.get_or_create(id=1)
    if epoch.locked:
        refuse("payout.locked", "系统从备份恢复后发放已锁定", "请先核对备份之后送出的银行文件，由两人解锁后再发放。")
    if noted := journal.went_back():
        refuse(
            "payout.went_back",
            f"库外记下的第{noted}条日志不在数据库里：数据库像是从备份恢复的，发放已停止",
            "请由技术人员执行 shebao restore --declare 登记这次恢复，再核对备份之后送出的银行文件。",
        )
    return epoch
