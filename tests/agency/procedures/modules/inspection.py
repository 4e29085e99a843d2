"""Inspection: the worked example of a plan, a notice, a record, an opinion with its arrears, what was handed on; campaigns and own files."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from shebao.agency.contributions import months
from shebao.agency.inspection import queries
from shebao.agency.inspection.models import PlanTarget
from shebao.agency.matters import queries as matters
from shebao.agency.procedures import actions
from shebao.agency.registers import queries as registers
from shebao.base.finding import Refused
from tests.world.employers import Works, scan, uscc
from tests.world.staff import make_member

WORLD = "works"
JULY_3, JULY_10, JULY_14, JULY_28, AUGUST_31 = (date(2023, *day) for day in ((7, 3), (7, 10), (7, 14), (7, 28), (8, 31)))


def by_inspector(works: Works, key: str, payload: dict[str, Any], day: date) -> Any:
    """Through the inspector, the reviewer and the approver."""
    posts = {"maker_id": "inspector", "reviewer_id": "reviewer", "approver_id": "approver"}
    return actions.carry_through(key, payload, day=day, **{role: works.staff[post] for role, post in posts.items()})


def planned(works: Works, **more: Any) -> int:
    """A plan of the county's only employer."""
    payload = {"year": "2023", "kind": "collection", "seed": "20230703", "size": "1"} | more
    return int(by_inspector(works, "plan_inspection", payload, JULY_3))


def opened(works: Works, **more: Any) -> int:
    """A case of the works: notice on Monday, visit on Friday."""
    if not matters.listed(kinds=["open_inspection"]):
        make_member("second", "inspector")
    payload = {
        "employer_id": str(works.employer), "kind": "daily", "from_month": "2023-06", "to_month": "2023-06", "notice_on": "2023-07-03",
        "visit_on": "2023-07-07", "inspectors": "inspector、second", "document": "某社稽通〔2023〕1号",
    }  # fmt: skip
    return int(by_inspector(works, "open_inspection", payload | more, JULY_3))


def step(case: int, what: str, on: str, **more: Any) -> dict[str, Any]:
    """A step of a case."""
    return {"case_id": str(case), "what": what, "on": on, "note": "示例说明", "scans": scan()} | more


def recorded(works: Works) -> int:
    """A case that was visited, with a record signed by both."""
    case = opened(works)
    by_inspector(works, "conclude_inspection", step(case, "recorded", "2023-07-07", signed="both"), JULY_10)
    return case


def plan_inspection(works: Works) -> None:
    """The same seed draws the same; nobody is drawn twice; a named employer is added; more than there are is refused."""
    with pytest.raises(Refused, match="1 至 1 之间"):
        planned(works, size="2")
    first, second = planned(works), planned(works)
    drawn = [list(PlanTarget.objects.filter(plan_id=plan).values_list("subject_id", flat=True)) for plan in (first, second)]
    assert drawn == [[works.employer]] * 2
    named = planned(works, size="0", rows=[{"number": uscc(1), "reason": "举报线索"}])
    (target,) = queries.targets_of(named)
    assert (target.subject_id, target.drawn, target.reason) == (works.employer, False, "举报线索")
    opened(works, target_id=str(target.id), employer_id="")
    assert queries.plan(named).begun == 1


def open_inspection(works: Works) -> None:
    """One inspector is too few, two days too short, a second case too many; stopped, it may be opened again."""
    with pytest.raises(Refused, match="不足 2 人"):
        opened(works, inspectors="inspector")
    with pytest.raises(Refused, match="不足 3 天"):
        by_inspector(works, "open_inspection", _late(works), JULY_3)
    case = int(by_inspector(works, "open_inspection", _late(works) | {"waived": "提前通知可能转移账簿"}, JULY_3))
    with pytest.raises(Refused, match="有未办结的稽核案件"):
        by_inspector(works, "open_inspection", _late(works) | {"waived": "再来一次"}, JULY_3)
    by_inspector(works, "open_inspection", {"what": "stopped", "case_id": str(case), "reason": "单位已注销"}, JULY_3)
    assert queries.case(case).state == "stopped" and queries.open_case_of("employer", works.employer) is None


