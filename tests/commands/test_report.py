"""`shebao report check`: text for people, JSON for programs, the exit status for scripts."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from shebao import cli

WRONG = "某县社保中心2023年度绩效自评报告\n2023年项目支出120.50万元，涉及2个项目，维护费60.00万元，稽核费20.50万元。\n"


@pytest.fixture
def report(tmp_path: Path) -> Path:
    path = tmp_path / "报告.txt"
    path.write_text(WRONG, encoding="utf-8")
    return path


def test_a_wrong_sum_is_printed_with_its_place_and_gives_status_1(report: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["report", "check", str(report)]) == 1

    out = capsys.readouterr().out
    assert "【错误】SUM-list　报告.txt 第2行" in out
    assert "少 40万元" in out


def test_json_is_one_document_with_findings_and_relations(report: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["report", "check", "--json", str(report)]) == 1

    document = json.loads(capsys.readouterr().out)
    (finding,) = document["findings"]
    assert set(document) == {"findings", "relations"}
    assert {"rule", "severity", "message", "quotes", "left", "right", "computed", "tolerance", "suggestion"} <= set(finding)
    assert finding["quotes"] == [
        {"file": "报告.txt", "line": 2, "text": "2023年项目支出120.50万元，涉及2个项目，维护费60.00万元，稽核费20.50万元"}
    ]
    relations = document["relations"]
    assert relations["checked"] == relations["hold"] + 1 == len(relations["list"])
    assert ("SUM-list", "error") in [(relation["rule"], relation["verdict"]) for relation in relations["list"]]
    assert relations["unread_figures"] == len(relations["unread"])


def test_a_sound_report_gives_status_0(report: Path, capsys: pytest.CaptureFixture[str]) -> None:
    report.write_text(WRONG.replace("稽核费20.50", "稽核费60.50"), encoding="utf-8")

    assert cli.main(["report", "check", str(report)]) == 0
    assert "错误 0" in capsys.readouterr().out


def test_an_unreadable_file_gives_status_2_and_one_sentence(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    old = tmp_path / "旧.doc"
    old.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 100)

    assert cli.main(["report", "check", str(old)]) == 2

    printed = capsys.readouterr()
    assert printed.out == ""
    assert "另存为" in printed.err
