"""The form of a kind of matter for programs: its JSON schema, and a request in JSON made into what the desk's own form would give.

A list goes the way of a file: it is written as one and read by the reader of files, so that it is judged alike.
"""

from __future__ import annotations

import base64
import binascii
import csv
import io
from collections.abc import Sequence
from typing import Any, Protocol

from shebao.agency.employers import queries as employers
from shebao.agency.matters import attachments
from shebao.agency.matters.kind import Field, Kind, Payload, Wanted
from shebao.agency.people import queries as people
from shebao.agency.procedures.exchange_batches import read_list
from shebao.base.finding import Finding, Refused, refuse

_PATTERNS: dict[str, dict[str, Any]] = {
    "date": {"type": "string", "format": "date"},
    "month": {"type": "string", "pattern": r"^\d{4}-?\d{2}$"},
    "year": {"type": "integer"},
    "number": {"type": "integer"},
    "village": {"type": "integer"},
    "yuan": {"type": "integer", "description": "分"},
    "person": {"description": "人员编号，或者身份证号码", "type": ["integer", "string"]},
    "employer": {"description": "单位编号，或者统一社会信用代码", "type": ["integer", "string"]},
}
_LEFT_OUT = ("file", "scans")


class Paper(Protocol):
    """A scan as a request carries it."""

    name: str
    content: str


def schema_of(one: Kind) -> dict[str, Any]:
    """What a request of a kind holds, as a JSON schema (2020-12)."""
    asked = [field for field in one.fields if field.widget not in _LEFT_OUT]
    form: dict[str, Any] = {
        "type": "object",
        "required": ["fields"],
        "properties": {
            "fields": {
                "type": "object",
                "additionalProperties": False,
                "required": [field.name for field in asked if field.required],
                "properties": {field.name: _of_field(field) for field in asked},
            }
        },
    }
    if one.columns:
        form["required"] = ["fields", "rows"]
        form["properties"]["rows"] = {
            "type": "array",
            "minItems": 1,
            "items": {
                "type": "object",
                "additionalProperties": False,
                "required": [column.name for column in one.columns if column.required],
                "properties": {column.name: _of_column(column) for column in one.columns},
            },
        }
    papers = next((field for field in one.fields if field.widget == "scans"), None)
    if papers is not None:
        form["properties"]["scans"] = {"type": "array", "maxItems": papers.most, "title": papers.label, "description": papers.help}
    return form


def _of_field(field: Field) -> dict[str, Any]:
    said: dict[str, Any] = {"title": field.label} | dict(_PATTERNS.get(field.widget, {"type": "string", "maxLength": field.longest}))
    if field.help:
        said["description"] = "；".join(filter(None, (said.get("description", ""), field.help)))
    if field.choices:
        said["oneOf"] = [{"const": code, "title": title} for code, title in field.choices]
    return said


def _of_column(column: Wanted) -> dict[str, Any]:
    said: dict[str, Any] = {"title": column.title, "type": "string", "maxLength": column.longest}
    if column.kind == "yuan":
        said["description"] = "元，例如 1234.50"
    if column.choices:
        said["enum"] = list(column.choices)
    return said


def payload_of(one: Kind, fields: dict[str, Any], rows: Sequence[dict[str, Any]], scans: Sequence[Paper]) -> Payload:
    """The payload that the engine checks. Refused for what the form does not ask, a value that is no plain one, and every bad row."""
    known = {field.name: field for field in one.fields if field.widget not in _LEFT_OUT}
    wrong = {name: "表单中没有这个栏目" for name in fields if name not in known}
    wrong |= {name: "应是文字或整数" for name, value in fields.items() if name in known and not _plain(value)}
    if wrong:
        raise Refused(Finding("api.form", "；".join(f"{name}：{text}" for name, text in wrong.items())[:500], values={"fields": wrong}))
    payload: Payload = {name: _given(known[name], value) for name, value in fields.items()}
    if rows:
        if not one.columns:
            refuse("api.form", f"“{one.title}”不用名单", "请去掉 rows。", "rows")
        read = read_list(one, _as_file(one, rows), "rows.csv")
        read.refuse_rejected("受理")
        payload["rows"] = read.rows
    if scans:
        if not any(field.widget == "scans" for field in one.fields):
            refuse("api.form", f"“{one.title}”不收材料", "请去掉 scans。", "scans")
        payload["scans"] = [attachments.keep(scan.name, decoded(scan.content, "scans"))._asdict() for scan in scans]
    return payload


def decoded(content: str, where: str) -> bytes:
    """The bytes behind base64; refused for what is none."""
    try:
        return base64.b64decode(content, validate=True)
    except (binascii.Error, ValueError):
        refuse("api.base64", "内容不是 base64", "请按 RFC 4648 编码，不要换行。", where)


def _plain(value: Any) -> bool:
    return value is None or isinstance(value, str) or (isinstance(value, int) and not isinstance(value, bool))


def _given(field: Field, value: Any) -> Any:
    """A person may be given by citizen number, an employer by its code, as at the desk."""
    if field.widget == "person" and isinstance(value, str) and len(value) >= 15:
        return str(people.find(value) or value)
    if field.widget == "employer" and isinstance(value, str) and len(value) >= 15:
        return str(employers.find(value) or value)
    return value


def _as_file(one: Kind, rows: Sequence[dict[str, Any]]) -> bytes:
    names = {column.name: column.title for column in one.columns}
    strange = sorted({name for row in rows for name in row if name not in names})
    if strange:
        refuse("api.form", f"名单里没有这些列：{'、'.join(strange[:10])}", f"可用：{'、'.join(names)}。", "rows")
    if not all(_plain(value) for row in rows for value in row.values()):
        refuse("api.form", "名单的每一格应是文字或整数", '金额写元，例如 "1234.50"。', "rows")
    present = [column for column in one.columns if column.required or any(row.get(column.name) is not None for row in rows)]
    out = io.StringIO(newline="")
    lines = [["" if row.get(column.name) is None else str(row[column.name]) for column in present] for row in rows]
    csv.writer(out).writerows([[column.title for column in present], *lines])
    return out.getvalue().encode()
