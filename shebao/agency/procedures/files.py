"""Lists in files for the matters that take one: their columns, reading them, and finding the persons and villages they name."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from shebao.agency.certification.kinds import KINDS
from shebao.agency.enrolment.schemes import GROUPS
from shebao.agency.matters.kind import Payload
from shebao.agency.people import queries as people
from shebao.agency.people.imports import Read, Wanted, read_rows, template_workbook
from shebao.base.finding import refuse

from .registration._take_over_rows import row_problems

_NUMBER = Wanted("citizen_number", "身份证号码", "citizen_number", also=("公民身份号码", "证件号码"))
_NAME = Wanted("name", "姓名", "name")
_BANK = (Wanted("bank", "开户行"), Wanted("account_number", "银行账号", "bank_card", also=("银行卡号",)))
_VILLAGE = (Wanted("township", "乡镇", also=("乡镇（街道）",)), Wanted("village", "村（社区）", also=("村", "村社区")))


@dataclass(frozen=True, slots=True)
class _Layout:
    """Columns of a list; known: its persons must be registered, and the name must be theirs; chosen: column → title → key."""

    wanted: tuple[Wanted, ...]
    known: bool = True
    chosen: Mapping[str, Mapping[str, str]] = field(default_factory=dict)


LAYOUTS: Mapping[str, _Layout] = {
    "register_many": _Layout(
        (
            _NUMBER,
            _NAME,
            *_VILLAGE,
            Wanted("phone", "联系电话", required=False),
            Wanted("from_month", "参保月", "month", required=False),
            Wanted("bank", "开户行", required=False),
            Wanted("account_number", "银行账号", "bank_card", required=False, also=("银行卡号",)),
        ),
        known=False,
    ),
    "add_villages": _Layout(_VILLAGE, known=False),
    "take_over": _Layout(
        (
            _NUMBER,
            _NAME,
            *_VILLAGE,
            Wanted("phone", "联系电话", required=False),
            Wanted("bank", "开户行", required=False),
            Wanted("account_number", "银行账号", "bank_card", required=False, also=("银行卡号",)),
            Wanted("from_month", "参保月", "month"),
            Wanted("first_year", "首缴年度", "year", required=False),
            Wanted("last_year", "末缴年度", "year", required=False),
            Wanted("years", "缴费年数", "count", required=False),
            Wanted("balance_fen", "个人账户储存额（元）", "yuan", required=False, also=("个人账户储存额",)),
            Wanted("pension_from", "待遇起始月", "month", required=False),
            Wanted("at_claim_fen", "核定时储存额（元）", "yuan", required=False, also=("核定时储存额",)),
            Wanted("certified_on", "最近认证日期", "date", required=False),
        ),
        known=False,
    ),
    "change_bank_accounts": _Layout((_NUMBER, _NAME, *_BANK)),
    "report_deaths": _Layout((_NUMBER, _NAME, Wanted("died_on", "死亡日期", "date"))),
    "collect_contributions": _Layout(
        (
            _NUMBER,
            _NAME,
            Wanted("year", "缴费年度", "year"),
            Wanted("tier_fen", "缴费档次（元）", "yuan", also=("缴费档次",)),
            Wanted("collective_fen", "集体补助（元）", "yuan", required=False, also=("集体补助",)),
        )
    ),
    "grant_assistance": _Layout(
        (_NUMBER, _NAME, Wanted("group", "对象类别")), chosen={"group": {title: group for group, title in GROUPS.items()}}
    ),
    "decide_benefits": _Layout((_NUMBER, _NAME, Wanted("applied_month", "申请月", "month", required=False))),
    "suspend_overdue": _Layout((_NUMBER, _NAME)),
    "resume_certified": _Layout((_NUMBER, _NAME)),
    "end_insurance": _Layout((_NUMBER, _NAME)),
    "verify_bank_accounts": _Layout((_NUMBER, _NAME)),
    "record_certifications": _Layout(
        (_NUMBER, _NAME, Wanted("on", "认证日期", "date"), Wanted("kind", "认证方式")),
        chosen={"kind": {kind.title: code for code, kind in KINDS.items()}},
    ),
}


def columns(key: str) -> tuple[Wanted, ...]:
    """The columns of a kind's list, in order."""
    return _layout(key).wanted


