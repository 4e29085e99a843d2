"""The catalogue of kinds of matters, found by walking this folder, and what a member may do with each matter."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache
from types import ModuleType
from typing import Any, NamedTuple

from shebao.agency.matters import queries as matters
from shebao.agency.matters.kind import Change, Field, Kind, Payload
from shebao.agency.matters.transitions import RIGHTS, verbs_in
from shebao.agency.parameters import queries as parameters
from shebao.agency.people import queries as people
from shebao.agency.staff import queries as staff
from shebao.base.finding import refuse
from shebao.base.money import grouped
from shebao.base.months import month_text
from shebao.base.workdays import workdays_between
from shebao.core.catalogue import modules_in
from shebao.core.policy.keys import all_keys

from .form import as_typed, clean

_LABELS = ("TITLE", "LAW", "WORKING_DAYS", "RISK", "FIELDS", "check", "preview", "apply")


class WorkRow(NamedTuple):
    """A matter in a worklist: the row, the kind's title, working days left (negative: late; None: no limit), what I may do."""

    matter: matters.MatterRow
    kind_title: str
    days_left: int | None
    verbs: tuple[str, ...]


@cache
def catalogue() -> Mapping[str, Kind]:
    """Every kind of matter by its key: the modules of this folder that carry a KEY. A file that lacks a label is an error."""
    found: dict[str, Kind] = {}
    for module in modules_in("shebao.agency.procedures"):
        if hasattr(module, "KEY"):
            kind = _kind(module)
            assert kind.key not in found, f"{module.__name__}: the key {kind.key} is taken"
            found[kind.key] = kind
    return found


def _kind(module: ModuleType) -> Kind:
    missing = [label for label in _LABELS if not hasattr(module, label)]
    assert not missing, f"{module.__name__}: lacks {', '.join(missing)}"
    assert module.__name__.rpartition(".")[2] == module.KEY, f"{module.__name__}: KEY is the file's name"
    fields = tuple(module.FIELDS)

    def check(payload: Payload, day: date) -> Payload:
        content: Payload = module.check(clean(payload, fields), day)
        return content

    return Kind(
        key=module.KEY,
        title=module.TITLE,
        law=module.LAW,
        working_days=module.WORKING_DAYS,
        risk=module.RISK,
        area=getattr(module, "AREA", "person"),
        fields=fields,
        sensitive=frozenset(getattr(module, "SENSITIVE", ())),
        check=check,
        preview=module.preview,
        apply=module.apply,
        subject=getattr(module, "subject", _no_subject),
        heading=getattr(module, "heading", lambda payload: str(module.TITLE)),
        people=getattr(module, "people", lambda payload: 1),
    )


def _no_subject(payload: Payload) -> tuple[str, int] | None:
    return None


def kind(key: str) -> Kind:
    """A kind by its key; raises `Refused` for one there is not."""
    found = catalogue().get(key)
    if found is None:
        refuse("procedures.kind", f"没有“{key}”这个经办事项", "请从经办事项目录中选择。")
    return found


def may_submit(member_id: int) -> list[Kind]:
    """Kinds whose requests a member may accept."""
    held = staff.rights(member_id)
    return [one for one in catalogue().values() if f"{one.area}.create" in held]


def _verbs(row: matters.MatterRow, held: frozenset[str], own: bool, reviewed: bool) -> tuple[str, ...]:
    """What may be done with a matter now; the engine judges again when it is done."""
    one = kind(row.kind)
    return tuple(
        verb
        for verb in verbs_in(one.risk, row.state)
        if any(f"{one.area}.{right}" in held for right in RIGHTS[(one.risk, verb)])
        and own == (verb in ("withdraw", "resubmit"))
        and not (verb == "approve" and reviewed)
    )


def worklist(member_id: int, day: date, most: int = 50) -> list[WorkRow]:
    """What waits for a member, the most urgent first: to decide, or returned to them to put right."""
    held = staff.rights(member_id)
    rows: dict[int, matters.MatterRow] = {}
    for state, verbs in (("accepted", ("review", "approve")), ("reviewed", ("approve",))):
        kinds = [
            one.key
            for one in catalogue().values()
            for verb in verbs
            if verb in verbs_in(one.risk, state) and any(f"{one.area}.{right}" in held for right in RIGHTS[(one.risk, verb)])
        ]
        rows |= {row.id: row for row in matters.waiting([state], kinds, not_by=[member_id], most=most)}
    rows |= {row.id: row for row in matters.listed(states=["returned"], maker_id=member_id, most=most)}
    return _described(sorted(rows.values(), key=lambda row: (row.due_on or date.max, row.id))[:most], member_id, day)


def described(row: matters.MatterRow, member_id: int, day: date) -> WorkRow:
    """A matter with its kind's title, the days left, and what the member may do."""
    return _described([row], member_id, day)[0]


def _described(rows: Sequence[matters.MatterRow], member_id: int, day: date) -> list[WorkRow]:
    held, reviewers = staff.rights(member_id), matters.reviewers(row.id for row in rows)
    keys = staff.person_keys({member_id, *(row.maker_id for row in rows), *(one for some in reviewers.values() for one in some)})
    me = keys[member_id]
    return [
        WorkRow(
            row,
            kind(row.kind).title,
            days_left(row, day),
            _verbs(row, held, keys[row.maker_id] == me, me in {keys[one] for one in reviewers.get(row.id, ())}),
        )
        for row in rows
    ]


def days_left(row: matters.MatterRow, day: date) -> int | None:
    """Working days until the limit; negative when it has passed, None without a limit or when the matter has ended."""
    if row.due_on is None or row.closed_on is not None:
        return None
    return workdays_between(day, row.due_on) if row.due_on >= day else -workdays_between(row.due_on, day)


def typed_again(one: Kind, payload: Payload) -> dict[str, str]:
    """What was asked for, as the form was filled in, for a maker who puts it right."""
    return as_typed(payload, one.fields)


def asked(one: Kind, payload: Payload) -> list[tuple[str, Any]]:
    """(label, value) of what was asked for, without scans and what is sealed; a list is named by its length, its rows stand in the preview."""
    return [(field.label, _said(field, payload[field.name])) for field in one.fields if field.name in payload and field.widget != "scans"]


def put_right(one: Kind, fields: Sequence[Field], before: Payload, after: Payload) -> list[Change]:
    """Fields of a returned matter that ask for something else now, in words: before, now. Of a sealed field only that it differs."""
    found = []
    for field in fields:
        if field.name in one.sensitive:
            found.append(Change(field.label, "（加密保存，不显示）", "已重新填写" if after.get(field.name) else "没有填写"))
            continue
        old, new = (
            str(_said(field, content[field.name])) if content.get(field.name) not in (None, "") else "" for content in (before, after)
        )
        found.append(Change(field.label, old, f"{new}（内容有改动）" if new == old else new))
    return found


def _said(field: Field, value: Any) -> Any:
    """A value in words: a list by its length, scans by their names, a code by its title."""
    if field.widget == "scans":
        return "、".join(str(scan["name"]) for scan in value) or "没有"
    if isinstance(value, list):
        return f"{len(value):,} 行"
    if field.widget == "village":
        return next((f"{one.township} {one.name}" for one in people.village_names() if one.id == value), value)
    if field.widget == "yuan":
        return grouped(value)
    if field.widget == "month":
        return month_text(value)
    if field.widget == "parameter" and value in all_keys():
        return all_keys()[value].title
    if field.widget == "place":
        found = parameters.places().places.get(value)
        return found.name if found else value
    return dict(field.choices).get(str(value), value)
