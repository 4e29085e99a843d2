"""What ties payout to the journal's chain and to its restores: each sealed run's printed head, and the restore epoch."""

from __future__ import annotations

from shebao.agency.journal import queries as journal
from shebao.agency.payout.models import Epoch, Run

Checked = tuple[int, list[str]]


def check_heads() -> Checked:
    """The head of the chain that each run that was ever sealed printed on its approval sheet is still the hash of an entry before its sealing."""
    heads = dict(Run.objects.exclude(digest="").values_list("id", "chain_head"))
    unknown = set(journal.unknown_heads(heads.values()))
    return len(heads), [
        f"批次{run_id}：审批表上印的日志链头（{head[:16]}…）在日志里找不到，日志被整段改写过。"
        for run_id, head in sorted(heads.items())
        if head in unknown
    ]


def check_epoch() -> Checked:
    """How often the database was restored, and whether payments are locked, is what the journal says."""
    verbs = [entry.verb for entry in journal.steps("payout.restore", "payout.unlock")]
    restores = verbs.count("payout.restore")
    locked = bool(verbs) and verbs[-1] == "payout.restore"
    row = Epoch.objects.filter(id=1).values_list("number", "locked").first() or (0, False)
    problems = []
    if row[0] != restores:
        problems.append(f"恢复次数登记为{row[0]}，日志记有{restores}次。")
    if row[1] != locked:
        problems.append(f"发放{'已' if row[1] else '未'}锁定，按日志应为{'已' if locked else '未'}锁定。")
    return 1, problems
