"""What the engine needs to know of a kind of matter: its form or list, its law and time limit, who decides, its functions."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal, NamedTuple, TypeAlias

from shebao.base.plain_text import LONGEST

Payload: TypeAlias = dict[str, Any]
"""What is asked for: JSON-able values by field name."""

Risk = Literal["low", "high"]
Widget = Literal[
    "text",
    "date",
    "month",
    "year",
    "number",
    "yuan",
    "choice",
    "person",
    "village",
    "employer",
    "citizen_number",
    "bank_card",
    "phone",
    "parameter",
    "place",
    "file",
    "scans",
]
Cell = Literal[
    "text", "name", "citizen_number", "any_citizen_number", "payer_number", "bank_card", "phone", "date", "month", "year", "count", "yuan"
]


class Change(NamedTuple):
    """One line of a preview: what changes, from what, to what; masked, as it may be shown to whoever decides."""

    what: str
    before: str
    after: str


class RowNote(NamedTuple):
    """What one row of a list would change, said by its kind beside what the list itself holds: before, after, the amount that
    follows in fen, and what whoever decides should look at."""

    before: str = ""
    after: str = ""
    fen: int | None = None
    flags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a form, as a page asks for it.

    most: how many scans may come with it, for the widget "scans". longest: how many characters a text may have.
    """

    name: str
    label: str
    widget: Widget = "text"
    required: bool = True
    help: str = ""
    choices: tuple[tuple[str, str], ...] = ()
    most: int = 1
    longest: int = LONGEST

    @property
    def mark(self) -> str:
        """What stands behind the label: nothing, that it may be left empty, or that the hint below says when it is needed."""
        if self.required:
            return ""
        conditional = "的填写" in self.help or "时填写" in self.help
        return "（何时填见说明）" if conditional else "（可不填）"


@dataclass(frozen=True, slots=True)
class Wanted:
    """A column that a list must have: the name of its value, its title in the first row, what its cells are.

    also: other titles it is known by. choices: the title people write → the code the counters know.
    finds: what the cell is looked up as: "person" (the row gets `person_id`, and the name beside it must be theirs) or
    "village" (the row gets `village_id`). longest: how many characters a text may have.
    """

    name: str
    title: str
    kind: Cell = "text"
    required: bool = True
    also: tuple[str, ...] = ()
    choices: Mapping[str, str] = field(default_factory=dict)
    finds: Literal["", "person", "village"] = ""
    longest: int = LONGEST


@dataclass(frozen=True, slots=True)
class Many:
    """The second entry of a kind that is asked for one person by a form: the same for a list, under a key of its own.

    A list often takes one person more to decide; everything that is not said here is as for one.
    """

    key: str
    title: str
    fields: tuple[Field, ...]
    risk: Risk
    sensitive: tuple[str, ...] = ()


def rows_of(payload: Payload) -> list[Payload]:
    """What a request is about, row by row: the rows of its list, or itself where it is about one."""
    rows: list[Payload] = payload.get("rows", [payload])
    return rows


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of matter (事项).

    working_days: the legal time limit counted from acceptance; None where the law sets none.
    risk: "low" is decided by two people (受理, 复核), "high" by three (受理, 复核, 审批).
    area: whose rights are asked: "person" means person.create, person.review, person.approve.
    sensitive: names of payload fields that are kept encrypted.
    check(payload, day): the payload in its final form; raises `Refused` where it cannot be done.
    preview(payload): what would change, as things are now. apply(payload, actor_id=, day=, matter_id=): makes the change.
    subject(payload): the one object the matter is about, as ("person", id); None for lists.
    columns: of the list that is handed in, empty for a kind asked for field by field. complete(rows): fills in what the
    rows say together; index of a row that contradicts itself → why. notes(payload): what each row of a list changes, as things
    are now, in the order of the rows. result: the title of the sheet that is printed of it once it has taken effect.
    reversal: how what it did is undone or put right, in a sentence for that sheet.
    module: the file that says all this; an entry for one person and one for a list share it.
    """

    key: str
    title: str
    law: str
    working_days: int | None
    risk: Risk
    area: str
    fields: tuple[Field, ...]
    sensitive: frozenset[str]
    check: Callable[[Payload, date], Payload]
    preview: Callable[[Payload], list[Change]]
    apply: Callable[..., Any]
    subject: Callable[[Payload], tuple[str, int] | None]
    heading: Callable[[Payload], str]
    people: Callable[[Payload], int]
    columns: tuple[Wanted, ...] = ()
    complete: Callable[[list[Payload]], Mapping[int, str]] | None = None
    notes: Callable[[Payload], list[RowNote]] | None = None
    result: str = "办理结果告知书"
    reversal: str = ""
    module: str = ""

    def split(self, payload: Mapping[str, Any]) -> tuple[Payload, Payload]:
        """(what may be kept in the open, what must be sealed)."""
        return (
            {name: value for name, value in payload.items() if name not in self.sensitive},
            {name: value for name, value in payload.items() if name in self.sensitive},
        )
