"""The stations of a run and what the person at this desk may do with it now."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from shebao.agency.payout import queries
from shebao.agency.payout.queries import Summary
from shebao.agency.staff import queries as staff

# state → how many stations are behind it: 提出 计算 封存 复核 审批 制盘 送盘 回盘
BEHIND = {
    "proposed": 1,
    "computing": 1,
    "computed": 2,
    "sealed": 3,
    "reviewed": 4,
    "approved": 5,
    "filed": 6,
    "submitted": 7,
    "settled": 8,
    "refused": 3,
    "discarded": 0,
}
STATIONS = (
    ("提出", "payout.propose"),
    ("计算", "payout.compute"),
    ("封存", "payout.seal"),
    ("复核", "payout.review"),
    ("审批", "payout.approve"),
    ("制盘", "payout.file"),
    ("送盘", "payout.submit"),
    ("回盘入账", "payout.settle"),
)

# state → (verb, right it takes, who does it)
NEXT = {
    "proposed": (("compute", "payout.create"), ("discard", "payout.create")),
    "computing": (("compute", "payout.create"), ("discard", "payout.create")),
    "computed": (("seal", "payout.create"), ("compute", "payout.create"), ("discard", "payout.create")),
    "sealed": (("review", "payout.review"),),
    "reviewed": (("approve", "payout.approve"),),
    "approved": (("file", "bank_file.create"),),
    "filed": (("submit", "bank_file.review"),),
    "submitted": (("slip", "bank_file.review"), ("upload", "bank_file.create")),
    "settled": (("slip", "bank_file.review"), ("upload", "bank_file.create")),
    "refused": (("again", "payout.create"), ("discard", "payout.create")),
    "discarded": (),
}
WAITS_FOR = {
    "proposed": "受理岗位计算",
    "computing": "系统计算",
    "computed": "受理岗位核对后封存",
    "sealed": "复核岗位签署",
    "reviewed": "审批岗位签署",
    "approved": "财务经办制盘",
    "filed": "财务复核送盘",
    "submitted": "银行回盘：财务复核录入回单，财务经办导入回盘",
    "settled": "",
    "refused": "受理岗位作废，或重新提出计算",
    "discarded": "",
}


def stations(state: str, history: Sequence[Mapping[str, Any]]) -> list[dict[str, str]]:
    """The way of a run with who stood at each station, and on which day, as the journal has it (newest first)."""
    last: dict[str, Mapping[str, Any]] = {}
    for entry in history:
        last.setdefault(entry["verb"], entry)
    behind, result = BEHIND[state], []
    for n, (title, verb) in enumerate(STATIONS):
        tense = "past" if n < behind else "now" if n == behind else ""
        entry = last.get(verb, {}) if tense == "past" else {}
        result.append({"title": title, "tense": tense, "who": entry.get("actor", ""), "at": entry.get("day", "")})
    return result


def may_do(summary: Summary, rights: frozenset[str], member_id: int) -> dict[str, object]:
    """verb → True for what this member may do now, with `waits_for` in words and `own` where the law keeps them out.

    `stop`: they may send the run back or take somebody out of it; whoever had a hand in the run may do that too.
    """
    run = summary.run
    verbs: dict[str, object] = {verb: True for verb, right in NEXT[run.state] if right in rights}
    own = bool({"review", "approve"} & set(verbs)) and _had_a_hand_in(summary, member_id)
    if own:
        verbs = {}
    if run.state == "filed" and summary.file_is_stale and "bank_file.create" in rights:
        verbs["file"] = True
    stop = any(right in rights for right in queries.stopping_rights(run.state))
    return verbs | {"stop": stop, "waits_for": WAITS_FOR[run.state], "own": own}


def _had_a_hand_in(summary: Summary, member_id: int) -> bool:
    """Whether the natural person behind an account proposed or signed the run; nobody signs their own."""
    hands = [summary.run.maker_id, *(a.member_id for a in summary.run.approvals.all())]
    keys = staff.person_keys([member_id, *hands])
    return keys[member_id] in {keys[hand] for hand in hands}


def outcome_of(paid: bool | None, withheld_reason: str | None, *, sent: bool = True) -> tuple[str, str]:
    """(word, tone) of what became of an instruction; unknown stays unknown, and nothing is unknown before the file is handed over."""
    if withheld_reason:
        return "送盘前扣下", "attention"
    if paid is None:
        return ("结果未知" if sent else "未送盘"), ""
    return ("已到账", "done") if paid else ("已退回", "stopped")
