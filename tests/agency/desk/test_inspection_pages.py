"""The pages of inspection and internal control: plan, case with its papers, campaign, sample, posts and limits, the monthly report, the board."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO

import docx
import pytest
from django.test import Client

from shebao.agency.inspection import queries
from shebao.agency.installation import queries as installation
from shebao.agency.matters import queries as matters
from tests.agency.procedures.modules.audit import entered
from tests.agency.procedures.modules.complaints import by_inspector
from tests.agency.procedures.modules.controls import by_parameters, by_rights
from tests.agency.procedures.modules.inspection import step
from tests.world.calendar import JULY_DAY
from tests.world.money import County
from tests.world.staff import make_member

pytestmark = [pytest.mark.slow, pytest.mark.django_db]


def words(content: bytes) -> str:
    """Everything a Word file says."""
    document = docx.Document(BytesIO(content))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([paragraph.text for paragraph in document.paragraphs] + cells)


def case_of(county: County) -> int:
    """A recipient is inspected, visited, and owes something."""
    make_member("second", "inspector")
    payload = {
        "person_id": str(county.people[0]), "kind": "key", "from_month": "2023-01", "to_month": "2023-06", "notice_on": "2023-07-03",
        "visit_on": "2023-07-07", "inspectors": "inspector、second", "document": "某社稽通〔2023〕3号",
    }  # fmt: skip
    case = int(by_inspector(county, "open_inspection", payload, JULY_DAY))
    by_inspector(county, "conclude_inspection", step(case, "recorded", "2023-07-07", signed="refused"), JULY_DAY)
    return case


def test_a_case_shows_its_way_and_its_papers_to_whoever_may_carry_it_on(paying: County, at_desk: Callable[[str], Client]) -> None:
    case, inspector, clerk = case_of(paying), at_desk("inspector"), at_desk("acceptance")
    page = inspector.get(f"/inspection/cases/{case}/").content.decode()
    assert "拒签，已注明" in page and "稽核意见书" in page and "撤案" in page
    assert "下一步" not in clerk.get(f"/inspection/cases/{case}/").content.decode()
    notice = inspector.post(f"/inspection/cases/{case}/letters/notice/")
    assert "某社稽通〔2023〕3号" in words(notice.content) and "inspector、second" in words(notice.content)
    assert inspector.post(f"/inspection/cases/{case}/letters/opinion/").status_code == 404
    assert clerk.post(f"/inspection/cases/{case}/letters/notice/").status_code == 403
    opinion = step(
        case, "opinion", "2023-07-10", ended_on="2023-07-07", document="某社稽意〔2023〕3号", due_on="2023-08-01", amount_fen="12.34"
    )
    by_inspector(paying, "conclude_inspection", opinion, JULY_DAY)
    assert "12.34 元" in words(inspector.post(f"/inspection/cases/{case}/letters/opinion/").content)
    listed = clerk.get("/inspection/").content.decode()
    assert "待整改" in listed and "某社" not in listed
    exported = inspector.post("/inspection/", {"purpose": "上报"})
    assert exported["Content-Type"].startswith("application/vnd.openxmlformats")


def test_a_plan_leads_to_its_cases_and_a_sample_to_its_matters(paying: County, at_desk: Callable[[str], Client]) -> None:
    plan = int(by_inspector(paying, "plan_inspection", {"year": "2023", "kind": "benefits", "seed": "5", "size": "2"}, JULY_DAY))
    page = at_desk("inspector").get(f"/inspection/plans/{plan}/").content.decode()
    (first, second) = queries.targets_of(plan)
    assert f"open_inspection/?target_id={first.id}" in page and second.name in page
    sample = int(by_inspector(paying, "sample_own_files", {"what": "draw", "month": "2023-07", "seed": "5", "size": "1"}, AUGUST))
    assert "待查" in at_desk("inspector").get(f"/inspection/samples/{sample}/").content.decode()
    tasks = [{"task": "核查", "owner": "稽核岗", "on": "2023-07-31", "heads": 3}]
    start = {
        "what": "start", "title": "短期参保专项", "from_on": "2023-07-01", "to_on": "2023-07-31", "leader": "分管领导", "document": "方案",
        "rows": tasks,
    }  # fmt: skip
    campaign = int(by_inspector(paying, "run_campaign", start, JULY_DAY))
    assert "短期参保专项" in at_desk("acceptance").get(f"/inspection/campaigns/{campaign}/").content.decode()
    assert at_desk("inspector").get("/inspection/plans/999/").status_code == 404


AUGUST = JULY_DAY.replace(month=8)


def test_the_control_month_counts_what_the_records_say(paying: County, at_desk: Callable[[str], Client]) -> None:
    now, inspector = installation.business_day(), at_desk("inspector")
    make_member("oldhand", "archivist", day=now.replace(year=now.year - 2))
    by_parameters(paying, {"what": "limit", "key": "rotation_years", "value": "1"}, now)
    deputy = {"what": "deputise", "username": "reviewer", "post": "reviewer", "deputy": "acceptance", "until": now.isoformat()}
    by_rights(paying, deputy, now)
    posts = inspector.get("/inspection/posts/").content.decode()
    assert "acceptance代reviewer" in posts and "1 年" in posts and "代理中" in posts
    month = f"{now.year}-{now.month:02d}"
    page = inspector.get(f"/inspection/months/?month={month}").content.decode()
    assert "oldhand" in page and "秒决定" in page
    report = words(inspector.post(f"/inspection/months/{now.year * 100 + now.month}/report/").content)
    assert "代理 1 次" in report and "轮岗年限 1 年" in report
    assert "没有换月份" in inspector.get("/inspection/months/?month=99").content.decode()
    assert inspector.post("/inspection/months/202399/report/").status_code == 404
    assert at_desk("parameters").get("/inspection/months/").status_code == 403


def test_the_board_has_a_place_for_every_finding(paying: County, at_desk: Callable[[str], Client]) -> None:
    closed = entered(paying, 1, "100.00")
    entered(paying, 2)
    by_inspector(
        paying, "close_finding", {"what": "closed", "record_id": str(closed), "on": "2023-06-20", "note": "已办", "amount_fen": "100.00"}
    )
    page = at_desk("inspector").get("/inspection/board/").content.decode()
    assert "问题 2 条，已销号 1 条（50.00%）" in page and "已逾期" in page
    assert matters.listed(kinds=["close_finding"])
