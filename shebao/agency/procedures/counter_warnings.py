"""What the screening rules say of the people of an application before it is accepted (筑墙): questions for whoever decides, never a refusal.

It is asked within the trial of a preview, so that a second pension shows although the first one is only asked for.
"""

from __future__ import annotations

from collections.abc import Iterable

from shebao.agency.installation import queries as installation
from shebao.agency.matters.kind import Change
from shebao.agency.people import queries as people
from shebao.agency.screening import queries as screening
from shebao.agency.store.columns import int_column


def warned(person_ids: Iterable[int]) -> list[Change]:
    """A line a rule that hits one of these people: which rule, whom, what to do about it."""
    ids = int_column(person_ids).tolist()
    return [
        Change(f"筛查提示 {one.rule}", "", f"{one.title}：{people.called(one.people)}。{one.advice}（依据：{one.law}）")
        for one in screening.warnings(ids, installation.business_day())
    ]
