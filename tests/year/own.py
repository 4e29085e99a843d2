"""Stories that only the year tells: what an empty county begins with, one person at the counter, a month of payout, the year's accounts."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from django.contrib.auth import get_user_model
from django.test import Client

from shebao.agency.accounts import queries as accounts
from shebao.agency.accounts import statements
from shebao.agency.evaluation import actions as evaluation
from shebao.agency.fund import actions as fund
from shebao.agency.matters import attachments
from shebao.agency.matters import queries as matters
from shebao.agency.payout import actions as payout
from shebao.agency.payout import queries as runs
from shebao.agency.payout.models import Line, Run
from shebao.agency.people import queries as people
from shebao.agency.procedures.collection.reconcile_collection import _compared
from shebao.agency.procedures.payout import settle_payout
from shebao.agency.schemes.employee import KEY as EMPLOYEE
from shebao.agency.staff.queries import posts_of
from shebao.agency.store.columns import int_column
from tests.agency.procedures.modules.controls import by_parameters
from tests.agency.procedures.modules.fund import by_business, issue_fund_report
from tests.agency.procedures.test_go_live import contributor, pensioner
from tests.support.scans import picture
from tests.world.calendar import JUNE_DAY, MAY, MAY_DAY, by
from tests.world.employers import Works, collected, make_workers
from tests.world.law import SCHEME
from tests.world.money import County, bank_answer, enter_slip
from tests.world.people import BANK, bank_card, citizen_number, make_village
from tests.world.staff import carry_through, make_member


def villages_and_people_of_the_old_system(county: County) -> None:
    """Two villages entered; two people handed over, one of whom is in payment; one registered at the counter and ended again."""
    staff = county.staff
    rows = [{"township": "云台镇", "village": village} for village in ("柳树村", "石桥村")]
    carry_through("add_villages", {"rows": rows}, staff)
    village = make_village("云台镇", "柳树村")
    handed = {"month": "2023-05", "rows": [contributor(village), pensioner(village)]}
    ids = carry_through("take_over", handed, staff)
    assert accounts.balances(int_column(ids), SCHEME).tolist() == [3_000_00, 3_000_00]
    form = {"citizen_number": citizen_number(date(1990, 5, 6)), "name": "新参保人", "village_id": village}
    (person,) = carry_through("register_person", form, staff)
    assert people.person(person).name == "新参保人"
    carry_through("end_insurance", {"rows": [{"person_id": person}], "reason": "duplicate"}, staff)


def a_worker_comes_and_goes(works: Works) -> None:
    """One worker enrolled by the form, and withdrawn by it."""
    (person,) = make_workers(("孙丁",))
    form = {"employer_id": str(works.employer), "person_id": person, "hired_on": "2023-06-25", "from_month": 202307}
    july = date(2023, 7, 3)
    carry_through("enrol_employees", form | {"wage_fen": 5_000_00, "form": "contract"}, works.staff, july)
    leaving = {"employer_id": str(works.employer), "person_id": str(person), "reason": "dismissed", "to_month": "2023-07"}
    carry_through("withdraw_employees", leaving, works.staff, date(2023, 7, 20))


def a_post_is_given_and_taken(county: County) -> None:
    """The rights of the county are given by three people, and taken back by the same matter."""
    hands = {
        "acceptance": make_member("year-ops", "ops"),
        "reviewer": county.staff["inspector"],
        "approver": make_member("year-city", "rights_admin"),
    }
    member = make_member("year-newcomer")
    carry_through("appoint_member", {"username": "year-newcomer", "post": "reviewer", "since": "2023-05-10"}, hands)
    assert posts_of(member) == {"reviewer"}


def the_agency_states_itself(county: County) -> None:
    """The figures of the agency typed on their own page, looked at by another; the last statement is the one that holds."""
    evaluation.enter_figures("year", 2023, [evaluation.Entered("entered", "agency.name", "示例", "text", "文件")], by=by(MAY_DAY))
    clerk, second = Client(), Client()
    for client, post in ((clerk, "acceptance"), (second, "reviewer")):
        client.force_login(get_user_model().objects.get(pk=county.staff[post]), backend="django.contrib.auth.backends.ModelBackend")
    for number in ("12", "13"):
        answer = clerk.post("/report/stated/year/2023/", {"entered-staff.retired": number, "document": "编制批复"})
        matter = int(re.sub(r"\D", "", answer.headers["Location"]))
        detail = matters.matter(matter)
        assert detail is not None
        assert second.post(f"/matters/{matter}/approve/", {"digest": detail.content_digest}).status_code == 302


def may_is_paid(county: County) -> None:
    """The month that three approved goes to the bank. One account was never verified: held, and let through. One payment comes back, is
    never due, and is due after all. A death of April is told while the bank pays, so that a debt is opened afterwards."""
    held, returned, dead = county.people[:3]
    run = Run.objects.get(scheme=SCHEME, month=MAY, kind="regular", state="approved")
    payout.write_file(run.pk, by=by(MAY_DAY, county.staff["finance_maker"]))
    settle_payout.submit(run.pk, by=by(MAY_DAY, county.staff["finance_checker"]))
    line = Line.objects.get(run=run, person_id=returned)
    told = {"person_id": dead, "died_on": "2023-04-20", "source": "village", "scans": scans()}
    carry_through("report_death", told, county.staff, MAY_DAY)
    content = bank_answer(run, MAY_DAY, {line.pk: "02"})
    enter_slip(run.pk, content, by=by(MAY_DAY, county.staff["finance_checker"]))
    settle_payout.settle(run.pk, content, "回盘.txt", by=by(MAY_DAY, county.staff["finance_maker"]))
    rows = [{"person_id": returned}]
    for outcome, reason in (("never", "误为已死亡"), ("take_back", "本人健在")):
        by_business(county, "settle_return", {"outcome": outcome, "reason": reason, "rows": rows}, MAY_DAY)
    county.change_account(returned, MAY_DAY)
    again = county.settled(MAY, "reissue", MAY_DAY)
    assert runs.amounts_by_person(again.pk)[returned] == line.total_fen and held not in runs.amounts_by_person(run.pk)
    county.release([held], "unverified_account", MAY, MAY_DAY)
    asked = {"person_id": dead, "drawn_by": "张三（儿子）", "hearing": "heard", "scans": scans()}
    carry_through("open_debt", asked, county.staff, MAY_DAY)
    (debt,) = runs.debts_of(dead, SCHEME)
    assert (debt.first_month, debt.last_month) == (MAY, MAY)


def june_is_reconciled(works: Works) -> None:
    """June of the employees' fund held against tax, treasury and the fiscal account, what is still on the way with its cause; twice."""
    works.receive(works.rows())
    papers: dict[str, Any] = {"scheme": EMPLOYEE, "month": 202306, "tax_fen": 0, "treasury_fen": 0, "fiscal_fen": 0}
    ours = _compared(papers)
    papers |= {"tax_fen": ours.received_fen, "treasury_fen": ours.booked_fen, "fiscal_fen": ours.moved_fen}
    papers |= {"transit_cause": "in_transit", "transit_note": "月末在途，七月初到"} if ours.booked_fen != ours.moved_fen else {}
    for _ in range(2):
        collected("reconcile_collection", papers, works.staff, date(2023, 7, 3))


