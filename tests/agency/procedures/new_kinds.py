"""Two kinds of matter that nobody has, each as the one file that adds it: one for one person, one for a list."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from shebao.agency import procedures
from shebao.agency.procedures.catalogue import catalogue

FOR_ONE = '''"""Noting that one person has moved back to another village (迁回原籍)."""

from shebao.agency.matters.kind import Change, Field
from shebao.agency.people import queries as people
from shebao.agency.people.actions import move_persons
from shebao.base.finding import refuse

KEY = "move_back"
TITLE = "迁回原籍"
LAW = "社会保险经办条例（国令第765号）：变更登记 10 个工作日"
WORKING_DAYS = 10
RISK = "low"
FIELDS = (Field("person_id", "人员", "person"), Field("village_id", "原籍村（社区）", "village"))


def check(payload, day):
    """Refused where the person lives there."""
    if people.person(payload["person_id"]).village_id == payload["village_id"]:
        refuse("procedures.unchanged", "现在就住在原籍", "不需要办理。", "village_id")
    return payload


def preview(payload):
    """From where to where."""
    to = next(village for village in people.villages() if village.id == payload["village_id"])
    return [Change("居住地", people.person(payload["person_id"]).village, to.name)]


def apply(payload, *, by):
    """The entry of the move."""
    return move_persons([(payload["person_id"], payload["village_id"])], by=by)
'''

FOR_A_LIST = '''"""Moving the people of a list, because their village was resettled (整村搬迁)."""

from shebao.agency.matters.kind import Change, Field, Wanted
from shebao.agency.people.actions import move_persons
from shebao.agency.procedures.columns import PERSON, VILLAGE

KEY = "resettle_village"
TITLE = "整村搬迁"
LAW = "社会保险经办条例（国令第765号）：变更登记 10 个工作日"
WORKING_DAYS = 10
RISK = "high"
FIELDS = (Field("rows", "搬迁名单", "file", help="每行：身份证号码、姓名、乡镇、村（社区）、房屋"), Field("file_name", "文件名", required=False))
ROWS = (*PERSON, *VILLAGE, Wanted("house", "房屋", choices={"新房": "new", "旧房": "old"}))


def complete(rows):
    """Nobody is resettled to an old house."""
    return {i: "搬迁户不能安置在旧房" for i, row in enumerate(rows) if row["house"] == "old"}


def check(payload, day):
    """Whatever can be read can be done."""
    return payload


def preview(payload):
    """How many."""
    return [Change("居住地", "", f"{len(payload['rows'])} 人搬迁")]


def apply(payload, *, by):
    """The entry of the moves."""
    moves = [(row["person_id"], row["village_id"]) for row in payload["rows"]]
    return move_persons(moves, by=by)
'''


@contextmanager
def added(key: str, text: str, folder: Path) -> Iterator[None]:
    """One more file in the folder of the procedures, and nothing else."""
    (folder / f"{key}.py").write_text(text, encoding="utf-8")
    before = list(procedures.__path__)
    procedures.__path__.append(str(folder))
    catalogue.cache_clear()
    try:
        yield
    finally:
        procedures.__path__[:] = before
        sys.modules.pop(f"shebao.agency.procedures.{key}", None)
        catalogue.cache_clear()
