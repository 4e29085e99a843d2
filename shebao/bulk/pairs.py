"""Two records that may be one human being: numbers that differ in one digit or by two digits changed about, names the same or written otherwise.

Numbers are seventeen-digit keys in three pieces: place, birth, order. One wrong digit leaves two pieces alone, so records are held
together by two pieces and the name, never everybody against everybody; people are taken a share at a time, so memory is bounded.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any, TypeAlias

import duckdb
import numpy as np
import numpy.typing as npt

Column: TypeAlias = npt.NDArray[np.int64]
DIGIT, SWAPPED, WRITTEN = 1, 2, 3
KINDS: Mapping[int, str] = {DIGIT: "号码差一位", SWAPPED: "号码相邻两位颠倒", WRITTEN: "号码差一位或颠倒，姓名写法不同"}
"""Kind of a pair → what differs."""
_PIECES = ("birth, number % 1000", "number // 100000000000, number % 1000", "number // 100000000000, birth")
"""Two pieces of a number beside each other: the third is where the difference may be."""
_PLAIN = "regexp_replace(upper(translate(name, '．。•・‧∙･', '·······')), '[\\s·.]', '', 'g')"
"""A name without spaces and dots, which everybody writes otherwise."""
_BARE = f"regexp_replace({_PLAIN}, '[^一-龥]', '', 'g')"
"""What is left of it without rare characters, letters put in their place, and marks of what a system could not show."""
_OTHER_PIECE = ("a.number // 100000000000 <> b.number // 100000000000", "a.birth <> b.birth", "a.number % 1000 <> b.number % 1000")


class Pairs:
    """An engine that finds pairs among people with a number and a name each."""

    def __init__(self, spill: Path | None = None, memory: str = "2GB", threads: int = 2) -> None:
        settings: dict[str, Any] = {"threads": str(threads), "memory_limit": memory, "autoinstall_known_extensions": "false"}
        self._connection = duckdb.connect(":memory:", config=settings | ({"temp_directory": str(spill)} if spill else {}))
        self._connection.execute("SET preserve_insertion_order = false")

    def __enter__(self) -> Pairs:
        return self

    def __exit__(self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None) -> None:
        self._connection.close()

    def take(self, person: Column, numbers: Column, names: Sequence[str]) -> None:
        """Records as columns: who, the seventeen-digit key (0: none), the name."""
        self._connection.register("_lent", {"person": person, "number": numbers, "name": np.array(names, dtype=object)})
        self._keep("_lent")
        self._connection.unregister("_lent")

    def read(self, file: Path) -> None:
        """Records of a parquet file with the columns `person`, `number`, `name`."""
        self._keep(f"read_parquet('{file}')")

    def find(self, shares: int = 8) -> dict[str, Column]:
        """`person`, `other` (the higher id), `kind` of every pair, once."""
        self._connection.execute("CREATE OR REPLACE TABLE found (person BIGINT, other BIGINT, kind BIGINT)")
        for share in range(shares):
            for pieces, differs in zip(_PIECES, _OTHER_PIECE, strict=True):
                self._connection.execute(_ONE_BLOCK.format(pieces=pieces, differs=differs, shares=shares, share=share))
        answer = self._connection.execute(
            "SELECT person, other, MIN(kind) AS kind FROM found GROUP BY person, other ORDER BY person, other"
        ).fetchnumpy()
        return {name: np.asarray(values).astype(np.int64) for name, values in answer.items()}

    def _keep(self, source: str) -> None:
        """Names are kept as numbers; each is worked on once, however many bear it."""
        self._connection.execute(
            f"""
            CREATE OR REPLACE TABLE names AS
            SELECT name, hash({_PLAIN}) AS plain, hash({_BARE}) AS bare, length({_BARE}) AS left_over
            FROM (SELECT DISTINCT CAST(name AS VARCHAR) AS name FROM {source});
            CREATE OR REPLACE TABLE records AS
            SELECT s.person, s.number, s.number // 1000 % 100000000 AS birth, n.plain, n.bare
            FROM {source} s JOIN names n ON n.name = CAST(s.name AS VARCHAR)
            WHERE s.number > 0 AND n.left_over > 0;
            DROP TABLE names
            """  # noqa: S608
        )


_ONE_BLOCK = """
INSERT INTO found
WITH mine AS (SELECT person, number, birth, plain, bare, hash(bare, {pieces}) AS block FROM records WHERE bare % {shares} = {share}),
shared AS (SELECT block FROM mine GROUP BY block HAVING COUNT(*) > 1),
few AS (SELECT m.* FROM mine m SEMI JOIN shared s ON s.block = m.block)
SELECT person, other, CASE WHEN NOT alike THEN 3 WHEN digits = 1 THEN 1 ELSE 2 END AS kind
FROM (
  SELECT a.person, b.person AS other, a.plain = b.plain AS alike,
         hamming(lpad(CAST(a.number AS VARCHAR), 17, '0'), lpad(CAST(b.number AS VARCHAR), 17, '0')) AS digits,
         damerau_levenshtein(lpad(CAST(a.number AS VARCHAR), 17, '0'), lpad(CAST(b.number AS VARCHAR), 17, '0')) AS changes
  FROM few a JOIN few b ON b.block = a.block AND b.bare = a.bare AND b.person > a.person
  WHERE {differs}
)
WHERE digits = 1 OR (digits = 2 AND changes = 1)
"""
