"""Complaints: each kind received, carried to its end within its own days, and opened again or undone."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from shebao.agency.procedures import actions
from shebao.agency.registers import queries
from shebao.base.finding import Refused
from tests.agency.procedures.modules.fund import by_business
from tests.world.money import County

WORLD = "paying"
MAY_8, MAY_15, JULY_10 = date(2023, 5, 8), date(2023, 5, 15), date(2023, 7, 10)


def by_inspector(county: County, key: str, payload: dict[str, Any], day: date = JULY_10) -> Any:
    """Through the inspector, the reviewer and the approver."""
    posts = {"maker_id": "inspector", "reviewer_id": "reviewer", "approver_id": "approver"}
    return actions.carry_through(key, payload, day=day, **{role: county.staff[post] for role, post in posts.items()})


def step(record_id: int, what: str, on: str, **more: Any) -> dict[str, Any]:
    """A step of a record."""
    return {"what": what, "record_id": str(record_id), "on": on, "note": "示例说明"} | more


def register_petition(county: County) -> None:
    """Worked example N: notice in 15 days, answer in 60, thirty more; reviewed, reviewed again, and then no more."""
    payload = {
        "kind": "appeal", "channel": "来访", "on": "2024-05-06", "party": "信访人甲", "address": "甲村", "title": "暂停期间的待遇"
    }  # fmt: skip
    (key,) = by_business(county, "register_petition", payload, date(2024, 5, 6))
    assert queries.record(key).current_due == date(2024, 5, 21)
    by_business(county, "register_petition", step(key, "received", "2024-05-15"), date(2024, 5, 15))
    assert queries.record(key).current_due == date(2024, 7, 14)
    by_business(county, "register_petition", step(key, "extended", "2024-07-10", days="30"), date(2024, 7, 10))
    assert queries.record(key).current_due == date(2024, 8, 13)
    by_business(county, "register_petition", step(key, "answered", "2024-07-12", law="条例第二十四条"), date(2024, 7, 12))
    assert "2024-08-11" in queries.steps_of(key)[-1].text and queries.record(key).state == "done"
    by_business(county, "register_petition", step(key, "review", "2024-07-30"), date(2024, 7, 30))
    assert (queries.record(key).state, queries.record(key).current_due) == ("open", date(2024, 8, 29))
    with pytest.raises(Refused, match="现在是“请求复查，重新办理”"):
        by_business(county, "register_petition", step(key, "answered", "2024-08-20", law="条例"), date(2024, 8, 20))
    by_business(county, "register_petition", step(key, "reviewed", "2024-08-20", law="条例第三十五条"), date(2024, 8, 20))
    with pytest.raises(Refused, match="请求复核超过"):
        by_business(county, "register_petition", step(key, "recheck", "2024-09-20"), date(2024, 9, 20))
    by_business(county, "register_petition", step(key, "recheck", "2024-09-10"), date(2024, 9, 10))
    assert queries.record(key).current_due == date(2024, 10, 10)
    by_business(county, "register_petition", step(key, "rechecked", "2024-10-08", law="条例第三十六条"), date(2024, 10, 8))
    with pytest.raises(Refused, match="复核以后不再受理"):
        by_business(county, "register_petition", step(key, "review", "2024-10-09"), date(2024, 10, 9))


def handle_report(county: County) -> None:
    """Whoever asks to stay secret stands in no register; answered, and opened again."""
    payload = {
        "kind": "phone", "on": "2023-05-08", "confidential": "yes", "informant": "举报人甲", "party": "某公司", "title": "没有申报工资",
        "due_on": "2023-07-07",
    }  # fmt: skip
    (key,) = by_inspector(county, "handle_report", payload)
    assert queries.record(key).detail_rows == [("举报人", "要求保密")]
    by_inspector(county, "handle_report", step(key, "replied", "2023-07-01"))
    by_inspector(county, "handle_report", step(key, "reopen", "2023-07-05", due_on="2023-08-05"))
    assert queries.record(key).state == "open"


def answer_enquiry(county: County) -> None:
    """Promised, answered, opened again because the answer did not satisfy."""
    payload = {"kind": "12345", "on": "2023-05-08", "party": "来电人", "title": "何时到账", "due_on": "2023-05-12"}
    (key,) = by_business(county, "answer_enquiry", payload)
    by_business(county, "answer_enquiry", step(key, "answered", "2023-05-10", satisfied="不满意"))
    by_business(county, "answer_enquiry", step(key, "reopen", "2023-05-11", due_on="2023-05-15"))
    assert queries.record(key).current_due == date(2023, 5, 15)


def handle_dispute(county: County) -> None:
    """Answered by the day of the paper, lost, appealed."""
    payload = {
        "kind": "lawsuit", "number": "（2023）某01行初1号", "on": "2023-05-08", "party": "原告甲", "title": "不服核定", "due_on": "2023-05-23"
    }  # fmt: skip
    (key,) = by_business(county, "handle_dispute", payload, JULY_10)
    by_business(county, "handle_dispute", step(key, "answered", "2023-05-20"), JULY_10)
    by_business(county, "handle_dispute", step(key, "ended", "2023-06-20"), JULY_10)
    by_business(county, "handle_dispute", step(key, "appealed", "2023-07-01", due_on="2023-07-05"), JULY_10)
    assert key in [row.id for row in queries.due(JULY_10)]


def disclose_information(county: County) -> None:
    """Twenty working days, and twenty more; refused, and opened again."""
    (key,) = by_business(
        county, "disclose_information", {"kind": "online", "on": "2023-05-08", "party": "申请人甲", "title": "基金收支"}, JULY_10
    )
    assert queries.record(key).current_due == date(2023, 6, 5)
    by_business(county, "disclose_information", step(key, "extended", "2023-06-01", days="20"), JULY_10)
    assert queries.record(key).current_due == date(2023, 7, 4)
    by_business(county, "disclose_information", step(key, "refused", "2023-06-20"), JULY_10)
    by_business(county, "disclose_information", step(key, "reopen", "2023-07-03"), JULY_10)
    assert queries.record(key).state == "open"


MODULES = (
    ("register_petition", register_petition, "register_petition"),
    ("handle_report", handle_report, "handle_report"),
    ("answer_enquiry", answer_enquiry, "answer_enquiry"),
    ("handle_dispute", handle_dispute, "handle_dispute"),
    ("disclose_information", disclose_information, "disclose_information"),
)
