"""A month's sample of the agency's own matters and what looking at them came to (内控自查抽样): nobody looks into what they worked on."""

from __future__ import annotations

from datetime import date, timedelta

from shebao.agency.inspection import actions as inspection
from shebao.agency.inspection import queries as samples
from shebao.agency.inspection.actions import NewSampleResult
from shebao.agency.inspection.kinds import GRADES
from shebao.agency.journal.by import By
from shebao.agency.matters import queries as matters
from shebao.agency.matters.kind import Change, Field, Payload, Wanted
from shebao.agency.people.refusal import Problem, refuse_rows
from shebao.agency.procedures.trial import simulated
from shebao.agency.registers import actions as registers
from shebao.agency.registers.actions import NewRecord
from shebao.agency.staff import queries as staff
from shebao.agency.staff.posts import rulebook, title_of
from shebao.base.finding import refuse
from shebao.base.months import month_of, month_title

from ._universe import closed_of_month

KEY = "sample_own_files"
TITLE = "内控自查抽样"
LAW = "社会保险经办条例（国令第765号）第36条、第37条"
WORKING_DAYS = None
RISK = "low"
AREA = "audit"
RESULT = "内控自查报告"
REVERSAL = "结论登记有误的，再登记一次，以最后一次为准；已登记的审计问题另办“撤销登记”。"
DRAW, RESULTS = "draw", "results"
GRAVE = ("serious", "grave")
PUT_RIGHT_DAYS = 30
"""Days in which a serious problem is to be put right. Practice."""
ROWS = (
    Wanted("number", "办件编号", also=("办件",)),
    Wanted("grade", "等级", choices={title: key for key, title in GRADES.items()}),
    Wanted("problem", "问题", required=False, longest=200),
    Wanted("post", "责任岗", required=False, choices={post.title: post.key for post in rulebook().posts.values()}),
)
FIELDS = (
    Field("what", "办什么", "choice", choices=((DRAW, "抽样"), (RESULTS, "登记自查结论"))),
    Field("month", "月份", "month", required=False, help="抽样的填写：抽这个月办结的件"),
    Field("seed", "抽样种子", "number", required=False, help="公开产生的一个数；同样的种子抽出同样的件"),
    Field("size", "抽取数量", "number", required=False),
    Field("sample_id", "抽样编号", "number", required=False, help="登记结论的填写；从自查页面进入会自动填好"),
    Field("checker", "自查人登录名", required=False),
    Field(
        "rows", "自查结论", "file", required=False, help="每行：办件编号、等级、问题、责任岗；较重以上的同时登记为审计问题，限 30 天整改"
    ),
    Field("file_name", "文件名", required=False),
)
_NEEDS = {DRAW: ("month", "seed", "size"), RESULTS: ("sample_id", "checker", "rows")}


def check(payload: Payload, day: date) -> Payload:
    """Refused for a month that is not over, a matter that was not drawn, and one the checker worked on."""
    labels = {field.name: field.label for field in FIELDS}
    for name in _NEEDS[payload["what"]]:
        if payload.get(name) in (None, "", []):
            refuse("procedures.sample", f"没有填写{labels[name]}", f"办理本事项要有{labels[name]}。", name)
    if payload["what"] == DRAW and payload["month"] >= month_of(day):
        refuse("procedures.sample", f"{month_title(payload['month'])}还没有过完", "请抽已经过完的月份。", "month")
    payload["asked_on"] = day.isoformat()
    simulated(lambda: apply(payload, by=By(None, day)), lambda: None)
    return payload


def preview(payload: Payload) -> list[Change]:
    """How many of how many, and the share the agency set itself; or the problems that were seen, by grade."""
    if payload["what"] == DRAW:
        members = len(closed_of_month(payload["month"]))
        share = staff.limit("recheck_e2", date.fromisoformat(payload["asked_on"]))
        least = f"，本单位规定至少 {-(-members * share // 100):,} 件（{share}%）" if share else ""
        return [
            Change(
                f"{month_title(payload['month'])}办结的件", f"{members:,} 件", f"抽 {payload['size']:,} 件，种子 {payload['seed']}{least}"
            )
        ]
    rows, row = _results(payload), samples.sample(payload["sample_id"])
    counts = [(title, sum(one.grade == key for one in rows)) for key, title in GRADES.items()]
    said = "，".join(f"{title} {count} 件" for title, count in counts if count)
    changes = [Change(f"{month_title(row.month)}自查", f"已查 {row.checked} / {row.size} 件", said)]
    changes += [Change(title_of(one.post), "", one.problem) for one in rows if one.grade != "none"][:10]
    grave = sum(one.grade in GRAVE for one in rows)
    return [*changes, Change("登记为审计问题", "", f"{grave} 件，{PUT_RIGHT_DAYS} 天内整改")] if grave else changes


def apply(payload: Payload, *, by: By) -> int:
    """The sample's id; serious problems stand in the register of findings from then on."""
    if payload["what"] == DRAW:
        universe = closed_of_month(payload["month"])
        return inspection.draw_own_files(payload["month"], universe, payload["seed"], payload["size"], by=by)
    number: int = payload["sample_id"]
    results = _results(payload)
    inspection.enter_sample_results(number, staff.member_id(payload["checker"]), results, by=by)
    grave = [_finding(number, one, by.day) for one in results if one.grade in GRAVE]
    if grave:
        registers.enter("finding", grave, by=by)
    return number


def heading(payload: Payload) -> str:
    """The matter's title."""
    if payload["what"] == DRAW:
        return f"{month_title(payload['month'])}{TITLE}"
    return f"内控自查第 {payload['sample_id']} 次：结论 {len(payload['rows'])} 件"


def subject(payload: Payload) -> tuple[str, int] | None:
    """One open list of results a sample."""
    return ("sample", payload["sample_id"]) if payload["what"] == RESULTS else None


def count(payload: Payload) -> int:
    """Nobody's own matter."""
    return 0


def _finding(sample_id: int, one: NewSampleResult, day: date) -> NewRecord:
    title = matters.titles([one.matter_id])[one.matter_id]
    details = (("等级", GRADES[one.grade]), ("办件", title), ("整改措施", "由责任岗提出"))
    due = day + timedelta(days=PUT_RIGHT_DAYS)
    return NewRecord("self", day, one.problem, f"自查{sample_id}-{one.matter_id}", title_of(one.post), due_on=due, details=details)


def _results(payload: Payload) -> list[NewSampleResult]:
    results, problems = [], list[Problem]()
    for number, row in enumerate(payload["rows"], 1):
        key = matters.by_number(str(row["number"]))
        if key is None:
            problems.append((number, f"没有办件“{row['number']}”"))
        else:
            results.append(NewSampleResult(key, row["grade"], row.get("problem") or "", row.get("post") or ""))
    if problems:
        refuse_rows("procedures.sample", "登记", len(payload["rows"]), problems)
    return results
