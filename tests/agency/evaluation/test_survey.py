"""A survey is drawn from the recipients, answered once a link, keyed in from paper, closed, and then stands in the report."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest

from shebao.agency.evaluation import publishing, queries, surveys
from shebao.agency.evaluation.models import Answer, Invitation
from shebao.agency.journal import queries as journal
from shebao.base.finding import Refused
from shebao.documents import read_file
from tests.agency.evaluation.test_draft import drafted
from tests.world.calendar import JUNE, YEAR_END, by
from tests.world.money import County

pytestmark = pytest.mark.slow

WHO = by(YEAR_END)


@pytest.fixture
def survey(stated: County) -> int:
    return surveys.start("yuntai", 2023, JUNE, 4, 20230601, by=WHO)


def test_the_sample_is_drawn_from_the_recipients_and_can_be_drawn_again(survey: int, stated: County) -> None:
    drawn = [person for _, person, _, _ in surveys.links(survey)]

    assert len(set(drawn)) == 4 and set(drawn) <= set(stated.people)
    assert "随机种子 20230601" in surveys.drawn_from(surveys.one(survey))


def test_a_link_takes_one_answer_and_the_answer_names_nobody(survey: int) -> None:
    token = surveys.links(survey)[0][2]
    surveys.answer(token, {"overall": "5"}, day=YEAR_END)

    with pytest.raises(Refused, match="已经交过"):
        surveys.answer(token, {"overall": "1"}, day=YEAR_END)
    assert Answer.objects.count() == 1 and Invitation.objects.filter(used=True).count() == 1
    assert {field.name for field in Answer._meta.fields} == {"id", "survey_id", "channel", "answers", "entry_id"}
    assert journal.check_sealed(Answer) == (1, [])


def test_an_invented_link_is_refused(survey: int) -> None:
    with pytest.raises(Refused, match="链接不对"):
        surveys.answer("AAAAAAAAAAAAAAAAAAAA", {"overall": "5"}, day=YEAR_END)


def test_more_sheets_than_people_drawn_are_refused_whole(survey: int) -> None:
    with pytest.raises(Refused, match="超过样本量"):
        surveys.enter_paper(survey, [{"overall": "4"}] * 5, by=WHO)
    assert not Answer.objects.exists()


def test_a_finished_survey_stands_in_the_report_with_its_method(survey: int, tmp_path: Path) -> None:
    surveys.enter_paper(survey, [{"overall": "5"}, {"overall": "4"}, {"overall": "2"}, {"manner": "5"}], by=WHO)
    assert "survey.satisfaction" not in {row.key for row in queries.figures(drafted(tmp_path).report_id)}, (
        "a survey under way says nothing yet"
    )

    surveys.close(survey, by=WHO)
    made = drafted(tmp_path)

    satisfaction = made.base.facts["survey.satisfaction"]
    assert satisfaction.value == Fraction(2, 3) and satisfaction.measure == "survey" and "简单随机抽样" in satisfaction.document
    assert "收回4份，有效3份，满意和非常满意的占66.67%" in made.draft.text
    with pytest.raises(Refused, match="已经结束"):
        surveys.enter_paper(survey, [{"overall": "5"}], by=WHO)


def test_an_identical_published_copy_is_recognised_in_another_format(stated: County, tmp_path: Path) -> None:
    made = drafted(tmp_path)
    word = tmp_path / "yuntai-2023-report.docx"

    kept = publishing.record(made.report_id, read_file(word).lines, word.read_bytes(), word.name, "https://example.cn/1", YEAR_END, by=WHO)

    assert kept.identical and kept.differences == "[]"


def test_one_changed_number_of_a_published_copy_is_shown(stated: County, tmp_path: Path) -> None:
    made = drafted(tmp_path)
    text = made.draft.text.replace("108.00万元", "180.00万元", 1)

    kept = publishing.record(made.report_id, text.split("\n"), text.encode(), "公开稿.txt", "", YEAR_END, by=WHO)

    ((_, differences),) = publishing.publications(made.report_id)
    assert not kept.identical and len(differences) == 1
    assert "108.00万元" in differences[0].kept and "180.00万元" in differences[0].published
