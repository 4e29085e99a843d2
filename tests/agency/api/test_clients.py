"""Systems: registered by three people, given a secret once, changed, closed; what is refused, and what `verify` says of it."""

from __future__ import annotations

from datetime import timedelta

import pytest

from shebao.agency.exchange import actions as exchange
from shebao.agency.exchange import queries
from shebao.agency.exchange.models import Call, ClientSecret
from shebao.agency.exchange.timer import do_due
from shebao.agency.journal.by import By
from shebao.agency.journal.models import Entry
from shebao.agency.procedures import actions as procedures
from shebao.agency.procedures.checks import run_checks
from shebao.agency.staff import actions as staff_actions
from shebao.agency.staff import queries as staff
from shebao.base.finding import Refused
from tests.agency.api.conftest import ALL, System, registered, secret_for
from tests.world.calendar import MAY_DAY
from tests.world.money import County


def change(county: County, **more: object) -> int:
    """Other terms for the system of the tests."""
    asked = {
        "code": "bank-county", "what": "change", "scopes": ALL, "addresses": "127.0.0.1", "per_minute": 100,
        "until": (MAY_DAY + timedelta(days=100)).isoformat(), "reason": "续期",
    } | more  # fmt: skip
    people = {"maker_id": county.staff["ops"], "reviewer_id": county.staff["inspector"], "approver_id": county.staff["rights_admin"]}
    return int(procedures.carry_through("register_api_client", asked, day=MAY_DAY, **people))


def test_a_secret_is_shown_once_and_only_its_mark_is_kept(paying: County) -> None:
    client = registered(paying)
    secret = secret_for(paying, client)

    assert secret.encode() not in bytes(ClientSecret.objects.get().mark)
    with pytest.raises(Refused, match="没有等着发放的密钥"):
        secret_for(paying, client)
    with pytest.raises(Refused):
        exchange.issue_secret(client, by=By(paying.staff["acceptance"], MAY_DAY))


def test_the_account_of_a_system_has_no_password_and_gets_none(paying: County) -> None:
    client = queries.client(registered(paying))
    username = f"api.{client.code}"

    assert username not in staff.without_password()
    with pytest.raises(Refused, match="没有密码"):
        staff_actions.set_password(client.member_id, "Sehr-lang-und-wirr-93", by=By(client.member_id, MAY_DAY))
    with pytest.raises(Refused, match="没有密码"):
        procedures.submit("reset_password", {"username": username, "evidence": "x"}, by=By(paying.staff["ops"], MAY_DAY))
    with pytest.raises(Refused, match="不能以"):
        staff_actions.create_member("robot", "机器", "client:robot", None, by=By(paying.staff["ops"], MAY_DAY))


@pytest.mark.parametrize(
    ("more", "problem"),
    [
        ({"code": "A b"}, "不合规定"),
        ({"scopes": "people,everything"}, "没有“everything”这个范围"),
        ({"post": "township"}, "岗位不能"),
        ({"kinds": "nothing"}, "没有代码为“nothing”"),
        ({"kinds": "appoint_member"}, "不能受理"),
        ({"addresses": "everywhere"}, "不是网络地址"),
        ({"per_minute": 5000}, "每分钟最多次数"),
        ({"until": "2030-01-01"}, "到哪一天为止"),
        ({"party": None}, "没有填写单位"),
        ({"post": "approver"}, "岗位不能是"),
    ],
)
def test_what_may_not_be_registered_is_refused_in_words(paying: County, more: dict[str, object], problem: str) -> None:
    with pytest.raises(Refused, match=problem):
        registered(paying, **more)


def test_a_code_is_used_once(paying: County) -> None:
    registered(paying)

    with pytest.raises(Refused, match="已经用过"):
        registered(paying)


def test_changed_terms_hold_at_once_and_old_tokens_do_not(system: System, paying: County) -> None:
    assert system.get("/people").status_code == 200
    change(paying, scopes="law", kinds="")

    assert system.get("/people").json()["code"] == "api.token"
    assert system.come_in().status_code == 200
    assert system.get("/people").json()["code"] == "api.scope"
    assert system.get("/law/keys").status_code == 200


def test_a_new_secret_ends_the_old_one(system: System, paying: County) -> None:
    change(paying, secret="new")
    new = secret_for(paying, system.client_id)

    assert system.come_in().status_code == 401
    system.secret = new
    assert system.come_in().status_code == 200


def test_a_closed_system_is_out_at_once_and_for_good(system: System, paying: County) -> None:
    change(paying, what="close", scopes="", addresses="", per_minute="", until="")

    assert system.get("/law/keys").json()["code"] == "api.token"
    assert system.come_in().status_code == 401
    with pytest.raises(Refused, match="还在用的客户端"):
        change(paying)


def test_an_account_disabled_by_the_system_post_is_out_at_once(system: System, paying: County) -> None:
    staff_actions.disable(queries.client(system.client_id).member_id, by=By(paying.staff["ops"], MAY_DAY))

    assert system.get("/law/keys").status_code == 401 and system.come_in().status_code == 401


def test_every_call_is_in_the_journal_and_verify_finds_a_changed_one(system: System, paying: County) -> None:
    system.get("/people")
    system.get("/payout/runs/77")
    assert do_due(MAY_DAY) == ["接口调用留痕 3 条写入日志。"]
    assert [(row.operation, row.status) for row in Call.objects.order_by("id")] == [
        ("token", 200), ("GET people", 200), ("GET payout/runs/<run_id>", 404),
    ]  # fmt: skip
    assert Entry.objects.filter(verb="exchange.calls").count() == 1

    assert [check.id for check in run_checks() if not check.ok] == []
