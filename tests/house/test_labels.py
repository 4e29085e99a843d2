"""Everything that is added as one file says, in Chinese, what it is and which law or document stands behind it."""

from __future__ import annotations

import importlib
import re
from pathlib import Path

import pytest

from shebao.core.evaluation.check.engine import catalogue
from shebao.core.policy.calculation import calculations

CHINESE = re.compile(r"[\u4e00-\u9fff]")
CHECK_GROUPS = set("NUM SUM SUB BAL RAT DEF UNT REP WGT SCO GRD CNT SEQ CPY PER MIS INT NAR TXT".split())


@pytest.mark.parametrize("name", sorted(calculations()))
def test_a_calculation_has_a_chinese_title_and_a_source(name: str) -> None:
    calculation = calculations()[name]

    assert CHINESE.search(calculation.title)
    assert CHINESE.search(calculation.source) or re.search(r"GB/?T? \d+", calculation.source)


@pytest.mark.parametrize("name", [name for name, _ in catalogue()])
def test_a_check_of_reports_has_title_source_advice_example_and_a_known_group(name: str) -> None:
    module = dict(catalogue())[name]

    assert name.partition("-")[0] in CHECK_GROUPS
    assert all(CHINESE.search(text) for text in (module.TITLE, module.SOURCE, module.ADVICE))
    assert {"broken", "sound"} <= set(module.EXAMPLE)


def test_every_kind_of_matter_has_title_law_fields_and_both_functions() -> None:
    from shebao.agency.procedures.catalogue import catalogue as kinds

    assert kinds()
    for kind in kinds().values():
        assert CHINESE.search(kind.title), kind.key
        assert re.search(r"第|条例|办法|规程|〔\d{4}〕", kind.law), f"{kind.key}: which law?"
        assert kind.risk in ("low", "high")
        assert all(CHINESE.search(field.label) for field in kind.fields), kind.key
        assert callable(kind.preview) and callable(kind.apply)


def test_every_kind_of_matter_prints_a_result_and_says_how_it_is_put_right() -> None:
    from shebao.agency.procedures.catalogue import catalogue as kinds

    silent = [key for key, kind in kinds().items() if not CHINESE.search(kind.reversal) or not CHINESE.search(kind.result)]

    assert silent == [], "their files lack RESULT or REVERSAL"


def test_every_line_of_work_has_a_title_and_a_place_in_the_catalogue() -> None:
    from shebao.agency.procedures.catalogue import catalogue as kinds

    lines = {kind.module.split(".")[3] for kind in kinds().values()}
    places = {line: importlib.import_module(f"shebao.agency.procedures.{line}") for line in lines}

    assert [line for line, module in places.items() if not getattr(module, "TITLE", "")] == []
    assert len({module.ORDER for module in places.values()}) == len(places)


def test_no_field_of_a_matter_has_the_name_of_a_control_of_its_page() -> None:
    """Two inputs of one name come as one value: the button's word would stand in the place of what was chosen."""
    from shebao.agency.pages.matter_form import by_list
    from shebao.agency.procedures.catalogue import catalogue as kinds

    pages = Path(__file__).resolve().parents[2] / "shebao" / "agency" / "desk" / "matters"
    controls = {page: set(re.findall(r'name="(\w+)"', (pages / page).read_text())) - {"scans"} for page in ("form.html", "list.html")}
    taken = [
        (kind.key, field.name)
        for kind in kinds().values()
        for field in kind.fields
        if field.name in controls["list.html" if by_list(kind) else "form.html"]
    ]

    assert {"step"} <= controls["form.html"] and {"step", "slip"} <= controls["list.html"]
    assert taken == []


def test_every_kind_that_takes_a_list_keeps_the_name_of_its_file() -> None:
    """The page hands the file's name over with the rows; a kind without the field would refuse every list."""
    from shebao.agency.procedures.catalogue import catalogue as kinds

    assert [kind.key for kind in kinds().values() if kind.columns and "file_name" not in {field.name for field in kind.fields}] == []
