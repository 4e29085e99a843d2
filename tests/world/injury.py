"""Injured people of the tests' county: a works insured since January, cases recognised and graded through the product's own matters."""

from __future__ import annotations

from datetime import date
from typing import Any

from shebao.agency.fund import actions as fund
from shebao.agency.injury import queries as injury
from shebao.agency.journal.by import By
from shebao.agency.matters import attachments
from shebao.agency.parameters import actions as parameters
from shebao.agency.parameters.actions import NewValue
from shebao.agency.payout import actions as payout
from shebao.agency.payout import queries as runs
from shebao.agency.payout.models import Run
from shebao.agency.people import actions as people
from shebao.agency.people import queries as people_queries
from shebao.agency.procedures.actions import carry_through as carry
from shebao.agency.schemes.work_injury import KEY as INJURY
from shebao.base.identity import uscc_check_character
from tests.support.scans import picture

from .calendar import by
from .employers import make_employer
from .law import PLACE
from .money import release_payload
from .people import BANK, bank_card, citizen_number, make_people, new_person, start_over
from .runs import settle_computed
from .staff import carry_through, make_staff

INSURED, HAPPENED, APPLIED, DECIDED = date(2023, 1, 20), date(2023, 2, 6), date(2023, 2, 20), date(2023, 3, 20)
CONCLUDED, SERVED, AFTER = date(2023, 4, 10), date(2023, 4, 14), date(2023, 5, 8)
WAGES = {"own_wage_fen": "5000.00", "wage_proof": "2022 年工资表", "area_wage_fen": "6000.00", "area_document": "例〔2023〕1号"}


def scans() -> list[dict[str, Any]]:
    """One scan on the shelf."""
    return [attachments.keep("材料.png", picture())._asdict()]


