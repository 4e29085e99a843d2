"""Who works at a building project (项目用工实名名册变动): who came, who left, whether registered here or not."""

from __future__ import annotations

from datetime import date

from shebao.agency.employers import actions as employers
from shebao.agency.employers.actions import RosterRow
from shebao.agency.employers.projects import project, project_by_code
from shebao.agency.journal.by import By
from shebao.agency.matters.kind import Change, Field, Payload, RowNote, Wanted
from shebao.agency.procedures.columns import NEW_PERSON
from shebao.agency.procedures.trial import simulated
from shebao.base.finding import refuse
from shebao.base.identity import birth_date_of
from shebao.base.months import age_on

KEY = "roster_project"
TITLE = "项目用工实名名册变动"
LAW = "保障农民工工资支付条例 第28条；人社部发〔2014〕103号（未核实）"
WORKING_DAYS = None
RISK = "low"
RESULT = "项目名册回执"
REVERSAL = "进场有误的再交一行，填同一人的离场日期；离场有误的重新登记进场；原来的行保留。"
SENSITIVE = ("rows",)
YOUNGEST, OLDEST = 16, 60
ROWS = (
    *NEW_PERSON,
    Wanted("trade", "工种", required=False, longest=40),
    Wanted("entered_on", "进场日", "date", also=("进场日期",)),
    Wanted("left_on", "离场日", "date", required=False, also=("离场日期",)),
    Wanted("subcontractor", "分包单位", required=False, longest=80),
)
FIELDS = (
    Field("code", "项目编号", longest=40),
    Field("rows", "名册", "file", help="每行：身份证号码、姓名、工种、进场日、离场日、分包单位；离场的填原来的人和离场日"),
    Field("file_name", "文件名", required=False),
)


def check(payload: Payload, day: date) -> Payload:
    """Refused for a project there is not, and, naming rows, for children, days to come and days that do not fit."""
    if project_by_code(payload["code"]) is None:
        refuse("procedures.project", f"没有项目编号“{payload['code']}”", "请先办理建设项目参保登记，或核对编号。", "code")
    simulated(lambda: apply(payload, by=By(None, day)), lambda: None)
    return payload


def preview(payload: Payload) -> list[Change]:
    """The project and its cover, and how many come and leave."""
    row = project_by_code(payload["code"])
    assert row is not None, "a project there is not is refused before"
    one = project(row.pk)
    left = sum(bool(line.get("left_on")) for line in payload["rows"])
    told = [note for note in notes(payload) if note.flags]
    changes = [
        Change("项目", "", f"{row.name}，{one.employer}"),
        Change("保障", "", f"自 {one.covered_from.isoformat()} 起" if one.covered_from else "还没有到账，到账以前不在基金保障以内"),
        Change("在场人数", f"{one.workers:,} 人", f"名册 {len(payload['rows']):,} 行，其中离场 {left:,} 行"),
    ]
    if told:
        changes.append(Change("请核对年龄", "", f"{len(told):,} 人：{'；'.join(sorted({flag for note in told for flag in note.flags}))}"))
    return changes


def notes(payload: Payload) -> list[RowNote]:
    """Ages that somebody should look at."""
    result = []
    for row in payload["rows"]:
        age = age_on(birth_date_of(row["citizen_number"]), date.fromisoformat(row["entered_on"]))
        flags = (f"未满 {YOUNGEST} 周岁",) if age < YOUNGEST else (f"{OLDEST} 周岁以上",) if age >= OLDEST else ()
        result.append(RowNote(after="离场" if row.get("left_on") else "进场", flags=flags))
    return result


def apply(payload: Payload, *, by: By) -> tuple[int, int]:
    """How many came and how many left."""
    row = project_by_code(payload["code"])
    assert row is not None
    return employers.keep_roster(row.pk, [_row(line) for line in payload["rows"]], by=by)


def heading(payload: Payload) -> str:
    """The matter's title."""
    row = project_by_code(payload["code"])
    return f"{row.name if row else payload['code']}：{TITLE}，{len(payload['rows']):,} 人"


def subject(payload: Payload) -> tuple[str, int] | None:
    """One open roster a project."""
    row = project_by_code(payload["code"])
    return ("project", row.pk) if row else None


def _row(line: Payload) -> RosterRow:
    left = date.fromisoformat(line["left_on"]) if line.get("left_on") else None
    texts = (line["citizen_number"], line["name"], line.get("trade", ""), line.get("subcontractor", ""))
    return RosterRow(*texts, date.fromisoformat(line["entered_on"]), left)