def the_years_accounts_are_closed(county: County) -> None:
    """Interest of the employees' accounts for the year, taken back and credited again; statements given out and made void."""
    one, january = {"scheme": EMPLOYEE, "year": "2023"}, date(2024, 1, 10)
    carry_through("credit_interest", one, county.staff, date(2023, 12, 31))
    carry_through("withdraw_interest", one | {"reason": "利率录错", "scans": scans()}, county.staff, date(2023, 12, 31))
    carry_through("credit_interest", one, county.staff, date(2023, 12, 31))
    carry_through("issue_rights_statement", one | {"channel": "web"}, county.staff, january)
    (issue, *_) = statements.issues(EMPLOYEE)
    void = {"kind": "statement", "record": issue.id, "reason": "利率录错"}
    carry_through("withdraw_statement", void, county.staff, january)
    assert [issue.void for issue in statements.issues(EMPLOYEE)] == [True]


def an_account_and_a_limit_are_changed(county: County) -> None:
    """An account changed at the counter, its number typed again by the second; a limit of the agency set, and set wider."""
    person = county.people[0]
    for _ in range(2):
        account = {"person_id": person, "bank": BANK, "account_number": bank_card()}
        carry_through("change_bank_account", account, county.staff)
    for people_of_a_matter in ("5000", "9000"):
        by_parameters(county, {"what": "limit", "key": "matter_people", "value": people_of_a_matter})


def may_is_closed(county: County) -> None:
    """May's vouchers are looked at by the second of the fund's finance, and the month is reported."""
    fund.check_vouchers(SCHEME, MAY, by=by(JUNE_DAY, county.staff["finance_checker"]))
    issue_fund_report(county)


def scans() -> list[dict[str, Any]]:
    """One scan on the shelf."""
    return [attachments.keep("材料.png", picture())._asdict()]
