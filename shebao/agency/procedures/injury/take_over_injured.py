"""Taking over injured people in payment from a former system (工伤职工在发待遇移交接收): case, grade and standing award for each of a list."""

from __future__ import annotations

from datetime import date
from typing import Any

from shebao.agency.injury import actions
from shebao.agency.injury import queries as injury
from shebao.agency.injury.kinds import GRADES, NURSING, SEVERE
from shebao.agency.journal.by import By
from shebao.agency.matters.kind import Change, Payload, RowNote, Wanted
from shebao.agency.people.refusal import Problem

from . import _hand_over as hand_over

KEY = "take_over_injured"
TITLE = "工伤职工在发待遇移交接收"
LAW = hand_over.LAW
WORKING_DAYS = None
RISK = "high"
RESULT = "工伤在发待遇移交接收单"
REVERSAL = "移交有误、尚未发放的，逐案办理“撤销工伤待遇核定”再重新移交；已经发放的，办理“伤残待遇核定”立新版本。"
SENSITIVE = ("rows",)
ROWS = (
    *hand_over.WHO,
    *hand_over.CASE,
    Wanted("grade", "伤残等级", choices={title: str(number) for number, title in sorted(GRADES.items()) if number}),
    Wanted("care", "护理等级", choices={title: key for key, title in NURSING.items()}),
    Wanted("conclusion_no", "鉴定结论文号", longest=60),
    Wanted("concluded_on", "鉴定结论日期", "date"),
    hand_over.SINCE,
    hand_over.amount("allowance", "伤残津贴"),
    hand_over.amount("top_up", "最低工资补足"),
    hand_over.amount("pension_difference", "养老金差额"),
    hand_over.amount("nursing", "生活护理费"),
    hand_over.CERTIFIED,
)
FIELDS = hand_over.FIELDS
complete = hand_over.complete


def check(payload: Payload, day: date) -> Payload:
    """Refused with the reason for each row: an allowance without its grade, nursing without its level, dates that cannot be."""
    rows = payload["rows"]
    hand_over.check(payload, [(number, reason) for number, row in enumerate(rows, 1) for reason in _wrong(row)] + _twice(rows), day)
    return payload


def _wrong(row: Payload) -> list[str]:
    """What the conclusion does not bear out (工伤保险条例 第三十四条、第三十五条)."""
    from_fund = row.get("allowance_fen", 0) + row.get("top_up_fen", 0) + row.get("pension_difference_fen", 0)
    problems = []
    if from_fund and int(row["grade"]) > SEVERE:
        problems.append("五级以下的伤残津贴由用人单位支付，基金只移交生活护理费")
    if row.get("pension_difference_fen") and row.get("allowance_fen"):
        problems.append("已领养老金的只补差额，伤残津贴和养老金差额不能都填")
    if row.get("nursing_fen") and row["care"] == "none":
        problems.append("没有护理等级，不能有生活护理费")
    if not row["happened_on"] <= row["concluded_on"]:
        problems.append("鉴定结论早于事故（诊断）日期")
    return problems


def _twice(rows: list[Payload]) -> list[Problem]:
    """A person stands on a list once: several injuries are paid as one benefit, by the case it was decided on."""
    first: dict[str, int] = {}
    return [
        (number, f"与第 {earlier} 行是同一个人")
        for number, row in enumerate(rows, 1)
        if (earlier := first.setdefault(row["citizen_number"], number)) != number
    ]


def preview(payload: Payload) -> list[Change]:
    """People, cases by grade, and what the benefits come to by part."""
    grades = [int(row["grade"]) for row in payload["rows"]]
    listed = "、".join(f"{GRADES[grade]} {grades.count(grade):,} 人" for grade in sorted(set(grades)))
    return hand_over.changes(payload, f"逐人建档并登记鉴定结论：{listed}；一次性待遇由原系统付过，这里不再核定")


def notes(payload: Payload) -> list[RowNote]:
    """Each person's grade, since when, and the monthly sum."""
    return [
        RowNote("原系统发放", f"{GRADES[int(row['grade'])]}，{NURSING[row['care']]}，{row['happened_on']} 受伤", hand_over.total(row))
        for row in payload["rows"]
    ]


def apply(payload: Payload, *, by: By) -> list[int]:
    """The ids of the persons, in the order of the list."""
    rows = payload["rows"]
    ids = hand_over.register_all(rows, by=by)
    facts = []
    for person, row in zip(ids, rows, strict=True):
        case_id = hand_over.case_of(person, row, by=by)
        _grade(case_id, row, by)
        taken: dict[str, Any] = {"monthly_fen": hand_over.total(row), "from_month": row["pension_from"], "handed_over": payload["month"]}
        actions.claim(actions.NewClaim(case_id, "disability", 0, 0, int(row["grade"]), taken), by=by)
        facts.append({"grade": row["grade"], "nursing": row["care"]} | ({"retired": "true"} if row.get("pension_difference_fen") else {}))
    hand_over.award_all(ids, payload, facts, by=by)
    return ids


def _grade(case_id: int, row: Payload, by: By) -> None:
    """The conclusion on file, unless the case has that one already."""
    case, concluded = injury.case(case_id), date.fromisoformat(row["concluded_on"])
    if (case.grade, case.nursing, case.concluded_on) == (int(row["grade"]), row["care"], concluded):
        return
    kind = "first" if case.grade is None else "review"
    conclusion = actions.Conclusion(kind, row["conclusion_no"], concluded, concluded, int(row["grade"]), row["care"], 0)
    actions.grade(case_id, conclusion, by=by)
