"""The pages around the report: open to check, closed to change, every figure leading to its rows, two people for a stated figure."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from io import BytesIO
from pathlib import Path

import docx
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from openpyxl import Workbook, load_workbook

from shebao.agency.evaluation import catalogue, imports, surveys
from shebao.agency.evaluation import queries as evaluation
from shebao.agency.evaluation.actions import enter_figures
from shebao.agency.evaluation.draft import make
from shebao.agency.journal.by import By
from shebao.agency.matters.models import Matter
from shebao.agency.procedures import actions
from shebao.base.finding import Refused
from shebao.core.evaluation.check import Document, check_documents
from tests.agency.evaluation.conftest import STATED
from tests.world.calendar import MAY, MAY_DAY, YEAR_END
from tests.world.law import PLACE, PLACES
from tests.world.money import County

pytestmark = pytest.mark.slow

Desk = Callable[[str], Client]
WRONG = "某县社保局2023年度部门整体支出绩效自评报告\n全年预算数100万元，执行数95万元，预算执行率90%。\n=1+1\n"
YUNTAI = "yuntai/2023"


@pytest.fixture
def agency(paying: County) -> County:
    enter_figures("yuntai", 2023, list(STATED), by=By(None, MAY_DAY))
    return paying


def sent(name: str = "报告.txt", text: str = WRONG) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, text.encode())


def test_anybody_may_check_a_report_without_a_login_and_nothing_is_kept(db: None) -> None:
    page = Client().post("/check/", {"files": [sent()]}).content.decode()

    assert "比率复算" in page and "错误" in page
    assert 'id="q1"' in page and 'href="#q1"' in page, "the finding and its sentence point at each other"
    assert "报告.txt" in page


def test_a_member_who_may_read_drafts_has_the_report_held_against_the_draft_and_a_stranger_does_not(
    agency: County, at_desk: Desk, tmp_path: Path
) -> None:
    drafted = make("yuntai", 2023, tmp_path, place=PLACE, places=PLACES, by=By(None, YEAR_END))
    text = drafted.files[2].read_text(encoding="utf-8").replace("年初预算100.00万元", "年初预算700.00万元", 1)
    assert "700.00" in text

    assert "起草时是 100.00" in at_desk("reviewer").post("/check/", {"files": [sent(text=text)]}).content.decode()
    assert "起草时是" not in Client().post("/check/", {"files": [sent(text=text)]}).content.decode()


def test_the_findings_come_back_as_a_spreadsheet_whose_quotes_stay_text(db: None) -> None:
    page = Client().post("/check/", {"files": [sent()]})
    answer = Client().post("/check/table/", {"packed": page.context["packed"]})

    sheet = load_workbook(BytesIO(answer.content)).active
    assert sheet.max_row >= 3 and [cell.value for cell in sheet[1]][:2] == ["轻重", "规则"]
    assert all(cell.data_type in ("s", "n") for row in sheet.iter_rows() for cell in row), "no formula"


def test_the_findings_come_back_as_a_letter_to_whoever_wrote_the_report(db: None) -> None:
    page = Client().post("/check/", {"files": [sent(text=WRONG + "\n另有一处=1+1")]})
    answer = Client().post("/check/letter/", {"packed": page.context["packed"]})

    letter = docx.Document(BytesIO(answer.content))
    words = [paragraph.text for paragraph in letter.paragraphs]
    rows = [[cell.text for cell in row.cells] for table in letter.tables for row in table.rows]
    assert "一、需要改正的" in words and "绩效自评报告核查情况的函" in words
    assert rows[0] == ["序号", "报告原文", "问题", "请"] and "报告.txt 第" in rows[1][1]
    assert len(rows) - len(letter.tables) == len(page.context["found"]), "each finding is in the letter once"


@pytest.mark.parametrize("packed", ["", "abc", "eyJ9:1abc:xyz"])
def test_findings_that_were_not_ours_are_refused(db: None, packed: str) -> None:
    assert "过期" in Client().post("/check/table/", {"packed": packed}).content.decode()
    assert "过期" in Client().post("/check/letter/", {"packed": packed}).content.decode()


def test_a_file_that_cannot_be_read_says_why_and_the_others_are_checked(db: None) -> None:
    page = Client().post("/check/", {"files": [SimpleUploadedFile("a.docx", b"PK\x03\x04broken"), sent()]}).content.decode()

    assert "没有核查" in page and "比率复算" in page


def test_marks_lie_inside_their_line_and_every_quoted_finding_can_be_reached() -> None:
    from shebao.agency.desk.evaluation.highlight import marked

    document = Document.from_text("报告.txt", WRONG)
    result = check_documents([document])
    lines = marked([document], result)[0].lines

    assert ["\t".join("".join(piece.text for piece in cell) for cell in line.cells) for line in lines] == [
        text for text in document.lines if text.strip()
    ]
    anchors = {piece.number for line in lines for cell in line.cells for piece in cell if piece.anchor}
    assert anchors and anchors <= set(range(1, len(result.findings) + 1))


def test_the_page_shows_real_tables_filters_and_figures_nothing_could_be_held_against(db: None) -> None:
    text = WRONG + "\n项目\t预算\t支出\n甲\t100.5\t90.25\n乙\t20\t7\n另有车辆37台。\n"
    file = SimpleUploadedFile("表.txt", text.encode())
    page = Client().post("/check/", {"files": [file]}).content.decode()

    assert "<td>甲</td><td>" in page and 'data-filter="错误"' in page and 'data-severity="错误"' in page
    assert 'class="idle" title="没有别的数可以和它核对">37台</span>' in page and "没有进入关系的数字" in page


def test_a_mark_never_cuts_a_number_in_two() -> None:
    from shebao.agency.desk.evaluation.highlight import _place

    assert _place("结余1,234.56万元", "234.5", []) == (2, 10)
    assert _place("结余，234元", "234", []) == (3, 6), "a comma of the sentence is no part of the number"
    assert _place("12人，2人", "2人", [(0, 3)]) == (4, 6)


def test_pieces_of_a_sentence_touch_and_strangers_text_stays_text() -> None:
    from shebao.agency.desk.evaluation.highlight import Piece

    pieces = (Piece("<b>共"), Piece("12人", 3, "error", True), Piece("和"), Piece("7台", 0, "unread"))
    assert "".join(piece.html for piece in pieces) == (
        '&lt;b&gt;共<mark class="error" id="q3"><a href="#f3">12人</a></mark>和<span class="idle" title="没有别的数可以和它核对">7台</span>'
    )


def test_the_tree_shows_each_score_and_another_value_is_only_tried(at_desk: Desk, agency: County) -> None:
    client = at_desk("reviewer")
    page = client.get(f"/report/scores/{YUNTAI}/").content.decode()
    tried = client.get(f"/report/scores/{YUNTAI}/", {"execution": "50", "staff": "abc"}).content.decode()

    assert "全年支出预算执行率" in page and "10 × min(90%, 100%)" in page and "试填" not in page
    assert "试填 5" in tried and "“abc”不是数" in tried
    assert "试填" not in client.get(f"/report/scores/{YUNTAI}/").content.decode()


def test_a_measure_leads_to_the_people_it_counted(at_desk: Desk, agency: County) -> None:
    page = at_desk("reviewer").get(f"/report/measures/{YUNTAI}/resident.insured/").content.decode()

    assert "年末参保人数：6人" in page and f"/people/{agency.people[0]}/" in page
    assert at_desk("reviewer").get(f"/report/measures/{YUNTAI}/resident.happiness/").status_code == 404
    assert at_desk("reviewer").get("/report/measures/nowhere/2023/").status_code == 404


def test_a_stated_figure_is_submitted_by_one_and_takes_effect_with_another(at_desk: Desk, agency: County) -> None:
    answer = at_desk("acceptance").post(f"/report/stated/{YUNTAI}/", {"dept_budget-three_public": "90,300", "document": "三公批复"})
    matter = Matter.objects.get()
    before = {row.key for row in evaluation.stated("yuntai", 2023)}
    actions.approve(matter.pk, by=By(agency.staff["reviewer"], MAY_DAY))

    assert answer.status_code == 302 and "three_public" not in before
    assert {row.key: row.value for row in evaluation.stated("yuntai", 2023)}["three_public"] == "9030000"


def test_what_was_typed_wrong_stays_in_the_form_with_the_reason(at_desk: Desk, agency: County) -> None:
    page = (
        at_desk("acceptance")
        .post(f"/report/stated/{YUNTAI}/", {"entered-staff.retired": "1.5", "dept_final-health": "12.00"})
        .content.decode()
    )

    assert "应为整数" in page and 'value="1.5"' in page and 'value="12.00"' in page and "没有填写依据" in page
    assert not Matter.objects.exists()


def test_a_spreadsheet_with_a_bad_row_is_not_sent_and_says_which(at_desk: Desk, agency: County) -> None:
    book = Workbook()
    for row in (["项目", "数值", "依据"], ["年初预算数", 1000000.5, "批复"], ["幸福指数", 5, "批复"], ["退休人员", 3.5, "花名册"]):
        book.active.append(row)
    out = BytesIO()
    book.save(out)
    client = at_desk("acceptance")

    page = client.post(f"/report/stated/{YUNTAI}/file/", {"file": SimpleUploadedFile("数据.xlsx", out.getvalue())}).content.decode()

    assert "2 行有问题，1 行没有问题" in page and "没有“幸福指数”这个项目" in page and "应为整数" in page
    assert not Matter.objects.exists()


def test_those_who_may_only_read_cannot_submit(at_desk: Desk, agency: County) -> None:
    client = at_desk("auditor")

    assert client.post(f"/report/stated/{YUNTAI}/file/", {}).status_code == 403


def test_nobody_begins_or_ends_a_survey_alone(at_desk: Desk, agency: County) -> None:
    """The buttons of one person are gone: the page leads to the matter that two people decide."""
    for verb in (f"{YUNTAI}/start", "1/close"):
        assert at_desk("acceptance").post(f"/report/surveys/{verb}/", {}).status_code == 404
    asks, reads = (at_desk(post).get(f"/report/surveys/{YUNTAI}/").content.decode() for post in ("inspector", "acceptance"))
    assert "?what=start&amp;agency=yuntai" in asks and "另一人复核以后开始抽样" in reads
    surveys.start("yuntai", 2023, MAY, 3, 1, by=By(None, MAY_DAY))
    page = at_desk("inspector").get(f"/report/surveys/{YUNTAI}/").content.decode()
    assert "?what=close&amp;survey_id=1" in page


def test_monitoring_says_what_is_late_in_a_month(at_desk: Desk, agency: County) -> None:
    page = at_desk("reviewer").get(f"/report/monitor/{YUNTAI}/", {"month": "5"}).content.decode()

    assert "2023 年 5 月末监控" in page and "按月发放" in page and "低于进度" in page


def test_a_person_answers_a_survey_by_link_without_a_login(agency: County) -> None:
    survey = surveys.start("yuntai", 2023, MAY, 3, 1, by=By(None, MAY_DAY))
    address = f"/survey/{surveys.links(survey)[0][2]}/"

    assert "满意度调查" in Client().get(address).content.decode()
    assert "第一题还没有选" in Client().post(address, {"manner": "5"}).content.decode()
    assert "谢谢您" in Client().post(address, {"overall": "5"}).content.decode()
    assert "已经交过" in Client().post(address, {"overall": "5"}).content.decode()
    assert surveys.result(surveys.one(survey)).returned == 1


def test_a_published_copy_is_compared_and_kept(at_desk: Desk, agency: County, tmp_path: Path) -> None:
    made = make("yuntai", 2023, tmp_path, place=PLACE, places=PLACES, by=By(None, YEAR_END))
    client = at_desk("acceptance")
    client.post(f"/report/{made.report_id}/publish/", {"step": "deadline", "deadline": "2023-05-20", "document": "财政局通知"})

    page = client.post(
        f"/report/{made.report_id}/publish/", {"file": sent("公开.txt", made.draft.text), "published_on": "2023-05-08"}, follow=True
    ).content.decode()

    assert "文字完全一致" in page and "与报送稿一致" in page and "公开期限" in page


def test_an_agency_is_named_before_it_states_anything(at_desk: Desk, paying: County) -> None:
    client = at_desk("acceptance")
    asked = {"agency": "yuntai", "year": "2023", "name": "云台县社会保险局", "place": PLACE, "template": "gansu", "document": "财政局通知"}

    assert "单位代号不对" in client.post("/report/register/", asked | {"agency": "云台"}).content.decode()
    assert evaluation.agencies() == []
    assert client.post("/report/register/", asked).headers["Location"] == f"/report/stated/{YUNTAI}/"
    assert client.get(f"/report/scores/{YUNTAI}/").status_code == 200
    assert "登记单位和年度" in client.get("/report/").content.decode()


def test_a_figure_leads_to_the_persons_it_was_counted_from_even_when_there_are_others_now(
    at_desk: Desk, agency: County, tmp_path: Path
) -> None:
    agency.settled()
    made = make("yuntai", 2023, tmp_path, place=PLACE, places=PLACES, by=By(None, YEAR_END))
    address = f"/report/{made.report_id}/rows/resident.insured/"
    then = made.base.measures["resident.insured"].drill.ids.tolist()

    agency.insured(3, birth=date(1980, 2, 3))
    rows = at_desk("reviewer").get(address)
    runs = at_desk("reviewer").get(f"/report/{made.report_id}/rows/resident.paid/").content.decode()

    assert [row["id"] for row in rows.context["list"].rows] == then and rows.context["list"].count == len(then)
    assert "由当年的发放批次相加" in runs and "实际到账" in runs
    assert at_desk("reviewer").get(f"/report/{made.report_id}/rows/no.such/").status_code == 404


def test_a_list_of_reports_names_the_agency_and_says_what_to_press(at_desk: Desk, agency: County, tmp_path: Path) -> None:
    empty = at_desk("acceptance").get("/report/").content.decode()
    assert "按上面的“起草报告”" in empty and "由受理岗位按" in at_desk("reviewer").get("/report/").content.decode()

    make("yuntai", 2023, tmp_path, place=PLACE, places=PLACES, by=By(None, YEAR_END))

    page = at_desk("reviewer").get("/report/").content.decode()
    assert f"{evaluation.name_of('yuntai', 2023)} 2023 年度自评报告" in page


def test_answers_already_chosen_stay_chosen_where_the_first_is_missing(at_desk: Desk, agency: County) -> None:
    survey = surveys.start("yuntai", 2023, MAY, 3, 7, by=By(agency.staff["acceptance"], MAY_DAY))
    token = surveys.links(survey)[0][2]

    page = Client().post(f"/survey/{token}/", {"manner": "4"}).content.decode()

    assert "第一题还没有选" in page and re.search(r'name="manner" value="4" checked', page)


def test_the_figures_are_filled_in_section_by_section_each_with_its_progress(at_desk: Desk, agency: County) -> None:
    clerk = at_desk("acceptance")
    page = clerk.get(f"/report/stated/{YUNTAI}/").content.decode()
    assert page.count("提交这一组复核") > 8 and "已填 0 / " in page
    assert 'class="panel stated-group" id="group-1" open' not in page

    back = clerk.post(f"/report/stated/{YUNTAI}/", {"entered-staff.retired": "一个"}).content.decode()
    assert back.count('stated-group" id="group-') == page.count('stated-group" id="group-')
    assert back.partition("<main")[2].count(" open>") == 1, "what came back stands open, the rest is folded"


@pytest.mark.parametrize(("text", "value"), [("17697.54万元", "17697540000"), ("0.000001 万", "1"), ("1,234.50", "123450")])
def test_an_amount_may_be_written_in_ten_thousand_yuan(text: str, value: str) -> None:
    known = next(one for one in catalogue.stated().values() if one.unit == "fen")

    assert imports.typed(known, text) == value


@pytest.mark.parametrize("text", ["1.2.3万元", "0.0000001万元", "-3万", "一万"])
def test_an_amount_in_ten_thousand_yuan_that_is_none_is_refused_in_words(text: str) -> None:
    known = next(one for one in catalogue.stated().values() if one.unit == "fen")

    with pytest.raises(Refused) as refused:
        imports.typed(known, text)
    assert refused.value.finding.advice


def test_a_figure_and_its_source_lead_to_each_other_and_no_space_stands_before_a_comma(
    at_desk: Desk, agency: County, tmp_path: Path
) -> None:
    made = make("yuntai", 2023, tmp_path, place=PLACE, places=PLACES, by=By(None, YEAR_END))
    page = at_desk("reviewer").get(f"/report/{made.report_id}/").content.decode()
    anchors = re.findall(r'id="text-([^"]+)"', page)

    assert len(anchors) > 10 and len(set(anchors)) == len(anchors)
    assert all(f'href="#text-{key}"' in page and f'id="source-{key}"' in page for key in anchors)
    assert not re.search(r"</a>\s+[，。；、]", page)


def test_a_table_parted_by_pipes_is_shown_as_a_table(db: None) -> None:
    rows = "一级指标|三级指标|年度指标值|实际完成值|分值|得分\n产出指标|办结率|100%|98%|40|38\n合计|||||39\n"
    page = Client().post("/check/", {"files": [sent(text="自评报告\n" + rows)]}).content.decode()

    assert "办结率</td>" in page.replace("\n", "").replace("  ", "")
    assert "产出指标|" not in page
