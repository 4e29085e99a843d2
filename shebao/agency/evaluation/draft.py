"""Drafting one agency's report: facts gathered, indicators scored, text written, files made, the draft kept; and the command's part."""

from __future__ import annotations

import argparse
import json
import sys
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from pathlib import Path

from django.conf import settings

from shebao.agency.parameters import queries as parameters
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
    actor_id: int | None,
    day: date,
    demo: bool,
    given: dict[str, Fraction | str] | None = None,
) -> Drafted:
    """Draft the report of an agency and year into `folder`; the same data gives the same text."""
    template = load(queries.template_of(agency, year))
    judged = queries.judged(agency, year) if given is None else given
    base = gather(agency, year, template, place, places, judged, demo=demo)
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
        write_docx(draft, files[0], charts(year))
    write_xlsx(template, draft, base.scored, base.total, files[1])
    write_text(draft, files[2])
    write_form(template, year, base.facts, base.scored, base.total, files[3])
    report_id = keep_draft(agency, year, template.key, draft, said, grade, base.measures, actor_id=actor_id, day=day)
    return Drafted(report_id, files, score, grade, draft, base)


def main(args: argparse.Namespace) -> int:
    """`shebao report draft AGENCY YEAR --out DIR [--json]`: exit 0, or 1 where a figure is untraced."""
    known = queries.agencies()
    if args.agency not in known:
        refuse(
            "evaluation.agency",
            f"这里没有“{args.agency}”的数据",
            f"已有：{'、'.join(known) or '无'}。演示县请先运行 shebao demo {args.agency}。",
            "AGENCY",
        )
    year = int(args.year)
    made = make(
        args.agency,
        year,
        Path(args.out),
        place=queries.place_of(args.agency, year),
        places=parameters.places(),
        actor_id=None,
        day=date(year, 12, 31),
        demo=bool(settings.DEMO) or queries.is_demo(args.agency, year),
    )
    result = {
        "files": [str(path) for path in made.files],
        "score": made.score or "unknown",
        "grade": made.grade or "unknown",
        "untraced": list(made.draft.untraced),
    }
    if args.json:
        print(json.dumps(result, ensure_ascii=False))
    else:
        print(
            f"{made.draft.title}\n得分：{made.score or '不可判定'}　等级：{made.grade or '不可判定'}　溯源数字：{len(made.draft.figures)} 处"
        )
        for path in made.files:
            print(f"  {path}")
        if made.draft.left_out:
            print(f"  有 {len(made.draft.left_out)} 句因为没有数据没有写入", file=sys.stderr)
        for text in made.draft.untraced:
            print(f"  没有来源的数字：{text}", file=sys.stderr)
    return 1 if made.draft.untraced else 0
