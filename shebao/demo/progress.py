"""What a person sees while the year is lived: one line a month with a bar, on standard error."""

from __future__ import annotations

import sys
import time
from typing import IO

_WIDTH = 24


class Progress:
    """A bar over the steps of the year; on a terminal it moves, elsewhere each step is a line."""

    def __init__(self, steps: int, stream: IO[str] | None = None) -> None:
        self._steps, self._done, self._started = steps, 0, time.monotonic()
        self._stream = stream or sys.stderr
        self._moving = self._stream.isatty()

    def doing(self, what: str) -> None:
        """Say what is being done now, before it is."""
        if self._moving:
            self._stream.write(f"\r\x1b[K{self._bar()} {what} ……")
            self._stream.flush()

    def done(self, what: str) -> None:
        """One step is finished."""
        self._done += 1
        self._stream.write(("\r\x1b[K" if self._moving else "") + f"{self._bar()} {what}\n")
        self._stream.flush()

    def seconds(self) -> float:
        """Seconds since the beginning."""
        return time.monotonic() - self._started

    def _bar(self) -> str:
        filled = _WIDTH * self._done // self._steps
        return f"{'█' * filled}{'░' * (_WIDTH - filled)} {self.seconds():5.1f} 秒"
