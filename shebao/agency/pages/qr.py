"""A QR code as one SVG path, so that a page needs neither an image file nor an inline style."""

from __future__ import annotations

from dataclasses import dataclass

import segno


@dataclass(frozen=True, slots=True)
class Code:
    """The code's path on a grid of `size` modules, quiet zone included."""

    path: str
    size: int


def code_of(text: str) -> Code:
    """A code that says `text`."""
    made = segno.make(text, error="m", micro=False)
    quiet = 4
    parts = []
    for y, row in enumerate(made.matrix):
        run = 0
        for x, dark in enumerate([*row, 0]):
            if dark:
                run += 1
            elif run:
                parts.append(f"M{x - run + quiet} {y + quiet}h{run}v1h-{run}z")
                run = 0
    return Code("".join(parts), len(made.matrix) + 2 * quiet)
