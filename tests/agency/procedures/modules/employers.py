"""Employers: a building project by its price, its roster and its changes; one employer that goes on where another was."""

from __future__ import annotations

from datetime import date
from typing import Any

from shebao.agency.contributions import months
from shebao.agency.employers import projects
from shebao.agency.employers import queries as employers
from shebao.agency.enrolment import queries as enrolment
from shebao.agency.fund import queries as books
from tests.world.employers import Works, enter_project_rate, make_employer, receipt, scan, uscc
from tests.world.money import book
from tests.world.people import citizen_number
from tests.world.staff import carry_through

WORLD = "works"
JULY_3, JULY_28, JULY_31 = date(2023, 7, 3), date(2023, 7, 28), date(2023, 7, 31)


def project(works: Works, code: str = "XM1", day: date = JULY_3) -> int:
    """A road of 48 million yuan, registered."""
    payload = {
        "employer_id": str(works.employer), "code": code, "name": "示例大道", "kind": "road", "developer": "示例县交通局", "place": "甲乡",
        "price_fen": 48_000_000_00, "start_on": "2023-06-20", "end_on": "2024-06-30", "scans": scan(),
    }  # fmt: skip
    return int(carry_through("register_project", payload, works.staff, day))


def change(works: Works, what: str, on: date, code: str = "XM1", **more: Any) -> None:
    payload = {"code": code, "what": what, "on": on.isoformat(), "document": "示例批复", "scans": scan()} | more
    carry_through("close_project", payload, works.staff, on)


def paid(works: Works, key: int) -> None:
    """The tax office's list of 28 July, and the money moved on to the fiscal account on the 31st."""
    row = receipt("X1", "work_injury", projects.due_fen(key), from_month=202307, project="XM1")
    works.receive([row], JULY_28, "GK0728")
    book("treasury_to_fiscal", projects.due_fen(key), JULY_31, "CZ0731", scheme="work_injury")


def register_project(works: Works) -> None:
    """Worked example A: 48,000,000 yuan at 0.1 % is 48,000 yuan; income when it reaches the treasury, covered from the next day."""
    enter_project_rate()
    key = project(works)
    assert projects.due_fen(key) == 48_000_00 and books.balances("work_injury").get(("1005", ""), 0) == 0

    works.receive([receipt("X1", "work_injury", 48_000_00, from_month=202307, project="XM1")], JULY_28, "GK0728")

    assert books.balances("work_injury")["4001", "project"] == -48_000_00
    assert books.balances("work_injury")["1005", ""] == 48_000_00
    book("treasury_to_fiscal", 48_000_00, JULY_31, "CZ0731", scheme="work_injury")
    assert books.balances("work_injury")["1005", ""] == 0 and books.balances("work_injury")["1003", ""] == 48_000_01
    one = projects.project(key)
    assert (one.owed_fen, one.covered_from) == (0, date(2023, 7, 29))
    second = project(works, "XM2", JULY_31)
    change(works, "revoked", JULY_31, "XM2")
    assert projects.project(second).row.outcome == "revoked"


def roster_project(works: Works) -> None:
    """Two come, one of whom nobody here knows; both leave, which takes their coming back."""
    enter_project_rate()
    key = project(works)
    paid(works, key)
    rows = [
        {"citizen_number": citizen_number(date(1990, 1, 2)), "name": name, "trade": "钢筋工", "entered_on": "2023-07-29"}
        for name in ("外地工甲", "外地工乙")
    ]
    carry_through("roster_project", {"code": "XM1", "rows": rows}, works.staff, JULY_31)
    assert projects.project(key).workers == 2
    carry_through("roster_project", {"code": "XM1", "rows": [row | {"left_on": "2023-07-30"} for row in rows]}, works.staff, JULY_31)
    assert projects.project(key).workers == 0 and projects.last_left_on(key) == date(2023, 7, 30)


def close_project(works: Works) -> None:
    """Stopped and resumed again; prolonged; dearer by ten million; finished at last."""
    enter_project_rate()
    key = project(works)
    change(works, "stopped", JULY_3)
    assert projects.project(key).stopped
    change(works, "resumed", JULY_28)
    change(works, "prolonged", JULY_28, new_end_on="2024-12-31")
    change(works, "dearer", JULY_28, price_fen=10_000_000_00)
    one = projects.project(key)
    assert (one.stopped, one.end_on, one.due_fen) == (False, date(2024, 12, 31), 58_000_00)
    change(works, "finished", JULY_31)
    assert projects.project(key).row.ended_on == JULY_31


def succeed_employer(works: Works) -> None:
    """Everybody goes over to the successor without a gap, with wage and arrears; the opposite way brings them back."""
    successor = make_employer(2, "乙机械公司")
    rows = [{"person_id": person} for person in works.workers]
    payload = {
        "employer_id": str(works.employer), "successor_id": uscc(2), "kind": "merged", "on": "2023-06-28", "rows": rows,
        "takes_arrears": "yes", "document": "合并协议", "scans": scan(),
    }  # fmt: skip
    carry_through("succeed_employer", payload, works.staff, date(2023, 6, 28))
    assert enrolment.employed_count(works.employer) == 0 and enrolment.employed_count(successor) == 3
    assert employers.arrears_taken_over(works.employer) and employers.successions(successor)[0].owed_fen == 8_229_09
    carry_through("assess_month", {"month": "2023-07"}, works.staff, JULY_3)
    assert sum(row.due_fen for row in months.owed(successor)) == 8_229_09

    back = payload | {"employer_id": uscc(2), "successor_id": str(works.employer), "on": "2023-07-28"}
    carry_through("succeed_employer", back, works.staff, JULY_28)

    assert enrolment.employed_count(works.employer) == 3 and enrolment.employed_count(successor) == 0


MODULES = (
    ("register_project", register_project, "close_project"),
    ("roster_project", roster_project, "roster_project"),
    ("close_project", close_project, "close_project"),
    ("succeed_employer", succeed_employer, "succeed_employer"),
)
