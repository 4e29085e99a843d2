"""A report in hand against the kept draft of the same title."""

from __future__ import annotations

import argparse
from pathlib import Path

import pytest

from shebao.agency.evaluation.draft import make
from shebao.agency.evaluation.traced import with_traces
from shebao.agency.journal.by import By
from shebao.commands import report
from shebao.core.evaluation.check import check_documents
from shebao.documents import read_file
from tests.world.calendar import YEAR_END
from tests.world.law import PLACE, PLACES
from tests.world.money import County

pytestmark = pytest.mark.slow


def test_a_digit_changed_after_drafting_is_named_with_its_source_in_text_and_word(
    stated: County, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    drafted = make("yuntai", 2023, tmp_path, place=PLACE, places=PLACES, by=By(None, YEAR_END))
    word, text = drafted.files[0], drafted.files[2]
    documents = [read_file(text)]
    same = with_traces(check_documents(documents), documents)
    assert same.traced > 20 and not [f for f in same.findings if f.rule == "REP-trace"]
    assert with_traces(check_documents([read_file(word)]), [read_file(word)]).traced > 20

    figure = next(f for f in drafted.draft.figures if f.fact.key == "resident.recipients")
    body = text.read_text(encoding="utf-8")
    assert f"领取待遇{figure.printed}人" in body
    text.write_text(body.replace(f"领取待遇{figure.printed}人", "领取待遇947人", 1), encoding="utf-8")
    report.run(argparse.Namespace(action="check", files=[str(text)], json=False, relations=False, draft=True, database=None))

    out = capsys.readouterr().out
    assert "REP-trace" in out and f"写 947，起草时是 {figure.printed}，来自“" in out


def test_a_report_nobody_drafted_here_is_said_to_have_no_draft(stated: County, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "别处.txt"
    path.write_text("某县社保局2023年度部门整体支出绩效自评报告\n全年支出95万元。\n", encoding="utf-8")

    report.run(argparse.Namespace(action="check", files=[str(path)], json=False, relations=False, draft=True, database=None))

    assert "没有标题相同的起草稿" in capsys.readouterr().err
