"""The nouns of a drafted report: runs of text that know their source, headings, paragraphs, tables, and the whole draft."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from .facts import Figure


@dataclass(frozen=True, slots=True)
class Run:
    """A piece of text; `figure` where it is a traced number, `source` where it comes from the scoring ("score:key")."""

    text: str
    figure: Figure | None = None
    source: str = ""


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of level 1 or 2."""

    level: int
    text: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of runs."""

    runs: tuple[Run, ...]

    @property
    def text(self) -> str:
        """The paragraph as plain text."""
        return "".join(run.text for run in self.runs)


@dataclass(frozen=True, slots=True)
class Table:
    """A table; cells are runs. `widths` are shares of the line."""

    title: str
    header: tuple[str, ...]
    rows: tuple[tuple[Run, ...], ...]
    widths: tuple[int, ...]


Block = Heading | Paragraph | Table


class LeftOut(NamedTuple):
    """A statement that was not written: the section it belongs to, its text with □ for each figure, the keys of the facts it lacks."""

    section: str
    text: str
    missing: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Draft:
    """A whole report: title, blocks in order, figures by key, digits without a fact, statements left out and why."""

    title: str
    blocks: tuple[Block, ...]
    figures: tuple[Figure, ...]
    untraced: tuple[str, ...]
    left_out: tuple[LeftOut, ...]

    @property
    def text(self) -> str:
        """The report as plain text, one paragraph or table row a line."""
        lines: list[str] = [self.title]
        for block in self.blocks:
            if isinstance(block, Table):
                lines += [block.title, "\t".join(block.header)] if block.title else ["\t".join(block.header)]
                lines += ["\t".join(cell.text for cell in row) for row in block.rows]
            else:
                lines.append(block.text)
        return "\n".join(lines) + "\n"
