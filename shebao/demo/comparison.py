"""One published figure beside what the county's year came to, in whole numbers, with the reason of a difference."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from shebao.base.money import scaled_text, yuan_text

_TOLERANCE = 1000
"""An amount within a thousandth of the published one is reached; heads and times are reached exactly or not at all."""
RATE = "%"
"""The unit of a rate: whole hundredths of a per cent, reached where both print the same."""


@dataclass(frozen=True)
class Compared:
    """One published figure beside the county's: whole numbers of a unit (fen, people, times, hundredths of a per cent), and the reason of
    a difference."""

    scheme: str
    name: str
    title: str
    unit: str
    published: int
    reached: int
    reason: str = ""

    @property
    def ok(self) -> bool:
        """Whether the published figure was reached: amounts within a thousandth, counts exactly."""
        difference = abs(self.reached - self.published)
        return difference * _TOLERANCE <= self.published if self.unit == "fen" else difference == 0

    def as_json(self) -> dict[str, Any]:
        """Amounts as text in yuan, counts as numbers."""
        money = self.unit == "fen"
        text = {"fen": yuan_text, RATE: lambda value: scaled_text(value, 2)}.get(self.unit, int)
        shown = [text(value) for value in (self.published, self.reached, self.reached - self.published)]
        return {
            "scheme": self.scheme,
            "name": self.name,
            "title": self.title,
            "unit": "yuan" if money else self.unit,
            "published": shown[0],
            "reached": shown[1],
            "difference": shown[2],
            "ok": self.ok,
            "reason": self.reason,
        }
