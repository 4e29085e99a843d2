"""The people of a list, each once: what every counter asks of a list before it asks anything else."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NoReturn

import numpy as np

from shebao.agency.store.columns import Column, int_column
from shebao.base.finding import refuse

from .queries import called


def refuse_people(rule: str, people: Iterable[int] | Column, reason: str, advice: str = "", where: str = "", source: str = "") -> NoReturn:
    """Refuse because of some people of a list: the message names them, and `values` say whom and why, so that a page can find
    their rows and go on with the others. reason: a sentence that follows their names."""
    ids = int_column(people).tolist()
    refuse(rule, f"{called(ids)} {reason}", advice, where, source, people=ids, reason=reason.rstrip("。"))


def each_once(counter: str, person_ids: Iterable[int] | Column) -> Column:
    """The people as a column; refused as "<counter>.nobody" where there is none, as "<counter>.listed_twice" where somebody is there twice."""
    people = int_column(person_ids)
    if not people.size:
        refuse(f"{counter}.nobody", "名单是空的。", "请至少选择一人。", "person_ids")
    unique, times = np.unique(people, return_counts=True)
    if unique.size != people.size:
        refuse_people(f"{counter}.listed_twice", unique[times > 1], "在名单中重复出现。", "请去掉重复的行。", "person_ids")
    return people
