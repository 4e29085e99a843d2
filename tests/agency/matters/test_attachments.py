"""Scans of matters: signed with the content, opened with an entry in the journal, found by verify, swept when nobody names them."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest

from shebao.agency.journal import queries as journal
from shebao.agency.journal.by import By
from shebao.agency.matters import actions, attachments, checks, queries, timer
from shebao.agency.matters.models import Matter
from shebao.agency.store import shelf
from shebao.base.finding import Refused
from tests.support.scans import pdf, picture
from tests.world.calendar import MAY_DAY

from .kinds import kind

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, settings: Any) -> Path:
    settings.FILES_FOLDER = tmp_path / "files"
    return tmp_path / "files" / "scans"


def submitted(staff: dict[str, int], *scans: attachments.Scan) -> int:
    return actions.submit(kind("low"), {"amount": 1, "scans": [scan._asdict() for scan in scans]}, by=By(staff["acceptance"], MAY_DAY))


def test_a_scan_is_part_of_what_is_signed(staff: dict[str, int]) -> None:
    one, other = (attachments.keep("证明.pdf", pdf(words)) for words in ("一", "二"))
    first, second = submitted(staff, one), submitted(staff, other)

    assert attachments.scans_of(queries.matter(first).payload) == [one]  # type: ignore[union-attr]
    digests = Matter.objects.filter(id__in=[first, second]).values_list("content_digest", flat=True)
    assert len(set(digests)) == 2


def test_a_scan_exchanged_after_submission_voids_the_approval(staff: dict[str, int]) -> None:
    one, other = (attachments.keep("证明.pdf", pdf(words)) for words in ("一", "二"))
    matter_id = submitted(staff, one)
    matter = Matter.objects.get(pk=matter_id)
    Matter.objects.filter(pk=matter_id).update(payload=matter.payload.replace(one.digest, other.digest))

    with pytest.raises(Refused, match="可能被改动"):
        actions.approve(kind("low"), matter_id, by=By(staff["reviewer"], MAY_DAY))


def test_a_scan_that_is_not_in_the_house_cannot_be_submitted_nor_approved(staff: dict[str, int], folder: Path) -> None:
    scan = attachments.keep("证明.png", picture())
    with pytest.raises(Refused, match="不在库中"):
        submitted(staff, scan._replace(digest="0" * 64))
    with pytest.raises(Refused, match="不在库中"):
        submitted(staff, scan._replace(digest="../../keys/data.key"))

    matter_id = submitted(staff, scan)
    shelf._path(scan.digest).unlink()
    with pytest.raises(Refused, match="不在库中"):
        actions.approve(kind("low"), matter_id, by=By(staff["reviewer"], MAY_DAY))
    assert queries.matter(matter_id).row.state == "accepted"  # type: ignore[union-attr]


def test_opening_a_scan_is_in_the_journal_before_it_is_shown(staff: dict[str, int]) -> None:
    scan = attachments.keep("证明.png", picture())
    matter_id = submitted(staff, scan)

    assert attachments.open_scan(matter_id, scan.digest, by=By(staff["reviewer"], MAY_DAY)) == (scan, picture())
    entry = journal.history("matter", matter_id)[0]
    assert (entry.verb, entry.actor_id) == ("scans.open", staff["reviewer"]) and scan.digest in entry.body
    assert checks.check_steps()[1] == [], "looking is no step of the matter"


def test_a_scan_of_another_matter_is_not_opened_through_this_one(staff: dict[str, int]) -> None:
    one, other = (attachments.keep("证明.pdf", pdf(words)) for words in ("一", "二"))
    first, _ = submitted(staff, one), submitted(staff, other)

    with pytest.raises(Refused, match="没有这份扫描件"):
        attachments.open_scan(first, other.digest, by=By(staff["reviewer"], MAY_DAY))


def test_verify_finds_a_scan_that_is_gone_or_changed(staff: dict[str, int]) -> None:
    one, other = (attachments.keep(f"{words}.pdf", pdf(words)) for words in ("一", "二"))
    submitted(staff, one, other)
    assert checks.check_scans() == (2, [])

    shelf._path(one.digest).unlink()
    raw = bytearray(shelf._path(other.digest).read_bytes())
    raw[99] ^= 4
    shelf._path(other.digest).write_bytes(raw)

    examined, problems = checks.check_scans()
    assert examined == 2 and "一.pdf" in problems[0] and "不见了" in problems[0] and "二.pdf" in problems[1] and "被改动" in problems[1]


def test_only_what_no_matter_names_and_nobody_touched_for_a_month_is_swept(staff: dict[str, int], folder: Path) -> None:
    named, given_up, fresh = (attachments.keep("证明.pdf", pdf(words)) for words in ("一", "二", "三"))
    submitted(staff, named)
    draft = shelf._path(named.digest).with_name(".half.1.abcd")
    draft.write_bytes(b"half a file")
    for path in (shelf._path(named.digest), shelf._path(given_up.digest), draft):
        os.utime(path, (1, 1))
    assert {one.digest for one in attachments.loose()} == {given_up.digest, fresh.digest, ""}

    assert "2 份" in timer.do_due(MAY_DAY)[0]

    assert shelf.has(named.digest) and shelf.has(fresh.digest) and not shelf.has(given_up.digest) and not draft.exists()
    assert timer.do_due(MAY_DAY) == []


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("证明.pdf", "证明.pdf"),
        ("C:\\桌面\\证明.PDF", "证明.PDF"),
        ("../../etc/passwd", "passwd.pdf"),
        ('a"b\r\nSet-Cookie: x.pdf', "abSet-Cookie x.pdf"),
        ("", "扫描件.pdf"),
        ("王小明99010119900307001X户口簿.pdf", "王小明号码略户口簿.pdf"),
        ("存折 6222020000000000017.pdf", "存折 号码略.pdf"),
        ("Scan20231220123000.pdf", "Scan20231220123000.pdf"),
        ("猫.html", "猫.html.pdf"),
        ("长" * 300 + ".pdf", "长" * 116 + ".pdf"),
    ],
)
def test_a_name_is_made_harmless_and_ends_as_its_content_does(name: str, kept: str) -> None:
    assert attachments.keep(name, pdf()).name == kept


def test_content_that_names_no_scans_names_none() -> None:
    assert attachments.named_in(json.dumps({"note": '"scans":['})) == []
