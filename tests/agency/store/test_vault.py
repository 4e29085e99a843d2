"""A sealed field opens only in its own place with its own key, and a blind index finds a value without telling it."""

from __future__ import annotations

import stat
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shebao.agency.store import vault


def test_what_was_sealed_opens_again() -> None:
    sealed = vault.seal("990000196304020011", "people_person.citizen", 7)

    assert vault.unseal(sealed, "people_person.citizen", 7) == "990000196304020011"
    assert b"9900" not in sealed


def test_the_same_text_is_never_sealed_alike_twice() -> None:
    assert vault.seal("x", "t.c", 1) != vault.seal("x", "t.c", 1)


@pytest.mark.parametrize(("place", "row"), [("people_person.citizen", 8), ("people_bankaccount.account", 7)])
def test_a_sealed_field_copied_to_another_row_or_column_does_not_open(place: str, row: int) -> None:
    sealed = vault.seal("secret", "people_person.citizen", 7)

    with pytest.raises(vault.Unreadable):
        vault.unseal(sealed, place, row)


def test_any_changed_byte_is_noticed() -> None:
    sealed = vault.seal("secret", "t.c", 1)

    for i in range(len(sealed)):
        with pytest.raises(vault.Unreadable):
            vault.unseal(sealed[:i] + bytes([sealed[i] ^ 1]) + sealed[i + 1 :], "t.c", 1)
    with pytest.raises(vault.Unreadable):
        vault.unseal(sealed[:10], "t.c", 1)


@given(st.lists(st.text(max_size=40), max_size=30))
def test_whole_columns_are_sealed_like_single_fields(texts: list[str]) -> None:
    ids = range(100, 100 + len(texts))

    sealed = vault.seal_many(texts, "t.c", ids)

    assert vault.unseal_many(sealed, "t.c", ids) == texts
    assert [vault.unseal(field, "t.c", i) for field, i in zip(sealed, ids, strict=True)] == texts
    assert vault.blind_many(texts, "test") == [vault.blind(text, "test") for text in texts]


def test_an_index_is_equal_for_equal_values_and_differs_between_purposes() -> None:
    assert vault.blind("a", "citizen") == vault.blind("a", "citizen")
    assert vault.blind("a", "citizen") != vault.blind("a", "account")
    assert len(vault.blind("a", "citizen")) == 32


def test_keys_are_files_that_only_their_owner_reads(settings: Any, tmp_path: Path) -> None:
    settings.SHEBAO_HOME = tmp_path

    made = vault.key("data", 16)

    path = tmp_path / "keys" / "data.key"
    assert path.read_bytes() == made
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


def test_with_another_installation_s_keys_nothing_opens(settings: Any, tmp_path: Path) -> None:
    sealed = vault.seal("secret", "t.c", 1)
    settings.SHEBAO_HOME = tmp_path

    with pytest.raises(vault.Unreadable):
        vault.unseal(sealed, "t.c", 1)
