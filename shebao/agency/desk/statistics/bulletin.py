"""The bulletin's draft as a page whose figures open their rows, and as a Word file that lists their sources."""

from __future__ import annotations

import re
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from shebao.agency.evaluation.bulletin import Traced, shown
from shebao.agency.evaluation.bulletin import bulletin as drafted
from shebao.agency.evaluation.documents import write_docx
from shebao.agency.installation import queries as installation
from shebao.agency.pages import export
from shebao.agency.pages.access import needs, rights
from shebao.base.months import add_months, month_of
from shebao.core.evaluation.draft import Heading, Paragraph, Table

from .address import people_address, year_asked

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_NUMBER = re.compile(r"\[(\d+)\]")


@needs("statistics.read")
def bulletin(request: HttpRequest) -> HttpResponse:
    """A year's draft; asked with POST it comes as a Word file, and taking it is journalled."""
    year, day, name = year_asked(request), installation.business_day(), installation.name()
    draft, traced = drafted(name, year, int(add_months(month_of(day), -1)))
    if request.method == "POST":
        with TemporaryDirectory() as folder:
            path = Path(folder) / "bulletin.docx"
            write_docx(draft, path)
            content = path.read_bytes()
        export.record_download(request, ("bulletin", year), f"bulletin-{year}.docx", content, day)
        response = HttpResponse(content, content_type=DOCX)
        response["Content-Disposition"] = export.attachment(f"{name}{year}年度社会保险统计公报（草稿）.docx")
        return response
    hrefs = {one.number: _address(one, rights(request)) for one in traced}
    return render(
        request,
        "desk/statistics/bulletin.html",
        {
            "title": draft.title,
            "blocks": [_block(block, hrefs) for block in draft.blocks[:-2]],
            "traced": [(one, shown(one), hrefs[one.number]) for one in traced],
            "year": year,
            "years": [day.year - n for n in range(3)],
        },
    )


def _block(block: Any, hrefs: dict[int, str]) -> dict[str, Any]:
    if isinstance(block, Heading):
        return {"heading": block.text}
    if isinstance(block, Paragraph):
        runs = []
        for run in block.runs:
            match = _NUMBER.fullmatch(run.source)
            runs.append((run.text, hrefs[int(match[1])] if match else "", match[1] if match else ""))
        return {"runs": runs}
    assert isinstance(block, Table), block
    return {"table": block, "rows": [[cell.text for cell in row] for row in block.rows]}


def _address(one: Traced, mine: frozenset[str]) -> str:
    """Where the rows of a figure are shown; "" where whoever looks may not see them."""
    kind, scheme, name, at = one.place
    if kind == "set":
        return people_address(scheme, at, name)
    if kind == "fund" and "fund.read" in mine:
        return f"{reverse('fund')}?scheme={scheme}&year={at}"
    if kind == "paid" and "payout.read" in mine:
        return reverse("payout")
    periods = f"{reverse('statistics_periods')}?scheme={scheme}&year={at // 100 if at > 9999 else at}"
    return periods if kind == "none" else ""
