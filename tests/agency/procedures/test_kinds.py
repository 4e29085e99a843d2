"""Each kind of matter, from the form to what it changed in every counter it touches."""

from __future__ import annotations

import io
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

from shebao.agency.accounts import queries as accounts
from shebao.agency.benefits import actions as benefits_actions
from shebao.agency.benefits import queries as benefits
from shebao.agency.contributions import queries as contributions
from shebao.agency.enrolment import queries as enrolment
from shebao.agency.fund import queries as fund
from shebao.agency.installation import queries as installation
from shebao.agency.journal import queries as journal
from shebao.agency.journal.by import By
from shebao.agency.matters import queries as matters
from shebao.agency.people import queries as people
from shebao.agency.procedures import actions, lists
from shebao.agency.procedures.catalogue import catalogue, kind
from shebao.agency.schemes.resident import KEY as RESIDENT
from shebao.agency.staff.posts import rights_of, rulebook
from shebao.agency.store.columns import int_column
from shebao.base.finding import Refused
from shebao.core.policy.locale import shipped_places
from tests.agency.procedures.from_file import payload_from
from tests.world.calendar import MAY_DAY
from tests.world.people import bank_card, citizen_number, make_people, make_person, make_village, new_person
from tests.world.staff import carry_through

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("county")]
LAW: dict[str, Any] = {"place": "gansu_zhengning", "places": shipped_places()}


def applicant(**more: Any) -> dict[str, Any]:
    return {"citizen_number": citizen_number(), "name": "张三", "village_id": make_village()} | more


def pensioner(name: str = "张三", **more: Any) -> int:
    """Somebody whose pension this agency decided in May and pays from June 2023."""
    person = make_person(name, insured_from=201201, paid_years=14, opening_fen=1_500_000, **more)
    benefits_actions.decide([person], RESIDENT, by=By(None, MAY_DAY), **LAW)
    return person


def everything_holds() -> bool:
    return journal.check_chain()[1] == [] and all(journal.check_sealed(model)[1] == [] for model in journal.sealed_models())


def test_every_kind_has_its_labels_its_law_and_a_form_somebody_may_fill() -> None:
    kinds = catalogue()

    assert len(kinds) >= 11
    for one in kinds.values():
        assert one.title and one.law and one.fields, one.key
        assert one.risk in ("low", "high") and (one.working_days is None or one.working_days > 0)
        assert one.sensitive <= {field.name for field in one.fields}
        assert any(f"{one.area}.create" in post.rights for post in rulebook().posts.values()), one.key
        assert {f"{one.area}.review", f"{one.area}.approve"} & rights_of(rulebook().posts), one.key
        assert {field.name for field in one.fields if field.widget in ("citizen_number", "bank_card")} <= one.sensitive


def test_a_person_is_registered_insured_and_given_an_account_by_two_people(staff: dict[str, int]) -> None:
    card = bank_card()
    (person,) = carry_through("register_person", applicant(bank="农商行", account_number=card, phone="13800001234"), staff)

    assert people.person(person).name == "张三"
    assert enrolment.is_insured(person, RESIDENT, 202305) and not enrolment.is_insured(person, RESIDENT, 202304)
    account = accounts.of_person(person, RESIDENT)
    assert account is not None and account.balance_fen == 0
    assert people.bank_account_in_force([person])[person].tail == card[-4:]
    assert everything_holds()


def test_before_the_approval_nothing_has_changed_and_the_preview_says_what_will(staff: dict[str, int]) -> None:
    number = citizen_number()
    matter = actions.submit("register_person", applicant(citizen_number=number), by=By(staff["acceptance"], MAY_DAY))

    detail = matters.matter(matter)
    assert people.find(number) is None
    assert detail is not None and [change.what for change in detail.preview] == ["人员", "参保", "个人账户", "银行账户"]
    assert number not in str(detail.payload) + str(detail.preview) and "9900**********" in detail.preview[0].after
    with pytest.raises(Refused, match="已有未办结"):
        actions.submit("register_person", applicant(citizen_number=number), by=By(staff["acceptance"], MAY_DAY))


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"citizen_number": "123"}, "citizen_number"),
        ({"citizen_number": 990000196304020000}, "citizen_number"),
        ({"name": ""}, "name"),
        ({"village_id": "x"}, "village_id"),
        ({"from_month": "2023-13"}, "from_month"),
        ({"account_number": "62"}, "account_number"),
        ({"state": "applied"}, "state"),
        ({"approved_by": 1}, "approved_by"),
    ],
)
def test_a_mistake_in_the_form_is_named_at_its_field(change: dict[str, Any], field: str) -> None:
    with pytest.raises(Refused) as refused:
        actions.preview("register_person", applicant() | change, day=MAY_DAY)

    assert set(refused.value.finding.values["fields"]) == {field}


