"""A layout that staff made: the same figures in their own page, hand-typed numbers reported, wrong names refused."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from openpyxl import load_workbook

from shebao.agency.evaluation import publishing, queries
from shebao.agency.evaluation.custom import own_file, starter
from shebao.base.finding import Refused
from shebao.core.evaluation.check import check_documents
from shebao.core.evaluation.template import load
from shebao.documents import read_file
from tests.agency.evaluation.test_draft import drafted
from tests.world.calendar import YEAR_END, by
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

    scores, facts, absent, traces = (book[title] for title in ("自评计分表", "基础数据表", "没有写入的句子", "追溯（供核查人员）"))
    rows = list(traces.iter_rows(min_row=2, values_only=True))
    units = {row[3] for row in rows}
    amounts = [row for row in rows if row[3] == "元" and row[1].endswith("元") and not row[1].endswith("万元")]
    assert "元" in units and not units & {"fen", "rate"}
    assert amounts and all(f"{row[2]:.2f}" == row[1].removesuffix("元") for row in amounts)
    read_by_others = [str(cell) for sheet in (facts, absent) for row in sheet.iter_rows(values_only=True) for cell in row]
    assert not [cell for cell in read_by_others if re.search(r"[a-z]{3}[._]", cell)], "names of functions stand on the last sheet alone"
    assert {sheet.page_setup.paperSize for sheet in book.worksheets} == {int(scores.PAPERSIZE_A4)}
    assert [cell.value for cell in scores[scores.max_row]][6] == "48.08–78.08"
    assert made.draft.title in scores.oddHeader.center.text and scores["F2"].alignment.horizontal == "right"
    assert queries.reports()[0].score_text == "48.08–78.08"


def test_the_word_file_has_a_cover_contents_and_a_place_to_sign(stated: County, tmp_path: Path) -> None:
    texts = [paragraph.text for paragraph in Document(str(drafted(tmp_path).files[0])).paragraphs]

    cover, contents = texts.index("填报单位（盖章）：云台县社会保险局"), texts.index("目　　录")
    chapters = [at for at, text in enumerate(texts) if text == "一、部门基本情况"]
    assert cover < contents < chapters[0] < chapters[1], "the chapter stands in the contents and in the text"
    assert texts[texts.index("云台县社会保险局", chapters[1]) + 1] == "年　　月　　日"


def test_a_published_copy_without_cover_but_with_a_date_is_the_same_report(stated: County, tmp_path: Path) -> None:
    made = drafted(tmp_path)
    lines = [*made.draft.text.splitlines(), "云台县社会保险局", "2024年3月5日"]

    kept = publishing.record(made.report_id, lines, b"x", "公开稿.txt", "", YEAR_END, by=by(YEAR_END))

    assert kept.identical
