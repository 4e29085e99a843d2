"""Controls: a limit that keeps a run unsigned until a session agreed to it, somebody standing in whose rights go back, and recusal."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from shebao.agency.installation import queries as installation
from shebao.agency.journal.by import By
from shebao.agency.matters import queries as matters
from shebao.agency.payout import actions as payout
from shebao.agency.payout.models import Run
from shebao.agency.procedures import actions
from shebao.agency.staff import queries as staff
from shebao.base.finding import Refused
from tests.agency.procedures.modules.recovery import scans
from tests.world.calendar import JULY_DAY, MAY_DAY
from tests.world.money import County
from tests.world.staff import make_member

WORLD = "paying"


def governed(county: County, key: str, payload: dict[str, Any], makers: tuple[str, str, str], day: date = MAY_DAY) -> Any:
    """Through three posts, those that are missing in this county made first."""
    for post in makers:
        if post not in county.staff:
            county.staff[post] = make_member(post, post)
    maker, reviewer, approver = (county.staff[post] for post in makers)
    return actions.carry_through(key, payload, day=day, maker_id=maker, reviewer_id=reviewer, approver_id=approver)


def by_parameters(county: County, payload: dict[str, Any], day: date = MAY_DAY) -> Any:
    """A limit or a session, through parameters, inspection and approval."""
    asked = {"from_day": day.isoformat(), "document": "内控办法〔2023〕1号", "scans": scans()} | payload
    return governed(county, "set_authority", asked, ("parameters", "inspector", "approver"), day)


def by_rights(county: County, payload: dict[str, Any], day: date = MAY_DAY) -> Any:
    """A change of posts, through the system post, inspection and the rights post."""
    asked = {"since": day.isoformat(), "reason": "示例原因"} | payload
    return governed(county, "rotate_delegate", asked, ("ops", "inspector", "rights_admin"), day)


def approve(county: County, run: Run) -> Run:
    """The approver signs."""
    return payout.approve(run.pk, run.digest, by=By(county.staff["approver"], MAY_DAY))


def set_authority(county: County) -> None:
    """Beyond the agency's own limit a run waits for a session of three with an inspector and without its maker; a list of people too."""
    by_parameters(county, {"what": "limit", "key": "regular_fen", "value": "100"})
    run = county.sealed()
    payout.review(run.pk, run.digest, by=By(county.staff["reviewer"], MAY_DAY))
    with pytest.raises(Refused, match=r"超过授权额度 100\.00 元，没有同意它的集体会审纪要"):
        approve(county, run)
    session = {
        "what": "meeting", "agreed": "yes", "decision": "同意发放", "rows": [{"kind": "run", "number": str(run.pk)}],
        "attendees": "reviewer、approver、inspector",
    }  # fmt: skip
    with pytest.raises(Refused, match="不足 3 人"):
        by_parameters(county, session | {"attendees": "approver、inspector"})
    with pytest.raises(Refused, match="没有稽核内控岗"):
        by_parameters(county, session | {"attendees": "reviewer、approver、finance_maker"})
    with pytest.raises(Refused, match="不能参加表决"):
        by_parameters(county, session | {"attendees": "acceptance、approver、inspector"})
    by_parameters(county, session | {"agreed": "no"})
    with pytest.raises(Refused, match="没有同意它的集体会审纪要"):
        approve(county, run)
    by_parameters(county, session)
    assert approve(county, run).state == "approved"
    by_parameters(county, {"what": "limit", "key": "matter_people", "value": "1"})
    rows = [{"person_id": person, "on": "2023-05-02", "kind": "window"} for person in county.people[:2]]
    with pytest.raises(Refused, match="办件：一件涉及人数是 2 人，超过授权额度 1 人"):
        county_business(county, {"rows": rows})
    by_parameters(county, {"what": "limit", "key": "matter_people", "value": "5"})
    county_business(county, {"rows": rows})


def county_business(county: County, payload: dict[str, Any]) -> None:
    """A list of certifications."""
    governed(county, "record_certifications", payload, ("acceptance", "reviewer", "approver"))


def rotate_delegate(county: County) -> None:
    """Acceptance acts as reviewer for three days and accepts nothing meanwhile; not beyond thirty, not across lines; ended early."""
    now = installation.business_day()
    asked = {"what": "deputise", "username": "reviewer", "post": "reviewer", "deputy": "acceptance", "until": now.isoformat()}
    with pytest.raises(Refused, match="1 至 30 天"):
        by_rights(county, asked, date(2023, 5, 8))
    with pytest.raises(Refused, match="互不兼任"):
        by_rights(county, asked | {"deputy": "finance_maker"}, now)
    by_rights(county, asked, now)
    me, away = county.staff["acceptance"], county.staff["reviewer"]
    assert (staff.posts_of(me), staff.posts_of(away)) == ({"reviewer"}, frozenset())
    with pytest.raises(Refused, match="已有人在代理"):
        by_rights(county, asked | {"username": "approver", "post": "approver"}, now)
    (swap,) = staff.swaps()
    by_rights(county, {"what": "end", "swap_id": str(swap.id)}, now)
    assert (staff.posts_of(me), staff.posts_of(away)) == ({"acceptance"}, {"reviewer"})
    kept_out(county)
    by_rights(county, {"what": "rotate", "username": "reviewer", "post": "reviewer", "to_post": "acceptance"}, now)
    assert staff.posts_of(away) == {"acceptance"} and staff.hand_overs()[0].to_post == "acceptance"


def kept_out(county: County) -> None:
    """Whoever is kin of somebody in a matter says so, and reviews it no more."""
    payload = {"rows": [{"person_id": county.people[0], "on": "2023-05-02", "kind": "window"}]}
    matter = actions.submit("record_certifications", payload, by=By(county.staff["acceptance"], JULY_DAY))
    row = matters.matter(matter)
    assert row is not None
    by_rights(county, {"what": "recuse", "username": "reviewer", "matter_number": row.row.number}, installation.business_day())
    with pytest.raises(Refused, match="已登记回避"):
        actions.approve(matter, by=By(county.staff["reviewer"], JULY_DAY))
    actions.approve(matter, by=By(county.staff["approver"], JULY_DAY))


MODULES = (("set_authority", set_authority, "set_authority"), ("rotate_delegate", rotate_delegate, "rotate_delegate"))
