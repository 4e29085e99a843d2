"""A bank as a process of its own: it watches a folder for orders, keeps a ledger of what it paid, and answers into another folder,
late, twice, in parts, out of order, contradicting itself, or not at all, as its seed decides.

It knows nothing of the database. What it really paid stands in its ledger alone, so that whoever drives it can compare.
"""

from __future__ import annotations

import json
import os
import random
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from shebao.agency.payout.bank import Answer, Layout, Result, layout
from shebao.base.finding import Refused

FAULTS = ("late", "lost", "twice", "split", "shuffled", "contradicts", "rejects", "damaged", "receipt")
LEDGER, SEEN = "ledger.jsonl", "seen"


@dataclass(frozen=True, slots=True)
class Conduct:
    """How this bank behaves: the seed, which faults it may make, of a hundred payments how many it returns, how long "late" is."""

    seed: int
    faults: frozenset[str]
    returns_of_100: int = 3
    late_seconds: float = 1.0


@dataclass(frozen=True, slots=True)
class Letter:
    """Something the bank sends: after how many seconds, under which name."""

    after: float
    name: str
    content: bytes


class SimulatedBank:
    """The other side: an inbox of orders, an outbox of answers and receipts, and a ledger."""

    def __init__(self, inbox: Path, outbox: Path, conduct: Conduct, layout_key: str, day: date) -> None:
        self.inbox, self.outbox, self.conduct, self.day = inbox, outbox, conduct, day
        self.layout: Layout = layout(layout_key)
        self.home = outbox / ".bank"
        for folder in (inbox, outbox, self.home, self.home / SEEN):
            folder.mkdir(parents=True, exist_ok=True)
        self.waiting: list[tuple[float, Letter]] = []

    def run(self, *, seconds: float) -> int:
        """Serve for a while; how many orders were answered."""
        until, served = time.monotonic() + seconds, 0
        while time.monotonic() < until:
            served += self.step()
            time.sleep(0.02)
        return served

    def step(self) -> int:
        """Look once into the inbox and send what is due; how many new orders there were."""
        new = 0
        for path in sorted(self.inbox.iterdir()):
            if path.name.startswith(".") or (self.home / SEEN / path.name).exists():
                continue
            for letter in self._serve(path):
                self.waiting.append((time.monotonic() + letter.after, letter))
            (self.home / SEEN / path.name).touch()
            new += 1
        due = [letter for at, letter in self.waiting if at <= time.monotonic()]
        self.waiting = [(at, letter) for at, letter in self.waiting if at > time.monotonic()]
        for letter in due:
            self._put(letter.name, letter.content)
        return new

    def paid(self) -> dict[int, int]:
        """Instruction → fen that this bank really paid, over everything it ever got."""
        sums: dict[int, int] = {}
        path = self.home / LEDGER
        for line in path.read_text(encoding="utf-8").splitlines() if path.exists() else []:
            entry = json.loads(line)
            sums[entry["line"]] = sums.get(entry["line"], 0) + entry["fen"]
        return sums

    def _serve(self, path: Path) -> Iterator[Letter]:
        """Pay an order and say so, in this bank's way."""
        content = path.read_bytes()
        try:
            order = self.layout.read_order(content)
        except Refused as refused:
            yield Letter(0, f"receipt-{path.stem}.txt", f"拒收：{refused.finding.message}\n".encode())
            return
        pick = random.Random(f"{self.conduct.seed} {order.number}")
        if "receipt" in self.conduct.faults or not self.conduct.faults:
            total = sum(row.amount_fen for row in order.rows)
            yield Letter(0, f"receipt-{order.number}.txt", f"收到 {order.number}：{len(order.rows)} 笔 {total} 分\n".encode())
        good = next(code for code, meaning in self.layout.CODES.items() if meaning.paid)
        bad = [code for code, meaning in self.layout.CODES.items() if not meaning.paid]
        everything = "rejects" in self.conduct.faults and pick.random() < 0.1
        rows = []
        for row in order.rows:
            back = everything or pick.random() * 100 < self.conduct.returns_of_100
            rows.append(Result(row.line_id, row.holder, row.account, row.amount_fen, pick.choice(bad) if back else good))
        self._keep([row for row in rows if row.code == good])
        yield from self._answers(order.number, rows, pick, good, bad)

    def _answers(self, number: str, rows: list[Result], pick: random.Random, good: str, bad: list[str]) -> Iterator[Letter]:
        faults = self.conduct.faults
        if "shuffled" in faults:
            pick.shuffle(rows)
        cut = sorted(pick.sample(range(1, len(rows)), min(2, len(rows) - 1))) if "split" in faults and len(rows) > 1 else []
        parts = [rows[start:end] for start, end in zip([0, *cut], [*cut, len(rows)], strict=True)]
        for at, part in enumerate(parts, 1):
            content, name = self._answer(number, part), f"{number}-{at}.{self.layout.SUFFIX}"
            lost = "lost" in faults and pick.random() < 0.3
            if not lost:
                yield Letter(self._delay(pick), name, content)
            if lost or ("twice" in faults and pick.random() < 0.5):  # asked for it again on the telephone
                yield Letter(self._delay(pick) + (0.2 if lost else 0.1), f"again-{name}", content)
            if "damaged" in faults and pick.random() < 0.3:
                yield Letter(self._delay(pick), f"bad-{name}", content[: len(content) * 2 // 3])
        if "contradicts" in faults and rows:
            one = pick.choice(rows)
            turned = one._replace(code=bad[0] if one.code == good else good)
            yield Letter(self._delay(pick) + 0.3, f"other-{number}.{self.layout.SUFFIX}", self._answer(number, [turned]))

    def _answer(self, number: str, rows: list[Result]) -> bytes:
        return self.layout.write_answer(Answer(number, self.day, tuple(rows)))

    def _delay(self, pick: random.Random) -> float:
        return pick.random() * self.conduct.late_seconds if "late" in self.conduct.faults else 0.0

    def _keep(self, rows: list[Result]) -> None:
        with (self.home / LEDGER).open("a", encoding="utf-8") as ledger:
            ledger.writelines(json.dumps({"line": row.line_id, "fen": row.amount_fen}) + "\n" for row in rows)
            ledger.flush()
            os.fsync(ledger.fileno())

    def _put(self, name: str, content: bytes) -> None:
        """Whole or not at all, as a good bank's transfer does it."""
        beside = self.outbox / f".{name}.part"
        beside.write_bytes(content)
        beside.replace(self.outbox / name)
