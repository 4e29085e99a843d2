"""The list of what was planted, written beside the county and never into it: for tests of screening, and outside lists to screen with."""

from __future__ import annotations

import csv
import json
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
from django.conf import settings

from .home import FOLDER
from .irregularities import RULES
from .world import World

_OTHER = {
    "two_pensions": "企业职工基本养老保险待遇",
    "employee_contributions": "企业职工基本养老保险缴费",
    "subsidised_elsewhere": "企业职工基本养老保险缴费",
}
_CUSTODY_MONTHS = 8


def write(world: World) -> Path:
    """`demo/planted.json` in the home, and under `demo/lists/` the deaths, custody and other-insurance lists of other offices."""
    folder = Path(settings.SHEBAO_HOME) / FOLDER
    (folder / "lists").mkdir(parents=True, exist_ok=True)
    result = [_entry(world, kind, row) for kind, rows in sorted(world.county.planted.rows.items()) for row in rows.tolist()]
    path = folder / "planted.json"
    listed = {"agency": world.county.agency.key, "year": world.year, "planted": result}
    path.write_text(json.dumps(listed, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    _list(
        folder / "lists" / "deaths.csv",
        ("身份证号码", "姓名", "死亡日期"),
        [f for f in result if "died_on" in f],
        ("citizen_number", "name", "died_on"),
    )
    _list(
        folder / "lists" / "custody.csv",
        ("身份证号码", "姓名", "收监日期", "释放日期", "刑种"),
        [f for f in result if f["kind"] == "custody"],
        ("citizen_number", "name", "from", "to", "sentence"),
    )
    _list(
        folder / "lists" / "other.csv",
        ("身份证号码", "姓名", "险种", "起始月"),
        [f for f in result if f["kind"] in _OTHER],
        ("citizen_number", "name", "scheme", "from_month"),
    )
    return path


def _entry(world: World, kind: str, row: int) -> dict[str, Any]:
    """One planted fact with what an outside list would say of it."""
    county, year = world.county, world.year
    entry: dict[str, Any] = {
        "kind": kind,
        "rule": RULES[kind],
        "person_id": int(world.ids[row]),
        "citizen_number": county.citizens[row],
        "name": county.names[row],
    }
    rng = np.random.default_rng(year * 1_000_000 + row)
    if kind in ("paid_after_death", "certified_after_death"):
        entry["died_on"] = date(year, int(county.planted.unknown_death[row]), int(rng.integers(1, 29))).isoformat()
    if kind == "late_report":
        entry["died_month"] = year * 100 + int(county.population.died[row])
        if county.population.reported[row] > 12:
            # Nobody reported it this year; the list of the other office knows.
            entry["died_on"] = date(year, int(county.population.died[row]), int(rng.integers(1, 29))).isoformat()
        entry["reported_month"] = None if county.population.reported[row] > 12 else year * 100 + int(county.population.reported[row])
    if kind == "custody":
        since = int(rng.integers(1, 12 - _CUSTODY_MONTHS // 2))
        free = date(year + (since + _CUSTODY_MONTHS > 12), (since + _CUSTODY_MONTHS - 1) % 12 + 1, 10)
        entry |= {"from": date(year, since, 11).isoformat(), "to": free.isoformat(), "sentence": ("有期徒刑", "拘役")[row % 2]}
    if kind in _OTHER:
        entry |= {"scheme": _OTHER[kind], "from_month": f"{year}-{int(rng.integers(1, 10)):02d}"}
    if kind == "one_card_many":
        entry["shared_with"] = int(world.ids[county.planted.card_of[row]])
    return entry


def _list(path: Path, header: tuple[str, ...], rows: list[dict[str, Any]], names: tuple[str, ...]) -> None:
    with path.open("w", encoding="utf-8-sig", newline="") as out:
        writer = csv.writer(out)
        writer.writerow(header)
        writer.writerows([[row[name] for name in names] for row in rows])
