"""SM3 digests of values and of whole tables of rows, in one canonical form that every database gives back alike."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import islice
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt
from cryptography.hazmat.primitives import hashes

from shebao.base.canonical import canonical

_CHUNK = 20_000
Numbers: TypeAlias = npt.NDArray[np.int64]


def sm3(data: bytes) -> str:
    """SM3 of bytes, 64 hexadecimal digits."""
    state = hashes.Hash(hashes.SM3())
    state.update(data)
    return state.finalize().hex()


def digest_of(value: Any) -> str:
    """SM3 of the canonical text of a JSON-able value."""
    return sm3(canonical(value).encode())


def _cell(value: Any) -> str:
    if value is None:
        return "\\N"
    if value is True or value is False:
        return str(int(value))
    if isinstance(value, bytes | memoryview):
        return bytes(value).hex()
    return _escaped(value) if isinstance(value, str) else str(value)


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace("\t", "\\t").replace("\n", "\\n")


def _column(cells: Sequence[Any]) -> Sequence[str]:
    """The texts of one column; a column of one plain type is done in one sweep."""
    kinds = set(map(type, cells))
    if kinds == {int}:
        return list(map(str, cells))
    if kinds == {str}:
        whole = "".join(cells)
        return list(map(_escaped, cells)) if "\\" in whole or "\t" in whole or "\n" in whole else cells
    if kinds == {type(None)}:
        return ["\\N"] * len(cells)
    return list(map(_cell, cells))


def digest_rows(rows: Iterable[Sequence[Any]]) -> str:
    """SM3 over rows in their given order. Cells may be int, text, bytes, bool, date or None; tab and newline separate."""
    state = hashes.Hash(hashes.SM3())
    rest = iter(rows)
    while chunk := list(islice(rest, _CHUNK)):
        columns = [_column(cells) for cells in zip(*chunk, strict=True)]
        state.update(("\n".join(map("\t".join, zip(*columns, strict=True))) + "\n").encode())
    return state.finalize().hex()


def digest_numbers(table: Numbers) -> str:
    """SM3 over a table of whole numbers (rows × columns): its shape, then its rows as little-endian numbers of eight bytes."""
    rows, columns = table.shape
    return sm3(f"{rows}x{columns}\n".encode() + np.ascontiguousarray(table, dtype="<i8").tobytes())
