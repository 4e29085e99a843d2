"""Reads place files: one YAML file a place, its dated values each with document and confidence; a careless row is refused.

The refusal names the file, the parameter and the row, so that whoever edited the file finds the line.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import Any, NoReturn

from yaml import YAMLError

from shebao.base.dated import BEGINNING, CONFIDENCES, FOREVER, Content, Place, Places, Value
from shebao.base.finding import refuse
from shebao.base.unique_yaml import RepeatedKey, read_yaml

Check = Callable[[Value], str]
"""Says in Chinese what is wrong with a row; empty if nothing is."""

NEEDED = {"from", "value", "document", "confidence"}
ALLOWED = NEEDED | {"to", "note", "carries_on", "known_from"}


def load_places(*folders: Path, check: Check | None = None) -> Places:
    """Every `*.yaml` place file of the folders; raises `Refused` naming file, parameter and row of a bad one."""
    places: dict[str, Place] = {}
    rows: list[Value] = []
    for folder in folders:
        for path in sorted(folder.glob("*.yaml")):
            place, values = read_place(path, check)
            places[place.id] = place
            rows += values
    for place in places.values():
        if place.parent and place.parent not in places:
            _refuse(f"{place.id}.yaml", f"上级地区 {place.parent} 没有文件")
    return Places(places, tuple(rows))


def read_place(path: Path, check: Check | None = None) -> tuple[Place, list[Value]]:
    """One place file: `place`, `name`, `parent`, and `values: {key: [rows]}`."""
    try:
        data = read_yaml(path.read_text(encoding="utf-8"))
    except RepeatedKey as problem:
        _refuse(path.name, f"第 {problem.line} 行的 {problem.key} 在第 {problem.first} 行已经有了")
    except (YAMLError, UnicodeDecodeError) as problem:
        _refuse(path.name, f"文件读不了：{problem}")
    if not isinstance(data, dict) or not {"place", "name"} <= set(data):
        _refuse(path.name, "缺少 place 或 name")
    place = Place(data["place"], data["name"], data.get("parent") or "")
    if place.id != path.stem:
        _refuse(path.name, f"place 写的是 {place.id}，应与文件名一致：{path.stem}")
    rows: list[Value] = []
    for key, entries in (data.get("values") or {}).items():
        for number, entry in enumerate(entries, 1):
            where = f"{path.name} 参数 {key} 第 {number} 行"
            row = _read_row(where, place.id, key, entry)
            wrong = check(row) if check else ""
            if wrong:
                _refuse(where, wrong)
            rows.append(row)
    return place, rows


def _read_row(where: str, place: str, key: str, entry: Mapping[str, Any]) -> Value:
    """One row, checked: dates, document and confidence present, numbers kept as text."""
    if not isinstance(entry, Mapping) or set(entry) - ALLOWED or not set(entry) >= NEEDED:
        strange = sorted(set(entry) - ALLOWED) if isinstance(entry, Mapping) else [entry]
        _refuse(where, f"要有 from、value、document、confidence；不认识的栏：{'、'.join(map(str, strange)) or '无'}")
    if entry["confidence"] not in CONFIDENCES:
        _refuse(where, f"可信程度“{entry['confidence']}”不认识，可选：{'、'.join(CONFIDENCES)}")
    if not entry["document"]:
        _refuse(where, "没有写文件名称和文号")
    row = Value(
        key=key,
        place=place,
        effective_from=_day(entry["from"], where),
        effective_to=_day(entry["to"], where) if entry.get("to") else FOREVER,
        value=_frozen(entry["value"], where),
        document=entry["document"],
        confidence=entry["confidence"],
        note="；".join(filter(None, (entry.get("carries_on", ""), entry.get("note", "")))),
        carries_on=entry.get("carries_on", ""),
        known_from=_day(entry["known_from"], where) if entry.get("known_from") else BEGINNING,
    )
    if row.effective_to < row.effective_from:
        _refuse(where, "停用日期早于启用日期")
    return row


def _day(value: Any, where: str) -> date:
    try:
        return value if isinstance(value, date) else date.fromisoformat(str(value))
    except ValueError:
        _refuse(where, f"日期“{value}”不是有效日期")


def _frozen(value: Any, where: str) -> Content:
    """Lists become tuples; a bare number is refused because a YAML float has already lost its last digits."""
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, list):
        return tuple(_frozen(item, where) for item in value)
    if isinstance(value, dict):
        return {str(name): _frozen(item, where) for name, item in value.items()}
    _refuse(where, f"数值 {value!r} 要写成加引号的文本")


def _refuse(where: str, problem: str) -> NoReturn:
    refuse("dated.place_file", f"地区参数文件有错：{problem}", "请改正文件，再启动服务（文件只在启动时读一次）。", where)
