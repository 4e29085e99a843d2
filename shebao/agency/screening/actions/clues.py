"""Who looks into a clue, and what came of it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import NamedTuple

from django.db import transaction

from shebao.agency.journal.actions import Entry, post, take_turn
from shebao.agency.journal.by import By
from shebao.agency.screening.kinds import ACTIONS, LONGEST_QUIET_DAYS, RESULTS
from shebao.agency.screening.models import Assignment, Clue, Conclusion
from shebao.agency.screening.standing import results
from shebao.agency.store.bulk import next_id
from shebao.agency.store.columns import among, read_rows
from shebao.base.finding import refuse


class NewConclusion(NamedTuple):
    """What came of a clue. quiet_until: until when the rule does not ask again about this person, of one that is not true."""

    clue_id: int
    result: str
    evidence: str
    action: str = "none"
    quiet_until: date | None = None


def assign(clue_ids: Sequence[int], member_id: int, *, by: By) -> Entry:
    """Give open clues to a member of staff."""
    with transaction.atomic():
        take_turn()
        _check_open(clue_ids)
        start = next_id(Assignment)
        rows = [(start + i, clue, member_id) for i, clue in enumerate(clue_ids)]
        return post(
            Assignment, Assignment.SEALED, rows, "screening.assign", by=by, body={"clues": len(rows)}, subject=("member", member_id)
        )


def check_conclusions(new: Sequence[NewConclusion], day: date) -> None:
    """Refused for a clue that is not there or concluded, a conclusion without evidence, or a whitelist that never ends."""
    reopened = [one.clue_id for one in new if one.result == "reopened"]
    _check_open([one.clue_id for one in new if one.result != "reopened"])
    known = results(reopened)
    still = [clue for clue in reopened if known.get(clue, ("reopened", ""))[0] == "reopened"]
    if still:
        refuse("screening.open", f"线索 {still[0]} 没有结论，不需要重开", "请直接登记结论。", "clue_id")
    for one in new:
        assert one.result in RESULTS and one.action in ACTIONS
        if not one.evidence.strip():
            refuse("screening.evidence", f"线索 {one.clue_id} 没有写依据", "写清怎样核实的、看了什么材料。", "evidence")
        if one.action != "none" and one.result != "true":
            refuse("screening.action", f"线索 {one.clue_id} 的结论是“{RESULTS[one.result]}”，没有要处理的", "处理动作请选“无”。", "action")
        if one.quiet_until and (one.result != "untrue" or not day < one.quiet_until <= day + timedelta(days=LONGEST_QUIET_DAYS)):
            refuse("screening.quiet", "白名单只用于不属实的线索，最长一年", "请核对结论和白名单到期日。", "quiet_until")


def conclude(new: Sequence[NewConclusion], *, by: By) -> Entry:
    """Post what came of clues; each is a version of its own, and the last one holds."""
    with transaction.atomic():
        take_turn()
        check_conclusions(new, by.day)
        versions: dict[int, int] = {}
        for clue, version in read_rows(Conclusion.objects.filter(clue_id__in=among(one.clue_id for one in new)), "clue_id", "version"):
            versions[clue] = max(version, versions.get(clue, 0))
        start = next_id(Conclusion)
        rows = [
            (start + i, one.clue_id, versions.get(one.clue_id, 0) + 1, one.result, one.evidence, one.action, one.quiet_until)
            for i, one in enumerate(new)
        ]
        subject = ("clue", new[0].clue_id) if len(new) == 1 else None
        return post(Conclusion, Conclusion.SEALED, rows, "screening.conclude", by=by, body={"clues": len(rows)}, subject=subject)


def _check_open(clue_ids: Sequence[int]) -> None:
    there = {row[0] for row in read_rows(Clue.objects.filter(id__in=among(clue_ids)), "id")}
    missing = sorted(set(clue_ids) - there)
    if missing:
        refuse("screening.clue", f"没有编号 {missing[0]} 的线索", "请在线索页面核对编号。", "clue_id")
    if len(set(clue_ids)) < len(clue_ids):
        refuse("screening.twice", "同一条线索写了两次", "请只留一行。", "clue_id")
    done = [clue for clue, (result, _) in results(clue_ids).items() if result != "reopened"]
    if done:
        refuse("screening.concluded", f"线索 {done[0]} 已有结论", "要改的，先重开。", "clue_id")
