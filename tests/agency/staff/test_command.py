"""The first accounts of an installation from the command line, and where the command stops giving posts."""

from __future__ import annotations

import json
from typing import Any

import pytest

from shebao.agency.staff import queries
from shebao.agency.staff.models import Member
from shebao.agency.staff.passwords import one_time
from shebao.cli import main

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def here(monkeypatch: pytest.MonkeyPatch) -> None:
    """The command works in this database instead of opening its own."""
    monkeypatch.setattr("shebao.commands.staff.start_django", lambda database, migrate: None)


def told(capsys: Any, *words: str) -> Any:
    assert main(["staff", *words, "--json"]) == 0
    return json.loads(capsys.readouterr().out)


def test_an_empty_installation_gets_its_first_people_and_then_governs_itself(capsys: Any) -> None:
    for post in queries.GOVERNING:
        made = told(capsys, post, "--name", f"某{post}", "--person", post, "--post", post)
        assert Member.objects.get(username=post).check_password(made["password"])

    assert queries.can_govern_itself()
    assert main(["staff", "another", "--name", "某人", "--post", "acceptance"]) == 2
    assert "岗位要由他们在系统里任命" in capsys.readouterr().err
    assert told(capsys, "another", "--name", "某人")["posts"] == []


def test_the_same_person_cannot_be_given_posts_that_are_kept_apart(capsys: Any) -> None:
    assert main(["staff", "both", "--name", "某人", "--post", "ops", "--post", "rights_admin"]) == 2

    assert "互不兼任" in capsys.readouterr().err
    assert not Member.objects.filter(username="both").exists()


def test_a_lost_password_is_replaced_and_has_to_be_changed_at_the_next_log_in(capsys: Any) -> None:
    first = told(capsys, "someone", "--name", "某人")

    second = told(capsys, "someone", "--reset")

    member = Member.objects.get(username="someone")
    assert member.check_password(second["password"]) and not member.check_password(first["password"])
    assert member.provisional


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["x"], "没有写姓名"),
        (["x", "--name", "某", "--post", "king"], "没有“king”这个岗位"),
        (["nobody", "--reset"], "没有登录名为“nobody”"),
    ],
)
def test_what_cannot_be_done_is_said_with_what_to_do(capsys: Any, words: list[str], said: str) -> None:
    assert main(["staff", *words]) == 2
    assert said in capsys.readouterr().err


def test_one_time_passwords_pass_the_rule_and_never_repeat() -> None:
    from django.contrib.auth.password_validation import validate_password

    made = [one_time() for _ in range(300)]

    for password in made:
        validate_password(password)
    assert len(set(made)) == 300


def test_an_empty_list_says_how_to_begin(capsys: Any) -> None:
    assert main(["staff"]) == 0
    assert "rights_admin" in capsys.readouterr().out
