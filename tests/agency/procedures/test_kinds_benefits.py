"""Kinds of matters about benefits and certification, and all kinds together on both databases."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from shebao.agency.benefits import actions as benefits_actions
from shebao.agency.benefits import queries as benefits
from shebao.agency.certification.actions import record_events
from shebao.agency.certification.queries import overdue, valid_until
from shebao.agency.enrolment import queries as enrolment
from shebao.agency.journal import queries as journal
from shebao.agency.journal.by import By
from shebao.agency.matters import attachments
from shebao.agency.matters import queries as matters
from shebao.agency.people import queries as people
from shebao.agency.procedures import actions, worklist
from shebao.agency.procedures.catalogue import kind
from shebao.agency.procedures.certification.resume_certified import ready_to_resume
from shebao.agency.schemes.resident import KEY as RESIDENT
from shebao.agency.store.columns import int_column
from shebao.base.finding import Refused
from shebao.core.policy.locale import shipped_places
from tests.agency.procedures.from_file import payload_from
from tests.support.scans import picture
from tests.world.calendar import MAY_DAY
from tests.world.people import bank_card, citizen_number, make_people, make_person, make_village, new_person
from tests.world.staff import carry_through, make_staff

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("county")]

LAW: dict[str, Any] = {"place": "gansu_zhengning", "places": shipped_places()}


def scans() -> list[dict[str, Any]]:
    return [attachments.keep("回执.png", picture())._asdict()]


def told(person: int, month: int, staff: dict[str, int], *, on: date = date(2023, 7, 1)) -> None:
    """The person was told, by hand, that the pension stops from the month."""
    payload = {"month": month, "way": "visit", "on": on.isoformat(), "rows": [{"person_id": person}], "scans": scans()}
    carry_through("notify_certification", payload, staff, day=on)


def applicant(**more: Any) -> dict[str, Any]:
    return {"citizen_number": citizen_number(), "name": "张三", "village_id": make_village()} | more


def pensioner(name: str = "张三", **more: Any) -> int:
    """Somebody whose pension this agency decided in May and pays from June 2023."""
    person = make_person(name, insured_from=201201, paid_years=14, opening_fen=1_500_000, **more)
    benefits_actions.decide([person], RESIDENT, by=By(None, MAY_DAY), **LAW)
    return person


def everything_holds() -> bool:
    return journal.check_chain()[1] == [] and all(journal.check_sealed(model)[1] == [] for model in journal.sealed_models())


def workbook(path: Path, rows: list[list[Any]]) -> Path:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in rows:
        sheet.append(row)
    book.save(path)
    return path


@pytest.mark.slow
def test_the_preview_of_a_decision_is_the_decision_itself_and_leaves_nothing(staff: dict[str, int]) -> None:
    person = make_person("张三", insured_from=201201, paid_years=14, opening_fen=1_500_000)
    before = journal.head()

    preview = actions.preview("decide_benefits", {"rows": [{"person_id": person}]}, day=MAY_DAY)

    assert journal.head() == before and benefits.of_person(person) == []
    carry_through("decide_benefits", {"rows": [{"person_id": person}]}, staff)
    made = benefits.of_person(person)[0]["decisions"][0]
    assert {change.what: change.after for change in preview}["月养老金"] == f"{made['total_fen'] / 100:,.2f} 元/月"
    assert matters.matter(1).row.due_on == date(2023, 6, 5)  # type: ignore[union-attr]
    assert overdue(RESIDENT, 202405).tolist() == [] and overdue(RESIDENT, 202406).tolist() == [person]
    assert everything_holds()


def test_who_is_not_eligible_is_named_before_anybody_signs(staff: dict[str, int]) -> None:
    young = make_person(birth=date(1980, 1, 1), insured_from=201201, paid_years=14)

    with pytest.raises(Refused, match="未到领取年龄"):
        actions.submit("decide_benefits", {"rows": [{"person_id": young}]}, by=By(staff["acceptance"], MAY_DAY))
    assert matters.listed() == []


def test_the_uncertified_are_suspended_and_resumed_when_they_certify(staff: dict[str, int]) -> None:
    first, second = pensioner(), pensioner("李四")
    record_events([(first, date(2022, 7, 1), "home_visit"), (second, date(2023, 6, 1), "home_visit")], by=By(None, date(2023, 6, 1)))

    with pytest.raises(Refused, match="都没有送达满 30 天的到期告知"):
        actions.preview("suspend_overdue", {"month": 202308}, day=date(2023, 8, 1))
    told(first, 202308, staff)
    carry_through("suspend_overdue", {"month": 202308}, staff, day=date(2023, 8, 1))

    assert benefits.suspended(RESIDENT, 202308) == [(first, "uncertified", 202308)]
    assert ready_to_resume(202309).tolist() == []
    with pytest.raises(Refused, match="没有已补认证"):
        actions.preview("resume_certified", {"month": 202309}, day=date(2023, 9, 1))

    record_events([(first, date(2023, 8, 20), "home_visit")], by=By(None, date(2023, 8, 20)))
    carry_through("resume_certified", {"month": 202309}, staff, day=date(2023, 9, 1))

    assert benefits.recipients(RESIDENT, 202308) == 1 and benefits.recipients(RESIDENT, 202309) == 2


def test_whoever_certifies_between_acceptance_and_approval_is_not_suspended(staff: dict[str, int]) -> None:
    person = pensioner()
    record_events([(person, date(2022, 7, 1), "home_visit")], by=By(None, date(2022, 7, 1)))
    told(person, 202308, staff)
    matter = actions.submit("suspend_overdue", {"month": 202308}, by=By(staff["acceptance"], date(2023, 8, 1)))
    record_events([(person, date(2023, 8, 1), "home_visit")], by=By(None, date(2023, 8, 1)))

    actions.review(matter, by=By(staff["reviewer"], date(2023, 8, 2)))
    with pytest.raises(Refused, match="情况有变"):
        actions.approve(matter, by=By(staff["approver"], date(2023, 8, 2)))
    assert benefits.suspended(RESIDENT, 202308) == []


def test_a_notice_of_less_than_a_month_or_of_an_earlier_year_stops_nobody(staff: dict[str, int]) -> None:
    late, stale = pensioner(), pensioner("李四")
    record_events([(person, date(2022, 7, 1), "home_visit") for person in (late, stale)], by=By(None, date(2022, 7, 1)))
    told(late, 202308, staff, on=date(2023, 7, 3))
    told(stale, 202308, staff, on=date(2023, 7, 2))
    record_events([(stale, date(2023, 7, 20), "window")], by=By(None, date(2023, 7, 20)))

    with pytest.raises(Refused, match="没有送达满 30 天的到期告知"):
        actions.preview("suspend_overdue", {"month": 202308, "rows": [{"person_id": late}]}, day=date(2023, 8, 1))
    with pytest.raises(Refused, match="没有送达满 30 天的到期告知"):
        actions.preview("suspend_overdue", {"month": 202408, "rows": [{"person_id": stale}]}, day=date(2024, 8, 1))


def test_a_new_account_waits_a_cycle_or_is_verified_by_another_channel(staff: dict[str, int]) -> None:
    person = make_person("张三", accounts_verified=False)
    payload = {"rows": [{"person_id": person}], "evidence": "经办人已电话核实"}

    with pytest.raises(Refused, match="没有核验凭证的扫描件"):
        actions.preview("verify_bank_accounts", payload | {"channel": "visit"}, day=MAY_DAY)
    with pytest.raises(Refused, match="的账户启用不满 30 天"):
        actions.preview("verify_bank_accounts", payload | {"channel": "waited"}, day=date(2023, 6, 6))

    carry_through("verify_bank_accounts", payload | {"channel": "waited"}, staff, day=date(2023, 6, 7))
    assert people.bank_accounts_of(person)[0].verified
    assert matters.people_by(staff["acceptance"], ["verify_bank_accounts"], date(2023, 5, 8)) == {"verify_bank_accounts": 1}


def test_leaving_the_county_ends_insurance_and_pension_with_the_month(staff: dict[str, int]) -> None:
    receiving, insured, outsider = pensioner(), make_person("李四", insured_from=202001), make_person("王五")
    with pytest.raises(Refused, match="没有参保"):
        actions.preview("end_insurance", {"rows": [{"person_id": outsider}], "reason": "moved_away"}, day=MAY_DAY)
    with pytest.raises(Refused, match="终止原因不能是"):
        actions.preview("end_insurance", {"rows": [{"person_id": insured}], "reason": "died"}, day=MAY_DAY)

    carry_through(
        "end_insurance", {"rows": [{"person_id": receiving}, {"person_id": insured}], "reason": "moved_away"}, staff, day=date(2023, 7, 10)
    )

    assert (enrolment.insured(RESIDENT, 202307), enrolment.insured(RESIDENT, 202308)) == (2, 0)
    assert (benefits.recipients(RESIDENT, 202307), benefits.recipients(RESIDENT, 202308)) == (1, 0)
    assert everything_holds()


def test_accounts_are_verified_by_two_people_and_only_the_ones_they_looked_at(staff: dict[str, int]) -> None:
    person = make_person("张三", accounts_verified=False)
    payload = {"rows": [{"person_id": person}], "channel": "bank", "evidence": "农商行户名核验回执", "scans": scans()}
    matter = actions.submit("verify_bank_accounts", payload, by=By(staff["acceptance"], MAY_DAY))
    carry_through("change_bank_account", {"person_id": person, "bank": "邮储", "account_number": bank_card(), "holder": "张三"}, staff)

    with pytest.raises(Refused, match="情况有变"):
        actions.approve(matter, by=By(staff["reviewer"], MAY_DAY))
    carry_through("verify_bank_accounts", payload, staff)

    present, former = people.bank_accounts_of(person)
    assert present.verified and not former.verified


def test_a_holder_left_open_is_the_person_and_another_s_name_is_refused(staff: dict[str, int]) -> None:
    person = make_person("张三")
    asked = {"person_id": person, "bank": "邮储", "account_number": bank_card()}

    carry_through("change_bank_account", asked, staff)

    assert next(account.holder for account in people.bank_accounts_of(person) if account.until is None) == "张三"
    with pytest.raises(Refused, match="户名"):
        actions.submit("change_bank_account", asked | {"holder": "李四"}, by=By(staff["acceptance"], MAY_DAY))


def test_proofs_of_life_come_in_as_a_list_and_never_after_a_death(staff: dict[str, int], tmp_path: Path) -> None:
    number, other = citizen_number(), citizen_number()
    living, dead = make_people([new_person("张三", number=number), new_person("李四", number=other)])
    carry_through("report_death", {"person_id": dead, "died_on": "2023-05-01", "source": "village"}, staff)
    titles = [column.title for column in kind("record_certifications").columns]
    path = workbook(
        tmp_path / "list.xlsx",
        [
            titles,
            [number, "张三", "2023-05-06", "上门认证"],
            [other, "李四", "2023-05-06", "上门认证"],
            [number, "张三", "2023-05-06", "托梦"],
        ],
    )
    payload, read = payload_from("record_certifications", path, whole=False)

    with pytest.raises(Refused, match="请核实冒领"):
        actions.preview("record_certifications", payload, day=MAY_DAY)
    payload["rows"] = payload["rows"][:1]
    carry_through("record_certifications", payload, staff)

    assert "可选：" in read.rejected[0].reasons[0]
    assert valid_until(int_column([living])).tolist() == [202405]


def test_a_worklist_shows_each_member_what_waits_for_them(staff: dict[str, int]) -> None:
    low = actions.submit("register_person", applicant(), by=By(staff["acceptance"], MAY_DAY))
    high = actions.submit(
        "change_bank_account",
        {"person_id": make_person("张三"), "bank": "邮储", "account_number": bank_card(), "holder": "张三"},
        by=By(staff["acceptance"], MAY_DAY),
    )

    def mine(post: str) -> list[tuple[int, tuple[str, ...]]]:
        return [(row.matter.id, row.verbs) for row in worklist.worklist(staff[post], date(2023, 5, 10))]

    assert mine("acceptance") == mine("finance_maker") == []
    assert mine("reviewer") == [(low, ("send_back", "approve")), (high, ("send_back", "review"))]
    actions.review(high, by=By(staff["reviewer"], MAY_DAY))
    assert mine("approver") == [(low, ("send_back", "approve")), (high, ("approve", "send_back"))]
    actions.send_back(low, by=By(staff["reviewer"], MAY_DAY), reason="缺少照片")
    assert mine("acceptance") == [(low, ("resubmit", "withdraw"))]
    row = worklist.worklist(staff["acceptance"], date(2023, 5, 10))[0]
    assert (row.kind_title, row.days_left) == ("参保登记", 8)
    assert worklist.days_left(row.matter, date(2023, 5, 24)) == -2


@pytest.mark.slow
def test_matters_of_every_kind_hold_together_on_both_databases(database: str) -> None:
    staff = make_staff()
    village = make_village()
    people_rows = [
        {
            "citizen_number": citizen_number(date(1980, 1, 1)),
            "name": "李四",
            "village_id": village,
            "bank": "邮储",
            "account_number": bank_card(),
        }
        for _ in range(50)
    ]
    ids = carry_through("register_many", {"rows": people_rows}, staff)
    old = pensioner()
    carry_through("collect_contributions", {"rows": [{"person_id": person, "year": 2023, "tier_fen": 30_000} for person in ids]}, staff)
    carry_through("grant_assistance", {"rows": [{"person_id": ids[0], "group": "extreme_poverty"}], "from_year": 2024}, staff)
    carry_through(
        "verify_bank_accounts",
        {"rows": [{"person_id": person} for person in ids], "channel": "bank", "evidence": "邮储户名核验回执", "scans": scans()},
        staff,
    )
    carry_through("record_certifications", {"rows": [{"person_id": old, "on": "2023-05-08", "kind": "window"}]}, staff)
    carry_through("change_bank_account", {"person_id": ids[1], "bank": "工行", "account_number": bank_card(), "holder": "李四"}, staff)
    told(old, 202407, staff, on=date(2024, 6, 1))
    carry_through("suspend_overdue", {"month": 202407}, staff, day=date(2024, 7, 1))
    carry_through(
        "report_deaths",
        {"rows": [{"person_id": old, "died_on": "2024-07-02"}, {"person_id": ids[2], "died_on": "2024-07-02"}], "source": "funeral"},
        staff,
        day=date(2024, 7, 8),
    )

    from shebao.agency.procedures.checks import run_checks

    assert [(check.id, check.problems) for check in run_checks() if not check.ok] == []
    assert journal.head()[0] > 40


def test_nobody_is_suspended_while_the_certification_still_holds(staff: dict[str, int]) -> None:
    person = pensioner()
    record_events([(person, date(2022, 7, 10), "window")], by=By(None, MAY_DAY))
    payload = {"month": 202308, "rows": [{"person_id": person}]}
    told(person, 202308, staff, on=date(2023, 7, 2))

    with pytest.raises(Refused, match="没有逾期"):
        actions.preview("suspend_overdue", payload, day=date(2023, 7, 31))
    assert actions.preview("suspend_overdue", payload, day=date(2023, 8, 1))[0].before == "在发 1 人"