def test_without_a_county_nothing_is_computed_and_an_unknown_one_is_refused(
    monkeypatch: pytest.MonkeyPatch, settings: Any, tmp_path: Path
) -> None:
    settings.SHEBAO_HOME = tmp_path  # a home that nobody described
    assert installation.place() == "gansu_zhengning"
    monkeypatch.setenv("SHEBAO_PLACE", "gansu/nowhere")
    with pytest.raises(Refused):
        installation.place()
    monkeypatch.delenv("SHEBAO_PLACE")
    with pytest.raises(Refused, match="没有设定本机构所在地"):
        installation.place()


def test_all_mistakes_of_a_form_are_named_at_once() -> None:
    with pytest.raises(Refused) as refused:
        actions.preview("change_bank_account", {"person_id": 999, "bank": " ", "account_number": "1"}, day=MAY_DAY)

    assert set(refused.value.finding.values["fields"]) >= {"person_id", "account_number"}


def workbook(path: Path, rows: list[list[Any]]) -> Path:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in rows:
        sheet.append(row)
    book.save(path)
    return path


@pytest.mark.slow
def test_a_file_of_persons_is_one_matter(staff: dict[str, int], tmp_path: Path) -> None:
    make_village()
    titles = [cell.value for cell in load_workbook(io.BytesIO(lists.template(kind("register_many")))).active[1]]  # type: ignore[index]
    rows = [[citizen_number(), "李四", "甲乡", "一村", None, None, "农商行", bank_card()] for _ in range(30)]
    payload, read = payload_from("register_many", workbook(tmp_path / "五月新增.xlsx", [titles, *rows]))

    ids = carry_through("register_many", payload, staff)

    assert read.rejected == [] and len(ids) == 30
    assert enrolment.insured(RESIDENT, 202305) == people.count() == 30
    assert matters.listed()[0].title == "批量参保登记：30 人（五月新增.xlsx）" and matters.listed()[0].people == 30
    assert everything_holds()


def test_bad_rows_of_a_file_refuse_it_whole_or_stay_behind_as_asked(tmp_path: Path) -> None:
    make_village()
    titles = [column.title for column in kind("register_many").columns]
    good = [citizen_number(), "李四", "甲乡", "一村"]
    path = workbook(tmp_path / "list.xlsx", [titles, good, [citizen_number(), "王五", "甲乡", "九村"], ["99", "赵六", "甲乡", "一村"]])

    with pytest.raises(Refused, match="3 行中有 2 行不能办理") as refused:
        payload_from("register_many", path)
    payload, read = payload_from("register_many", path, whole=False)

    assert [row for row, _ in refused.value.finding.values["rows"]] == [one.row for one in read.rejected] == [3, 4]
    assert "没有“甲乡九村”" in read.rejected[0].reasons[0]
    assert [row["citizen_number"] for row in payload["rows"]] == [good[0]]


def test_lists_about_registered_persons_need_number_and_name_to_agree(tmp_path: Path) -> None:
    number, other = citizen_number(), citizen_number()
    person = make_person("张三", number=number)
    path = workbook(
        tmp_path / "deaths.xlsx",
        [
            ["身份证号码", "姓名", "死亡日期"],
            [number, "张三", date(2023, 5, 1)],
            [number, "张山", "2023-05-01"],
            [other, "李四", "2023-05-01"],
        ],
    )

    read = lists.read(kind("report_deaths"), path)

    assert [(row["person_id"], row["died_on"]) for row in read.rows] == [(person, "2023-05-01")]
    assert [one.reasons for one in read.rejected] == [("姓名“张山”与登记的姓名不符",), ("身份证号码没有登记过",)]


def test_an_account_is_changed_by_three_people_and_waits_for_verification(staff: dict[str, int]) -> None:
    person, card = make_person("张三"), bank_card()

    carry_through("change_bank_account", {"person_id": person, "bank": "邮储", "account_number": card, "holder": "张三"}, staff)

    account = people.bank_account_in_force([person])[person]
    assert (account.tail, account.verified) == (card[-4:], False)
    assert [step.verb for step in matters.matter(1).steps] == ["submit", "review", "approve"]  # type: ignore[union-attr]


