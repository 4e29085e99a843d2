"""The pages of the exchange: batches by state, one with its way, a failed one handled by its post, systems and their secrets."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from django.contrib.auth import get_user_model
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from shebao.agency.exchange import queries
from shebao.agency.exchange.models import Batch, ClientSecret
from tests.agency.api.conftest import registered
from tests.agency.api.test_exchange import dead_list
from tests.world.money import County
from tests.world.staff import make_member

Desk = Callable[[str], Client]
FORM = {"number": "GA1", "party": "某县公安局", "rows_count": "1"}


@pytest.fixture
def paying(paying: County) -> County:
    """With the posts that register systems."""
    paying.staff |= {"ops": make_member("ops", "ops"), "rights_admin": make_member("rights", "rights_admin")}
    return paying


def source() -> str:
    """A source of deaths that the matter knows."""
    from shebao.agency.procedures.catalogue import kind

    field = next(one for one in kind("report_deaths").fields if one.name == "source")
    return field.choices[0][0] if field.choices else "公安"


def handed(desk: Client, file: bytes, **more: str) -> str:
    """Hand a list of deaths in; where one is led to."""
    answer = desk.post("/exchange/new/deaths/", FORM | {"source": source()} | more | {"file": SimpleUploadedFile("名单.csv", file)})
    assert answer.status_code == 302, answer.content.decode()[:2000]
    return str(answer["Location"])


@pytest.mark.slow
def test_a_file_that_fails_is_the_task_of_its_post_and_is_settled_there(at_desk: Desk, paying: County) -> None:
    clerk = at_desk("acceptance")
    page = handed(clerk, dead_list(paying, 0, name="王五"))

    assert "由受理岗位处理" in clerk.get(page).content.decode() and "姓名" in clerk.get(page).content.decode()
    assert "有 1 批等您的岗位处理" in clerk.get("/exchange/").content.decode()
    assert "1 批交换数据没有受理" in clerk.get("/").content.decode()
    assert "批交换数据没有受理" not in at_desk("reviewer").get("/").content.decode()
    assert "没有等您的岗位处理" in at_desk("inspector").get("/exchange/").content.decode()
    assert "怎样处理" not in at_desk("inspector").get(page).content.decode()
    empty = clerk.post(f"{page}settle/", {"text": " "})
    assert empty.status_code == 422 and "没有填写怎样处理的" in empty.content.decode()
    assert at_desk("inspector").post(f"{page}settle/", {"text": "x"}).status_code == 422
    assert clerk.post(f"{page}settle/", {"text": "已请公安重传"}).status_code == 302
    assert "已请公安重传" in clerk.get(page).content.decode()


def test_a_failed_batch_that_still_fails_says_why_again_and_one_put_right_is_accepted(at_desk: Desk, paying: County) -> None:
    clerk = at_desk("acceptance")
    page = handed(clerk, dead_list(paying, 0), rows_count="2")
    again = clerk.post(f"{page}again/")
    assert again.status_code == 422 and "所报 2 行" in again.content.decode() and "由受理岗位处理" in again.content.decode()
    good = handed(clerk, dead_list(paying, 1), number="GA2")
    assert "已受理成办件" in clerk.get(good).content.decode()


def test_a_file_that_is_not_as_the_slip_says_is_not_taken(at_desk: Desk, paying: County) -> None:
    clerk = at_desk("acceptance")
    for more, words in (({"digest": "0" * 64}, "校验码"), ({"number": ""}, "没有填写批次号"), ({"rows_count": "x"}, "应为整数")):
        answer = clerk.post(
            "/exchange/new/deaths/", FORM | {"source": source()} | more | {"file": SimpleUploadedFile("a.csv", dead_list(paying, 0))}
        )
        assert answer.status_code == 422 and words in answer.content.decode()
    assert "没有选择文件" in clerk.post("/exchange/new/deaths/", FORM).content.decode()
    assert clerk.get("/exchange/new/nothing/").status_code == 404
    assert Batch.objects.count() == 0


def test_the_form_of_every_kind_of_batch_opens(at_desk: Desk) -> None:
    clerk = at_desk("acceptance")
    links = re.findall(r'href="(/exchange/new/\w+/)"', clerk.get("/exchange/").content.decode())

    assert len(links) >= 10
    for link in links:
        assert clerk.get(link).status_code == 200, link


def test_a_secret_is_shown_once_to_the_system_post(at_desk: Desk, paying: County) -> None:
    client = registered(paying)
    ops = at_desk("ops")
    assert "等发密钥" in ops.get("/exchange/clients/").content.decode()
    assert at_desk("acceptance").get("/exchange/clients/").status_code == 403
    assert at_desk("inspector").post(f"/exchange/clients/{client}/secret/").status_code == 403

    page = ops.post(f"/exchange/clients/{client}/secret/").content.decode()
    assert "只显示这一次" in page and ClientSecret.objects.count() == 1
    again = ops.post(f"/exchange/clients/{client}/secret/")
    assert again.status_code == 422 and "没有等着发放的密钥" in again.content.decode()
    assert "在用" in ops.get("/exchange/clients/").content.decode()


def test_a_system_cannot_sign_in_at_the_desk(paying: County) -> None:
    one = queries.client(registered(paying))
    member = get_user_model().objects.get(pk=one.member_id)

    assert not member.has_usable_password() and not member.check_password("")
    answer = Client().post("/login/", {"username": member.username, "password": ""})
    assert answer.status_code == 200 and not answer.wsgi_request.user.is_authenticated