class Injuries:
    """Staff, an employer, books with money, and the verbs of a case."""

    def __init__(self) -> None:
        start_over()
        self.staff = make_staff()
        self.employer = make_employer(name="甲机械厂", day=date(2023, 1, 3), founded_on=date(2023, 1, 2), from_month=202301)
        opening = {"1003": 10**9, "1004": 5 * 10**8}
        fund.open_books(INJURY, 202305, date(2023, 5, 1), opening, by=By(None, date(2023, 5, 1)))

    def do(self, key: str, day: date = AFTER, **payload: Any) -> Any:
        """A matter through acceptance, review and approval."""
        return carry_through(key, payload, self.staff, day)

    def finance(self, key: str, day: date = AFTER, **payload: Any) -> Any:
        """A matter through the fund's finance, and the approver where three decide."""
        maker, checker, approver = (self.staff[post] for post in ("finance_maker", "finance_checker", "approver"))
        return carry(key, payload, day=day, maker_id=maker, reviewer_id=checker, approver_id=approver)

    def enter(self, key: str, content: Any, place: str = PLACE) -> None:
        """A legal value as the county entered it, for some years."""
        span = {"effective_from": date(2021, 1, 1), "effective_to": date(2026, 12, 31)}
        value = NewValue(key, place, content=content, document="示例〔2023〕1号", confidence="high", **span)
        parameters.enter(value, by=by(date(2023, 1, 5)))

    def person(self, name: str = "吴己", birth: date = date(1980, 3, 4)) -> int:
        return make_people([new_person(name, birth=birth)], day=date(2023, 1, 5))[0]

    def case(self, person: int, *, insured: bool = True, day: date = date(2023, 3, 22), **more: Any) -> int:
        """A recognised case; insured False: the employer never paid."""
        facts: dict[str, Any] = {
            "person_id": person, "kind": "accident", "happened_on": HAPPENED.isoformat(), "employer_id": str(self.employer),
            "decision_no": "例工伤认字1号", "decided_on": DECIDED.isoformat(), "applied_on": APPLIED.isoformat(), "result": "recognised",
            "third_party": "no",
        }  # fmt: skip
        if insured:
            facts["insured_on"] = INSURED.isoformat()
        return int(self.do("record_recognition", day, **facts | more))

    def grade(self, case_id: int, grade: int, nursing: str = "none", *, day: date = date(2023, 4, 20), **more: Any) -> None:
        facts = {
            "case_id": case_id, "kind": "first", "conclusion_no": "例劳鉴1号", "concluded_on": CONCLUDED.isoformat(),
            "served_on": SERVED.isoformat(), "grade": str(grade), "nursing": nursing,
        }  # fmt: skip
        self.do("record_grade", day, **facts | more)

    def graded(self, grade: int, nursing: str = "none", name: str = "吴己") -> tuple[int, int]:
        """(person, case) of somebody graded."""
        person = self.person(name)
        case_id = self.case(person)
        self.grade(case_id, grade, nursing)
        return person, case_id

    def disability(self, case_id: int, day: date = AFTER, **more: Any) -> int:
        """The claim that decides what a graded worker is paid."""
        facts = {"case_id": case_id, "final": "no", "retired": "no", "minimum_wage_fen": "1820.00", **WAGES}
        return int(self.do("decide_injury_disability", day, **facts | more))

    def dies(self, person: int, on: date = date(2023, 5, 10), day: date = date(2023, 5, 12)) -> None:
        self.do("report_death", day, person_id=person, died_on=on.isoformat(), source="relatives")

    def heirs(self, person: int, *names: tuple[str, str], day: date = date(2023, 5, 15)) -> None:
        """Heirs in equal parts, each (name, relation), with verified accounts."""
        rows = [
            {
                "citizen_number": citizen_number(date(1981, 1, 2)), "name": name, "relation": relation, "parts": 1, "bank": BANK,
                "account_number": bank_card(),
            }
            for name, relation in names
        ]  # fmt: skip
        self.do("register_heirs", day, person_id=person, rows=rows, basis="agreement", scans=scans())
        self.verify_accounts([row["citizen_number"] for row in rows], day)

    def pay_once(self, month: int, day: date, *, scheme: str = INJURY) -> Run:
        """A one-off run whose payments above the line of collective review were looked at by two people."""
        staff = self.staff
        run = payout.compute(
            payout.propose(scheme, month, "one_off", place=PLACE, by=By(staff["acceptance"], day)).pk, actor_id=staff["acceptance"]
        )
        waiting = [row.person_id for row in runs.exclusions(run.pk) if row.reason == "one_off_cap"]
        if waiting:
            approver = staff["approver"]
            payload = release_payload(sorted(set(waiting)), "one_off_cap", month, reason="集体会审纪要") | {"scheme": scheme}
            carry("release_held", payload, day=day, maker_id=staff["inspector"], reviewer_id=approver, approver_id=approver)
            run = payout.compute(run.pk, actor_id=staff["acceptance"])
        return settle_computed(staff, run, day)

    def verify_accounts(self, numbers: list[str], day: date) -> None:
        ids = [one for one in people_queries.find_many(numbers) if one is not None]
        accounts = [one.id for one in people_queries.bank_account_in_force(ids).values() if not one.verified]
        people.verify_bank_accounts(accounts, "银行户名核验回执", by=by(day))


def only_claim(case_id: int) -> injury.ClaimRow:
    """The one claim of a case."""
    (claim,) = injury.claims_of(case_id)
    return claim


def bill(ticket: str, on: str, yuan: int, *, service: str = "treatment", catalogue: str = "within", **more: Any) -> dict[str, Any]:
    """One item of a bill of the county's hospital."""
    row = {"ticket": ticket, "provider": "县人民医院", "on": on, "service": service, "catalogue": catalogue, "charged_fen": yuan * 100}
    return row | more


def sign_hospital(world: Injuries, day: date = date(2023, 1, 10), **more: Any) -> int:
    """The county's hospital under agreement for 2023, with a deposit of five hundredths."""
    facts = {
        "event": "signed", "uscc": "12990000MB00000018", "name": "县人民医院", "kind": "medical", "from_month": "2023-01", "to_month": "2023-12",
        "licence_to": "2026-12-31", "deposit_percent": 5, "bank": BANK, "account_number": "6200000123456789",
    }  # fmt: skip
    facts["uscc"] = "12990000MB0000001" + uscc_check_character("12990000MB0000001")
    return int(world.do("agree_injury_provider", day, **facts | more))
