"""The catalogue of kinds of matters, found by walking this folder: one file a kind, and what such a file must say.

A file that is asked for one person by a form may say under `MANY` how the same is asked for a list: the catalogue then
has two entries, and both run the file's own functions.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache, partial
from types import ModuleType
from typing import Any, Protocol, cast

from shebao.agency.journal.by import By
from shebao.agency.matters.kind import Change, Field, Kind, Many, Payload, Risk, Wanted
from shebao.agency.people import queries as people
from shebao.base.finding import refuse
from shebao.core.catalogue import modules_in

from .counter_warnings import walled
from .form import clean

PACKAGE = "shebao.agency.procedures"
RESULT = "办理结果告知书"
"""What the printed result of a matter is called where its file says nothing else."""


class Procedure(Protocol):
    """What the file of a kind of matter says; the meaning of each label stands at `Kind`.

    It may say besides: AREA ("person"), SENSITIVE (none), ROWS (the columns of its list), MANY (its entry for a list),
    RESULT (the title of its printed result), REVERSAL (how it is undone),
    `complete(rows)`, `notes(payload)`, and `subject`, `heading`, `count`, which are otherwise what this module gives below.
    """

    KEY: str
    TITLE: str
    LAW: str
    WORKING_DAYS: int | None
    RISK: Risk
    FIELDS: tuple[Field, ...]

    def check(self, payload: Payload, day: date) -> Payload:
        """The payload in its final form; raises `Refused` where it cannot be done."""

    def preview(self, payload: Payload) -> list[Change]:
        """What would change, as things are now."""

    def apply(self, payload: Payload, *, by: By) -> Any:
        """Make the change."""


_LABELS = ("TITLE", "LAW", "WORKING_DAYS", "RISK", "FIELDS", "check", "preview", "apply")


@cache
def catalogue(package: str = PACKAGE) -> Mapping[str, Kind]:
    """Every kind of matter by its key: the modules of the folder that carry a KEY. A file that lacks a label is an error."""
    kinds: dict[str, Kind] = {}
    for module in modules_in(package):
        if hasattr(module, "KEY"):
            for kind in _kinds(module):
                assert kind.key not in kinds, f"{module.__name__}: the key {kind.key} is taken"
                kinds[kind.key] = kind
    return kinds


def kind(key: str) -> Kind:
    """A kind by its key; raises `Refused` for one there is not."""
    value = catalogue().get(key)
    if value is None:
        refuse("procedures.kind", f"没有“{key}”这个经办事项", "请从经办事项目录中选择。")
    return value


def line_of(one: Kind) -> tuple[int, str]:
    """(place in the catalogue, title) of the line of work a kind belongs to, as its folder says; a folder that says nothing comes last."""
    folder = sys.modules.get(one.module.rpartition(".")[0])
    return getattr(folder, "ORDER", 99), getattr(folder, "TITLE", "其他")


def _kinds(module: ModuleType) -> Iterator[Kind]:
    """The entry of a file, and its entry for a list where it says MANY."""
    missing = [label for label in _LABELS if not hasattr(module, label)]
    assert not missing, f"{module.__name__}: lacks {', '.join(missing)}"
    procedure = cast(Procedure, module)
    assert module.__name__.rpartition(".")[2] == procedure.KEY, f"{module.__name__}: KEY is the file's name"
    many: Many | None = getattr(module, "MANY", None)
    rows: tuple[Wanted, ...] = getattr(module, "ROWS", ())
    one = Many(procedure.KEY, procedure.TITLE, procedure.FIELDS, procedure.RISK, getattr(module, "SENSITIVE", ()))
    yield _entry(module.__name__, procedure, one, () if many else rows)
    if many:
        yield _entry(module.__name__, procedure, many, rows)


def _entry(module: str, procedure: Procedure, entry: Many, columns: tuple[Wanted, ...]) -> Kind:
    takes_list = any(field.widget == "file" for field in entry.fields)
    assert takes_list or not columns, f"{entry.key}: a list needs a field for its file"
    return Kind(
        key=entry.key,
        title=entry.title,
        law=procedure.LAW,
        working_days=procedure.WORKING_DAYS,
        risk=entry.risk,
        area=getattr(procedure, "AREA", "person"),
        fields=entry.fields,
        sensitive=frozenset(entry.sensitive),
        check=partial(check, procedure, entry.fields),
        preview=walled(procedure.KEY, procedure.preview),
        apply=procedure.apply,
        subject=getattr(procedure, "subject", subject),
        heading=getattr(procedure, "heading", partial(heading, entry.title)),
        people=getattr(procedure, "count", count),
        columns=columns,
        complete=getattr(procedure, "complete", None) if columns else None,
        notes=getattr(procedure, "notes", None) if columns else None,
        result=getattr(procedure, "RESULT", RESULT),
        reversal=getattr(procedure, "REVERSAL", ""),
        module=module,
    )


def check(procedure: Procedure, fields: tuple[Field, ...], payload: Payload, day: date) -> Payload:
    """A request as its form may give it, every field read and in its final form, then judged by its own kind."""
    return procedure.check(clean(payload, fields), day)


def subject(payload: Payload) -> tuple[str, int] | None:
    """One open matter a person; a list has no single subject."""
    return ("person", payload["person_id"]) if "person_id" in payload else None


def heading(title: str, payload: Payload) -> str:
    """The matter's title: with the name of its one person, or with the length of its list."""
    if "rows" in payload:
        return f"{title}：{len(payload['rows']):,} 人"
    return f"{people.person(payload['person_id']).name}：{title}" if "person_id" in payload else title


def count(payload: Payload) -> int:
    """How many the matter is about: the rows of its list, or one."""
    return len(payload["rows"]) if "rows" in payload else 1
