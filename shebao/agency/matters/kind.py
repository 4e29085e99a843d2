"""What the engine needs to know of a kind of matter: its form, its law and time limit, who decides, and its two functions."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal, NamedTuple, TypeAlias

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
    "citizen_number",
    "bank_card",
    "phone",
    "parameter",
    "place",
    "file",
    "scans",
]


class Change(NamedTuple):
    """One line of a preview: what changes, from what, to what; masked, as it may be shown to whoever decides."""

    what: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a form, as a page asks for it. most: how many scans may come with it, for the widget "scans"."""

    name: str
    label: str
    widget: Widget = "text"
    required: bool = True
    help: str = ""
    choices: tuple[tuple[str, str], ...] = ()
    most: int = 1


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

    def label_of(self, name: str) -> str:
        """The label of a field, for messages."""
        return next((field.label for field in self.fields if field.name == name), name)

    def split(self, payload: Mapping[str, Any]) -> tuple[Payload, Payload]:
        """(what may be kept in the open, what must be sealed)."""
        return (
            {name: value for name, value in payload.items() if name not in self.sensitive},
            {name: value for name, value in payload.items() if name in self.sensitive},
        )
