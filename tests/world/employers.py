"""Employers of the tests' county and their people, made through the product's own matters."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from shebao.agency.employers.actions import NewEmployer, register
from shebao.agency.fund import actions as fund
from shebao.agency.journal.by import By
from shebao.agency.matters import attachments
from shebao.agency.parameters import actions as parameters
from shebao.agency.parameters.actions import NewValue
from shebao.agency.people import queries as people
from shebao.agency.procedures.actions import carry_through as carry
from shebao.base.identity import uscc_check_character
from tests.support.scans import picture

from .calendar import by
from .law import PLACE
from .people import make_people, new_person, start_over
from .staff import carry_through, make_staff

HIRED = date(2023, 5, 22)
JUNE_1 = date(2023, 6, 1)
SCHEMES = ("employee", "unemployment", "work_injury")
TWENTY_EIGHTH = date(2023, 6, 28)


def uscc(number: int) -> str:
    """A unified social credit code of nobody: the region code belongs to no place."""
    body = f"91990000MA{number:07d}"
    return body + uscc_check_character(body)


def new_employer(number: int = 1, name: str = "甲机械厂", **more: Any) -> NewEmployer:
    """A row for `employers.actions.register`."""
    row: dict[str, Any] = {
        "uscc": uscc(number),
        "name": name,
        "kind": "enterprise",
        "founded_on": date(2023, 3, 1),
        "legal_person": "王甲",
        "address": "甲乡一村 1 号",
        "industry": "通用设备制造业",
        "risk_class": 2,
        "tax_office": "示例县税务局",
        "agent_name": "李乙",
        "agent_phone": "13800001234",
        "schemes": SCHEMES,
        "from_month": 202306,
    }
    return NewEmployer(**row | more)


def make_employer(number: int = 1, name: str = "甲机械厂", *, day: date = JUNE_1, **more: Any) -> int:
    """The id of an employer."""
    return register([new_employer(number, name, **more)], by=by(day))[0]


def make_workers(names: Sequence[str] = ("王甲一", "李甲二", "赵甲三")) -> list[int]:
    """People of working age who are registered and insured in nothing."""
    return make_people([new_person(name, birth=date(1985, 4, 2), card=None) for name in names], day=JUNE_1)


def enter_reference_wage(yuan: str = "7194", year: int = 2023) -> None:
    """The reference wage of a year as the county entered it: floor 4,316 and cap 21,582 in 2023."""
    span = {"effective_from": date(year, 1, 1), "effective_to": date(year, 12, 31)}
    parameters.enter(
        NewValue("reference_wage", PLACE, content=yuan, document=f"示例〔{year}〕1号", confidence="high", **span), by=By(None, JUNE_1)
    )


def open_all_books(month: int = 202306) -> None:
    """Books of the three funds, each with nothing in them yet but a fen in the fiscal account."""
    for scheme in SCHEMES:
        fund.open_books(scheme, month, JUNE_1, {"1003": 1}, by=By(None, JUNE_1))


def hire(workers: Sequence[int], wages_fen: Sequence[int], employer_id: int, staff: dict[str, int], *, day: date = JUNE_1) -> None:
    """Enrol workers by one list of their employer."""
    rows = [
        {"person_id": person, "hired_on": HIRED.isoformat(), "wage_fen": fen, "form": "contract", "from_month": 202306}
        for person, fen in zip(workers, wages_fen, strict=True)
    ]
    carry_through("enrol_many_employees", {"employer_id": str(employer_id), "rows": rows}, staff, day)


def collected(key: str, payload: dict[str, Any], staff: dict[str, int], day: date) -> Any:
    """Take a matter of collection through the fund's finance and the approver."""
    maker, checker, approver = staff["finance_maker"], staff["finance_checker"], staff["approver"]
    return carry(key, payload, day=day, maker_id=maker, reviewer_id=checker, approver_id=approver)


def number_of(person_id: int) -> str:
    """The citizen number of a person, as a list of the tax office gives it."""
    return people.citizen_numbers([person_id])[0]


def receipt(ticket: str, scheme: str, unit_fen: int, person_fen: int = 0, **more: Any) -> dict[str, Any]:
    """One row of the tax office's list for June."""
    row = {"ticket": ticket, "uscc": uscc(1), "scheme": scheme, "from_month": 202306, "unit_fen": unit_fen, "person_fen": person_fen}
    return row | more


def receipts(rows: Sequence[dict[str, Any]], on: date = TWENTY_EIGHTH, number: str = "GK0628") -> dict[str, Any]:
    """The payload of a list of receipts, with a slip for each scheme in it that is the sum of its rows."""
    payload: dict[str, Any] = {"rows": [dict(row) for row in rows], "on": on.isoformat()}
    for scheme in {row["scheme"] for row in rows}:
        mine = [row for row in rows if row["scheme"] == scheme]
        payload[f"{scheme}_slip"] = f"{number}-{scheme}"
        payload[f"{scheme}_fen"] = sum(
            row.get(name, 0) for row in mine for name in ("unit_fen", "person_fen", "late_fee_fen", "interest_fen")
        )
    return payload


TWENTY_FIRST = date(2023, 6, 21)
WAGES = (3_900_00, 6_500_00, 25_000_00)
UNIT, PERSON = (690_56, 1_040_00, 3_453_12), (345_28, 520_00, 1_726_56)
"""What employer and workers owe of the pension for June, worker by worker."""


class Works:
    """A machine works with three workers, assessed for June 2023 and handed to the tax office: the worked example of a month."""

    def __init__(self) -> None:
        start_over()
        self.staff = staff = make_staff()
        enter_reference_wage()
        open_all_books()
        self.employer = make_employer()
        self.workers = make_workers()
        hire(self.workers, WAGES, self.employer, staff)
        carry_through("assess_month", {"month": "2023-06"}, staff, TWENTY_FIRST)
        collected("send_to_tax", {"month": "2023-06"}, staff, date(2023, 6, 24))

    def rows(self, *, one_by_one: bool = True) -> list[dict[str, Any]]:
        """What the tax office says when everything is paid: pension person by person, the others in one sum each."""
        pension = [
            receipt(f"P{i}", "employee", UNIT[i], PERSON[i], payer_number=number_of(person)) for i, person in enumerate(self.workers)
        ]
        whole = [receipt("P", "employee", sum(UNIT), sum(PERSON))]
        others = [receipt("U", "unemployment", 226_78, 97_20), receipt("I", "work_injury", 129_59)]
        return (pension if one_by_one else whole) + others

    def receive(self, rows: list[dict[str, Any]], on: date = TWENTY_EIGHTH, number: str = "GK0628") -> int:
        return int(collected("receive_from_tax", receipts(rows, on, number), self.staff, on))


def scan() -> list[dict[str, Any]]:
    """One picture on the shelf, as a form hands it over."""
    return [attachments.keep("证明.png", picture())._asdict()]


def enter_project_rate(value: str = "0.001") -> None:
    """What building projects pay by their price, as the county entered it."""
    row = NewValue(
        "injury_project_rate",
        PLACE,
        content=value,
        document="示例〔2023〕3号",
        confidence="medium",
        effective_from=date(2023, 1, 1),
        effective_to=date(2030, 12, 31),
    )
    parameters.enter(row, by=By(None, JUNE_1))
