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


class OnceLoader(yaml.SafeLoader):
    """PyYAML's safe loader that refuses a mapping with a repeated key.

    Two keys are the same where they are written alike (1 and "1", which both become a word) or mean the same value
    (yes and true). Mappings merged with << may be overruled by a key of their own, as YAML intends.
    """

    def compose_mapping_node(self, anchor: Any) -> yaml.MappingNode:
        """Each mapping is looked at once, as it was written, before anything is merged into it."""
        node: yaml.MappingNode = super().compose_mapping_node(anchor)  # type: ignore[no-untyped-call]
        written: dict[str, yaml.Mark] = {}
        meant: dict[Any, yaml.Mark] = {}
        for key, _ in node.value:
            if not isinstance(key, yaml.ScalarNode) or key.tag == _MERGE:
                continue
            value = self.construct_object(key)  # type: ignore[no-untyped-call]
            found = [written.setdefault(key.value, key.start_mark)]
            if isinstance(value, Hashable):
                found.append(meant.setdefault(value, key.start_mark))
            for earlier in found:
                if earlier is not key.start_mark:
                    raise RepeatedKey(key.value, earlier, key.start_mark)
        return node


_MERGE = "tag:yaml.org,2002:merge"


def read_yaml(text: str) -> Any:
    """YAML text as plain data; raises `yaml.YAMLError`, for a repeated key `RepeatedKey`."""
    return yaml.load(text, OnceLoader)  # noqa: S506 -- derived from SafeLoader
