"""Drafting one agency's report: facts gathered, indicators scored, text written, files made, the draft kept."""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction
from pathlib import Path

from shebao.agency.journal.by import By
from shebao.base.dated import Places
from shebao.base.finding import refuse
from shebao.core.evaluation.draft import Draft
from shebao.core.evaluation.facts import decimal_text
from shebao.core.evaluation.template import load
from shebao.core.evaluation.write import total_text, write

from . import queries
from .actions import keep_draft
from .charts import charts
from .custom import own_file, render
from .documents import write_docx, write_text
from .facts import Base, gather
from .forms import write_form
from .sheets import write_xlsx


@dataclass(frozen=True, slots=True)
class Drafted:
    """A finished draft: its id, files, score and grade as text (empty where undecided), what is untraced, what was left out."""

    report_id: int
    files: tuple[Path, ...]
    score: str
    grade: str
    draft: Draft
    base: Base


def make(
    agency: str,
    year: int,
    folder: Path,
    *,
    place: str,
    places: Places,
    by: By,
    given: dict[str, Fraction | str] | None = None,
) -> Drafted:
    """Draft the report of an agency and year into `folder`; the same data gives the same text."""
    template = load(queries.template_of(agency, year))
    judged = queries.judged(agency, year) if given is None else given
    base = gather(agency, year, template, place, places, judged, invented=queries.is_invented(agency, year))
    if "resident.insured" not in base.facts or not base.facts["resident.insured"].value:
        refuse("evaluation.empty", f"{year}年没有业务数据，无法起草报告", "请先建立该年度的业务数据，或核对年度。", "YEAR")
    draft = write(template, f"{base.facts.words['agency.name']}{year}年度部门整体支出绩效自评报告", base.facts, base.scored, base.total)
    score = decimal_text(base.total.decided, template.places) if base.total.decided is not None else ""
    said = score or total_text(template, base.total)
    grade = base.total.grade if base.total.grade != "unknown" else ""
    folder.mkdir(parents=True, exist_ok=True)
    files = (
        folder / f"{agency}-{year}-report.docx",
        folder / f"{agency}-{year}-tables.xlsx",
        folder / f"{agency}-{year}-report.txt",
        folder / f"{agency}-{year}-form.xlsx",
    )
    own = own_file(template)
    if own.is_file():
        by_hand = render(own, draft, base.facts, said, grade, files[0])
        draft = replace(draft, untraced=tuple(sorted({*draft.untraced, *by_hand})))
    else:
        write_docx(draft, files[0], charts(year), office=str(base.facts.words["agency.name"]))
    write_xlsx(template, draft, base.scored, base.total, files[1])
    write_text(draft, files[2])
    write_form(template, year, base.facts, base.scored, base.total, files[3])
    report_id = keep_draft(agency, year, template.key, draft, said, grade, base.measures, by=by)
    return Drafted(report_id, files, score, grade, draft, base)
