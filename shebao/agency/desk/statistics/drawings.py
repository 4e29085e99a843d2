"""Pictures of the cockpit drawn by the server: townships as tiles by coverage, ages as a pyramid. No script, no inline style."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from shebao.agency.statistics.cockpit import TownshipRow
from shebao.base.money import half_up

ACROSS, TILE, GAP = 6, 150, 10
WIDTH, MIDDLE, BAR, HALF = 640, 320, 20, 250
_LIGHT, _DARK = "#ffffff", "#17212b"
_FADED, _FULL = 15, 95
"""Opacity of a tile in hundredths where nobody and where everybody is insured."""


@dataclass(frozen=True, slots=True)
class Tile:
    """A township: its square, how dark it is (0–1 as text), the colour of its words, its words and where it leads."""

    x: int
    y: int
    side: int
    opacity: str
    ink: str
    name: str
    share: str
    insured: int
    href: str

    @property
    def middle(self) -> int:
        """The middle of the square."""
        return self.side // 2


@dataclass(frozen=True, slots=True)
class Cartogram:
    """Tiles of equal size in rows, the largest township first; its size in units of the picture."""

    width: int
    height: int
    tiles: tuple[Tile, ...]


def cartogram(rows: Sequence[TownshipRow], hrefs: Sequence[str]) -> Cartogram:
    """Townships as tiles; the darker, the more of those registered are insured."""
    tiles = []
    for at, (row, href) in enumerate(zip(rows, hrefs, strict=True)):
        hundredths = _FADED + (_FULL - _FADED) * row.share_e4 // 10_000
        tiles.append(
            Tile(
                GAP + at % ACROSS * (TILE + GAP),
                GAP + at // ACROSS * (TILE + GAP),
                TILE,
                f"0.{hundredths:02d}",
                _LIGHT if hundredths > 55 else _DARK,
                row.township[:8],
                f"{row.share_e4 / 100:.1f}%",
                row.insured,
                href,
            )
        )
    columns, lines = min(max(len(rows), 4), ACROSS), -(-len(rows) // ACROSS)
    return Cartogram(columns * (TILE + GAP) + GAP, lines * (TILE + GAP) + GAP, tuple(tiles))


@dataclass(frozen=True, slots=True)
class Bars:
    """One age group: men to the left, women to the right."""

    y: int
    label: str
    men: int
    women: int
    men_x: int
    men_width: int
    women_width: int


@dataclass(frozen=True, slots=True)
class Pyramid:
    """Age groups, the oldest at the top."""

    height: int
    bars: tuple[Bars, ...]


def pyramid(rows: Sequence[tuple[str, int, int]]) -> Pyramid | None:
    """(age group, men, women) as bars from a middle line; None where there is nobody."""
    most = max((max(men, women) for _, men, women in rows), default=0)
    if not most:
        return None
    bars = []
    for at, (label, men, women) in enumerate(reversed(rows)):
        left, right = int(half_up(men * HALF, most)), int(half_up(women * HALF, most))
        bars.append(Bars(10 + at * (BAR + 4), label, men, women, MIDDLE - 40 - left, left, right))
    return Pyramid(20 + len(rows) * (BAR + 4), tuple(bars))
