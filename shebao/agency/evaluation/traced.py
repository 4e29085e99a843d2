"""A report in hand held against the kept draft of the same title: every figure still the one the drafting traced."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from shebao.base.finding import Finding
from shebao.core.evaluation.check import CheckResult, Document, joined
from shebao.core.evaluation.check.traces import Traced, against_draft
from shebao.core.evaluation.facts import SCOPES

from .models import Figure, Report

_SPACE = re.compile(r"\s+")
_SCORED = "评分表"
_HEAD, _TITLE_LINES = 12, 3


def with_traces(result: CheckResult, documents: Sequence[Document]) -> CheckResult:
    """The result with what the kept drafts say of the documents; unchanged where no draft has their title."""
    findings: list[Finding] = []
    held: set[tuple[str, int, str]] = set()
    for document in documents:
        report = kept_draft(document)
        if report is not None:
            changed, places = against_draft(document, list(pieces(report)))
            findings += changed
            held |= {(document.name, line, printed) for line, printed in places}
    if not held:
        return result
    unread = tuple(quote for quote in result.unread if (quote.file, quote.line, _digits(quote.text)) not in held)
    return joined(replace(result, traced=len(held), unread=unread), findings, documents)


def _digits(text: str) -> str:
    """The figure of a quote without its unit."""
    match = re.search(r"\d[\d,]*(?:\.\d+)?", text)
    return match.group() if match else ""


def kept_draft(document: Document) -> Report | None:
    """The latest kept draft whose title heads the document, on one line or broken over a few."""
    first = [bare for line in document.lines[:_HEAD] if (bare := _SPACE.sub("", line))]
    titles = {"".join(first[:count]) for count in range(1, _TITLE_LINES + 1)}
    years = {int(year) for title in titles for year in re.findall(r"(?:19|20)\d{2}", title)}
    for report in Report.objects.filter(year__in=years).order_by("-version"):
        if _SPACE.sub("", json.loads(report.text)["title"]) in titles:
            return report
    return None


def pieces(report: Report) -> Iterator[list[Traced]]:
    """The lines of a kept draft in pieces that know where their figures come from."""
    content = json.loads(report.text)
    origins = {row.key: _origin(row) for row in Figure.objects.filter(report=report)}
    for block in content["blocks"]:
        if block["kind"] == "table":
            for row in block["rows"]:
                yield [Traced("\t".join(row), _SCORED)]
        elif block["kind"] == "paragraph":
            yield [Traced(run["text"], origins.get(run.get("key", ""), _SCORED if run.get("source") else "")) for run in block["runs"]]


def _origin(row: Figure) -> str:
    """Where a figure comes from in words: its name, and the books or the document."""
    return f"“{row.title}”（{row.document or SCOPES.get(row.scope, row.scope)}）"
