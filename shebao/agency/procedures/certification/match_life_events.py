"""Lists of departments and banks that prove life without troubling anybody (寓认证于无形数据比对): strong events extend, weak ones are hints."""

from __future__ import annotations

from datetime import date

from shebao.agency.certification import queries as certification
from shebao.agency.certification.actions import EventRow, record_events
from shebao.agency.certification.kinds import FRESH_DAYS, KINDS, MATCHED
from shebao.agency.journal.actions import Entry
from shebao.agency.journal.by import By
from shebao.agency.matters.kind import Change, Field, Payload, RowNote, Wanted
from shebao.agency.people import queries as people
from shebao.agency.people.refusal import Problem, refuse_rows
from shebao.agency.procedures.columns import PERSON
from shebao.agency.store.columns import int_column
from shebao.base.finding import refuse
from shebao.base.months import month_text, parse_date

KEY = "match_life_events"
TITLE = "认证数据比对"
LAW = "社会保险经办条例（国令第765号）第26条；个人信息保护法 第二十八条"
WORKING_DAYS = None
RISK = "low"
RESULT = "认证数据比对报告"
REVERSAL = "来源有误的，用同一份名单办理“撤销认证记录”，有效期按其余认证重新计算。"
ROWS = (*PERSON, Wanted("on", "发生日期", "date"))
FIELDS = (
    Field("source", "信息来源", "choice", choices=tuple((kind, f"{title}（{holds}）") for kind, (title, holds) in MATCHED.items())),
    Field("rows", "比对名单", "file", help="每行：身份证号码、姓名、发生日期；只交领取人员，不交其他人"),
    Field("from_day", "数据期间起", "date"),
    Field("to_day", "数据期间止", "date"),
    Field("file_name", "文件名", required=False),
)


def check(payload: Payload, day: date) -> Payload:
    """Refused for days outside the period, for a list handed in before, and for an event after a death: that is a clue, not a proof."""
    if not payload["from_day"] <= payload["to_day"] <= day.isoformat():
        refuse("procedures.match", "数据期间的起止不对", "起不晚于止，止不晚于今天。", "to_day")
    deaths = people.deaths(row["person_id"] for row in payload["rows"])
    known = certification.events_like(_events(payload))
    problems: list[Problem] = []
    for number, (row, again) in enumerate(zip(payload["rows"], known, strict=True), 1):
        row["on"] = parse_date(str(row["on"])).isoformat()
        if not payload["from_day"] <= row["on"] <= payload["to_day"]:
            problems.append((number, f"发生日期 {row['on']} 不在数据期间内"))
        died = deaths.get(row["person_id"])
        if died is not None and row["on"] > died.isoformat():
            problems.append((number, f"此人已于 {died.isoformat()} 死亡，请核实冒用，不能作为认证"))
        if again:
            problems.append((number, "同一来源同一天的记录已经登记过"))
    if problems:
        refuse_rows("procedures.match", "比对", len(payload["rows"]), problems)
    return payload


def preview(payload: Payload) -> list[Change]:
    """How many people, whose validity the events extend, and how fresh the data are."""
    kind = payload["source"]
    ids = {row["person_id"] for row in payload["rows"]}
    newest = max(row["on"] for row in payload["rows"])
    old = (date.fromisoformat(payload["to_day"]) - date.fromisoformat(newest)).days
    return [
        Change(MATCHED[kind][0], "", f"{len(ids):,} 人，{payload['from_day']} 至 {payload['to_day']}"),
        Change("认证期", "", "自发生日期起顺延 12 个月" if KINDS[kind].strong else "仅作线索，不顺延；请转上门或电话核实"),
        Change("数据新旧", "", f"最近一条 {newest}" + (f"，比期间末日早 {old} 天，请核对是否少了一段" if old > FRESH_DAYS else "")),
    ]


def notes(payload: Payload) -> list[RowNote]:
    """Until when each person's certification holds now."""
    until = certification.valid_until(int_column(row["person_id"] for row in payload["rows"])).tolist()
    strong = KINDS[payload["source"]].strong
    return [
        RowNote(f"有效至 {month_text(month)}" if month else "没有认证记录", f"{row['on']} {'顺延' if strong else '线索'}")
        for row, month in zip(payload["rows"], until, strict=True)
    ]


def apply(payload: Payload, *, by: By) -> Entry:
    """The entry of the events."""
    return record_events([EventRow(*row) for row in _events(payload)], by=by)


def _events(payload: Payload) -> list[tuple[int, date, str]]:
    return [(row["person_id"], parse_date(str(row["on"])), payload["source"]) for row in payload["rows"]]


def heading(payload: Payload) -> str:
    """The matter's title."""
    return f"{TITLE}：{MATCHED[payload['source']][0]}，{len(payload['rows']):,} 人"
