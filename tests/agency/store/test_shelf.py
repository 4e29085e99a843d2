"""The shelf of scans: once each, encrypted, whole or not at all."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from shebao.agency.store import shelf, vault
from tests.house.tree import ROOT

CONTENT = "户口注销证明 王小明".encode() * 50


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, settings: Any) -> Path:
    settings.FILES_FOLDER = tmp_path / "files"
    return tmp_path / "files" / "scans"


def files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())


def test_what_is_kept_comes_back_and_is_unreadable_on_disk(folder: Path) -> None:
    digest = shelf.keep(CONTENT)

    assert shelf.content(digest) == CONTENT and shelf.has(digest)
    (kept,) = files(folder)
    assert kept.name == digest and b"\xe7\x8e\x8b" not in kept.read_bytes()
    assert os.name != "posix" or kept.stat().st_mode & 0o077 == 0


def test_the_same_content_is_kept_once_and_marked_as_used(folder: Path) -> None:
    digest = shelf.keep(CONTENT)
    (kept,) = files(folder)
    os.utime(kept, (1, 1))

    assert shelf.keep(CONTENT) == digest
    assert files(folder) == [kept] and next(shelf.lying()).idle_seconds < 3600


@pytest.mark.parametrize("harm", ["flip", "cut", "swap"])
def test_a_changed_file_does_not_open_and_is_made_good_by_the_next_upload(folder: Path, harm: str) -> None:
    digest = shelf.keep(CONTENT)
    (kept,) = files(folder)
    raw = bytearray(kept.read_bytes())
    if harm == "flip":
        raw[len(raw) // 2] ^= 1
    elif harm == "cut":
        raw = raw[:-7]
    else:
        raw = bytearray(shelf._path(shelf.keep(b"another one")).read_bytes())
    kept.write_bytes(raw)

    with pytest.raises(vault.Unreadable):
        shelf.content(digest)
    assert not shelf.is_whole(digest)
    shelf.keep(CONTENT)
    assert shelf.is_whole(digest)


def test_a_digest_that_is_none_never_becomes_a_path() -> None:
    for text in ("../../keys/data.key", "", "A" * 64, "a" * 63):
        assert not shelf.is_digest(text)
        with pytest.raises(AssertionError):
            shelf.has(text)


@pytest.mark.slow
@pytest.mark.parametrize(("at", "whole"), [(1, 0), (2, 1)], ids=["before the rename", "after the rename"])
def test_a_kill_leaves_the_whole_file_or_a_draft_that_is_told(tmp_path: Path, folder: Path, at: int, whole: int) -> None:
    program = "import os, django; django.setup(); from shebao.agency.store import shelf; shelf.keep(b'x' * 100_000)"
    environment = {**os.environ, "SHEBAO_HOME": str(tmp_path), "DJANGO_SETTINGS_MODULE": "shebao.site.settings", "SHEBAO_CRASH_AT": str(at)}

    killed = subprocess.run([sys.executable, "-c", program], cwd=ROOT, env=environment, check=False)

    assert killed.returncode == -9
    lying = list(shelf.lying())
    assert len(lying) == 1 and len([one for one in lying if one.digest]) == whole