def _late(works: Works) -> dict[str, Any]:
    return {
        "employer_id": str(works.employer), "kind": "report", "from_month": "2023-06", "to_month": "2023-06", "notice_on": "2023-07-05",
        "visit_on": "2023-07-07", "inspectors": "inspector、second", "document": "某社稽通〔2023〕2号",
    }  # fmt: skip


def conclude_inspection(works: Works) -> None:
    """A worker declared 1,200 too low for June: 192.00 and 96.00, 8.40 and 3.60, 4.80; told by day ten, due by the end, opened again."""
    counts = queries.tally(2023)
    with pytest.raises(Refused, match="不能登记“稽核意见书”"):
        by_inspector(works, "conclude_inspection", _opinion(works, opened(works)), JULY_28)
    case = queries.open_case_of("employer", works.employer)
    assert case is not None
    by_inspector(works, "conclude_inspection", step(case, "recorded", "2023-07-07", signed="both"), JULY_10)
    with pytest.raises(Refused, match="不在检查期间"):
        by_inspector(works, "conclude_inspection", _opinion(works, case, to_month=202307), JULY_28)
    with pytest.raises(Refused, match="没有少缴"):
        by_inspector(works, "conclude_inspection", _opinion(works, case, wage_fen=6_500_00), JULY_28)
    before = {row.scheme: row.owed_fen for row in months.owed(works.employer)}
    by_inspector(works, "conclude_inspection", _opinion(works, case), JULY_28)
    after = {row.scheme: row.owed_fen for row in months.owed(works.employer)}
    assert {key: after[key] - before[key] for key in after} == {"employee": 288_00, "unemployment": 12_00, "work_injury": 4_80}
    assert [(row.scheme, row.unit_fen, row.person_fen) for row in queries.findings_of(case)] == [
        ("employee", 192_00, 96_00),
        ("unemployment", 8_40, 3_60),
        ("work_injury", 4_80, 0),
    ]
    opinion = queries.steps_of(case)[-1]
    assert (opinion.legal_on, opinion.amount_fen) == (date(2023, 7, 28), 304_80)
    assert tuple(now - then for now, then in zip(queries.tally(2023), counts, strict=True)) == (1, 1, 1, 304_80, 1)
    by_inspector(works, "conclude_inspection", step(case, "put_right", "2023-08-15"), AUGUST_31)
    by_inspector(works, "conclude_inspection", step(case, "reviewed", "2023-08-20"), AUGUST_31)
    assert queries.case(case).state == "visited"
    told = step(case, "told", "2023-08-25", ended_on="2023-08-21", document="某社稽告〔2023〕1号")
    by_inspector(works, "conclude_inspection", told, AUGUST_31)
    assert (queries.case(case).state, queries.steps_of(case)[-1].legal_on) == ("clean", date(2023, 8, 28))


def _opinion(works: Works, case: int, **row: Any) -> dict[str, Any]:
    rows = [{"person_id": works.workers[1], "from_month": 202306, "to_month": 202306, "wage_fen": 7_700_00} | row]
    return step(case, "opinion", "2023-07-28", ended_on="2023-07-14", document="某社稽意〔2023〕1号", due_on="2023-08-15", rows=rows)


def transfer_violation(works: Works) -> None:
    """Not before the day of correction has passed, not after two years; handed on, replied, and the credit restored."""
    case = recorded(works)
    by_inspector(works, "conclude_inspection", _opinion(works, case), JULY_28)
    asked = {
        "case_id": str(case), "what": "passed", "to": "administration", "proposal": "处欠缴数额一倍的罚款", "amount_fen": "304.80", "on": "2023-08-15",
        "safety": "no", "discredit": "general", "document": "某社提〔2023〕1号", "scans": scan(),
    }  # fmt: skip
    with pytest.raises(Refused, match="整改期限到 2023-08-15"):
        by_inspector(works, "transfer_violation", asked, AUGUST_31)
    with pytest.raises(Refused, match="时效已于 2025-06-30 届满"):
        by_inspector(works, "transfer_violation", asked | {"on": "2025-07-01"}, date(2025, 7, 2))
    by_inspector(works, "transfer_violation", asked | {"on": "2023-08-16"}, AUGUST_31)
    assert queries.case(case).state == "handed_on"
    after = {"case_id": str(case), "on": "2023-08-30", "proposal": "已补缴", "document": "某人社函〔2023〕1号", "scans": scan()}
    by_inspector(works, "transfer_violation", after | {"what": "replied"}, AUGUST_31)
    by_inspector(works, "transfer_violation", after | {"what": "restored"}, AUGUST_31)
    assert queries.case(case).state == "put_right"


