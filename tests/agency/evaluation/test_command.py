"""`shebao report draft` prints what it promises and says in words what it cannot do."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import pytest

from shebao.base.finding import Refused
from shebao.commands import report
from tests.world.money import County

pytestmark = pytest.mark.slow


def draft(folder: Path, agency: str = "yuntai", *, as_json: bool = True) -> int:
    return report.run(argparse.Namespace(action="draft", agency=agency, year=2023, out=str(folder), json=as_json, database=None))


def test_the_answer_for_programs_has_files_score_grade_and_untraced(
    stated: County, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert draft(tmp_path) == 0

    said = json.loads(capsys.readouterr().out)
    assert set(said) == {"files", "score", "grade", "untraced"} and said["untraced"] == []
    assert [Path(name).is_file() for name in said["files"]] == [True] * 4
    assert said["score"] == "unknown", "judgements and the survey are missing, and nothing is made up for them"


def test_the_answer_for_people_says_how_many_figures_are_traced(stated: County, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    draft(tmp_path, as_json=False)

    out, err = capsys.readouterr()
    assert "云台县社会保险局2023年度部门整体支出绩效自评报告" in out and "溯源数字" in out
    assert "没有数据没有写入" in err


def test_an_unknown_agency_is_refused_with_the_known_ones(stated: County, tmp_path: Path) -> None:
    with pytest.raises(Refused, match="这里没有“atlantis”的数据"):
        draft(tmp_path, "atlantis")
