"""Reads numbers and yes/no as people and case files write them; a float is read as the text it was written as."""

from __future__ import annotations

import re
from collections.abc import Callable
from fractions import Fraction
from typing import Any, NoReturn

import yaml

_NUMBER = re.compile(r"-?(\d+|\d{1,3}(,\d{3})+)(\.\d+)?", re.ASCII)


class TextLoader(yaml.SafeLoader):
    """A YAML loader that leaves decimals and dates as text, so that no digit is lost on the way in."""


TextLoader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if not tag.endswith((":float", ":timestamp"))]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def read_text(text: str) -> Any:
    """YAML text as plain data with decimals and dates kept as text."""
    return yaml.load(text, TextLoader)  # noqa: S506 -- derived from SafeLoader


def read_number(raw: Any, refuse: Callable[[str], NoReturn]) -> Fraction:
    """A whole number or decimal text as an exact fraction; calls `refuse` with what is wrong otherwise."""
    if isinstance(raw, bool) or not isinstance(raw, (int, str)):
        refuse(f"应为数字，收到的是“{raw}”")
    text = str(raw).strip()
    if not _NUMBER.fullmatch(text):
        refuse(f"“{text}”不是有效数字（请用半角数字）")
    return Fraction(text.replace(",", ""))


def read_flag(raw: Any, refuse: Callable[[str], NoReturn]) -> bool:
    """Yes or no as true/false or 是/否; calls `refuse` otherwise."""
    known = {"true": True, "false": False, "是": True, "否": False, "yes": True, "no": False}
    value = known.get(str(raw).strip().lower())
    if value is None:
        refuse(f"“{raw}”不是“是”或“否”")
    return value
