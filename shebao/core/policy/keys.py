"""The parameters there are: title, unit, plausible range and shape of each, read from the `keys.yaml` of every chapter.

A parameter's meaning stands beside the rules of its chapter. The files are read once in a process: who edits one
restarts the service.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from yaml import YAMLError

from shebao.base.finding import refuse
from shebao.base.unique_yaml import read_yaml
from shebao.core.sheet import UNITS

FOLDER = Path(__file__).parent
SHAPES = ("amounts", "steps", "bands", "by_number", "by_word", "by_word_month", "free")
"""What a table looks like: a list of numbers; pairs or triples of numbers; number or word → number; word → month; anything."""


@dataclass(frozen=True, slots=True)
class Key:
    """A parameter: `local` ones are set by places, the nation giving at most a floor."""

    name: str
    title: str
    unit: str
    chapter: str
    local: bool = False
    yearly: bool = False
    """Published for one year: a row ends with its year, or names the document by which it carries on."""
    floor: bool = False
    """The nation's value is the least that holds everywhere, also where a place's own document is not on file."""
    by: str = ""
    """Who sets a local value, where it is not the province: city or county."""
    lo: str = "0"
    hi: str = ""
    """Plausible range of a number, and of each number of a table; empty: without limit."""
    shape: str = ""
    """One of `SHAPES`, for a table."""
    words: tuple[str, ...] = ()
    """The words a text may be, or the rows a table may have."""

    @property
    def supplier(self) -> str:
        """Who has to supply the value: nation, province, city or county."""
        return (self.by or "province") if self.local else "nation"


@cache
def all_keys() -> Mapping[str, Key]:
    """Every parameter by name, chapter by chapter; raises `Refused` for a careless entry or a name there twice."""
    return read_keys(FOLDER)


def read_keys(folder: Path) -> Mapping[str, Key]:
    """The parameters of the chapters in a folder; raises `Refused` naming file and parameter."""
    keys: dict[str, Key] = {}
    for path in sorted(folder.glob("*/keys.yaml")):
        chapter, where = path.parent.name, f"{path.parent.name}/keys.yaml"
        try:
            entries = read_yaml(path.read_text(encoding="utf-8")) or {}
        except (YAMLError, UnicodeDecodeError) as problem:
            refuse("policy.keys", f"参数目录读不了：{problem}", "请改正文件。", where)
        for name, entry in entries.items():
            if name in keys:
                refuse("policy.keys", f"参数 {name} 在 {keys[name].chapter}/keys.yaml 里已经有了", "一个参数只登记在一章。", where)
            keys[name] = _read_key(name, chapter, entry, where)
    return keys


def _read_key(name: str, chapter: str, entry: Mapping[str, Any], where: str) -> Key:
    """One entry: its names are those of `Key`, its unit is known, and a table says what it looks like."""
    unknown = set(entry) - set(Key.__dataclass_fields__) | {"name", "chapter"} & set(entry)
    if unknown or not {"title", "unit"} <= set(entry):
        refuse("policy.keys", f"参数 {name} 要有 title 和 unit，不认识的栏：{'、'.join(sorted(unknown)) or '无'}", "请改正文件。", where)
    key = Key(name=name, chapter=chapter, **{**entry, "words": tuple(entry.get("words", ()))})
    if key.unit not in UNITS:
        refuse("policy.keys", f"参数 {name} 的单位 {key.unit} 不存在", f"可选：{'、'.join(UNITS)}。", where)
    if (key.unit == "Table") != bool(key.shape) or key.shape not in ("", *SHAPES):
        refuse("policy.keys", f"参数 {name} 的表格形状“{key.shape}”不对", f"表格要写 shape，可选：{'、'.join(SHAPES)}。", where)
    return key


def key_of(name: str) -> Key:
    """The parameter of that name; KeyError when no chapter has one."""
    return all_keys()[name]
