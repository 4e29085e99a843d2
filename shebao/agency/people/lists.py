"""The people of a list, each once: what every counter asks of a list before it asks anything else."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from shebao.agency.store.columns import Column, int_column
from shebao.base.finding import refuse

from .queries import called


def each_once(counter: str, person_ids: Iterable[int] | Column) -> Column:
    """The people as a column; refused as "<counter>.nobody" where there is none, as "<counter>.listed_twice" where somebody is there twice."""
    people = int_column(person_ids)
    if not people.size:
        refuse(f"{counter}.nobody", "名单是空的。", "请至少选择一人。", "person_ids")
    unique, times = np.unique(people, return_counts=True)
    if unique.size != people.size:
        refuse(f"{counter}.listed_twice", f"{called(unique[times > 1])} 在名单中重复出现。", "请去掉重复的行。", "person_ids")
    return people
