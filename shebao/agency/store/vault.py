"""Encryption of single fields and of kept files (SM4-GCM), and the blind index (HMAC-SM3) that finds them again.

Keys are files outside the database, readable by their owner only. A sealed field is
`version(1) key(1) nonce(12) ciphertext tag(16)`; table, column and row id are bound in as associated data, so a
ciphertext copied to another row does not open. Standards: GB/T 32907-2016 (SM4), GB/T 32905-2016 (SM3).
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterable, Sequence
from functools import lru_cache
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes, hmac
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from django.conf import settings

_VERSION, _KEY_ID, _NONCE, _TAG = 1, 1, 12, 16


class Unreadable(Exception):
    """A sealed field that does not open: changed, moved to another row, or sealed with another key."""


def keys_folder() -> Path:
    """Folder of the key files; made with owner-only rights when first asked for."""
    folder = Path(settings.SHEBAO_HOME) / "keys"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder


@lru_cache(maxsize=8)
def _key(name: str, size: int, folder: str) -> bytes:
    path = Path(folder) / f"{name}.key"
    if not path.exists():
        _make_key(path, size)
    made = path.read_bytes()
    assert len(made) == size, f"{path} has {len(made)} bytes, expected {size}"
    return made


def _make_key(path: Path, size: int) -> None:
    """Put a whole key in place at once: of two processes that start together both read the same one, and neither half of it."""
    draft = path.with_name(f".{path.name}.{os.getpid()}.{os.urandom(4).hex()}")
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as out:
        out.write(os.urandom(size))
        out.flush()
        os.fsync(out.fileno())
    with contextlib.suppress(FileExistsError):
        os.link(draft, path)
    draft.unlink()


def key(name: str, size: int) -> bytes:
    """The key called `name`; made at random the first time."""
    return _key(name, size, str(keys_folder()))


def _bound(place: str, row_id: int) -> bytes:
    return f"{place}:{row_id}".encode()


def _seal(algorithm: algorithms.SM4, nonce: bytes, content: bytes, bound: bytes) -> bytes:
    writer = Cipher(algorithm, modes.GCM(nonce)).encryptor()
    writer.authenticate_additional_data(bound)
    body = writer.update(content) + writer.finalize()
    return bytes((_VERSION, _KEY_ID)) + nonce + body + writer.tag


def _unseal(algorithm: algorithms.SM4, sealed: bytes | memoryview, bound: bytes) -> bytes:
    raw = bytes(sealed)
    if len(raw) < 2 + _NONCE + _TAG or raw[0] != _VERSION or raw[1] != _KEY_ID:
        raise Unreadable(f"{bound.decode()}: unknown layout or key")
    nonce, body, tag = raw[2 : 2 + _NONCE], raw[2 + _NONCE : -_TAG], raw[-_TAG:]
    reader = Cipher(algorithm, modes.GCM(nonce, tag)).decryptor()
    reader.authenticate_additional_data(bound)
    try:
        return reader.update(body) + reader.finalize()
    except InvalidTag:
        raise Unreadable(f"{bound.decode()}: the content does not match its seal") from None


def seal(text: str, place: str, row_id: int) -> bytes:
    """`text` encrypted for the field `place` ("table.column") of the row `row_id`."""
    return _seal(algorithms.SM4(key("data", 16)), os.urandom(_NONCE), text.encode(), _bound(place, row_id))


def unseal(sealed: bytes | memoryview, place: str, row_id: int) -> str:
    """The text behind `sealed`; raises `Unreadable` where it was changed or moved."""
    return _unseal(algorithms.SM4(key("data", 16)), sealed, _bound(place, row_id)).decode()


def seal_content(content: bytes, name: str) -> bytes:
    """The content of a file encrypted; it opens only under the same `name`."""
    return _seal(algorithms.SM4(key("data", 16)), os.urandom(_NONCE), content, name.encode())


def unseal_content(sealed: bytes, name: str) -> bytes:
    """The content behind `sealed`; raises `Unreadable` where it was changed or lies under another name."""
    return _unseal(algorithms.SM4(key("data", 16)), sealed, name.encode())


def seal_many(texts: Sequence[str], place: str, row_ids: Iterable[int]) -> list[bytes]:
    """`seal` for whole columns."""
    algorithm, nonces = algorithms.SM4(key("data", 16)), os.urandom(_NONCE * len(texts))
    return [
        _seal(algorithm, nonces[i * _NONCE : (i + 1) * _NONCE], text.encode(), _bound(place, row_id))
        for i, (text, row_id) in enumerate(zip(texts, row_ids, strict=True))
    ]


def unseal_many(column: Iterable[bytes | memoryview], place: str, row_ids: Iterable[int]) -> list[str]:
    """`unseal` for whole columns."""
    algorithm = algorithms.SM4(key("data", 16))
    return [_unseal(algorithm, sealed, _bound(place, row_id)).decode() for sealed, row_id in zip(column, row_ids, strict=True)]


def blind(text: str, purpose: str) -> bytes:
    """Blind index of a normalised value: HMAC-SM3 under the key of `purpose`, 32 bytes. Equal values are equal."""
    mac = hmac.HMAC(key(f"index-{purpose}", 32), hashes.SM3())
    mac.update(text.encode())
    return mac.finalize()


def blind_many(texts: Iterable[str], purpose: str) -> list[bytes]:
    """`blind` for a whole column."""
    start = hmac.HMAC(key(f"index-{purpose}", 32), hashes.SM3())
    items = []
    for text in texts:
        mac = start.copy()
        mac.update(text.encode())
        items.append(mac.finalize())
    return items
