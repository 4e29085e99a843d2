"""Taking in a list of a campaign over doubtful data (清查名单导入): every row is held against our own records at once."""

from __future__ import annotations

from collections import Counter
from datetime import date

from shebao.agency.journal.by import By
from shebao.agency.matters.kind import Change, Field, Payload, Wanted
from shebao.agency.people import queries as people
from shebao.agency.people.refusal import refuse_rows
from shebao.agency.procedures.columns import NEW_PERSON
from shebao.agency.screening import actions as screening
from shebao.agency.screening.actions import NewBatch, NewRow
from shebao.agency.screening.actions.campaigns import check_batch
from shebao.agency.screening.kinds import DOUBTS, PROVIDERS
from shebao.core.screening.rule import rules

KEY = "import_campaign"
TITLE = "专项清查名单导入"
LAW = "社会保险经办条例（国令第765号）第26条、第42条"
WORKING_DAYS = None
RISK = "low"
RESULT = "专项清查名单导入报告"
REVERSAL = "导错名单的，把它的行登记为“排除”，写明导入有误，再导入正确的名单。"
AREA = "guard"
SENSITIVE = ("rows",)
ROWS = (
    *NEW_PERSON,
    Wanted("doubt", "疑点类别", also=("疑点", "疑点类型")),
    Wanted("month", "所属月", "month", required=False, also=("月份",)),
    Wanted("fen", "涉及金额", "yuan", required=False, also=("金额", "金额（元）")),
)
FIELDS = (
    Field("title", "专项名称", help="同一名称的各期名单合为一个专项", longest=60),
    Field("phase", "第几期", "number"),
    Field("source", "信息来源", "choice", choices=tuple(PROVIDERS.items())),
    Field("rows", "名单文件", "file", help="每行：身份证号码、姓名、疑点类别（死亡、服刑、重复……）、所属月、涉及金额"),
    Field("got_on", "收到日期", "date"),
    Field("due_on", "办结期限", "date"),
    Field("file_name", "文件名", required=False),
)


def check(payload: Payload, day: date) -> Payload:
    """Refused row by row for a doubt nobody knows, whole for a list that is there already."""
    problems = [
        (number, f"不认识疑点类别“{row.get('doubt', '')}”，可以写：{'、'.join(DOUBTS)}")
        for number, row in enumerate(payload["rows"], 1)
        if not doubt_of(str(row.get("doubt", "")))
    ]
    if problems:
        refuse_rows("screening.rows", "导入清查名单", len(payload["rows"]), problems)
    check_batch(_batch(payload))
    return payload


def preview(payload: Payload) -> list[Change]:
    """How many rows by doubt, how many of this county, and that nothing stops by it."""
    new = _batch(payload)
    doubts = Counter(row.doubt for row in new.rows)
    here = sum(row.person_id is not None for row in new.rows)
    return [
        Change("名单", "", f"{new.title} 第 {new.phase} 期，{PROVIDERS[new.provider]}，{len(new.rows):,} 行"),
        *(Change(rules()[key].title, "", f"{count:,} 行") for key, count in doubts.most_common()),
        Change("本县登记的人", "", f"{here:,} 行；其余 {len(new.rows) - here:,} 行排除并写明理由"),
        Change("办结以后", "", "逐行和本系统比对，等待核实登记结果；不改任何待遇"),
    ]


def apply(payload: Payload, *, by: By) -> Counter[str]:
    """How many rows stand how."""
    return screening.record_batch(_batch(payload), by=by)


def heading(payload: Payload) -> str:
    """The matter's title."""
    return f"{payload['title']} 第 {payload['phase']} 期：{len(payload['rows']):,} 行"


def subject(payload: Payload) -> tuple[str, int] | None:
    """A list is about many."""
    return None


def doubt_of(text: str) -> str:
    """The rule a doubt is asked by; "" where nobody knows the word."""
    return next((rule for word, rule in DOUBTS.items() if word in text), text if text in DOUBTS.values() else "")


def _batch(payload: Payload) -> NewBatch:
    ids = people.find_many([row["citizen_number"] for row in payload["rows"]])
    rows = [
        NewRow(person, doubt_of(str(row["doubt"])), int(row.get("month") or 0), int(row.get("fen") or 0))
        for person, row in zip(ids, payload["rows"], strict=True)
    ]
    days = [date.fromisoformat(payload[name]) for name in ("got_on", "due_on")]
    return NewBatch(payload["title"].strip(), int(payload["phase"]), payload["source"], days[0], days[1], rows)