def test_an_account_changed_meanwhile_stops_the_approval(staff: dict[str, int]) -> None:
    person = make_person("张三")
    matter = actions.submit(
        "change_bank_account",
        {"person_id": person, "bank": "邮储", "account_number": bank_card(), "holder": "张三"},
        by=By(staff["acceptance"], MAY_DAY),
    )
    actions.review(matter, by=By(staff["reviewer"], MAY_DAY))
    from shebao.agency.people.actions import change_bank_accounts

    change_bank_accounts([(person, "工行", bank_card(), "张三")], by=By(None, MAY_DAY))

    with pytest.raises(Refused, match="情况有变"):
        actions.approve(matter, by=By(staff["approver"], MAY_DAY))


def test_a_list_of_accounts_is_changed_in_one_matter(staff: dict[str, int], tmp_path: Path) -> None:
    numbers = [citizen_number() for _ in range(3)]
    ids = make_people([new_person("张三", number=number) for number in numbers])
    path = workbook(
        tmp_path / "cards.xlsx", [["身份证号码", "姓名", "开户行", "银行账号"], *[[n, "张三", "邮储", bank_card()] for n in numbers]]
    )

    carry_through("change_bank_accounts", payload_from("change_bank_accounts", path)[0], staff)

    assert {account.bank for account in people.bank_account_in_force(ids).values()} == {"邮储"}


def test_a_reported_death_ends_insurance_and_pension_with_the_month_of_death(staff: dict[str, int]) -> None:
    person = pensioner()
    payload = {"person_id": person, "died_on": "2023-07-19", "source": "village"}
    preview = actions.preview("report_death", payload, day=date(2023, 7, 25))

    carry_through("report_death", payload, staff, day=date(2023, 7, 25))

    assert [change.before for change in preview] == ["在世", "参保中", "领取中"]
    assert people.person(person).death_date == date(2023, 7, 19)
    assert enrolment.spells(person)[0].to_month == 202307
    assert (benefits.recipients(RESIDENT, 202307), benefits.recipients(RESIDENT, 202308)) == (1, 0)
    assert everything_holds()


def test_a_list_of_deaths_touches_only_what_each_person_had(staff: dict[str, int]) -> None:
    receiving, insured, registered = pensioner(), make_person("李四", insured_from=202001), make_person("王五")
    rows = [{"person_id": person, "died_on": "2023-06-0" + str(i)} for i, person in enumerate((receiving, insured, registered), 1)]

    carry_through("report_deaths", {"rows": rows, "source": "funeral"}, staff, day=date(2023, 6, 20))

    assert matters.matter(1).preview[1:] == [
        ("参保", "参保中 2 人", "于死亡当月终止"),
        ("养老待遇", "领取中 1 人", "发至死亡当月，次月起停发"),
    ]  # type: ignore[union-attr]
    assert people.count() == 0 and enrolment.insured(RESIDENT, 202307) == 0
    assert benefits.recipients(RESIDENT, 202307) == 0


def test_contributions_reach_the_account_and_the_books_together(staff: dict[str, int]) -> None:
    first, second = make_people([new_person("张三", birth=date(1980, 1, 1)) for _ in range(2)], insured_from=202001)

    rows = [{"person_id": first, "year": 2023, "tier_fen": 30_000}, {"person_id": second, "year": 2023, "tier_fen": 50_000}]
    carry_through("collect_contributions", {"rows": rows}, staff)

    parts = contributions.totals(RESIDENT, 2023)["normal"]
    assert parts["own_fen"] == 80_000 and parts["subsidy_fen"] > 0
    assert sum(accounts.balances(int_column([first, second]), RESIDENT).tolist()) == 80_000 + parts["subsidy_fen"]
    assert fund.balance_of(RESIDENT, "1001") is not None
    with pytest.raises(Refused):
        carry_through("collect_contributions", {"rows": [{"person_id": first, "year": 2023, "tier_fen": 30_000}]}, staff)
    assert everything_holds()


def test_those_the_government_pays_for_are_placed_in_their_group(staff: dict[str, int]) -> None:
    ids = make_people(2)

    rows = [{"person_id": person, "group": "minimum_living"} for person in ids]
    carry_through("grant_assistance", {"rows": rows, "from_year": 2023, "to_year": "2023"}, staff)

    assert enrolment.assisted_counts(2023)["minimum_living"] == 2 and enrolment.assisted_counts(2024)["minimum_living"] == 0
    with pytest.raises(Refused, match="对象类别"):
        actions.preview("grant_assistance", {"rows": [{"person_id": ids[0], "group": "rich"}], "from_year": 2023}, day=MAY_DAY)
