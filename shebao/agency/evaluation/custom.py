"""The report in a Word file that staff laid out themselves: fonts, cover, signatures, own sentences with the same traced figures.

`starter` writes a file that looks like the shipped report and can be edited in Word or WPS. Names in double braces are
filled: `{{ title }}`, `{{ f.resident_insured }}` (a fact's key with _ for .). A number typed into the file by hand has no source
and is reported as untraced, as it would be anywhere else.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import docx
from django.conf import settings
from docxtpl import DocxTemplate
from jinja2 import StrictUndefined, TemplateError
from jinja2.sandbox import SandboxedEnvironment

from shebao.base.finding import refuse
from shebao.core.evaluation.draft import Block, Draft, Heading, Paragraph, Run, Table
from shebao.core.evaluation.facts import Facts, figure
from shebao.core.evaluation.template import Template
from shebao.core.evaluation.write import bare_numbers

from .documents import SETTLED, settle, write_docx

_TAG = re.compile(r"\{[{%#].*?[}%#]\}", re.DOTALL)
_HEADER = ("一级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分")


def own_file(template: Template) -> Path:
    """Where an agency keeps its own layout of a scheme's report."""
    return Path(settings.SHEBAO_HOME) / "templates" / f"{template.key}.docx"


def starter(path: Path) -> None:
    """A file to begin with: the shipped layout with names in place of the text."""
    loop: list[Block] = [
        Paragraph((Run("{%p for block in blocks %}"),)),
        Paragraph((Run("{%p if block.level == 1 %}"),)),
        Heading(1, "{{ block.text }}"),
        Paragraph((Run("{%p elif block.level == 2 %}"),)),
        Heading(2, "{{ block.text }}"),
        Paragraph((Run("{%p else %}"),)),
        Paragraph((Run("{{ block.text }}"),)),
        Paragraph((Run("{%p endif %}"),)),
        Paragraph((Run("{%p endfor %}"),)),
    ]
    names = ("{{ row.group }}", "{{ row.title }}", "{{ row.target }}", "{{ row.actual }}", "{{ row.weight }}", "{{ row.points }}")
    rows = [("{%tr for row in scores %}", "", "", "", "", ""), names, ("{%tr endfor %}", "", "", "", "", "")]
    table = Table("附表　部门整体支出绩效自评表", _HEADER, tuple(tuple(Run(cell) for cell in row) for row in rows), (3, 5, 3, 3, 2, 3))
    path.parent.mkdir(parents=True, exist_ok=True)
    contents = [(1, "{%p for block in blocks if block.level %}"), (1, "{{ block.text }}"), (1, "{%p endfor %}")]
    write_docx(Draft("{{ title }}", (*loop, table), (), (), ()), path, office="{{ agency }}", contents=contents)


def render(source: Path, draft: Draft, facts: Facts, score: str, grade: str, path: Path) -> tuple[str, ...]:
    """Fill the agency's own file; returns numbers that stand in it by hand. Refused where it names something there is not."""
    file = DocxTemplate(str(source))
    try:
        file.render(_context(draft, facts, score, grade), SandboxedEnvironment(undefined=StrictUndefined, autoescape=True))
    except TemplateError as problem:
        refuse(
            "evaluation.layout",
            f"自定义版式 {source.name} 填不进去：{problem}。",
            "请核对双花括号里的名称；或删除该文件，改用自带的版式。",
            str(source),
        )
    file.docx.core_properties.created = file.docx.core_properties.modified = SETTLED
    file.save(str(path))
    settle(path)
    return _by_hand(source)


def _context(draft: Draft, facts: Facts, score: str, grade: str) -> dict[str, Any]:
    blocks = [
        {"level": block.level, "text": block.text} if isinstance(block, Heading) else {"level": 0, "text": block.text}
        for block in draft.blocks
        if not isinstance(block, Table)
    ]
    scores = [
        dict(zip(("group", "title", "target", "actual", "weight", "points"), (cell.text for cell in row), strict=True))
        for block in draft.blocks
        if isinstance(block, Table)
        for row in block.rows
    ]
    return {
        "title": draft.title,
        "agency": facts.words["agency.name"],
        "year": facts.words["year"],
        "score": score or "不可判定",
        "grade": grade or "不可判定",
        "blocks": blocks,
        "scores": scores,
        "f": _printed(facts),
    }


def _printed(facts: Facts) -> Mapping[str, str]:
    """Every fact as it is printed, by its key with _ for .; unknown ones are refused by the strict environment."""
    result = {}
    for key, fact in facts.items():
        shown = figure(fact)
        result[key.replace(".", "_")] = f"{shown.printed}{shown.unit}"
    return result


def _by_hand(source: Path) -> tuple[str, ...]:
    """Numbers typed into the file outside of the names."""
    document = docx.Document(str(source))
    texts = [paragraph.text for paragraph in document.paragraphs] + [
        cell.text for table in document.tables for row in table.rows for cell in row.cells
    ]
    return tuple(sorted({number for text in texts for number in bare_numbers(_TAG.sub("", text))}))
