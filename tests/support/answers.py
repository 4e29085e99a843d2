"""What tests read off an answer of the product: the rule behind a refusal, a column as plain numbers."""

from __future__ import annotations

from collections.abc import Sequence


def rule_of(refused: object) -> str:
    """The name of the rule behind a refusal."""
    return refused.value.finding.rule  # type: ignore[attr-defined]


def each(values: Sequence[int] | object) -> list[int]:
    """A column as plain numbers."""
    return [int(value) for value in values]  # type: ignore[union-attr, attr-defined]
