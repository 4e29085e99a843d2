"""Lines taken out of a sealed run before it is handed over: by rule where their facts no longer hold, by a person who wants to look.

It needs no new signature: it can only be less than what was signed, and every row of it is posted with its reason before the
file exists. Whoever was taken out by a person comes into a re-issue only after two others have released them.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

import numpy as np
from django.db import transaction

from shebao.agency.benefits import queries as benefits
from shebao.agency.journal.actions import post
from shebao.agency.journal.by import By
from shebao.agency.payout.holds import gates
from shebao.agency.payout.models import Line, Run, Withheld
from shebao.agency.payout.run import states
from shebao.agency.payout.tables import facts
from shebao.agency.people import heirs
from shebao.agency.people import queries as people
from shebao.agency.store.columns import among, read_columns, read_rows
from shebao.agency.store.crash import crashpoint
from shebao.base.finding import refuse
from shebao.base.money import Fen

TAKEN_OUT = gates.TAKEN_OUT.key
LONGEST_REASON = 200
_READ = ("id", "person_id", "bank_account_id", "total_fen", "deducted_fen", "month", "decision_id", "from_month")


class Reason(NamedTuple):
    """Why a sealed line is taken out. final: the month is not owed; otherwise the line may be issued again."""

    title: str
    final: bool


REASONS: dict[str, Reason] = {
    "died": Reason("封存后登记死亡", True),
    "heirs": Reason("封存后登记死亡，款项归继承人", False),
    "stopped": Reason("封存后停发", True),
    "account_changed": Reason("封存后账户变更或失效", False),
    TAKEN_OUT: Reason("送盘前扣下待核", False),
}


class Fallen(NamedTuple):
    """A sealed line whose facts no longer hold."""

    line_id: int
    person_id: int
    reason: str
    amount_fen: Fen
    """What would have been paid: what is due less what is kept back towards debts."""


def fallen_of(run: Run) -> list[Fallen]:
    """The lines of a sealed run that may no longer be paid as they were sealed, and are not taken out yet."""
    open_lines = Line.objects.filter(run=run).exclude(id__in=Withheld.objects.filter(run_id=run.pk).values("id"))
    lines = read_columns(open_lines.order_by("id"), *_READ)
    accounts = heirs.account_columns(lines["person_id"])
    # Whoever was let through with an unverified account is paid to that account, and to no other.
    unverified = (accounts["verified"] == 0) & ~np.isin(lines["person_id"], gates.released(run.scheme, gates.UNVERIFIED.key, run.month))
    moved = (accounts["account_id"] != lines["bank_account_id"]) | unverified
    reasons = np.where(moved, "account_changed", np.array("", dtype=object))
    if run.kind == "regular":
        reasons[~np.isin(lines["person_id"], benefits.people_in_payment(run.scheme, run.month))] = "stopped"
    dead = facts.death_columns(lines)
    reasons[accounts["estate"] > 0] = "heirs"
    reasons[(dead["regular"] > 0) & (dead["death_month"] > 0) & (dead["death_month"] < dead["month"])] = "died"
    paid = lines["total_fen"] - lines["deducted_fen"]
    rows = zip(lines["id"].tolist(), lines["person_id"].tolist(), reasons.tolist(), paid.tolist(), strict=True)
    return [Fallen(*row) for row in rows if row[2]]


def in_words(fallen: Iterable[Fallen]) -> str:
    """How many lines fell, by reason: “封存后登记死亡 1 笔、封存后停发 2 笔”."""
    counts: dict[str, int] = {}
    for row in fallen:
        counts[row.reason] = counts.get(row.reason, 0) + 1
    return "、".join(f"{REASONS[reason].title} {count} 笔" for reason, count in sorted(counts.items()))


def withhold(run: Run, rows: Iterable[Fallen], *, by: By, finding: str = "") -> None:
    """Post lines as taken out; finding: what the person who took them out saw, where it was not a rule."""
    records = [(row.line_id, run.pk, row.reason, REASONS[row.reason].final, row.amount_fen) for row in rows]
    body: dict[str, object] = {"lines": len(records)}
    if finding:
        body["finding"] = finding
    post(Withheld, Withheld.SEALED, records, "payout.withhold", by=by, subject=("run", run.pk), body=body)


def take_out(run_id: int, person_ids: Iterable[int], finding: str, *, by: By) -> int:
    """Take people out of a sealed run that is not handed over, so that somebody can look; how many lines. A file that was made
    with them is not handed over: it is made anew without them."""
    chosen = sorted(set(person_ids))
    with transaction.atomic():
        run = states.turn_of_holder(run_id, by.member_id, "扣下人员")
        finding = finding.strip()
        if not chosen or not finding or len(finding) > LONGEST_REASON:
            refuse("payout.take_out", "没有选择人员，或没有写明原因", f"请选择人员，写明为什么扣下（{LONGEST_REASON} 字以内）。", "finding")
        lines = Line.objects.filter(run=run, person_id__in=among(chosen)).order_by("id")
        out = {row[0] for row in read_rows(Withheld.objects.filter(run_id=run.pk), "id")}
        rows = [
            Fallen(line, person, TAKEN_OUT, due - kept)
            for line, person, due, kept in read_rows(lines, "id", "person_id", "total_fen", "deducted_fen")
            if line not in out
        ]
        strangers = sorted(set(chosen) - {row.person_id for row in rows})
        if strangers:
            refuse("payout.take_out", f"{people.called(strangers)} 不在这一批的发放名单中，或已经扣下", "请刷新页面后重新选择。", "person")
        withhold(run, rows, by=by, finding=finding)
        crashpoint("payout.take_out.before_commit")
    return len(rows)
