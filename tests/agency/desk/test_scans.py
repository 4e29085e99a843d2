"""Scans at the desk: handed in with a form, carried to the matter, opened by who may read it, with headers that run nothing."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from shebao.agency.journal import queries as journal
from shebao.agency.matters import attachments, queries
from shebao.agency.store import shelf
from tests.support.scans import pdf, picture
from tests.world.money import County

pytestmark = pytest.mark.slow

Desk = Callable[[str], Client]
FORM = "/matters/new/enter_parameter/"
ASKED = {
    "key": "resident_basic_standard",
    "place": "gansu_zhengning",
    "effective_from": "2023-07-01",
    "content": "138",
    "document": "县政发〔2023〕9号",
}
DEATH = "/matters/new/report_death/"


def upload(content: bytes, name: str = "县政发9号.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, content_type="text/html")


def slips(page: str) -> list[str]:
    return re.findall(r'name="scans" value="([^"]+)"', page)


def posted(client: Client, step: str, form: str = FORM, **fields: Any) -> Any:
    return client.post(form, {**(ASKED if form == FORM else {}), "step": step, **fields})


def submitted(maker: Client) -> int:
    """The id of a submitted value with its document, by way of the form's two steps."""
    look = posted(maker, "look", scans_file=upload(pdf())).content.decode()
    answer = posted(maker, "send", scans=slips(look))
    return int(answer.headers["Location"].rstrip("/").rpartition("/")[2])


def test_a_document_goes_from_the_form_to_the_reviewers_and_the_law_page(at_desk: Desk, paying: County) -> None:
    maker, inspector, approver = at_desk("parameters"), at_desk("inspector"), at_desk("approver")
    look = posted(maker, "look", scans_file=upload(pdf())).content.decode()
    assert "批准后会这样改" in look and "县政发9号.pdf" in look and "2 页" in look and len(slips(look)) == 1
    matter_id = submitted(maker)
    (scan,) = attachments.scans_of(queries.matter(matter_id).payload)  # type: ignore[union-attr]

    page = inspector.get(f"/matters/{matter_id}/").content.decode()
    opened = inspector.get(f"/matters/{matter_id}/scans/{scan.digest}/")
    digest = queries.matter(matter_id).content_digest  # type: ignore[union-attr]
    inspector.post(f"/matters/{matter_id}/review/", {"digest": digest})
    approver.post(f"/matters/{matter_id}/approve/", {"digest": digest})

    assert f"/matters/{matter_id}/scans/{scan.digest}/" in page and "县政发9号.pdf" in page
    assert opened.content == pdf()
    assert queries.matter(matter_id).row.state == "applied"  # type: ignore[union-attr]
    law = at_desk("acceptance").get("/law/standards/resident_basic_standard/").content.decode()
    link = f"/law/standards/resident_basic_standard/{scan.digest}/"
    assert link in law and at_desk("acceptance").get(link).content == pdf()
    assert at_desk("acceptance").get(f"/law/standards/resident_flexible_years/{scan.digest}/").status_code == 404


def test_a_scan_is_given_with_headers_that_let_nothing_run(at_desk: Desk, paying: County) -> None:
    matter_id = submitted(at_desk("parameters"))
    (scan,) = attachments.scans_of(queries.matter(matter_id).payload)  # type: ignore[union-attr]

    opened = at_desk("inspector").get(f"/matters/{matter_id}/scans/{scan.digest}/")
    saved = at_desk("inspector").get(f"/matters/{matter_id}/scans/{scan.digest}/?save=1")

    assert opened.headers["Content-Type"] == "application/pdf" and opened.headers["X-Content-Type-Options"] == "nosniff"
    assert opened.headers["Content-Disposition"].startswith("inline") and saved.headers["Content-Disposition"].startswith("attachment")
    assert (
        "default-src 'none'" in opened.headers["Content-Security-Policy"] and "script-src" not in opened.headers["Content-Security-Policy"]
    )
    assert opened.headers["Cache-Control"] == "no-store"
    assert [entry.verb for entry in journal.history("matter", matter_id)[:2]] == ["scans.open", "scans.open"]


def test_who_may_not_read_the_matter_may_not_open_its_scans(at_desk: Desk, paying: County) -> None:
    matter_id = submitted(at_desk("parameters"))
    (scan,) = attachments.scans_of(queries.matter(matter_id).payload)  # type: ignore[union-attr]
    before = journal.head()

    for post in ("acceptance", "finance_maker", "auditor"):
        assert at_desk(post).get(f"/matters/{matter_id}/scans/{scan.digest}/").status_code == 403
    assert at_desk("inspector").get(f"/matters/{matter_id}/scans/{'0' * 64}/").status_code == 404
    assert at_desk("inspector").get(f"/matters/{matter_id}/scans/..%2f..%2fkeys/").status_code == 404
    assert Client().get(f"/matters/{matter_id}/scans/{scan.digest}/").status_code == 302
    assert journal.head() == before


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "空的"),
        (b"<html><script>alert(1)</script>", "不是扫描件"),
        (b"<svg xmlns='x' onload='alert(1)'/>", "不是扫描件"),
        (pdf()[:-500], "不完整"),
        (picture()[:-50], "损坏"),
    ],
)
def test_a_wrong_file_is_refused_at_its_field_and_nothing_typed_is_lost(at_desk: Desk, paying: County, content: bytes, said: str) -> None:
    page = posted(at_desk("parameters"), "look", scans_file=upload(content, "文件.pdf")).content.decode()

    assert said in page and 'id="error_scans"' in page and "还不能受理，什么也没有改动" in page
    assert 'value="县政发〔2023〕9号"' in page
    assert list(shelf.lying()) == []


