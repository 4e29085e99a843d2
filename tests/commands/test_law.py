"""`shebao law gaps` keeps its promise: JSON as scripts read it, status 1 where a calculation would stop, sentences for people."""

from __future__ import annotations

import json

import pytest

from shebao.cli import main


def test_gaps_are_one_json_document_and_status_1_where_something_stops(capsys: pytest.CaptureFixture[str]) -> None:
    status = main(["law", "gaps", "--place", "gansu/zhengning", "--year", "2026", "--json"])

    listed = json.loads(capsys.readouterr().out)
    assert status == 1
    assert {"key", "place", "from", "to", "state", "used_by"} <= set(listed[0])
    (standard,) = [gap for gap in listed if gap["key"] == "resident_basic_standard"]
    assert (standard["from"], standard["to"], standard["state"]) == ("2026-01", "2026-12", "expired")


def test_gaps_are_told_with_who_supplies_them_and_what_they_are_for(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["law", "gaps", "--place", "gansu/zhengning", "--year", "2026"]) == 1

    printed = capsys.readouterr().out
    for word in ("甘肃省庆阳市正宁县　2026 年", "因此不能计算的", "本县（区）", "城乡居民养老保险待遇", "能计算但要核对的"):
        assert word in printed


@pytest.mark.parametrize(("place", "year", "word"), [("atlantis", "2026", "没有地区"), ("gansu", "26", "不在 1995")])
def test_an_unknown_place_or_year_cannot_be_asked(place: str, year: str, word: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["law", "gaps", "--place", place, "--year", year]) == 2
    assert word in capsys.readouterr().err
