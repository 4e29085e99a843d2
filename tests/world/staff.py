"""The staff of the tests' county: a member for each post, and the way of a matter through their hands."""

from __future__ import annotations

from datetime import date
from typing import Any

from .calendar import MAY_DAY, STAFF_SINCE, by

POSTS = ("acceptance", "reviewer", "approver", "finance_maker", "finance_checker", "inspector", "parameters", "auditor")


def make_member(
    username: str, *posts: str, name: str = "", person_key: str = "", day: date = STAFF_SINCE, password: str | None = None
) -> int:
    """The id of a member who holds the posts; without a password nobody can log in to it."""
    from shebao.agency.staff.actions import appoint, create_member

    member = create_member(username, name or username, person_key or username, password, **by(day))
    for post in posts:
        appoint(member.id, post, since=day, actor_id=None)
    return int(member.id)


def make_staff() -> dict[str, int]:
    """One member for each post, by post."""
    return {post: make_member(post, post) for post in POSTS}


def carry_through(key: str, payload: dict[str, Any], staff: dict[str, int], day: date = MAY_DAY) -> Any:
    """Take a matter through acceptance, review and approval by the three business posts; what its `apply` returns."""
    from shebao.agency.procedures.actions import carry_through as carry

    return carry(key, payload, day=day, maker_id=staff["acceptance"], reviewer_id=staff["reviewer"], approver_id=staff["approver"])