def test_a_right_file_stays_when_another_field_is_wrong(at_desk: Desk, paying: County) -> None:
    maker = at_desk("parameters")

    page = posted(maker, "look", content="abc", scans_file=upload(pdf())).content.decode()
    again = posted(maker, "look", scans=slips(page)).content.decode()

    assert "应为数字" in page and "县政发9号.pdf" in page
    assert "批准后会这样改" in again and "县政发9号.pdf" in again


def test_a_scan_can_be_taken_off_again(at_desk: Desk, paying: County) -> None:
    page = posted(at_desk("parameters"), "look").content.decode()

    assert "没有填写文件扫描件" in page


def test_several_scans_come_with_a_death_and_the_same_one_counts_once(at_desk: Desk, paying: County) -> None:
    clerk = at_desk("acceptance")
    files = [upload(picture(), "死亡证明.png"), upload(picture("JPEG"), "户口簿.jpg"), upload(picture(), "又一次.png")]

    look = posted(
        clerk, "look", DEATH, person_id=str(paying.people[0]), died_on="2023-05-02", source="relatives", scans_file=files
    ).content.decode()

    assert len(slips(look)) == 2 and "死亡证明.png" in look and "户口簿.jpg" in look and "又一次.png" not in look


def test_a_slip_of_somebody_else_attaches_nothing(at_desk: Desk, paying: County) -> None:
    look = posted(at_desk("parameters"), "look", scans_file=upload(pdf())).content.decode()
    person = {"person_id": str(paying.people[0]), "died_on": "2023-05-02", "source": "relatives"}

    for slip in (slips(look)[0], slips(look)[0] + "x", attachments.keep("别人.pdf", pdf("别人")).digest):
        page = posted(at_desk("acceptance"), "send", DEATH, scans=[slip], **person).content.decode()
        assert "上传的扫描件已经过期" in page


def test_a_post_that_may_not_submit_a_kind_cannot_hand_in_scans_for_it(at_desk: Desk, paying: County) -> None:
    for post in ("acceptance", "inspector", "auditor"):
        assert posted(at_desk(post), "look", scans_file=upload(pdf())).status_code == 403
    assert list(shelf.lying()) == []


def test_a_returned_matter_keeps_its_scans_until_they_are_changed(at_desk: Desk, paying: County) -> None:
    maker, inspector = at_desk("parameters"), at_desk("inspector")
    matter_id = submitted(maker)
    inspector.post(f"/matters/{matter_id}/send_back/", {"comment": "文件少了一页"})

    form = maker.get(f"/matters/{matter_id}/again/").content.decode()
    sent = maker.post(f"/matters/{matter_id}/again/", {**ASKED, "step": "send", "scans_file": upload(pdf(pages=3))})

    assert len(slips(form)) == 1 and "县政发9号.pdf" in form
    assert inspector.get(f"/matters/{matter_id}/again/").status_code == 403
    (scan,) = attachments.scans_of(queries.matter(matter_id).payload)  # type: ignore[union-attr]
    assert sent.status_code == 302 and scan.pages == 3


def test_a_lost_file_is_told_in_words(at_desk: Desk, paying: County) -> None:
    matter_id = submitted(at_desk("parameters"))
    (scan,) = attachments.scans_of(queries.matter(matter_id).payload)  # type: ignore[union-attr]
    shelf._path(scan.digest).unlink()

    answer = at_desk("inspector").get(f"/matters/{matter_id}/scans/{scan.digest}/")

    assert answer.status_code == 410 and "不见了" in answer.content.decode() and "备份" in answer.content.decode()


def test_a_working_names_the_document_and_leads_to_its_scan(at_desk: Desk, paying: County) -> None:
    matter_id = submitted(at_desk("parameters"))
    digest = queries.matter(matter_id).content_digest  # type: ignore[union-attr]
    at_desk("inspector").post(f"/matters/{matter_id}/review/", {"digest": digest})
    at_desk("approver").post(f"/matters/{matter_id}/approve/", {"digest": digest})
    (scan,) = attachments.scans_of(queries.matter(matter_id).payload)  # type: ignore[union-attr]
    link = f'<a href="/law/standards/resident_basic_standard/{scan.digest}/">县政发〔2023〕9号（'

    before, after = (
        at_desk("acceptance").get(f"/law/resident_pension/?in_month={month}&place=gansu_zhengning").content.decode()
        for month in ("2023-06", "2023-08")
    )

    assert link not in before and link in after


def test_a_list_of_values_goes_from_the_page_to_a_matter_with_its_scans(at_desk: Desk, paying: County) -> None:
    maker, form = at_desk("parameters"), "/matters/new/enter_parameters/list/"
    rows = "参数,启用日期,数值,文件名称和文号\n基础养老金标准,2023-07-01,138,县政发〔2023〕9号\n最低工资标准,2023-07-01,1820,县政发〔2023〕9号\n"

    look = maker.post(form, {"step": "look", "list": upload(rows.encode(), "标准.csv"), "scans_file": upload(pdf())}).content.decode()
    (slip,) = re.findall(r'name="slip" value="([^"]+)"', look)
    answer = maker.post(form, {"step": "send", "slip": slip, "scans": slips(look)})

    assert "2 行可以办理" in look and "附扫描件 1 份" in look
    payload = queries.matter(int(answer.headers["Location"].rstrip("/").rpartition("/")[2])).payload  # type: ignore[union-attr]
    assert len(payload["rows"]) == 2 and [scan.name for scan in attachments.scans_of(payload)] == ["县政发9号.pdf"]
