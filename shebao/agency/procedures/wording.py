"""What a matter asks for in words, as a page shows it to whoever decides: field by field, and what differs; its list is in `rows`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from shebao.agency.employers import queries as employers
from shebao.agency.matters.kind import Change, Field, Kind, Payload
from shebao.agency.parameters import queries as parameters
from shebao.agency.people import queries as people
from shebao.base.money import grouped
from shebao.base.months import month_text
from shebao.core.policy.keys import all_keys

from .form import as_typed


def form_text(kind: Kind, payload: Payload) -> dict[str, str]:
    """A request as its form was filled in, for a maker who puts it right."""
    return as_typed(payload, kind.fields)


def request_text(kind: Kind, payload: Payload) -> list[tuple[str, Any]]:
    """(label, value) of a request, without scans and what is sealed; a list is named by its length, its rows stand in the preview."""
    return [(field.label, _text(field, payload[field.name])) for field in kind.fields if field.name in payload and field.widget != "scans"]


def difference_text(kind: Kind, fields: Sequence[Field], before: Payload, after: Payload) -> list[Change]:
    """Fields of a returned matter that ask for something else now, in words: before, now. Of a sealed field only that it differs."""
    changes = []
    for field in fields:
        if field.name in kind.sensitive:
            changes.append(Change(field.label, "（加密保存，不显示）", "已重新填写" if after.get(field.name) else "没有填写"))
            continue
        old, new = (
            str(_text(field, content[field.name])) if content.get(field.name) not in (None, "") else "" for content in (before, after)
        )
        changes.append(Change(field.label, old, f"{new}（内容有改动）" if new == old else new))
    return changes


def _text(field: Field, value: Any) -> Any:
    """A value in words: a list by its length, scans by their names, a code by its title."""
    if field.widget == "scans":
        return "、".join(str(scan["name"]) for scan in value) or "没有"
    if isinstance(value, list):
        return f"{len(value):,} 行"
    if field.widget == "village":
        return next((f"{village.township} {village.name}" for village in people.village_names() if village.id == value), value)
    if field.widget == "employer" and value:
        one = employers.employer(int(value))
        return f"{one.name}（{one.uscc}）"
    if field.widget == "person" and value:
        person = people.person(int(value))
        return f"{person.name}（{person.citizen_masked}）"
    if field.widget == "yuan":
        return grouped(value)
    if field.widget == "month":
        return month_text(value)
    if field.widget == "parameter" and value in all_keys():
        return all_keys()[value].title
    if field.widget == "place":
        place = parameters.places().places.get(value)
        return place.name if place else value
    return dict(field.choices).get(str(value), value)
