"""Entering a value of the law: checked for shape and plausible range, posted with its document, known from that day on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction

from shebao.agency.journal import actions as journal
from shebao.agency.journal.by import By
from shebao.agency.store.bulk import next_id
from shebao.agency.store.digest import canonical
from shebao.base.dated import CONFIDENCES, FOREVER, Value
from shebao.base.finding import refuse
from shebao.core.policy.keys import all_keys
from shebao.core.policy.locale import shipped_places
from shebao.core.policy.plausible import problem_of

from .models import EnteredValue


@dataclass(frozen=True, slots=True)
class NewValue:
    """A value to enter. `content` is text for a number or a word, lists and mappings of texts for a table."""

    key: str
    place: str
    effective_from: date
    effective_to: date | None
    content: Any
    document: str
    confidence: str = "high"
    note: str = ""
    file_digest: str = ""


def check(new: NewValue) -> Value:
    """The value as it will be known; raises `Refused` naming the field: unknown key or place, dates, range, no document."""
    keys, places = all_keys(), shipped_places()
    if new.key not in keys:
        refuse("parameters.key", f"没有参数“{new.key}”", "请从参数目录中选择。", "key")
    place = places.place_id(new.place)
    if new.effective_to is not None and new.effective_to < new.effective_from:
        refuse("parameters.dates", "停用日期早于启用日期", "请核对文件的执行期间。", "effective_to")
    if not new.document.strip():
        refuse("parameters.document", "没有填写文件名称和文号", "参数必须有文件依据。", "document")
    if new.confidence not in CONFIDENCES:
        refuse("parameters.confidence", f"可信程度“{new.confidence}”不认识", f"可选：{'、'.join(CONFIDENCES)}。", "confidence")
    problem = "没有填写" if new.content is None else problem_of(keys[new.key], new.content)
    if problem:
        refuse(
            "parameters.value",
            f"“{keys[new.key].title}”{problem}",
            "请核对单位和小数点；范围不合适的，请联系参数目录维护人调整。",
            "content",
        )
    return Value(
        new.key,
        place,
        new.effective_from,
        new.effective_to or FOREVER,
        _frozen(new.content),
        new.document.strip(),
        _confidence(new.confidence),
        new.note,
    )


def _confidence(text: str) -> Any:
    return text


def _frozen(content: Any) -> Any:
    if isinstance(content, list | tuple):
        return tuple(_frozen(cell) for cell in content)
    if isinstance(content, dict):
        return {str(name): _frozen(cell) for name, cell in content.items()}
    return content


def enter(new: NewValue, *, by: By) -> int:
    """Post a value; it holds in every calculation made with what is known from `day` on. Returns its id."""
    value = check(new)
    with transaction.atomic():
        row = (
            next_id(EnteredValue),
            value.key,
            value.place,
            value.effective_from.isoformat(),
            new.effective_to.isoformat() if new.effective_to else "",
            canonical(new.content),
            value.document,
            value.confidence,
            value.note,
            by.day.isoformat(),
            new.file_digest,
        )
        journal.post(
            EnteredValue,
            EnteredValue.SEALED,
            [row],
            "parameters.enter",
            by=by,
            subject=("parameter", row[0]),
            body={"key": value.key, "place": value.place, "value": new.content, "document": value.document},
        )
    return row[0]
