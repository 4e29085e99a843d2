"""The invented staff: made in a demonstration alone, and never left open in a real agency."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from shebao.agency.journal.by import By
from shebao.agency.staff import actions, queries
from shebao.agency.staff.posts import examine_plan
from shebao.base.finding import Refused
from shebao.demo import checks, staff

pytestmark = pytest.mark.django_db
DAY = date(2023, 5, 31)


def test_demo_members_exist_only_in_a_demonstration_and_can_be_made_twice(settings: Any) -> None:
    with pytest.raises(Refused, match="演示模式"):
        staff.create_members()

    settings.PUBLISHED_PASSWORD = staff.PASSWORD
    first = staff.create_members()

    assert staff.create_members() == first
    assert list(first) == ["clerk", "reviewer", "approver", "finance", "finance2", "inspector", "parameters", "auditor"]
    assert queries.opened_by(staff.PASSWORD, keys=staff.KEYS) == sorted(first)
    assert queries.posts_of(first["finance2"]) == {"finance_checker"}
    assert examine_plan(queries.plan()) == []


def test_a_real_agency_s_server_does_not_start_with_demo_accounts(settings: Any) -> None:
    settings.PUBLISHED_PASSWORD = staff.PASSWORD
    staff.create_members()
    assert checks.no_demo_accounts(None, databases=["default"]) == []

    settings.PUBLISHED_PASSWORD = ""

    assert [error.id for error in checks.no_demo_accounts(None, databases=["default"])] == ["demo.E001"]
    actions.set_password(queries.member_id("clerk"), "Kq7-mountain-vzX", by=By(None, DAY))
    assert "clerk" not in checks.no_demo_accounts(None, databases=["default"])[0].msg


def test_a_published_password_cannot_be_changed(settings: Any) -> None:
    settings.PUBLISHED_PASSWORD = staff.PASSWORD
    clerk = staff.create_members()["clerk"]

    with pytest.raises(Refused, match="密码是公开的"):
        actions.change_own_password(clerk, staff.PASSWORD, "Kq7-mountain-vzX", day=DAY)
