"""An employer's agents: come in by the employer's code, read roster and dues, declare who came and left with the cost, confirmed by another."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from shebao.agency.employers import queries as employers
from shebao.agency.enrolment import queries as enrolment
from shebao.agency.installation import queries as installation
from shebao.agency.journal.by import By
from shebao.agency.people import queries as people
from shebao.agency.portal import sign_in
from shebao.agency.procedures import actions as procedures
from shebao.agency.procedures import automatic
from shebao.agency.public import actions, queries
from shebao.agency.public.models import Submission
from shebao.agency.public.services import SERVICES, Asker, begin
from shebao.base.finding import Refused
from shebao.demo.code_provider import Service
from tests.agency.public.conftest import number_of
from tests.support.scans import picture
from tests.world.employers import Works, make_workers, scan
from tests.world.law import PLACE
from tests.world.staff import carry_through

pytestmark = pytest.mark.slow
DAY = date(2023, 6, 29)
Agents = Callable[[int], Client]


@pytest.fixture
def works(works: Works, monkeypatch: pytest.MonkeyPatch) -> Works:
    """The works at the end of June, with an agent who enters and another who confirms."""
    monkeypatch.setenv("SHEBAO_PLACE", PLACE)
    monkeypatch.setattr(installation, "business_day", lambda: DAY)
    monkeypatch.setattr(sign_in, "AT_LEAST_SECONDS", 0)
    for worker, role in zip(works.workers, ("unit_enters", "unit_confirms"), strict=False):
        asked = {
            "what": "open", "role": role, "employer_id": str(works.employer), "agent_name": people.person(worker).name,
            "citizen_number": number_of(worker), "phone": "13900000004", "until": (DAY + timedelta(days=300)).isoformat(),
            "proof": "letter", "scans": scan(),
        }  # fmt: skip
        carry_through("open_portal_account", asked, works.staff, DAY)
    return works


@pytest.fixture
def at_unit(works: Works, telephones: Service) -> Iterator[Agents]:
    def come_in(worker: int) -> Client:
        client = Client()
        code = employers.employer(works.employer).uscc
        asked = client.post("/unit/in/", {"code": code, "name": people.person(worker).name, "citizen_number": number_of(worker)})
        assert asked.status_code == 302, asked.content.decode()[:2000]
        inside = client.post(asked["Location"], {"code": telephones.telephones.inbox()[0].code})
        assert inside.status_code == 302 and inside["Location"] == "/unit/", inside.content.decode()[:2000]
        return client

    yield come_in


def newcomer_list(worker: int, *, form: str = "劳动合同") -> SimpleUploadedFile:
    title = "身份证号码,姓名,用工日期,参保月,首月工资（元）,用工形式"
    row = f"{number_of(worker)},{people.person(worker).name},2023-06-20,2023-07,7000.00,{form}"
    return SimpleUploadedFile("in.csv", f"{title}\n{row}\n".encode())


def test_every_page_opens_for_an_agent_and_for_nobody_else(works: Works, at_unit: Agents) -> None:
    client = at_unit(works.workers[0])

    for path in ("/unit/", "/unit/people/", "/unit/dues/", "/unit/dues/202306/", "/unit/changes/", "/unit/sent/"):
        answer = client.get(path)
        assert answer.status_code == 200 and answer["Cache-Control"] == "no-store", path
        assert Client().get(path)["Location"] == "/unit/in/", path
    assert people.person(works.workers[2]).name in client.get("/unit/people/").content.decode()
    assert "没有缴清" in client.get("/unit/dues/").content.decode()
    assert client.get("/unit/dues/202301/").status_code == 404
    assert client.get("/my/").status_code == 302, "the employers' door opens no other"


def test_the_cost_is_shown_and_the_list_goes_from_agent_to_agent_to_clerk_to_roster(works: Works, at_unit: Agents) -> None:
    (newcomer,) = make_workers(("孙甲四",))
    enters, confirms = works.workers[:2]
    client = at_unit(enters)
    look = client.post("/unit/changes/", {"step": "look", "key": "k1", "unit_in": newcomer_list(newcomer)})
    page = look.content.decode()
    (one,) = look.context["looks"]
    costs = {cost["scheme"]: (cost["unit_fen"], cost["person_fen"]) for cost in one["costs"]}
    assert costs["企业职工养老"] == (1120_00, 560_00), costs  # 16 % and 8 % of 7,000
    assert "提交给本单位确认人" in page and Submission.objects.count() == 0
    sent = client.post("/unit/changes/", {"step": "send", "key": "k1", "rows": one["packed"]})
    row = Submission.objects.get()
    assert row.state == "entered" and "等本单位确认" in client.get(sent["Location"]).content.decode()
    with pytest.raises(Refused, match="不能是同一个人"):
        actions.confirm(row.id, bytes(row.applicant_index), works.employer)
    assert "没有“确认”角色" in client.post(sent["Location"], {"step": "confirm"}).content.decode()
    second = at_unit(confirms)
    second.post(sent["Location"], {"step": "confirm"})
    row.refresh_from_db()
    assert row.state == "received"

    clerk, reviewer = By(works.staff["acceptance"], DAY), By(works.staff["reviewer"], DAY)
    service = SERVICES[row.service]
    payload = begin(service, queries.content_of(row), Asker(0, row.employer_id, row.applicant_name, DAY))
    matter_id = actions.accept(row.id, lambda: procedures.submit(service.kind, payload, by=clerk), by=clerk)
    procedures.approve(matter_id, by=reviewer)
    assert newcomer in enrolment.employees(works.employer, 202307)
    assert "已办结" in second.get(sent["Location"]).content.decode()


def test_a_wage_that_was_declared_wrongly_goes_the_same_way_with_its_paper(works: Works, at_unit: Agents) -> None:
    client, worker = at_unit(works.workers[1]), works.workers[0]
    title = "身份证号码,姓名,所属期起,更正后的月工资（元）"
    text = f"{title}\n{number_of(worker)},{people.person(worker).name},2023-06,5000.00\n".encode()

    def handed_in(**more: object) -> Any:
        fields = {"step": "look", "key": "k3", "unit_wages": SimpleUploadedFile("wages.csv", text)} | more
        return client.post("/unit/changes/", fields)

    assert "没有写依据" in handed_in().content.decode()
    look = handed_in(document="6 月工资表", scans_file=SimpleUploadedFile("wages.png", picture()))
    (one,) = look.context["looks"]
    assert look.context["ready"], (one["rejected"], one["refusal"])
    client.post("/unit/changes/", {"step": "send", "key": "k3", "rows": one["packed"]})
    row = Submission.objects.get()
    assert row.state == "received", "whoever may confirm sends at once"
    clerk = By(works.staff["acceptance"], DAY)
    service = SERVICES[row.service]
    payload = begin(service, queries.content_of(row), Asker(0, row.employer_id, row.applicant_name, DAY))
    assert actions.accept(row.id, lambda: procedures.submit(service.kind, payload, by=clerk), by=clerk)


def test_bad_rows_are_named_and_wrong_files_refused(works: Works, at_unit: Agents) -> None:
    client = at_unit(works.workers[1])
    again = client.post("/unit/changes/", {"step": "look", "key": "k", "unit_in": newcomer_list(works.workers[0])})
    assert "行有问题" in again.content.decode() and not again.context["ready"]
    (newcomer,) = make_workers(("钱甲五",))
    form = client.post("/unit/changes/", {"step": "look", "key": "k", "unit_in": newcomer_list(newcomer, form="随便")})
    assert "可选" in form.content.decode()
    for name, content in (("list.exe", b"MZ"), ("list.xlsx", b"not a workbook")):
        page = client.post("/unit/changes/", {"step": "look", "key": "k", "unit_in": SimpleUploadedFile(name, content)})
        assert page.status_code == 200 and "还不能提交" in page.content.decode(), name
    assert "没有选择名单" in client.post("/unit/changes/", {"step": "look", "key": "k"}).content.decode()
    assert "已经过期" in client.post("/unit/changes/", {"step": "send", "key": "k", "rows": "forged"}).content.decode()
    assert Submission.objects.count() == 0


def test_an_agent_whose_authority_ended_is_outside_at_once(works: Works, at_unit: Agents, monkeypatch: pytest.MonkeyPatch) -> None:
    client = at_unit(works.workers[0])
    assert client.get("/unit/").status_code == 200
    (binding,) = [row for row in queries.bindings_about(employer_id=works.employer, day=DAY) if row.role == "unit_enters"]
    carry_through("open_portal_account", {"what": "end", "binding_id": str(binding.id), "reason": "离职"}, works.staff, DAY)

    assert client.get("/unit/").status_code == 302
    monkeypatch.setattr(installation, "business_day", lambda: DAY + timedelta(days=400))
    assert queries.bindings_about(employer_id=works.employer, day=DAY + timedelta(days=400)) == []


def test_a_certificate_is_printed_by_a_rule_and_proves_itself(works: Works, at_unit: Agents) -> None:
    client = at_unit(works.workers[0])
    sent = client.post("/unit/papers/", {"key": "c1"})
    assert automatic.do_waiting(DAY) == 1
    number = Submission.objects.get().result_id
    assert f"/unit/papers/{number}/" in client.get(sent["Location"]).content.decode()
    shown = client.get(f"/unit/papers/{number}/")
    assert "统一社会信用代码" in shown.content.decode()
    assert "与记录一致" in Client().get("/verify/", {"said": "|".join(shown.context["words"])}).content.decode()
    assert client.get("/unit/papers/999/").status_code == client.get("/unit/changes/x/table/").status_code == 404
    assert client.get("/unit/changes/unit_in/table/")["Content-Type"].endswith("sheet")


def test_a_stranger_and_an_unknown_employer_read_the_same(works: Works, telephones: Service) -> None:
    worker = works.workers[0]
    known = {"code": employers.employer(works.employer).uscc, "name": people.person(worker).name, "citizen_number": number_of(worker)}
    answers = [Client().post("/unit/in/", fields) for fields in (known, known | {"code": "91620000000000000X"}, known | {"name": "王五"})]

    assert {answer.status_code for answer in answers} == {302}
    assert len(telephones.telephones.inbox()) == 1
