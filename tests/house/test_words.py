"""What must not stand in any kept file: addresses of package registries, and citizen numbers that could be somebody's."""

from __future__ import annotations

import datetime
import hashlib
import re
import sys

import pytest

from tests.house import tree

# Public package registries and their mirrors. No file of the project may name one: an office installs from wherever it is told to, and a
# name in a file would be an address that somebody fetches from. This file is one of them, so it lists the first 16 digits of SHA-256 digests.
REGISTRIES = {
    "a4aa2ac280bb8d1a",
    "8b5bb5eb9d758455",
    "0dc11026ac75c015",
    "fad691c6d9ae77c4",
    "6cdbaf41a3cabc83",
    "83ebc76e70e6df34",
    "70bb4000cd2fab03",
    "4db460c55b85212e",
}
ADDRESS = re.compile(r"[a-z0-9-]+(?:\.[a-z0-9-]+)+")
PROVINCES = {
    11,
    12,
    13,
    14,
    15,
    21,
    22,
    23,
    31,
    32,
    33,
    34,
    35,
    36,
    37,
    41,
    42,
    43,
    44,
    45,
    46,
    50,
    51,
    52,
    53,
    54,
    61,
    62,
    63,
    64,
    65,
    71,
    81,
    82,
    83,
}
# The two examples printed in GB 11643-1999 itself.
PRINTED_IN_THE_STANDARD = {"11010519491231002X", "440524188001010014"}
WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
EIGHTEEN = re.compile(r"(?<![0-9A-Za-z])([1-9]\d{16}[0-9Xx])(?![0-9A-Za-z])")


def could_be_somebody(number: str) -> bool:
    """True for a citizen number with a province, a date of birth and a right check digit, that no standard printed."""
    number = number.upper()
    if number in PRINTED_IN_THE_STANDARD or int(number[:2]) not in PROVINCES:
        return False
    try:
        born = datetime.date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError:
        return False
    rest = sum(int(digit) * weight for digit, weight in zip(number[:17], WEIGHTS, strict=True)) % 11
    return born.year >= 1850 and "10X98765432"[rest] == number[17]


def test_the_look_out_knows_a_citizen_number_when_it_sees_one() -> None:
    # Sequence number 000 is given to nobody, so this example is nobody's either.
    body = "11010119900307" + "000"
    check = "10X98765432"[sum(int(digit) * weight for digit, weight in zip(body, WEIGHTS, strict=True)) % 11]

    assert could_be_somebody(body + check)
    assert not could_be_somebody(body + ("0" if check != "0" else "1"))
    assert not could_be_somebody("99" + body[2:] + check)


def test_no_kept_file_holds_a_citizen_number_that_could_be_somebody_s() -> None:
    result = []
    for path in tree.kept_files():
        if path.suffix == ".lock":
            continue
        result += [
            f"{tree.name(path)}: {number[:6]}…"
            for number in EIGHTEEN.findall(path.read_text(encoding="utf-8", errors="replace"))
            if could_be_somebody(number)
        ]

    assert result == []


def registries_in(text: str) -> set[str]:
    """The names in a text that are a registry or lie within one."""
    labels = {name: name.split(".") for name in set(ADDRESS.findall(text.lower()))}
    runs = {name: {".".join(parts[i:j]) for i in range(len(parts)) for j in range(i + 2, len(parts) + 1)} for name, parts in labels.items()}
    return {name for name, result in runs.items() if REGISTRIES & {hashlib.sha256(run.encode()).hexdigest()[:16] for run in result}}


def test_the_look_out_knows_a_registry_wherever_it_stands(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys.modules[__name__], "REGISTRIES", {hashlib.sha256(b"example.test").hexdigest()[:16]})

    assert registries_in("see https://Files.Example.test/simple/ and example.test.") == {"files.example.test", "example.test"}
    assert registries_in("https://test.example/ an_example. test") == set()


def test_no_kept_file_names_a_package_registry() -> None:
    result = []
    for path in tree.kept_files():
        result += [f"{tree.name(path)}: {host}" for host in registries_in(path.read_text(encoding="utf-8", errors="replace"))]

    assert result == []


def test_the_lock_files_record_hashes_and_no_addresses() -> None:
    for lock in (tree.ROOT / "requirements.lock", tree.ROOT / "scripts" / "node.lock"):
        pinned = re.split(r"\n(?=\S)", lock.read_text(encoding="utf-8").strip())
        assert len(pinned) >= 1
        assert [entry.split()[0] for entry in pinned if "--hash=sha256:" not in entry] == []
        assert "://" not in lock.read_text(encoding="utf-8")

    packages = (tree.ROOT / "package-lock.json").read_text(encoding="utf-8")
    assert '"resolved"' not in packages
    assert packages.count('"integrity"') >= 4
