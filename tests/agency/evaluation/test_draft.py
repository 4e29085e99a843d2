"""A draft says what the books say, keeps its versions, writes the same files twice, and passes our own checker."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import docx
import pytest

from shebao.agency.evaluation import queries
from shebao.agency.evaluation.actions import Entered, enter_figures
from shebao.agency.evaluation.catalogue import stated as catalogue
from shebao.agency.evaluation.draft import Drafted, make
from shebao.agency.evaluation.models import EnteredFigure, Report
from shebao.agency.journal import queries as journal
from shebao.agency.journal.by import By
from shebao.base.finding import Refused
from shebao.core.evaluation.check import check_documents
from shebao.documents import read_file
from tests.world.calendar import YEAR_END
from tests.world.law import PLACE, PLACES
from tests.world.money import County

pytestmark = pytest.mark.slow


def drafted(folder: Path) -> Drafted:
    return make("yuntai", 2023, folder, place=PLACE, places=PLACES, by=By(None, YEAR_END))


def test_a_draft_carries_counted_and_stated_figures_with_their_sources(stated: County, tmp_path: Path) -> None:
    made = drafted(tmp_path)

    figures = {row.key: row for row in queries.figures(made.report_id)}
    assert made.draft.untraced == ()
    assert figures["resident.insured"].printed == "14人" and figures["resident.insured"].measure == "statistics.resident.insured"
    assert figures["budget.execution_rate"].printed == "90%" and figures["budget.execution_rate"].value == "9/10"
    assert figures["budget.final"].scope == "dept_final" and figures["budget.final"].document == "部门决算"
    assert figures["scheme.employee.insured"].scope == "fund"
    assert figures["staff.control_rate"].printed == "90%"
    assert "企业职工基本养老保险参保3443人。" in made.draft.text


def test_our_own_checker_finds_nothing_in_our_own_draft(stated: County, tmp_path: Path) -> None:
    made = drafted(tmp_path)

    for path in made.files:
        result = check_documents([read_file(path)])
        assert [f.message for f in result.findings if f.severity in ("error", "warn")] == [], path.name


def test_the_same_data_gives_the_same_files_and_no_new_version(stated: County, tmp_path: Path) -> None:
    first, second = drafted(tmp_path / "one"), drafted(tmp_path / "two")

    assert first.report_id == second.report_id and Report.objects.count() == 1
    assert [path.read_bytes() for path in first.files] == [path.read_bytes() for path in second.files]


def test_a_changed_figure_makes_a_new_version_and_the_difference_is_shown(stated: County, tmp_path: Path) -> None:
    before = drafted(tmp_path)
    enter_figures("yuntai", 2023, [Entered("dept_final", "total", "110400000", "fen", "部门决算（更正）")], by=By(None, YEAR_END))

    after = drafted(tmp_path)

    assert queries.report(after.report_id).version == 2
    changed = {row["key"]: (row["before"], row["after"]) for row in queries.differences(before.report_id, after.report_id)}
    assert changed["budget.final"] == ("108.00万元", "110.40万元")
    assert changed["budget.execution_rate"] == ("90%", "92%")
    assert "resident.insured" not in changed


def test_a_report_without_business_data_is_refused(tmp_path: Path, db: None) -> None:
    enter_figures(
        "empty",
        2023,
        [
            Entered("entered", f"agency.{name}", text, "text", "三定方案")
            for name, text in (("name", "空县社保局"), ("place", "gansu"), ("template", "gansu"))
        ],
        by=By(None, YEAR_END),
    )

    with pytest.raises(Refused, match="没有业务数据"):
        make("empty", 2023, tmp_path, place=PLACE, places=PLACES, by=By(None, YEAR_END))


def test_stated_figures_are_sealed(stated: County) -> None:
    assert journal.check_sealed(EnteredFigure) == (9, [])

    with pytest.raises(Exception, match="never changed or deleted"):
        EnteredFigure.objects.filter(key="initial").update(value="1")


@pytest.mark.parametrize(
    ("row", "why"),
    [
        (Entered("dept_budget", "initial", "abc", "fen", "批复"), "不是数"),
        (Entered("dept_budget", "initial", "1", "万元", "批复"), "不认识"),
        (Entered("profit", "initial", "1", "fen", "批复"), "不认识"),
        (Entered("dept_budget", "initial", "1", "fen", " "), "依据"),
    ],
)
def test_a_stated_figure_without_number_unit_scope_or_document_is_refused(row: Entered, why: str, db: None) -> None:
    with pytest.raises(Refused, match=why):
        enter_figures("yuntai", 2023, [row], by=By(None, date(2023, 12, 31)))
    assert not EnteredFigure.objects.exists()


def test_what_may_be_stated_is_named_once_and_never_what_is_counted() -> None:
    from shebao.agency.evaluation.catalogue import COUNTED_WORK
    from shebao.agency.statistics.queries import definitions

    facts = [one.fact for one in catalogue().values()]

    assert len(set(facts)) == len(facts)
    assert set(facts) & set(definitions()) == COUNTED_WORK, "only a register without rows leaves room for a stated figure"
    assert all(len(one.scope) <= 24 and len(one.key) <= 48 and len(one.fact) <= 64 for one in catalogue().values())


def test_a_picture_of_the_months_paid_follows_its_part_where_the_extra_is_installed(stated: County, tmp_path: Path) -> None:
    pytest.importorskip("matplotlib")
    from zipfile import ZipFile

    from shebao.agency.evaluation.charts import PART, charts

    pictures = charts(2023)
    inside = [name for name in ZipFile(drafted(tmp_path).files[0]).namelist() if name.startswith("word/media/")]

    assert charts(2022) == {} and charts(2023) == pictures, "the same months give the same picture"
    assert len(inside) == len(pictures) <= 1
    assert all(picture.startswith(b"\x89PNG") for picture in pictures.values()) and set(pictures) <= {PART}


def test_no_row_of_a_table_is_torn_by_a_page_s_end_and_the_total_never_stands_alone(stated: County, tmp_path: Path) -> None:
    made = drafted(tmp_path)

    (table,) = docx.Document(str(made.files[0])).tables
    marks = [{mark.tag.rpartition("}")[2] for mark in row._tr.trPr} for row in table.rows]
    assert marks[0] == {"tblHeader", "cantSplit"} and all(mark == {"cantSplit"} for mark in marks[1:])
    kept = [row.cells[0].paragraphs[0].paragraph_format.keep_with_next for row in table.rows]
    assert kept[-4:] == [True, True, True, None] and not any(kept[:-4])
