"""The pages of an account, an award, a statement and a certificate say what the records say, and the address on a paper proves it to everybody."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from urllib.parse import quote

import pytest
from django.contrib.auth import get_user_model
from django.test import Client

from shebao.agency.accounts import actions as accounts
from shebao.agency.accounts import statements
from shebao.agency.enrolment.actions import enrol
from shebao.agency.journal import queries as journal
from shebao.agency.schemes.employee import KEY as EMPLOYEE
from tests.world.calendar import GO_LIVE, YEAR_END, by
from tests.world.people import make_people, make_village, new_person
from tests.world.public_units import scans
from tests.world.staff import carry_through, staff_as_made

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("county")]
JANUARY = date(2024, 1, 10)


@pytest.fixture
def person(tmp_path: Path, settings) -> int:
    """Somebody with an account, its interest of 2023 and the statement of it, whose archive was reviewed."""
    settings.FILES_FOLDER = tmp_path / "files"
    staff = staff_as_made()
    (one,) = make_people([new_person("周丙", birth=date(1965, 5, 5), village_id=make_village())], day=GO_LIVE)
    enrol([one], EMPLOYEE, 199601, by=by(GO_LIVE))
    accounts.open_accounts([(one, 10_000_00)], EMPLOYEE, 202212, by=by(GO_LIVE))
    carry_through("credit_interest", {"scheme": EMPLOYEE, "year": "2023"}, staff, YEAR_END)
    carry_through("issue_rights_statement", {"scheme": EMPLOYEE, "year": "2023", "channel": "post"}, staff, JANUARY)
    carry_through("print_record", {"kind": "person", "person_id": one, "asked_by": "own"}, staff, JANUARY)
    archive = {"birth_in_archive": "卷一", "birth_decided": "1965-05-05", "first_work": "1985-07", "category": "male60", "findings": "一致"}
    carry_through("review_archive", {"person_id": one, "scheme": EMPLOYEE, "scans": scans(), **archive}, staff, JANUARY)
    return one


def desk(username: str = "acceptance") -> Client:
    client = Client()
    client.force_login(get_user_model().objects.get(username=username))
    return client


def test_the_account_shows_its_years_and_leads_to_the_statement(person: int) -> None:
    page = desk().get(f"/people/{person}/accounts/{EMPLOYEE}/").content.decode()
    paper = desk().get(f"/people/{person}/statements/{EMPLOYEE}/2023/").content.decode()
    award = desk().get(f"/people/{person}/awards/{EMPLOYEE}/").content.decode()

    assert all(words in page for words in ("10,397.00", "397.00", f"/people/{person}/statements/{EMPLOYEE}/2023/"))
    assert all(words in paper for words in ("年末储存额", "10,397.00", "行政复议", "SHEBAO-PAPER"))
    assert "退休档案审核" in award and "待遇还没有核定" in award
    assert [
        desk().get(f"/people/{person}/{where}/").status_code for where in ("accounts/annuity", "accounts/nobody", "awards/resident")
    ] == [
        404,
        404,
        404,
    ]


def test_a_paper_is_proved_by_its_address_to_everybody_and_a_changed_or_void_one_is_not(person: int) -> None:
    made = statements.statement(person, EMPLOYEE, 2023)
    said = f"SHEBAO-PAPER|statement|{made.issue_id}|{person}|{made.closing_fen}|{made.code}"

    def verdict(text: str) -> str:
        return Client().get(f"/verify/?said={quote(text)}").content.decode()

    right, wrong, other = verdict(said), verdict(said.replace("1039700", "9039700")), verdict("SHEBAO-PAPER|statement|x|1|2|3")
    statements.withdraw("statement", made.issue_id, "有误", by=by(JANUARY))
    void = verdict(said)

    assert "2023 年度个人权益记录单：与记录一致" in right and "周丙" not in right
    assert "与记录不一致" in wrong and "不是本机构打印" in other
    assert "与记录不一致" in void


def test_the_print_file_has_a_row_a_person_and_the_journal_knows_who_took_it(person: int) -> None:
    issue = statements.issues()[0]

    taken = desk().post(f"/people/statements/{issue.id}/list/")
    shown = desk().get("/people/statements/").content.decode()
    village = desk().get(f"/people/statements/{issue.id}/pdf/99999/")
    certificate = desk().get("/certificates/1/").content.decode()

    assert taken.status_code == 200 and len(b"".join(taken.streaming_content if taken.streaming else [taken.content])) > 3_000
    assert journal.count_by("desk.print_statements", get_user_model().objects.get(username="acceptance").pk, _today()) == 1
    assert "1 份" in shown and village.status_code == 404
    assert "个人参保缴费证明" in certificate and "企业职工基本养老保险" in certificate


def _today() -> date:
    from shebao.agency.installation import queries as installation

    return installation.business_day()