def run_campaign(works: Works) -> None:
    """Worked example L3: 163 people checked, 6,202.53 came back, 100 %; nobody may call it done with one left."""
    tasks = [
        {"task": "核查失业人员", "owner": "稽核岗", "on": "2023-08-31", "heads": 163},
        {"task": "报送总结", "owner": "", "on": "2023-08-31"},
    ]
    asked = {
        "what": "start", "title": "失业保险专项核查", "from_on": "2023-07-01", "to_on": "2023-08-31", "leader": "分管领导",
        "document": "某社〔2023〕5号", "rows": tasks,
    }  # fmt: skip
    with pytest.raises(Refused, match="第 2 项任务没有责任人"):
        by_inspector(works, "run_campaign", asked, JULY_3)
    tasks[1]["owner"] = "综合岗"
    campaign = int(by_inspector(works, "run_campaign", asked, JULY_3))
    check, report = (task.id for task in queries.tasks(campaign))
    row = {"task": str(check), "state": "done", "on": "2023-07-20", "heads": 162, "amount_fen": 6_202_53, "text": "全部核查"}
    with pytest.raises(Refused, match="还有 1 条没有办"):
        by_inspector(works, "run_campaign", {"what": "step", "campaign_id": str(campaign), "rows": [row]}, JULY_28)
    rows = [row | {"heads": 163}, {"task": str(report), "state": "excluded", "on": "2023-07-20", "text": "并入月报"}]
    by_inspector(works, "run_campaign", {"what": "step", "campaign_id": str(campaign), "rows": rows}, JULY_28)
    one = queries.campaign(campaign)
    assert (one.done_heads, one.heads, one.amount_fen, one.rate_e4, one.closed) == (163, 163, 6_202_53, 10_000, 2)


def sample_own_files(works: Works) -> None:
    """June's matters: the same seed, the same files; whoever worked on one may not look into it; a serious problem becomes a finding."""
    asked = {"what": "draw", "month": "2023-06", "seed": "77", "size": "2"}
    with pytest.raises(Refused, match="还没有过完"):
        by_inspector(works, "sample_own_files", asked | {"month": "2023-07"}, JULY_3)
    samples = [int(by_inspector(works, "sample_own_files", asked, JULY_3)) for _ in range(2)]
    drawn = [list(queries.sampled(sample)) for sample in samples]
    assert drawn[0] == drawn[1] and len(drawn[0]) == 2
    numbers = {row["id"]: row["number"] for row in matters.rows()}
    rows = [
        {"number": numbers[drawn[0][0]], "grade": "none"},
        {"number": numbers[drawn[0][1]], "grade": "serious", "problem": "缺少劳动合同", "post": "acceptance"},
    ]
    results = {"what": "results", "sample_id": str(samples[0]), "checker": "inspector", "rows": rows}
    with pytest.raises(Refused, match="自查人经办过"):
        by_inspector(works, "sample_own_files", results | {"checker": "acceptance"}, JULY_10)
    by_inspector(works, "sample_own_files", results, JULY_10)
    assert queries.sample(samples[0])[-2:] == (2, 1)
    assert "缺少劳动合同" in {finding.title for finding in registers.standing("finding", 2023)}


MODULES = (
    ("plan_inspection", plan_inspection, "plan_inspection"),
    ("open_inspection", open_inspection, "open_inspection"),
    ("conclude_inspection", conclude_inspection, "conclude_inspection"),
    ("transfer_violation", transfer_violation, "transfer_violation"),
    ("run_campaign", run_campaign, "run_campaign"),
    ("sample_own_files", sample_own_files, "sample_own_files"),
)
