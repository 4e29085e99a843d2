"""Drawing a month's closed matters of the agency's own, and entering what looking at them came to."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from django.db import transaction

from shebao.agency.inspection import queries
from shebao.agency.inspection.kinds import GRADES
from shebao.agency.inspection.models import OwnSample, SampledMatter, SampleResult
from shebao.agency.inspection.selection import Ticketed, draw
from shebao.agency.journal.actions import Entry, post, take_turn
from shebao.agency.journal.by import By
from shebao.agency.matters.queries import members_of
from shebao.agency.staff.queries import person_keys
from shebao.agency.store.bulk import next_id
from shebao.agency.store.digest import canonical
from shebao.base.finding import refuse


def draw_own_files(month: int, universe: Sequence[Ticketed], seed: int, size: int, *, by: By) -> int:
    """Draw matters closed in a month; the sample's id. Refused where the month has none, or fewer than are to be drawn."""
    if not universe:
        refuse("inspection.universe", "这个月没有办结的办件", "请核对月份。", "month")
    if not 1 <= size <= len(universe):
        refuse("inspection.size", f"抽取数量应在 1 至 {len(universe):,} 之间", "请核对抽取数量。", "size")
    with transaction.atomic():
        take_turn()
        key, first = next_id(OwnSample), next_id(SampledMatter)
        tickets = canonical([list(one) for one in sorted(universe)])
        row = (key, month, tickets, len(universe), seed, size)
        body = {"month": month, "seed": seed, "size": size, "members": len(universe)}
        post(OwnSample, OwnSample.SEALED, [row], "inspection.sample", by=by, body=body, subject=("sample", key))
        rows = [(first + at, key, matter) for at, matter in enumerate(draw(universe, seed, size))]
        post(SampledMatter, SampledMatter.SEALED, rows, "inspection.sampled", by=by, subject=("sample", key))
    return key


class NewSampleResult(NamedTuple):
    """What looking at one drawn matter came to."""

    matter_id: int
    grade: str
    problem: str = ""
    post: str = ""


def enter_sample_results(sample_id: int, checker_id: int, results: Sequence[NewSampleResult], *, by: By) -> Entry:
    """Enter what was seen; refused for a matter that was not drawn, one the checker worked on, and a problem that is not told."""
    with transaction.atomic():
        take_turn()
        drawn = queries.sampled(sample_id)
        workers = members_of([one.matter_id for one in results])
        keys = person_keys([checker_id, *(member for some in workers.values() for member in some)])
        for number, one in enumerate(results, 1):
            if one.matter_id not in drawn:
                refuse("inspection.sampled", f"第 {number} 行：这件办件没有被抽到", "只登记抽到的办件。", "rows")
            if keys[checker_id] in {keys[member] for member in workers.get(one.matter_id, ())}:
                refuse(
                    "inspection.own",
                    f"第 {number} 行：自查人经办过这件办件",
                    "请由没有经办过的人自查。",
                    "rows",
                    source="社会保险经办条例 第37条",
                )
            if one.grade not in GRADES or (one.grade != "none" and not (one.problem and one.post)):
                refuse("inspection.problem", f"第 {number} 行：没有写明问题和责任岗", "有问题的要写明是什么问题、哪个岗位的责任。", "rows")
        first = next_id(SampleResult)
        rows = [(first + at, drawn[one.matter_id], checker_id, *one[1:]) for at, one in enumerate(results)]
        body = {"rows": len(rows), "problems": sum(one.grade != "none" for one in results)}
        return post(SampleResult, SampleResult.SEALED, rows, "inspection.check_files", by=by, body=body, subject=("sample", sample_id))
