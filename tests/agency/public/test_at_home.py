"""A person at home: comes in with a code, reads what is theirs, applies, sees how far it is, and acts for family; without a script."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.test import Client

from shebao.agency.installation import queries as installation
from shebao.agency.public import queries
from shebao.agency.public.models import Look, Submission
from shebao.demo.code_provider import Service
from tests.agency.procedures.modules.portal import bound
from tests.agency.public.conftest import number_of
from tests.world.calendar import MAY_DAY
from tests.world.money import County

PAGES = (
    "/my/",
    "/my/payments/",
    "/my/estimate/",
    "/my/apply/",
    "/my/matters/",
    "/my/messages/",
    "/my/family/",
    "/my/statements/",
    "/my/certify/",
)
At = Callable[[int], Client]


@pytest.mark.slow
def test_every_page_opens_for_a_pensioner_and_for_somebody_who_pays(paying: County, at_home: At) -> None:
    paying.settled()
    (payer,) = paying.insured(1, birth=MAY_DAY.replace(year=1980))

    for person in (paying.people[0], payer):
        client = at_home(person)
        for path in PAGES:
            answer = client.get(path)
            assert answer.status_code == 200, path
            assert answer["Cache-Control"] == "no-store"
            assert "script" not in answer.content.decode().lower(), path
    assert Look.objects.filter(person_id=payer).count() >= 5


def test_the_first_page_says_what_there_is_what_comes_and_what_is_missing(paying: County, at_home: At) -> None:
    (payer,) = paying.insured(1, birth=MAY_DAY.replace(year=1980))
    page = at_home(payer).get("/my/").content.decode()

    for words in ("您已经交了 <b>13 年</b>", "13,900.00 元", "2040年6月起可以领养老金", 'role="img"', "已缴 13 年"):
        assert words in page, words


def test_the_money_page_shows_each_month_and_why_it_changed(paying: County, at_home: At) -> None:
    paying.settled()
    page = at_home(paying.people[0]).get("/my/payments/").content.decode()

    assert "2023年5月" in page and "已到账" in page and "本系统首次发放" in page
    award = at_home(paying.people[1]).get("/my/award/resident/").content.decode()
    assert "依据" in award and "139" in award


@pytest.mark.parametrize("service", ["claim", "phone", "address", "enquiry", "tier"])
def test_an_application_is_looked_at_sent_once_and_can_be_taken_back(service: str, paying: County, at_home: At) -> None:
    from shebao.agency.people import queries as people

    (payer,) = paying.insured(1, birth=MAY_DAY.replace(year=1963))
    client = at_home(payer)
    typed = {
        "claim": {"single": "true"}, "phone": {"phone": "13900000003"}, "address": {"village_id": str(people.villages()[0].id)},
        "enquiry": {"about": "thank", "text": "办得很快"}, "tier": {"year": "2023", "tier_fen": "200"},
    }[service] | {"key": "k" * 32}  # fmt: skip
    look = client.post(f"/my/apply/{service}/", typed | {"step": "look"})
    assert "请核对" in look.content.decode() and Submission.objects.count() == 0
    receipts = {client.post(f"/my/apply/{service}/", typed | {"step": "send"})["Location"] for _ in range(2)}

    assert len(receipts) == 1 and Submission.objects.count() == 1
    (address,) = receipts
    page = client.get(address).content.decode()
    assert "回执号" in page and "撤回这份申请" in page
    client.post(address)
    assert "已撤回" in client.get(address).content.decode()


def test_a_mistake_is_said_at_its_field_and_nothing_typed_is_lost(paying: County, at_home: At) -> None:
    client = at_home(paying.people[0])
    page = client.post("/my/apply/bank_account/", {"bank": "县农商行", "account_number": "123", "step": "look"}).content.decode()

    assert "还不能提交" in page and 'value="县农商行"' in page and 'id="error_account_number"' in page
    assert Submission.objects.count() == 0


@pytest.mark.slow
def test_a_living_face_extends_the_certification_and_a_failed_one_does_not(paying: County, at_home: At, telephones: Service) -> None:
    from shebao.agency.certification import queries as certification
    from shebao.agency.procedures import automatic
    from shebao.agency.store.columns import int_column

    person = paying.people[0]
    client = at_home(person)
    asked = client.post("/my/certify/", {"step": "begin"}).context["asked"]
    assert "还没有做完" in client.post("/my/certify/", {"step": "done", "asked": asked}).content.decode()
    (reference,) = telephones.telephones.faces
    telephones.telephones.press(reference, passed=False)
    assert "没有通过" in client.post("/my/certify/", {"step": "done", "asked": asked}).content.decode()
    assert Submission.objects.count() == 0
    telephones.telephones.press(reference, passed=True)
    sent = client.post("/my/certify/", {"step": "done", "asked": asked})
    assert "自动办理" in client.get(sent["Location"]).content.decode()
    assert automatic.do_waiting(MAY_DAY) == 1
    assert certification.valid_until(int_column([person]))[0] == 202405
    assert "已办好" in client.get(sent["Location"]).content.decode()


def test_a_certificate_is_printed_by_a_rule_and_opens_for_its_owner_alone(paying: County, at_home: At) -> None:
    from shebao.agency.procedures import automatic

    client = at_home(paying.people[0])
    sent = client.post("/my/apply/certificate/", {"kind": "person", "key": "c" * 32, "step": "send"})
    automatic.do_waiting(MAY_DAY)
    page = client.get(sent["Location"]).content.decode()
    number = Submission.objects.get().result_id
    assert number and f"/my/certificates/{number}/" in page
    shown = client.get(f"/my/certificates/{number}/").content.decode()
    assert "SHEBAO-PAPER" in shown
    said = "|".join(client.get(f"/my/certificates/{number}/").context["words"])
    assert "与记录一致" in Client().get("/verify/", {"said": said}).content.decode()
    assert at_home(paying.people[1]).get(f"/my/certificates/{number}/").status_code == 404


def test_a_helper_sees_and_applies_within_the_mandate_and_nothing_after_it(
    paying: County, at_home: At, monkeypatch: pytest.MonkeyPatch
) -> None:
    from shebao.agency.installation import queries as installation

    principal, helper = paying.people[0], paying.people[1]
    key = bound(paying, principal, helper)
    client = at_home(helper)
    assert client.post(f"/my/family/{key}/choose/")["Location"] == "/my/"
    assert "正在替" in client.get("/my/").content.decode()
    assert client.get("/my/apply/bank_account/").status_code == 403, "an account is changed by oneself alone"
    sent = client.post("/my/apply/claim/", {"single": "true", "key": "h" * 32, "step": "send"})
    row = Submission.objects.get()
    assert (row.person_id, row.binding_id) == (principal, key) and client.get(sent["Location"]).status_code == 200
    monkeypatch.setattr(installation, "business_day", lambda: MAY_DAY + timedelta(days=400))
    assert "正在替" not in client.get("/my/").content.decode(), "a mandate that is past leads back to oneself"
    assert "已经到期" in client.post(f"/my/family/{key}/choose/").content.decode()


def test_the_principal_takes_a_mandate_back_at_once(paying: County, at_home: At) -> None:
    principal, helper = paying.people[0], paying.people[1]
    key = bound(paying, principal, helper)
    acting = at_home(helper)
    acting.post(f"/my/family/{key}/choose/")
    assert "正在替" in acting.get("/my/").content.decode()
    assert acting.post(f"/my/family/{key}/revoke/").status_code == 200, "the helper is not the one to take it back"
    at_home(principal).post(f"/my/family/{key}/revoke/")

    assert "正在替" not in acting.get("/my/").content.decode()


def test_what_the_agency_tells_is_answered_with_one_word_and_yes_applies(paying: County, at_home: At) -> None:
    from datetime import date

    from tests.agency.procedures.modules.fund import by_business

    yes, no = paying.insured(2, birth=date(1963, 4, 2))
    by_business(paying, "propose_entitlement", {"what": "tell", "rule": "age"}, MAY_DAY)
    client = at_home(yes)
    assert "您可以领养老金了" in client.get("/my/").content.decode()
    message = queries.mailbox(yes)[0].id
    answer = client.post(f"/my/messages/{message}/reply/", {"answer": "yes"})
    row = Submission.objects.get()
    assert answer["Location"] == f"/my/matters/{row.id}/" and (row.service, row.person_id) == ("claim", yes)
    assert "已经回答过" in client.post(f"/my/messages/{message}/reply/", {"answer": "yes"}).content.decode()
    other = at_home(no)
    assert "已经回答过" in other.post(f"/my/messages/{message}/reply/", {"answer": "no"}).content.decode(), "somebody else's question"
    other.post(f"/my/messages/{queries.mailbox(no)[0].id}/reply/", {"answer": "no"})
    assert Submission.objects.count() == 1


def test_coming_in_again_and_going_out(paying: County, at_home: At, telephones: Service) -> None:
    client = at_home(paying.people[0])
    token = client.cookies["shebao_my"].value
    client.post("/my/out/")
    client.cookies["shebao_my"] = token

    assert client.get("/my/").status_code == 302, "a session that ended does not open again"
    assert Client().get("/my/payments/")["Location"] == "/my/in/"
    assert number_of(paying.people[0])[-4:] == telephones.telephones.inbox()[0].tail


def test_open_pages_open_for_everybody(paying: County, monkeypatch: pytest.MonkeyPatch) -> None:
    client = Client()
    for path in ("/open/", "/open/estimate/", "/open/documents/", "/open/documents/change_bank_account/", "/open/figures/", "/open/words/"):
        assert client.get(path).status_code == 200, path
    assert "20 个工作日" in client.get("/open/documents/decide_benefits/").content.decode()
    assert client.get("/open/documents/close_month/").status_code == 404
    result = client.get("/open/estimate/", {"birth": "1970-03", "paid_years": "10", "balance": "5000"}).content.decode()
    assert "每月领" in result and "多少个月领回" in result
    figures = client.get("/open/figures/").content.decode()
    assert "6 人" in figures and "2023 年公开数据" in figures
    assert "2022 年公开数据" in client.get("/open/figures/", {"year": "2022"}).content.decode()
    assert "2023 年公开数据" in client.get("/open/figures/", {"year": "1900"}).content.decode(), "years are not counted for whoever asks"
    monkeypatch.setattr(installation, "business_day", lambda: date(2024, 1, 3))
    assert "2023 年公开数据" in client.get("/open/figures/").content.decode(), "in January there is nothing to tell of the new year"


@pytest.mark.slow
def test_the_yearly_statement_is_taken_home_and_its_address_says_it_agrees(paying: County, at_home: At) -> None:
    import io

    import pdfplumber

    from shebao.agency.accounts import statements
    from shebao.agency.schemes import MAIN
    from tests.agency.procedures.modules.fund import by_business
    from tests.world.calendar import YEAR_END

    person = paying.people[0]
    by_business(paying, "credit_interest", {"scheme": MAIN, "year": "2023"}, YEAR_END)
    by_business(paying, "issue_rights_statement", {"scheme": MAIN, "year": "2023", "channel": "post"}, YEAR_END)
    client = at_home(person)
    assert f"/my/statements/{MAIN}/2023/" in client.get("/my/statements/").content.decode()
    paper = client.get(f"/my/statements/{MAIN}/2023/")
    assert paper["Content-Type"] == "application/pdf" and paper["Cache-Control"] == "no-store"
    made = statements.statement(person, MAIN, 2023)
    with pdfplumber.open(io.BytesIO(paper.content)) as pdf:
        text = pdf.pages[0].extract_text()
        assert len(pdf.pages) == 1 and "个人权益记录单" in text
    said = f"SHEBAO-PAPER|statement|{made.issue_id}|{person}|{made.closing_fen}|{made.code}"
    assert "与记录一致" in Client().get("/verify/", {"said": said}).content.decode()
    assert client.get(f"/my/statements/{MAIN}/2022/").status_code == client.get("/my/statements/x/2023/").status_code == 404


def test_the_tiers_of_the_place_stand_beside_the_question(paying: County, at_home: At) -> None:
    assert "可选的档次" in at_home(paying.people[0]).get("/my/apply/tier/").content.decode()
