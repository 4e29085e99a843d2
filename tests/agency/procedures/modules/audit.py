"""Audits: the twenty-seven findings of one, closed on evidence by three people, one relapsed a year later, one entered in error."""

from __future__ import annotations

from datetime import date

from shebao.agency.matters import attachments
from shebao.agency.registers import queries
from tests.agency.procedures.modules.complaints import by_inspector, step
from tests.support.scans import picture
from tests.world.money import County

WORLD = "paying"
DAY = date(2023, 7, 10)


def entered(county: County, number: int, fen: str = "0") -> int:
    """A finding of an outside audit."""
    payload = {
        "kind": "outside", "number": f"某审报〔2022〕3号-{number}", "on": "2022-11-01", "title": f"问题{number}", "clause": "财务制度第四十条",
        "owner": "审批岗", "measure": "补办手续", "due_on": "2023-06-30", "amount_fen": fen,
        "scans": [attachments.keep("取证单.png", picture())._asdict()],
    }  # fmt: skip
    (key,) = by_inspector(county, "register_finding", payload, DAY)
    return int(key)


def register_finding(county: County) -> None:
    """Two entered; one delayed, one undone: one is left to count."""
    first, second = entered(county, 1), entered(county, 2)
    by_inspector(county, "register_finding", step(first, "delayed", "2023-06-20", due_on="2023-09-30"), DAY)
    by_inspector(county, "register_finding", step(second, "undo", "2023-07-01"), DAY)
    assert queries.standing("finding", 2022).count() == 1
    assert queries.record(first).current_due == date(2023, 9, 30)


def close_finding(county: County) -> None:
    """Closed with the money that came back; a year later it is there again."""
    key = entered(county, 1, "1000.00")
    by_inspector(county, "close_finding", step(key, "closed", "2023-06-20", amount_fen="1000.00"), DAY)
    assert queries.record(key).state == "done"
    by_inspector(county, "close_finding", step(key, "recurred", "2024-06-25", due_on="2024-09-30"), date(2024, 7, 1))
    assert queries.record(key).state == "open"


MODULES = (("register_finding", register_finding, "register_finding"), ("close_finding", close_finding, "close_finding"))
