"""Reading YAML in which every name stands once: YAML itself lets the last of two values win, and nobody would see it."""

from __future__ import annotations

from collections.abc import Hashable
from typing import Any

import yaml


class RepeatedKey(yaml.MarkedYAMLError):
    """A name written twice in one mapping: `line` and `column` of the second, `first` the line of the other, all from 1."""

    def __init__(self, key: str, first: yaml.Mark, second: yaml.Mark) -> None:
        super().__init__(problem=f"{key!r} is there twice, first in line {first.line + 1}", problem_mark=second)
        self.key, self.first, self.line, self.column = key, first.line + 1, second.line + 1, second.column + 1


def _refuse_repeated(loader: Any, node: yaml.Node, seen: set[int]) -> None:
    """Look at every mapping once, as it was written, before anything is merged into it."""
    if id(node) in seen or isinstance(node, yaml.ScalarNode):
        return
    seen.add(id(node))
    if isinstance(node, yaml.SequenceNode):
        for item in node.value:
            _refuse_repeated(loader, item, seen)
        return
    written: dict[str, yaml.Mark] = {}
    meant: dict[Any, yaml.Mark] = {}
    for key, value in node.value:
        if isinstance(key, yaml.ScalarNode) and key.tag != _MERGE:
            meaning = loader.construct_object(key)
            marks = [written.setdefault(key.value, key.start_mark)]
            if isinstance(meaning, Hashable):
                marks.append(meant.setdefault(meaning, key.start_mark))
            for earlier in marks:
                if earlier is not key.start_mark:
                    raise RepeatedKey(key.value, earlier, key.start_mark)
        _refuse_repeated(loader, value, seen)


_MERGE = "tag:yaml.org,2002:merge"


class _Once:
    """Refuses a mapping with a repeated key, on top of any of PyYAML's safe loaders.

    Two keys are the same where they are written alike (1 and "1", which both become a word) or mean the same value
    (yes and true). Mappings merged with << may be overruled by a key of their own, as YAML intends.
    """

    def get_single_node(self) -> Any:
        """The one document of the text, checked."""
        node = super().get_single_node()  # type: ignore[misc]
        if node is not None:
            _refuse_repeated(self, node, set())
        return node


class OnceLoader(_Once, yaml.SafeLoader):
    """The loader in Python, for files of strangers: its depth is limited, and its words can be changed by a subclass."""


class QuickLoader(_Once, getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]
    """The loader in C where the machine has it, six times as fast, for the product's own files."""


def read_yaml(text: str) -> Any:
    """YAML text as plain data; raises `yaml.YAMLError`, for a repeated key `RepeatedKey`."""
    return yaml.load(text, QuickLoader)  # noqa: S506 -- derived from a safe loader
