"""A matter taken through the desk's own pages by the people whose posts it needs: the form or list, the look, the sending, the
second person's and the third person's page. What a page refuses is raised as the counters raise it.
"""

from __future__ import annotations

import csv
import io
import os
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple
from unittest.mock import patch

from django.contrib.auth import get_user_model
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from shebao.agency.installation import queries as installation
from shebao.agency.matters import queries as matters
from shebao.agency.matters.kind import Field, Kind, Payload, Wanted
from shebao.agency.pages.matter_form import by_list
from shebao.agency.people import queries as people
from shebao.agency.procedures import actions
from shebao.agency.procedures.catalogue import kind as kind_of
from shebao.agency.procedures.form import as_typed
from shebao.agency.staff import queries as staff
from shebao.agency.store import shelf
from shebao.base.finding import Finding, Refused
from shebao.base.money import yuan_text
from shebao.base.months import month_text

_LOGIN = "django.contrib.auth.backends.ModelBackend"
_COMPARED = 8


class Done(NamedTuple):
    """A matter that took effect: its kind, its id, who accepted, reviewed and approved it (by post), on which day."""

    key: str
    matter_id: int
    hands: tuple[str, ...]
    day: date


DONE: list[Done] = []
"""Every matter that went through the pages in this process, in order."""

NOTES = "PAGES"
"""The variable of the environment that names the file where each of them is written down, a line each, for `ledger`."""

_original = actions.carry_through


def carry_through(key: str, payload: Payload, *, day: date, maker_id: int, reviewer_id: int, approver_id: int) -> Any:
    """As `procedures.actions.carry_through`, with every step at its page; what the kind's `apply` returns."""
    one = kind_of(key)
    if any(field.widget == "file" for field in one.fields) and not by_list(one):  # a page of its own, not the catalogue's
        return _original(key, payload, day=day, maker_id=maker_id, reviewer_id=reviewer_id, approver_id=approver_id)
    hands = (maker_id, reviewer_id) if one.risk == "low" else (maker_id, reviewer_id, approver_id)
    with patch.object(installation, "business_day", lambda: day), _clients() as at_desk, _results() as results:
        matter_id = sent(at_desk(maker_id), one, payload)
        for member_id, verb in zip(hands[1:], ("review", "approve")[-len(hands) + 1 :], strict=True):
            decide(at_desk(member_id), one, matter_id, verb, payload)
    _note(Done(key, matter_id, tuple(_post(member) for member in hands), day))
    return results[-1]


def sent(client: Client, one: Kind, payload: Payload) -> int:
    """The form or list filled in, looked at and sent; the matter's id. Raises `Refused` where a page says no."""
    address = f"/matters/new/{one.key}/list/" if by_list(one) else f"/matters/new/{one.key}/"
    typed: dict[str, Any] = form_of(one, payload)
    if by_list(one) and payload.get("rows"):
        typed["list"] = SimpleUploadedFile("名单.csv", sheet_of(one, payload["rows"]))
    looked = client.post(address, typed | {"step": "look"} | _scans(one, payload))
    _check(looked)
    assert "整份没有受理" not in looked.content.decode()
    typed.pop("list", None)
    carried = {name: looked.context[name] for name in ("slip", "good") if looked.context.get(name)}
    if looked.context.get("scans"):
        carried["scans"] = [slip.slip for slip in looked.context["scans"]]
    answer = client.post(address, typed | {"step": "send", "comment": "已核对"} | carried)
    _check(answer)
    return int(answer.headers["Location"].rstrip("/").rpartition("/")[2])


def decide(client: Client, one: Kind, matter_id: int, verb: str, payload: Payload) -> None:
    """The matter's page opened, the numbers it asks for typed again, and the decision."""
    page = client.get(f"/matters/{matter_id}/")
    assert page.status_code == 200, f"{one.key}: {page.status_code}"
    typed = form_of(one, payload)
    again = {field.name: typed[field.name].replace(" ", "")[-_COMPARED:] for field in page.context["to_compare"]}
    detail = matters.matter(matter_id)
    assert detail is not None
    _check(client.post(f"/matters/{matter_id}/{verb}/", {"digest": detail.content_digest, "comment": "同意"} | again))


