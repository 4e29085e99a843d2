"""The one picture of the first page: how much is done and how much is left, drawn by the server."""

from __future__ import annotations

from dataclasses import dataclass

WIDTH = 600


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar of a 600-wide picture: how wide the done part is, and the words at both ends."""

    title: str
    width: int
    said: str
    goal: str
    whole: int = WIDTH


def bar(title: str, done: int, needed: int, said: str, goal: str) -> Bar:
    """The part of `needed` that is done; never wider than the whole."""
    return Bar(title, min(WIDTH, round(WIDTH * done / needed)) if needed else WIDTH, said, goal)
