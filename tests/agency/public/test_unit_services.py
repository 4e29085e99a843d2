"""What an employer reads and asks for besides people in and out: arrears as of a day, receipts, one worker, the year's bases by a file, forms."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from shebao.agency.declarations import queries as declarations
from shebao.agency.declarations.actions.late_fees import late_fees
from shebao.agency.declarations.kinds import MONTHLY
from shebao.agency.employers import queries as employers
from shebao.agency.enrolment import queries as enrolment
from shebao.agency.journal.by import By
from shebao.agency.people import queries as people
from shebao.agency.procedures import actions as procedures
from shebao.agency.public import actions, queries
from shebao.agency.public.models import Submission
from shebao.agency.public.services import SERVICES, Asker, begin
from shebao.base.finding import Refused
from shebao.base.money import grouped
from tests.agency.public.conftest import number_of
from tests.agency.public.test_unit import DAY, Agents, at_unit, works  # noqa: F401
from tests.support.scans import picture
from tests.world.employers import Works, make_workers

pytestmark = pytest.mark.slow


def taken(works: Works, row: Submission, **more: object) -> Any:  # noqa: F811
    """A submission accepted by a clerk with what a clerk finds out, and decided by the posts of its kind."""
    clerk, reviewer, approver = (By(works.staff[post], DAY) for post in ("acceptance", "reviewer", "approver"))
    service = SERVICES[row.service]
    payload = begin(service, queries.content_of(row), Asker(0, row.employer_id, row.applicant_name, DAY)) | more
    matter_id = actions.accept(row.id, lambda: procedures.submit(service.kind, payload, by=clerk), by=clerk)
    try:
        return procedures.approve(matter_id, by=reviewer)
    except Refused:
        procedures.review(matter_id, by=reviewer)
        return procedures.approve(matter_id, by=approver)


def asked(client: Client, key: str, **typed: Any) -> Any:
    return client.post(f"/unit/apply/{key}/", {"key": f"k-{key}", "step": "look"} | typed)


def test_arrears_are_shown_as_of_a_day_with_the_law_s_late_fee(works: Works, at_unit: Agents) -> None:  # noqa: F811
    client, later = at_unit(works.workers[0]), DAY + timedelta(days=40)
    page = client.get("/unit/arrears/", {"on": later.isoformat()})
    fees = late_fees(works.employer, MONTHLY, later)

    assert sum(fee.fee_fen for fee in fees) > 0 and page.context["fee_fen"] == sum(fee.fee_fen for fee in fees)
    assert grouped(page.context["fee_fen"]) in page.content.decode()
    assert client.get("/unit/arrears/").context["fee_fen"] == 0, "the month is not over yet"
    assert "这一天算不了" in client.get("/unit/arrears/", {"on": "2022-01-01"}).content.decode()
    assert client.get("/unit/arrears/", {"on": "明天"}).status_code == 200


def test_receipts_and_a_worker_are_the_employer_s_own(works: Works, at_unit: Agents) -> None:  # noqa: F811
    client = at_unit(works.workers[0])
    assert declarations.receipts_of(works.employer) == [] and "还没有入库" in client.get("/unit/receipts/").content.decode()
    page = client.get(f"/unit/people/{works.workers[1]}/").content.decode()
    assert people.person(works.workers[1]).name in page and "正在参保" in page and number_of(works.workers[1]) not in page
    (stranger,) = make_workers(("周甲七",))
    assert client.get(f"/unit/people/{stranger}/").status_code == 404


def bases(works: Works, wages: dict[int, str], title: str = "身份证号码,姓名,上年月平均工资（元）") -> SimpleUploadedFile:  # noqa: F811
    rows = [f"{number_of(worker)},{people.person(worker).name},{wage}" for worker, wage in wages.items()]
    return SimpleUploadedFile("bases.csv", "\n".join([title, *rows]).encode())


def test_the_year_s_bases_come_by_a_file_and_every_bad_row_says_why(works: Works, at_unit: Agents) -> None:  # noqa: F811
    client = at_unit(works.workers[1])
    everybody = sorted(enrolment.employees(works.employer, 202306))
    (stranger,) = make_workers(("周甲七",))
    form = {"year": "2023", "wage_total_fen": f"{6000 * len(everybody)}.00", "confirmed": "yes"}
    wages = dict.fromkeys(everybody, "6000.00")

    bad = asked(client, "unit_bases", rows=bases(works, wages | {stranger: "6000.00", everybody[0]: "六千"}), **form).content.decode()
    assert "2 行有问题" in bad and "没有在这个单位参保" in bad and 'value="2023"' in bad, bad[-3000:]
    short = asked(client, "unit_bases", rows=bases(works, {everybody[0]: "6000.00"}), **form).content.decode()
    assert "名单少了" in short
    wrong = asked(client, "unit_bases", rows=bases(works, wages), **form | {"wage_total_fen": "1.00"}).content.decode()
    assert "申报表合计 1.00 元" in wrong and Submission.objects.count() == 0

    look = asked(client, "unit_bases", rows=bases(works, wages), **form)
    packed = look.context["packed"]
    sent = client.post("/unit/apply/unit_bases/", {"key": "b1", "step": "send", "packed": packed} | form)
    assert sent.status_code == 302, sent.content.decode()[:3000]
    row = Submission.objects.get()
    assert row.state == "received"
    taken(works, row)
    assert "已办结" in client.get(sent["Location"]).content.decode()
    forged = client.post("/unit/apply/unit_bases/", {"key": "b2", "step": "send", "packed": "forged"} | form)
    assert "已经过期" in forged.content.decode()


FORMS: tuple[tuple[str, dict[str, str], dict[str, object]], ...] = (
    ("unit_change", {"what": "address", "new_value": "示例路 9 号"}, {}),
    ("unit_year", {"year": "2022", "heads": "3", "wage_fen": "120000.00", "shown": "yes"}, {"taxed_fen": 120_000_00}),
    ("unit_account", {"bank": "示例银行", "account_number": "62000000111122223333"}, {}),
    (
        "unit_defer",
        {"scheme": "unemployment", "from_month": "2023-06", "to_month": "2023-06", "cause": "policy", "due_on": "2023-12-31"},
        {"document": "示例缓缴通知"},
    ),
    ("unit_enquiry", {"text": "六月核定单有一处不明白"}, {"due_on": "2023-07-10", "what": "new"}),
)


@pytest.mark.parametrize(("key", "typed", "more"), FORMS, ids=[form[0] for form in FORMS])
def test_a_form_becomes_a_matter_that_is_decided_by_its_posts(
    key: str,
    typed: dict[str, str],
    more: dict[str, object],
    works: Works,  # noqa: F811
    at_unit: Agents,  # noqa: F811
) -> None:
    client = at_unit(works.workers[1])
    scans = {} if key == "unit_enquiry" else {"scans_file": SimpleUploadedFile("paper.png", picture())}
    look = asked(client, key, **typed, **scans)
    assert "请核对" in look.content.decode(), look.content.decode()[-4000:]
    assert "62000000111122223333" not in look.content.decode().replace('value="62000000111122223333"', "")
    slips = [one.slip for one in look.context["slips"]]
    sent = [client.post(f"/unit/apply/{key}/", typed | {"key": "same", "step": "send", "scans": slips}) for _ in range(2)]
    assert len({answer["Location"] for answer in sent}) == 1

    taken(works, Submission.objects.get(), **more)
    assert "已办结" in client.get(sent[0]["Location"]).content.decode()
    if key == "unit_change":
        assert employers.employer(works.employer).address == "示例路 9 号"


def test_what_can_be_put_right_is_said_at_once_and_an_injury_is_of_the_own_people(works: Works, at_unit: Agents) -> None:  # noqa: F811
    client = at_unit(works.workers[0])
    worker, (stranger,) = works.workers[2], make_workers(("周甲七",))
    report = {
        "worker_name": people.person(worker).name,
        "worker_number": number_of(worker),
        "happened_on": "2023-06-20",
        "text": "车间滑倒",
    }

    assert "请核对" in asked(client, "unit_accident", **report).content.decode()
    other = {"worker_name": people.person(stranger).name, "worker_number": number_of(stranger)}
    assert "没有这个姓名和身份证号码的人" in asked(client, "unit_accident", **report | other).content.decode()
    assert "没有这个姓名" in asked(client, "unit_accident", **report | {"worker_name": "别人"}).content.decode()
    assert "事故日期还没有到" in asked(client, "unit_accident", **report | {"happened_on": "2024-01-01"}).content.decode()
    assert "没有填写新的地址" in asked(client, "unit_change", what="address").content.decode()
    agreement = {"scheme": "employee", "from_month": "2023-06", "to_month": "2023-06", "cause": "agreement", "due_on": "2023-12-31"}
    assert "没有写担保" in asked(client, "unit_defer", **agreement).content.decode()
    assert "晚于所属期止" in asked(client, "unit_defer", **agreement | {"from_month": "2023-07"}).content.decode()
    assert client.get("/unit/apply/unit_in/").status_code == client.get("/unit/apply/claim/").status_code == 404
    sent = client.post("/unit/apply/unit_accident/", report | {"key": "a", "step": "send"})
    assert Submission.objects.get().state == "entered", "who may only enter waits for who may confirm"
    assert number_of(worker) not in client.get(sent["Location"]).content.decode()


def test_every_new_page_opens_for_an_agent_and_for_nobody_else(works: Works, at_unit: Agents) -> None:  # noqa: F811
    client = at_unit(works.workers[0])
    forms = [
        f"/unit/apply/{key}/" for key, one in SERVICES.items() if one.door == "unit" and one.group not in ("本月变动", "证明", "主动找您")
    ]
    for path in ("/unit/apply/", "/unit/arrears/", "/unit/receipts/", f"/unit/people/{works.workers[0]}/", *forms):
        answer = client.get(path)
        assert answer.status_code == 200 and answer["Cache-Control"] == "no-store", path
        assert "script" not in answer.content.decode().lower(), path
        assert Client().get(path)["Location"] == "/unit/in/", path
    assert client.get("/unit/changes/unit_bases/table/")["Content-Type"].endswith("sheet")
