"""What was found or agreed about somebody before a pension is decided, version by version: nothing is changed, the last version counts."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, NamedTuple

from django.db import transaction

from shebao.agency.journal.actions import Entry, post, take_turn
from shebao.agency.journal.by import By
from shebao.agency.store.bulk import next_id
from shebao.agency.store.columns import read_rows
from shebao.base.canonical import canonical
from shebao.base.finding import refuse

from .models import Conclusion

KINDS: dict[str, str] = {
    "archive": "退休档案审核",
    "deemed": "视同缴费年限认定",
    "flexible": "弹性退休选择",
    "special": "特殊工种提前退休",
    "continued": "到龄延长缴费",
    "exit": "一次性领取",
    "refusal": "不予核定",
}


class Concluded(NamedTuple):
    """One version of a conclusion."""

    id: int
    person_id: int
    scheme: str
    kind: str
    version: int
    stands: bool
    facts: Mapping[str, Any]
    entry_id: int


def conclude(person_id: int, scheme: str, kind: str, facts: Mapping[str, Any], *, by: By) -> int:
    """Keep a conclusion as a new version; its id."""
    return _post(person_id, scheme, kind, facts, True, "benefits.conclude", by)[1]


def withdraw_conclusion(person_id: int, scheme: str, kind: str, reason: str, *, by: By) -> Entry:
    """Take back the conclusion that stands, by a version that says so; refused where none stands."""
    with transaction.atomic():
        take_turn()
        if standing(person_id, scheme, kind) is None:
            refuse("benefits.no_conclusion", f"没有有效的{KINDS[kind]}", "请核对人员、险种和类别。", "kind")
        return _post(person_id, scheme, kind, {"reason": reason}, False, "benefits.withdraw_conclusion", by)[0]


def _post(person_id: int, scheme: str, kind: str, facts: Mapping[str, Any], stands: bool, verb: str, by: By) -> tuple[Entry, int]:
    assert kind in KINDS, kind
    with transaction.atomic():
        take_turn()
        version = Conclusion.objects.filter(person_id=person_id, scheme=scheme, kind=kind).count() + 1
        number = next_id(Conclusion)
        row = (number, person_id, scheme, kind, version, stands, canonical(dict(facts)))
        body = {"scheme": scheme, "kind": kind, "version": version}
        return post(Conclusion, Conclusion.SEALED, [row], verb, by=by, body=body, subject=("person", person_id)), number


def standing(person_id: int, scheme: str, kind: str) -> Concluded | None:
    """The conclusion of a kind that stands; None where none does."""
    rows = [row for row in of_person(person_id) if (row.scheme, row.kind) == (scheme, kind)]
    return rows[0] if rows and rows[0].stands else None


def of_person(person_id: int) -> list[Concluded]:
    """Every conclusion about somebody, the newest version first."""
    names = ("id", "person_id", "scheme", "kind", "version", "stands", "facts", "entry_id")
    rows = read_rows(Conclusion.objects.filter(person_id=person_id).order_by("-version", "-id"), *names)
    return [Concluded(*(*row[:6], json.loads(row[6]), row[7])) for row in rows]


def counted(kind: str) -> int:
    """How many people have a conclusion of a kind, standing or not."""
    return Conclusion.objects.filter(kind=kind).values("person_id").distinct().count()
