"""Entering many values of the law from one list (批量录入法定标准): a yearly notice with its scans is one matter, entered whole or not at all."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from shebao.agency.installation import queries as installation
from shebao.agency.journal.by import By
from shebao.agency.matters.attachments import SCANS, scans_field
from shebao.agency.matters.kind import Change, Field, Payload, Wanted
from shebao.agency.parameters import actions as parameters
from shebao.agency.parameters import queries as known
from shebao.base.dated import CONFIDENCES, Value
from shebao.base.finding import Refused, refuse
from shebao.core.policy.keys import all_keys

from .enter_parameter import before_and_after, day_of, doubts, effect, month_of_effect, new_value, refuse_while_paying
from .unusual import refuse_unusual

KEY = "enter_parameters"
TITLE = "批量录入法定标准"
LAW = "社会保险经办条例（国令第765号）第三十七条：高风险业务分级审核"
WORKING_DAYS = None
RISK = "high"
AREA = "parameters"
_CONFIDENCE = dict(zip(("高", "中", "低", "未核实"), CONFIDENCES, strict=True))
ROWS = (
    Wanted("key", "参数", also=("标准", "参数名称")),
    Wanted("place", "地区", required=False),
    Wanted("effective_from", "启用日期", "date"),
    Wanted("effective_to", "停用日期", "date", required=False),
    Wanted("content", "数值"),
    Wanted("document", "文件名称和文号", also=("文件", "文号")),
    Wanted("confidence", "可信程度", required=False, choices=_CONFIDENCE),
    Wanted("note", "说明", required=False),
    Wanted("scan_number", "第几份扫描件", "count", required=False),
)
FIELDS = (
    Field(
        "rows", "标准清单", "file", help="每行一个数值：参数、地区（不填为本地）、启用日期、停用日期、数值、文件名称和文号、第几份扫描件"
    ),
    Field("file_name", "文件名", required=False),
    scans_field("文件扫描件", "PDF、JPEG 或 PNG，最多 6 份；清单里写第几份，不写为第一份。", required=True),
)
MOST_ROWS, SHOWN = 500, 40


def complete(rows: list[Payload]) -> Mapping[int, str]:
    """Each row with its parameter and place as the law calls them; why a row cannot be a value, or is there twice."""
    wrong: dict[int, str] = {}
    seen: dict[tuple[str, str, str], int] = {}
    for number, row in enumerate(rows):
        try:
            row["key"], row["place"] = _key(row["key"]), _place(row.get("place", ""))
            value = parameters.check(_new(row, ""))
            refuse_unusual(value, row.get("note") or "")
        except Refused as refusal:
            wrong[number] = refusal.finding.message
            continue
        mark = (value.key, value.place, value.effective_from.isoformat())
        if mark in seen:
            wrong[number] = "同一参数、地区和启用日期在清单里写了两次"
        seen[mark] = number
    return wrong


def check(payload: Payload, day: date) -> Payload:
    """Refused where a payout is under way, a row names a scan that did not come, the list is too long, or nothing changes."""
    refuse_while_paying()
    if len(payload["rows"]) > MOST_ROWS:
        refuse("procedures.rows", f"清单有 {len(payload['rows'])} 行，最多 {MOST_ROWS} 行", "请分成几份提交。", "rows")
    for number, row in enumerate(payload["rows"], 1):
        _digest(payload, row, number)
    if not any(_changes(value) for value in _values(payload)):
        refuse("procedures.unchanged", "清单里的数值现在都是这样", "不需要重复录入。", "rows")
    payload["asked_on"] = day.isoformat()
    return payload


def preview(payload: Payload) -> list[Change]:
    """Every value that changes before and after, and what all of them together do to the next month's payout."""
    values = [value for value in _values(payload) if _changes(value)]
    rows = doubts(values, [value.note for value in values]) + [before_and_after(value) for value in values[:SHOWN]]
    if len(values) > SHOWN:
        rows.append(Change("其余", "", f"另有 {len(values) - SHOWN} 项"))
    first = min(value.effective_from for value in values)
    return rows + effect(month_of_effect(payload, first), known.places(), known.places().overlay(values), day_of(payload))


def apply(payload: Payload, *, by: By) -> list[int]:
    """The ids of the entered values, in the order of the list; a row that changes nothing is not entered again."""
    return [
        parameters.enter(_new(row, _digest(payload, row, number)), by=by)
        for number, row in enumerate(payload["rows"], 1)
        if _changes(parameters.check(_new(row, "")))
    ]


def subject(payload: Payload) -> None:
    """No single object: lists may wait beside one another."""
    return


def heading(payload: Payload) -> str:
    """The matter's title."""
    return f"{TITLE}：{len(payload['rows'])} 项"


def count(payload: Payload) -> int:
    """Nobody's own matter."""
    return 0


def _key(text: str) -> str:
    """A parameter by its name or by its Chinese title."""
    titles = {key.title: key.name for key in all_keys().values()}
    return titles.get(text.strip(), text.strip())


def _place(text: str) -> str:
    """A place by its id or its full Chinese name; the agency's own where nothing is written."""
    names = {place.name: place.id for place in known.places().places.values()}
    return names.get(text.strip(), text.strip()) or installation.place()


def _digest(payload: Payload, row: Payload, number: int) -> str:
    """The scan a row points at."""
    scans: list[Any] = payload[SCANS]
    wanted = int(row.get("scan_number") or 1)
    if not 1 <= wanted <= len(scans):
        refuse("procedures.scan", f"第 {number} 行写的是第 {wanted} 份扫描件，只上传了 {len(scans)} 份", "请补传，或改正份数。", "rows")
    return str(scans[wanted - 1]["digest"])


def _new(row: Payload, digest: str) -> parameters.NewValue:
    return new_value({**row, SCANS: [{"digest": digest, "name": "", "size": 0, "type": "pdf", "pages": 1}]})


def _values(payload: Payload) -> list[Value]:
    return [parameters.check(_new(row, "")) for row in payload["rows"]]


def _changes(value: Value) -> bool:
    present = known.places().find(value.key, value.place, value.effective_from)
    same = present is not None and (present.place, present.value, present.effective_to) == (value.place, value.value, value.effective_to)
    return not same
