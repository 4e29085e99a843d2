"""The parameters there are: each key's Chinese title, unit and chapter, and whether places may set their own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from shebao.base.unique_yaml import read_yaml
from shebao.core.sheet import UNITS


@dataclass(frozen=True, slots=True)
class Key:
    """A parameter: `local` ones are set by places, the nation giving at most a floor."""

    name: str
    title: str
    unit: str
    chapter: str
    local: bool = False
    lo: str = "0"
    hi: str = ""
    """Plausible range of a number, for the form with which an agency enters one."""


@cache
def all_keys() -> Mapping[str, Key]:
    """Every parameter by name; ValueError for a unit that does not exist."""
    data = read_yaml(files("shebao.core.policy").joinpath("keys.yaml").read_text(encoding="utf-8"))
    found: dict[str, Key] = {}
    for chapter, keys in data.items():
        for name, entry in keys.items():
            key = Key(name=name, chapter=chapter, **entry)
            if key.unit not in UNITS or name in found:
                raise ValueError(f"keys.yaml: {name} has no such unit {key.unit}, or is there twice")
            found[name] = key
    return found


def key_of(name: str) -> Key:
    """The parameter of that name; KeyError when keys.yaml has none."""
    return all_keys()[name]