def chosen(key: str) -> dict[str, list[str]]:
    """Column → the titles it may hold, where there are only so many."""
    return {name: list(keys) for name, keys in _layout(key).chosen.items()}


def typed(key: str, cells: Mapping[str, str]) -> bytes:
    """A list of one row typed by hand, by column, as the file it would have been: it is read and judged like any other."""
    wanted = [column for column in columns(key) if cells.get(column.name)]
    out = io.StringIO(newline="")
    csv.writer(out).writerows(
        [
            [column.title for column in columns(key) if column.required or column in wanted],
            [cells.get(column.name, "") for column in columns(key) if column.required or column in wanted],
        ]
    )
    return out.getvalue().encode()


def template(key: str) -> bytes:
    """The empty xlsx file for a kind's list."""
    return template_workbook(_layout(key).wanted)


def read(key: str, path: Path, *, name: str = "") -> Read:
    """Read a list for a kind; good rows are as the kind's `rows` payload wants them, bad ones carry their reasons.

    Rows name persons by citizen number and name together, so that a slip of one digit does not hit somebody else.
    """
    layout = _layout(key)
    found = read_rows(path, layout.wanted, name=name)
    if layout.known:
        found = _with_persons(found)
    if any(column.name == "village" for column in layout.wanted) and key != "add_villages":
        found = _with_villages(found)
    for name, keys in layout.chosen.items():
        found = _with_keys(found, name, next(column.title for column in layout.wanted if column.name == name), keys)
    if key == "take_over":
        found = found.without({i: "；".join(wrong) for i, row in enumerate(found.rows) if (wrong := row_problems(row))})
    if key == "change_bank_accounts":
        for row in found.rows:
            row["holder"] = row["name"]
    return found


def payload_of(key: str, path: Path, *, name: str = "", whole: bool = True, **more: Any) -> tuple[Payload, Read]:
    """The payload of a matter from a file. whole: refuse the list where any row was rejected; otherwise the good rows go on."""
    found = read(key, path, name=name)
    if whole:
        found.refuse_rejected("办理")
    if not found.rows:
        refuse(
            "procedures.file",
            f"{name or path.name} 中没有一行可以办理",
            "请查看逐行原因，改正后重新提交。",
            rows=[(one.row, "；".join(one.reasons)) for one in found.rejected],
        )
    return {"rows": found.rows, "file_name": name or path.name, **more}, found


def _layout(key: str) -> _Layout:
    if key not in LAYOUTS:
        refuse("procedures.file", f"“{key}”不是用文件办理的事项", "请逐项填写。")
    return LAYOUTS[key]


def _with_persons(found: Read) -> Read:
    ids = people.find_many([row["citizen_number"] for row in found.rows])
    known = people.persons(i for i in ids if i is not None)
    wrong: dict[int, str] = {}
    for i, (row, person_id) in enumerate(zip(found.rows, ids, strict=True)):
        if person_id is None:
            wrong[i] = "身份证号码没有登记过"
        elif known[person_id].name != row["name"]:
            wrong[i] = f"姓名“{row['name']}”与登记的姓名不符"
        else:
            row["person_id"] = person_id
    result = found.without(wrong)
    for row in result.rows:
        del row["citizen_number"]
    return result


def _with_villages(found: Read) -> Read:
    known = {(village.township, village.name): village.id for village in people.villages()}
    wrong: dict[int, str] = {}
    for i, row in enumerate(found.rows):
        place = (row.pop("township"), row.pop("village"))
        if place in known:
            row["village_id"] = known[place]
        else:
            wrong[i] = f"没有“{place[0]}{place[1]}”这个村（社区）"
    return found.without(wrong)


def _with_keys(found: Read, name: str, called: str, keys: Mapping[str, str]) -> Read:
    """Titles that people write replaced by the keys the counters know."""
    wrong: dict[int, str] = {}
    for i, row in enumerate(found.rows):
        if row[name] in keys:
            row[name] = keys[row[name]]
        else:
            wrong[i] = f"没有{called}“{row[name]}”，可选：{'、'.join(keys)}"
    return found.without(wrong)
