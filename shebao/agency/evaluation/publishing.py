"""The published copy of a report held against the kept draft: 公开稿 = 报送稿, line by line, before anybody else finds the difference."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from difflib import SequenceMatcher

from django.db import transaction

from shebao.agency.journal import actions as journal
from shebao.agency.journal.by import By
from shebao.agency.store.bulk import next_id
from shebao.agency.store.digest import canonical, sm3
from shebao.base.finding import refuse

from .models import Publication, Report

_SPACE = re.compile(r"\s+")
_MOST = 200
_PAGE = re.compile(r"[-—–]?\d{1,3}[-—–]?")
_DATE = re.compile(r"(\d{4})?年(\d{1,2})?月(\d{1,2})?日")


@dataclass(frozen=True, slots=True)
class Difference:
    """One place: what the kept draft says and what the published copy says; either may be empty."""

    kept: str
    published: str


def lines_of(report: Report) -> list[str]:
    """The kept draft as lines without spaces: a file format may break and space lines as it likes."""
    content = json.loads(report.text)
    lines = [content["title"]]
    for block in content["blocks"]:
        if block["kind"] == "table":
            lines += [block["title"], *("".join(row) for row in [block["header"], *block["rows"]])]
        else:
            lines.append(block["text"] if block["kind"] == "heading" else "".join(run["text"] for run in block["runs"]))
    return [bare for line in lines if (bare := _SPACE.sub("", line))]


def compare(kept: Sequence[str], published: Sequence[str]) -> list[Difference]:
    """Where two texts differ, paragraph by paragraph; breaks of lines and pages, page numbers, a cover,
    contents and the office's signature do not count."""
    left, right = [_SPACE.sub("", line) for line in kept], [_SPACE.sub("", line) for line in published]
    left, right = [line for line in left if line], _text([line for line in right if line and not _PAGE.fullmatch(line)], left[0])
    if "".join(left) == "".join(right):
        return []
    items = []
    for kind, a, b, c, d in SequenceMatcher(None, left, right, autojunk=False).get_opcodes():
        if kind != "equal" and "".join(left[a:b]) != "".join(right[c:d]):
            items.append(Difference("\n".join(left[a:b]), "\n".join(right[c:d])))
    return items


def _text(lines: list[str], title: str) -> list[str]:
    """A published copy without what stands round its text: the cover and the contents before the last place where the title stands,
    the office's name and the date below the last sentence."""
    begins = [number for number in range(len(lines)) if "".join(lines[number : number + 3]).startswith(title)]
    text = lines[begins[-1] :] if begins else lines
    dates = {number for number, line in enumerate(text) if _DATE.fullmatch(line)}
    names = {number - 1 for number in dates if number and title.startswith(text[number - 1])}
    return [line for number, line in enumerate(text) if number not in dates | names]


def record(report_id: int, lines: Sequence[str], content: bytes, name: str, address: str, published_on: date, *, by: By) -> Publication:
    """Keep what was published: the file's digest, whether its text is the kept draft's, and where not."""
    report = Report.objects.filter(pk=report_id).first()
    if report is None:
        refuse("evaluation.report", f"没有编号为 {report_id} 的报告稿", "请从报告列表中选择。")
    if published_on > by.day:
        refuse("publishing.day", "公开日期晚于今天", "请填写实际公开的日期。", "published_on")
    result = compare(lines_of(report), lines)
    with transaction.atomic():
        row = (
            next_id(Publication),
            report_id,
            address.strip()[:200],
            published_on.isoformat(),
            name[:120],
            sm3(content),
            not result,
            canonical([[one.kept, one.published] for one in result[:_MOST]]),
        )
        journal.post(
            Publication,
            Publication.SEALED,
            [row],
            "evaluation.publish",
            by=by,
            subject=("report", report_id),
            body={"report": report_id, "identical": not result, "differences": len(result), "file": name[:120]},
        )
    return Publication.objects.get(pk=row[0])


def publications(report_id: int) -> list[tuple[Publication, list[Difference]]]:
    """Every published copy of a draft, newest first, with its differences."""
    return [
        (row, [Difference(*pair) for pair in json.loads(row.differences)])
        for row in Publication.objects.filter(report_id=report_id).order_by("-id")
    ]
