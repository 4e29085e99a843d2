"""Verbs of the self-evaluation: entering the agency's own figures, and drafting a report whose every figure is traced."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from django.db import transaction

from shebao.agency.journal import actions as journal
from shebao.agency.journal.by import By
from shebao.agency.statistics.measure import Measure
from shebao.agency.store.bulk import next_id
from shebao.agency.store.digest import canonical, sm3
from shebao.base.finding import refuse
from shebao.core.evaluation.draft import Draft, Heading, Paragraph
from shebao.core.evaluation.facts import Figure

from . import figure_rows
from .catalogue import SCOPES, UNITS
from .models import EnteredFigure, Report
from .models import Figure as FigureRow


@dataclass(frozen=True, slots=True)
class Entered:
    """A figure the agency states: scope (口径), key, exact decimal text (amounts in fen) or words, unit, and the document it stands in."""

    scope: str
    key: str
    value: str
    unit: str
    document: str


def enter_figures(agency: str, year: int, rows: Sequence[Entered], *, by: By) -> int:
    """Post the agency's own figures under one journal entry; a later entry of the same key replaces an earlier one in reports.

    Returns the number of rows. Refuses an unknown scope or unit, a value that is no number, and a row without a document.
    """
    for position, row in enumerate(rows, 1):
        where = f"第{position}行 {row.key}"
        if row.scope not in SCOPES or row.unit not in UNITS:
            refuse(
                "evaluation.entered",
                f"口径“{row.scope}”或单位“{row.unit}”不认识。",
                f"口径：{'、'.join(SCOPES)}；单位：{'、'.join(UNITS)}。",
                where,
            )
        if not row.document.strip():
            refuse("evaluation.entered", "没有写明依据。", "请填写该数所在的批复、决算表或其他文件。", where)
        if row.unit != "text":
            _number(row.value, where)
    with transaction.atomic():
        first = next_id(EnteredFigure)
        cells = [(first + i, agency, year, r.scope, r.key, r.value, r.unit, r.document) for i, r in enumerate(rows)]
        journal.post(
            EnteredFigure,
            EnteredFigure.SEALED,
            cells,
            "evaluation.enter_figures",
            by=by,
            body={"agency": agency, "year": year, "rows": len(cells)},
        )
    return len(rows)


def _number(text: str, where: str) -> Fraction:
    try:
        return Fraction(text)
    except (ValueError, ZeroDivisionError):
        refuse("evaluation.entered", f"“{text}”不是数。", "请填写阿拉伯数字，金额以分为单位。", where)


def keep_draft(
    agency: str, year: int, template: str, draft: Draft, score_text: str, grade: str, measures: Mapping[str, Measure], *, by: By
) -> int:
    """Keep a draft as the next version with its figures and what stands behind them; returns its id.

    measures: what the counters counted, by name. The same text as the last version is not kept again.
    """
    text = canonical(as_data(draft))
    with transaction.atomic():
        last = Report.objects.filter(agency=agency, year=year).order_by("-version").first()
        if last is not None and last.text == text:
            return last.pk
        version = last.version + 1 if last else 1
        entry = journal.record(
            "evaluation.draft",
            by=by,
            subject=("report", year),
            body={"agency": agency, "year": year, "version": version, "text": sm3(text.encode()), "figures": len(draft.figures)},
        )
        report = Report.objects.create(
            agency=agency, year=year, template=template, version=version, score_text=score_text, grade=grade, text=text, entry_id=entry.seq
        )
        FigureRow.objects.bulk_create([_row(report, figure) for figure in draft.figures], batch_size=500)
        printed = {figure.fact.key for figure in draft.figures}
        figure_rows.keep(report.pk, year, {name: one for name, one in measures.items() if name in printed}, by=by)
    return report.pk


def _row(report: Report, figure: Figure) -> FigureRow:
    fact = figure.fact
    return FigureRow(
        report=report,
        key=fact.key,
        title=fact.title,
        measure=fact.measure,
        arguments=fact.arguments,
        value=str(fact.value),
        unit=fact.unit,
        printed=f"{figure.printed}{figure.unit}",
        scope=fact.scope,
        document=fact.document,
        rows=fact.rows,
    )


def as_data(draft: Draft) -> dict[str, object]:
    """The draft as plain data for storage and pages: blocks with runs; a traced run names its fact, a scored one its indicator."""
    blocks: list[dict[str, object]] = []
    for block in draft.blocks:
        if isinstance(block, Heading):
            blocks.append({"kind": "heading", "level": block.level, "text": block.text})
        elif isinstance(block, Paragraph):
            blocks.append({"kind": "paragraph", "runs": [_run(run.text, run.figure, run.source) for run in block.runs]})
        else:
            blocks.append(
                {
                    "kind": "table",
                    "title": block.title,
                    "header": list(block.header),
                    "widths": list(block.widths),
                    "rows": [[cell.text for cell in row] for row in block.rows],
                }
            )
    return {"title": draft.title, "blocks": blocks}


def _run(text: str, figure: Figure | None, source: str) -> dict[str, str]:
    if figure is not None:
        return {"text": text, "key": figure.fact.key}
    return {"text": text, "source": source} if source else {"text": text}
