"""A layout that staff made: the same figures in their own page, hand-typed numbers reported, wrong names refused."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from docx import Document
from openpyxl import load_workbook

from shebao.agency.evaluation import queries
from shebao.agency.evaluation.custom import own_file, starter
from shebao.base.finding import Refused
from shebao.core.evaluation.check import check_documents
from shebao.core.evaluation.template import load
from shebao.documents import read_file
from tests.agency.evaluation.test_draft import drafted
from tests.world.money import County

pytestmark = pytest.mark.slow


@pytest.fixture
def layout(stated: County, tmp_path: Path, settings: Any) -> Path:
    settings.SHEBAO_HOME = tmp_path / "home"
    path = own_file(load("gansu"))
    starter(path)
    return path


def added(path: Path, text: str) -> None:
    document = Document(str(path))
    document.add_paragraph(text)
    document.save(str(path))


def text_of(path: Path) -> str:
    return "\n".join(read_file(path).lines)


def test_the_starter_says_what_the_shipped_layout_says(layout: Path, tmp_path: Path) -> None:
    own = drafted(tmp_path / "own").files[0]
    layout.unlink()
    shipped = drafted(tmp_path / "shipped").files[0]

    assert "".join(text_of(own).split()) == "".join(text_of(shipped).split())
    assert [f.message for f in check_documents([read_file(own)]).findings if f.severity in ("error", "warn")] == []


def test_own_sentences_carry_traced_figures(layout: Path, tmp_path: Path) -> None:
    added(layout, "我局年末参保{{ f.resident_insured }}，得分{{ score }}。")

    made = drafted(tmp_path / "out")

    assert "我局年末参保14人，得分48.08–78.08。" in text_of(made.files[0]) and made.draft.untraced == ()


def test_a_number_typed_by_hand_is_reported_as_untraced(layout: Path, tmp_path: Path) -> None:
    added(layout, "我局年末参保999人。")

    assert drafted(tmp_path / "out").draft.untraced == ("999",)


@pytest.mark.parametrize("text", ["{{ f.happiness }}", "{{ title", "{{ ''.__class__.__mro__ }}"])
def test_a_layout_that_asks_for_what_there_is_not_is_refused(layout: Path, tmp_path: Path, text: str) -> None:
    added(layout, text)

    with pytest.raises(Refused, match="自定义版式"):
        drafted(tmp_path / "out")


def test_the_tables_say_amounts_in_yuan_and_the_score_within_its_bounds(stated: County, tmp_path: Path) -> None:
    made = drafted(tmp_path / "out")
    book = load_workbook(made.files[1])

    scores, facts = book.worksheets
    units = {row[4] for row in facts.iter_rows(min_row=2, values_only=True)}
    amounts = [
        row
        for row in facts.iter_rows(min_row=2, values_only=True)
        if row[4] == "元" and row[2].endswith("元") and not row[2].endswith("万元")
    ]
    assert "元" in units and not units & {"fen", "rate"}
    assert amounts and all(row[3] == row[2].removesuffix("元") for row in amounts)
    assert [cell.value for cell in scores[scores.max_row]][6] == "48.08–78.08"
    assert made.draft.title in scores.oddHeader.center.text and scores["F2"].alignment.horizontal == "right"
    assert queries.reports()[0].score_text == "48.08–78.08"
