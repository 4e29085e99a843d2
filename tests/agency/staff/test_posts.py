"""Who may do what is data; what one person may not combine is refused at appointment and named in a plan."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from itertools import combinations
from typing import Any

import pytest

from shebao.agency.journal import queries as journal
from shebao.agency.journal.by import By
from shebao.agency.staff import actions, checks, queries
from shebao.agency.staff.models import Holding, Member
from shebao.agency.staff.posts import broken_by, examine_plan, rights_of, rulebook
from shebao.base.finding import Refused
from tests.world.calendar import MAY_DAY
from tests.world.staff import POSTS, make_member

pytestmark = pytest.mark.django_db
BUSINESS = {"township", "acceptance", "reviewer", "approver"}
FINANCE = {"finance_maker", "finance_checker"}
ADMINS = {"ops", "rights_admin", "auditor"}
# What may be combined, written out by hand from the rules on separated posts; everything else may not.
MAY_COMBINE = {
    frozenset(pair)
    for pair in [("township", "acceptance"), *[("archivist", post) for post in BUSINESS | FINANCE | {"inspector", "parameters"}]]
}


@pytest.mark.parametrize(("first", "second"), list(combinations(rulebook().posts, 2)))
def test_every_pair_of_posts_is_kept_apart_or_may_be_combined(first: str, second: str) -> None:
    assert (broken_by({first, second}) == []) == (frozenset({first, second}) in MAY_COMBINE)


def test_no_post_can_both_make_and_decide_in_one_area() -> None:
    for post in rulebook().posts.values():
        for area in {right.partition(".")[0] for right in post.rights}:
            assert len({f"{area}.{verb}" for verb in ("create", "review", "approve")} & post.rights) <= (2 if area == "fund" else 1), (
                post.key,
                area,
            )


def test_every_area_that_is_made_is_reviewed_by_somebody() -> None:
    every = rights_of(rulebook().posts)
    for right in every:
        area, verb = right.split(".")
        assert verb in ("read", "unmask", "create", "review", "approve")
        if verb == "create":
            assert f"{area}.review" in every


def test_a_member_may_what_the_post_may_and_no_more(staff: dict[str, int]) -> None:
    assert queries.may(staff["acceptance"], "person.create") and not queries.may(staff["acceptance"], "person.review")
    assert queries.may(staff["finance_maker"], "bank_file.create") and not queries.may(staff["finance_maker"], "bank_file.review")
    assert queries.rights(staff["auditor"]) == {"journal.read", "journal.review", "staff.read"}
    with pytest.raises(Refused, match="请由以下岗位办理：审批"):
        queries.require(staff["acceptance"], "person.approve")
    with pytest.raises(AssertionError):
        queries.may(staff["acceptance"], "person.destroy")


def test_posts_are_held_from_one_day_to_another(staff: dict[str, int]) -> None:
    reviewer = staff["reviewer"]
    actions.relieve(reviewer, "reviewer", until=date(2023, 6, 1), actor_id=None)

    assert queries.posts_of(reviewer) == frozenset()
    assert queries.posts_of(reviewer, date(2022, 11, 30)) == frozenset()
    assert queries.posts_of(reviewer, date(2023, 5, 31)) == {"reviewer"}
    assert queries.posts_of(reviewer, date(2023, 6, 1)) == frozenset()


def test_a_disabled_account_has_no_rights(staff: dict[str, int]) -> None:
    actions.disable(staff["approver"], by=By(None, MAY_DAY))

    assert queries.rights(staff["approver"]) == frozenset()


def test_conflicts_are_found_across_all_accounts_of_a_person() -> None:
    first = make_member("wu", "acceptance", person_key="G-1")
    second = make_member("wu-finance", person_key="G-1")

    with pytest.raises(Refused, match="不能由同一人担任") as refused:
        actions.appoint(second, "finance_maker", since=MAY_DAY, actor_id=None)
    assert refused.value.finding.source
    actions.relieve(first, "acceptance", until=MAY_DAY, actor_id=None)
    actions.appoint(second, "finance_maker", since=MAY_DAY, actor_id=None)

    assert queries.same_person(first, second)
    assert queries.posts_of(second) == {"finance_maker"}


@pytest.mark.parametrize(
    "attempt",
    [
        lambda m: actions.appoint(m, "acceptance", since=MAY_DAY, actor_id=None),
        lambda m: actions.appoint(m, "king", since=MAY_DAY, actor_id=None),
        lambda m: actions.relieve(m, "reviewer", until=MAY_DAY, actor_id=None),
        lambda m: actions.create_member("he", "何", "G-2", None, by=By(None, MAY_DAY)),
        lambda m: actions.create_member("x", "某", " ", None, by=By(None, MAY_DAY)),
    ],
)
def test_what_makes_no_sense_is_refused(attempt: Callable[[int], Any]) -> None:
    member = make_member("he", "acceptance")
    before = journal.head()

    with pytest.raises(Refused):
        attempt(member)
    assert journal.head() == before


@pytest.mark.parametrize("post", POSTS)
def test_no_post_of_the_county_gives_accounts_or_posts(staff: dict[str, int], post: str) -> None:
    for attempt in (
        lambda: actions.appoint(staff["reviewer"], "township", since=MAY_DAY, actor_id=staff[post]),
        lambda: actions.relieve(staff["reviewer"], "reviewer", until=MAY_DAY, actor_id=staff[post]),
        lambda: actions.create_member("x", "某", "G-9", None, by=By(staff[post], MAY_DAY)),
        lambda: actions.disable(staff["finance_maker"], by=By(staff[post], MAY_DAY)),
        lambda: actions.set_password(make_member("y"), "Kq7-mountain-vzX", by=By(staff[post], MAY_DAY)),
    ):
        with pytest.raises(Refused, match="没有这项权限"):
            attempt()


def test_who_makes_accounts_gives_no_rights_and_a_member_changes_only_their_own_password() -> None:
    ops, city = make_member("ops", "ops"), make_member("city", "rights_admin")
    member = actions.create_member("x", "某", "G-9", None, by=By(ops, MAY_DAY))

    with pytest.raises(Refused, match="没有这项权限"):
        actions.appoint(member.id, "acceptance", since=MAY_DAY, actor_id=ops)
    actions.appoint(member.id, "acceptance", since=MAY_DAY, actor_id=city)
    actions.set_password(member.id, "Kq7-mountain-vzX", by=By(member.id, MAY_DAY))
    actions.disable(member.id, by=By(ops, MAY_DAY))

    assert queries.rights(member.id) == frozenset()


def test_a_plan_is_told_which_rule_it_breaks_and_what_it_lacks() -> None:
    result = examine_plan({"甲": ["acceptance", "reviewer"], "乙": ["approver", "finance_maker"], "丙": ["finance_checker"]})

    said = [str(finding) for finding in result]
    assert len(said) == 3
    assert (
        said[0].startswith("甲：“受理”与“复核”不能由同一人担任")
        and said[1].startswith("乙：“审批”与“基金财务（经办）”")
        and "没有人担任“稽核内控”" in said[2]
    )
    assert examine_plan({post: [post] for post in rulebook().minimum}) == []


def test_the_present_plan_can_be_examined(staff: dict[str, int]) -> None:
    assert queries.plan() == {post: {post} for post in POSTS}
    assert examine_plan(queries.plan()) == []
    assert [row.username for row in queries.members()] == sorted(POSTS)
    assert queries.member_id("reviewer") == staff["reviewer"]
    with pytest.raises(Refused):
        queries.member_id("nobody")


@pytest.mark.parametrize(
    ("password", "said"),
    [
        ("short1!A", "12"),
        ("onlylowercase", "三种"),
        ("Shebao-kjqwz-71", "容易猜到"),
        ("Kjq-2023-zxmnp", "年份"),
        ("password12345", "常见|容易|三种"),
        ("", "12"),
    ],
)
def test_a_weak_password_is_refused_with_its_reasons(password: str, said: str) -> None:
    with pytest.raises(Refused, match=said):
        make_member("zheng", "acceptance", password=password)
    assert not Member.objects.exists()


def test_a_good_password_opens_the_account_and_is_not_kept() -> None:
    member = make_member("zheng", "acceptance", password="Kq7-mountain-vzX")

    kept = Member.objects.get(id=member)
    assert kept.check_password("Kq7-mountain-vzX") and "mountain" not in kept.password
    assert not any("mountain" in entry.body for entry in journal.entries())


def test_no_member_is_above_the_rules() -> None:
    assert checks.no_superuser(None) == []


def test_a_published_password_is_taken_where_the_settings_name_it_and_weak_anywhere_else(settings: Any) -> None:
    with pytest.raises(Refused, match="密码不符合要求"):
        actions.create_member("zhou", "周", "zhou-person", "2023", by=By(None, MAY_DAY))

    settings.PUBLISHED_PASSWORD = "2023"
    member = actions.create_member("zhou", "周", "zhou-person", "2023", by=By(None, MAY_DAY))

    assert member.check_password("2023") and not member.provisional
    assert queries.opened_by("2023", keys="zhou") == ["zhou"]
    assert queries.opened_by("2023", keys="wu") == queries.opened_by("2024", keys="zhou") == []


def test_two_conflicting_appointments_at_once_leave_one(database: str, at_once: Callable[..., list[Any]]) -> None:
    member = make_member("feng")

    outcomes = at_once(
        lambda: actions.appoint(member, "acceptance", since=MAY_DAY, actor_id=None),
        lambda: actions.appoint(member, "reviewer", since=MAY_DAY, actor_id=None),
    )

    assert sorted(type(outcome).__name__ for outcome in outcomes) == ["Holding", "Refused"]
    assert len(queries.posts_of(member)) == 1


def test_verify_sees_a_post_nobody_was_appointed_to(staff: dict[str, int]) -> None:
    actions.relieve(staff["reviewer"], "reviewer", until=MAY_DAY, actor_id=None)
    assert queries.check_holdings() == (8, [])

    Holding.objects.create(member_id=staff["reviewer"], post="approver", since=MAY_DAY)
    Holding.objects.filter(post="auditor").update(since=date(2020, 1, 1))

    assert len(queries.check_holdings()[1]) == 3
