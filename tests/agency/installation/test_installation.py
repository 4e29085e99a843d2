"""An installation knows its place, its name and its day from one small file; what it cannot know it does not guess."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone

from shebao.agency.installation import actions, queries
from shebao.base.finding import Refused


@pytest.fixture(autouse=True)
def home(settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home without a word about the installation."""
    for name in ("SHEBAO_PLACE", "SHEBAO_AGENCY"):
        monkeypatch.delenv(name, raising=False)
    settings.SHEBAO_HOME = tmp_path
    return tmp_path


def test_without_a_place_the_question_is_refused_and_the_name_is_a_general_one() -> None:
    with pytest.raises(Refused, match="没有设定本机构所在地"):
        queries.place()

    assert queries.name() == queries.UNNAMED


def test_what_was_described_is_answered_and_the_environment_overrides_it(monkeypatch: pytest.MonkeyPatch) -> None:
    actions.describe("gansu_zhengning", "云台县社会保险事业管理服务中心")
    assert (queries.place(), queries.name()) == ("gansu_zhengning", "云台县社会保险事业管理服务中心")

    monkeypatch.setenv("SHEBAO_PLACE", "jiangsu_rugao")
    monkeypatch.setenv("SHEBAO_AGENCY", "另一个中心")

    assert (queries.place(), queries.name()) == ("jiangsu_rugao", "另一个中心")


def test_a_changed_file_is_read_again() -> None:
    actions.describe("gansu_zhengning", "甲中心")
    assert queries.name() == "甲中心"

    actions.describe("gansu_zhengning", "乙中心")

    assert queries.name() == "乙中心"


@pytest.mark.parametrize("text", ['{"palce": "gansu_zhengning"}', '{"place": 620825}', "[1]", "place: gansu_zhengning"])
def test_a_file_with_anything_else_in_it_is_refused(home: Path, text: str) -> None:
    (home / queries.FILE).write_text(text, encoding="utf-8")

    with pytest.raises(Refused, match=r"installation\.json"):
        queries.place()


def test_a_place_without_a_file_of_standards_is_refused() -> None:
    actions.describe("gansu_nowhere", "某中心")

    with pytest.raises(Refused, match="gansu_nowhere"):
        queries.place()


def test_business_is_done_today_unless_the_settings_name_another_clock(settings: Any) -> None:
    assert queries.business_day() == timezone.localdate()

    settings.BUSINESS_DAY = f"{__name__}.in_may"

    assert queries.business_day() == date(2023, 5, 31)


def in_may() -> date:
    """The clock of this test."""
    return date(2023, 5, 31)
