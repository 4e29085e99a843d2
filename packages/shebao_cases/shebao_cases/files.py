"""The case files: where they are, and how they are read without losing a digit."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

HERE = Path(__file__).parent
CHECKOUT = HERE.parents[2] / "shebao" / "core" / "policy" / "worked_examples"
"""Where the cases stand in a checkout; an installed package carries them beside itself."""


class CaseFileError(ValueError):
    """A file that cannot be read as cases; the message names the file and what is wrong."""


@dataclass(frozen=True)
class Case:
    """One worked case: a question, and what must come out."""

    id: str
    calculation: str
    place: str
    inputs: Mapping[str, Any]
    expected: Mapping[str, Any]
    title: str = ""
    source: str = ""

    @property
    def question(self) -> dict[str, Any]:
        """The case as a program is asked it."""
        return {"id": self.id, "calculation": self.calculation, "place": self.place, "inputs": dict(self.inputs)}


class TextLoader(yaml.SafeLoader):
    """A loader that leaves decimals and dates as the text they were written as."""


TextLoader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if not tag.endswith((":float", ":timestamp", ":int"))]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
TextLoader.add_implicit_resolver("tag:yaml.org,2002:int", re.compile(r"[-+]?(0|[1-9][0-9]*)\Z", re.ASCII), list("-+0123456789"))


def shipped() -> list[Path]:
    """The case files that come with the package, sorted."""
    folder = HERE / "cases" if (HERE / "cases").is_dir() else CHECKOUT
    return sorted(folder.glob("*.yaml"))


def read(paths: Iterable[Path]) -> list[Case]:
    """Every case of some files, in order; raises `CaseFileError`."""
    return [case for path in paths for case in _read_file(path)]


def _read_file(path: Path) -> list[Case]:
    try:
        data = yaml.load(path.read_text(encoding="utf-8"), TextLoader)  # noqa: S506 -- derived from the safe loader
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as problem:
        raise CaseFileError(f"{path}: {problem}") from problem
    entries = data.get("cases") if isinstance(data, dict) else data
    if not isinstance(entries, list):
        raise CaseFileError(f"{path}: no list of cases")
    cases = []
    for number, entry in enumerate(entries, 1):
        if not isinstance(entry, dict) or not {"id", "calculation", "expected"} <= set(entry):
            raise CaseFileError(f"{path}: case {number} needs id, calculation and expected")
        inputs, expected = entry.get("inputs") or {}, entry["expected"] or {}
        if not isinstance(inputs, dict) or not isinstance(expected, dict):
            raise CaseFileError(f"{path}: case {number}: inputs and expected are names with values")
        place, province = str(entry.get("place") or ""), str(entry.get("province") or "")
        if place.lower() in ("", "any", "national"):
            place = province or "national"
        cases.append(
            Case(
                str(entry["id"]),
                str(entry["calculation"]),
                place,
                inputs,
                expected,
                str(entry.get("title", "")),
                str(entry.get("source", "")),
            )
        )
    return cases
