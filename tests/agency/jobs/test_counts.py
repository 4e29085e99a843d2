"""A count is shown at once and counted anew behind the pages; what another database or key counted is never shown."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction

from shebao.agency.jobs import counts, work
from shebao.agency.journal import actions as journal
from shebao.agency.journal.by import By

pytestmark = pytest.mark.django_db
COUNTS: list[int] = []


@pytest.fixture(autouse=True)
def _count(monkeypatch: pytest.MonkeyPatch, settings: Any, tmp_path: Path) -> Iterator[None]:
    """A count that says how often it was made, and a queue that is looked at."""
    settings.FILES_FOLDER = tmp_path
    COUNTS.clear()

    def resolve(name: str) -> Any:
        def count(*arguments: Any) -> tuple[Any, ...]:
            COUNTS.append(1)
            return (len(COUNTS), *arguments)

        return count

    asked: list[dict[str, Any]] = []

    def enqueue(name: str, **arguments: Any) -> str:
        asked.append({"of": name, **arguments})
        return "1"

    monkeypatch.setattr(work, "resolve", resolve)
    monkeypatch.setattr(work, "enqueue", enqueue)
    monkeypatch.setattr(counts, "_KEPT", {})
    monkeypatch.setattr(counts, "_ASKED", {})
    monkeypatch.setattr(counts, "asked_for_test", asked, raising=False)
    something_happens()
    yield


def something_happens() -> None:
    with transaction.atomic():
        journal.record("test.happened", by=By(None, date(2023, 5, 8)), body={})


def asked() -> list[dict[str, Any]]:
    return counts.asked_for_test  # type: ignore[attr-defined,no-any-return]


def test_at_one_head_of_the_journal_it_is_counted_once() -> None:
    first = counts.counted("people.count", 1, apart=False)

    assert counts.counted("people.count", 1, apart=False) == first and first.value == (1, 1) and first.current
    assert counts.counted("people.count", 2, apart=False).value == (2, 2)


def test_a_small_county_is_counted_again_while_the_page_waits() -> None:
    counts.counted("people.count", apart=False)
    something_happens()

    assert counts.counted("people.count", apart=False) == counts.Count((2,), *counts.journal.head())
    assert asked() == []


def test_a_large_county_sees_the_count_before_and_the_worker_is_asked_once() -> None:
    first = counts.counted("people.count", apart=True)
    something_happens()

    again = [counts.counted("people.count", apart=True) for _ in range(3)]
    assert {one.value for one in again} == {(1,)} and not again[0].current and again[0].seq == first.seq
    assert asked() == [{"of": "people.recount", "count": "people.count", "arguments": []}]

    counts.count("people.count", [])
    assert counts.counted("people.count", apart=True).value == (2,) and counts.counted("people.count", apart=True).current


def test_what_the_worker_counted_is_read_by_a_server_that_was_just_started() -> None:
    counts.counted("people.count", apart=True)
    counts._KEPT.clear()

    assert counts.counted("people.count", apart=True).value == (1,)
    assert COUNTS == [1]


def test_where_nobody_counts_the_page_counts_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    counts.counted("people.count", apart=True)
    something_happens()
    counts.counted("people.count", apart=True)
    monkeypatch.setattr(counts, "PATIENCE_SECONDS", -1)

    assert counts.counted("people.count", apart=True).value == (2,)


def test_a_count_of_another_chain_or_a_spoilt_file_is_counted_anew(tmp_path: Path) -> None:
    counts.counted("people.count", apart=True)
    (kept,) = (tmp_path / "counted").iterdir()
    seq, _ = counts.journal.head()
    counts._KEPT["people.count"] = (counts.Count((99,), seq - 1, "0" * 64), 2**63)
    assert counts.counted("people.count", apart=True).value == (2,)

    counts._KEPT.clear()
    kept.write_bytes(kept.read_bytes()[:-1] + b"\0")
    something_happens()
    assert counts.counted("people.count", apart=True).value == (3,)


def test_a_timer_counts_what_is_old_and_what_was_never_counted() -> None:
    counts.count_due("people.count", 1)
    counts.count_due("people.count", 1)
    something_happens()
    counts.count_due("people.count", 1, once=True)
    assert COUNTS == [1]
    counts.count_due("people.count", 1)
    assert COUNTS == [1, 1]