def form_of(one: Kind, payload: Payload) -> dict[str, str]:
    """A payload as its form is filled in."""
    known = {field.name: field for field in one.fields if field.widget not in ("file", "scans") and field.name != "file_name"}
    strange = set(payload) - set(known) - {"rows", "scans", "file_name"}
    assert not strange, f"{one.key}: the page has no field for {', '.join(sorted(strange))}"
    return {name: _as_typed(known[name], payload[name]) for name in known if payload.get(name) not in (None, "")}


def _as_typed(field: Field, value: Any) -> str:
    if isinstance(value, int) and not isinstance(value, bool) and field.widget in ("yuan", "month"):
        return as_typed({field.name: value}, (field,))[field.name]
    return value.isoformat() if isinstance(value, date) else str(value)


def sheet_of(one: Kind, rows: list[Payload]) -> bytes:
    """The rows as the file a clerk hands in: every column by its title, people by number and name."""
    names = [column for column in one.columns if column.required or any(_cell(column, row) for row in rows)]
    out = io.StringIO(newline="")
    csv.writer(out).writerows([[column.title for column in names], *([_cell(column, row) for column in names] for row in rows)])
    return out.getvalue().encode()


def _cell(column: Wanted, row: Mapping[str, Any]) -> str:
    value = row.get(column.name)
    if column.finds == "person" and value is None:
        return people.citizen_numbers([row["person_id"]])[0]
    if column.name == "name" and value is None and "person_id" in row:
        return people.person(row["person_id"]).name
    if value is None and column.name in ("township", "village") and "village_id" in row:
        village = next(one for one in people.villages() if one.id == row["village_id"])
        return village.township if column.name == "township" else village.name
    if value is None or value == "":
        return ""
    if column.choices:
        return next((title for title, code in column.choices.items() if code == value), str(value))
    if isinstance(value, int) and column.kind in ("yuan", "month"):
        return yuan_text(value) if column.kind == "yuan" else month_text(value)
    return value.isoformat() if isinstance(value, date) else str(value)


def _scans(one: Kind, payload: Payload) -> dict[str, Any]:
    """The scans of a payload as files chosen at the form."""
    scans = payload.get("scans") or []
    return {"scans_file": [SimpleUploadedFile(scan["name"], shelf.content(scan["digest"])) for scan in scans]} if scans else {}


def _check(answer: Any) -> None:
    """Raise what a page refused; a door that is shut is an error of whoever knocked."""
    assert answer.status_code in (200, 302), f"{answer.status_code}: {answer.content.decode()[:400]}"
    if answer.status_code == 302:
        return
    context = answer.context or {}
    refusal = context.get("refusal")
    if refusal is None:
        return
    bad = context.get("bad") or ()
    reasons = "；".join(str(row["reason"]) for row in bad)
    raise Refused(Finding(refusal.rule, f"{refusal.message}{reasons}", advice=refusal.advice, where=refusal.where, values=refusal.values))


def _note(done: Done) -> None:
    DONE.append(done)
    if notes := os.environ.get(NOTES):
        with Path(notes).open("a", encoding="utf-8") as file:
            file.write("\t".join((done.key, str(done.matter_id), " → ".join(done.hands), done.day.isoformat())) + "\n")


@contextmanager
def _clients() -> Iterator[Any]:
    """A browser without a screen for each member, logged in once."""
    known: dict[int, Client] = {}

    def at_desk(member_id: int) -> Client:
        if member_id not in known:
            known[member_id] = Client()
            known[member_id].force_login(get_user_model().objects.get(pk=member_id), backend=_LOGIN)
        return known[member_id]

    yield at_desk


@contextmanager
def _results() -> Iterator[list[Any]]:
    """What the page's approval returned, for a story that goes on with it."""
    results: list[Any] = []
    approve = actions.approve

    def spied(*args: Any, **more: Any) -> Any:
        results.append(approve(*args, **more))
        return results[-1]

    with patch.object(actions, "approve", spied):
        yield results


def _post(member_id: int) -> str:
    return "、".join(sorted(staff.posts_of(member_id)))


@contextmanager
def instead() -> Iterator[None]:
    """Let every story of the tests take its matters through the pages meanwhile, however it calls the step."""
    places = [
        (module, name)
        for title, module in list(sys.modules.items())
        if title.startswith(("tests.", "shebao.agency.procedures.actions")) and module is not sys.modules[__name__]
        for name, value in list(vars(module).items())
        if value is _original
    ]
    for module, name in places:
        setattr(module, name, carry_through)
    try:
        yield
    finally:
        for module, name in places:
            setattr(module, name, _original)
