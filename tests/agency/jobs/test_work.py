"""Background work is kept with the change that asks for it, done once, and put back when its worker vanishes."""

from __future__ import annotations

from datetime import timedelta
from types import ModuleType, SimpleNamespace
from typing import Any

import pytest
from django.db import transaction
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from shebao.agency.jobs import work

pytestmark = pytest.mark.django_db


@pytest.fixture
def done(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """A counter with two pieces of work; what was done, in order."""
    result: list[Any] = []

    def add(number: int) -> int:
        result.append(number)
        return number

    def fail() -> None:
        raise ValueError("没有这样的文件")

    counter: ModuleType | SimpleNamespace = SimpleNamespace(add=add, fail=fail)
    monkeypatch.setattr(work, "import_module", {"shebao.agency.counting.work": counter}.__getitem__)
    return result


def test_work_waits_until_a_worker_does_it_once(on_sqlite: str, done: list[Any]) -> None:
    first, second = work.enqueue("counting.add", number=1), work.enqueue("counting.add", number=2)
    assert (work.waiting(), done, work.state_of(first)) == (2, [], ("READY", ""))

    work.do_waiting()
    work.do_waiting()

    assert (work.waiting(), done) == (0, [1, 2])
    assert work.state_of(second) == ("SUCCESSFUL", "")


def test_work_that_fails_says_why(on_sqlite: str, done: list[Any]) -> None:
    request = work.enqueue("counting.fail")

    work.do_waiting()

    assert work.state_of(request) == ("FAILED", "ValueError: 没有这样的文件")


def test_work_asked_for_by_a_change_that_failed_is_not_asked_for(on_sqlite: str, done: list[Any]) -> None:
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        work.enqueue("counting.add", number=1)
        raise ZeroDivisionError

    assert work.waiting() == 0


def test_work_of_a_vanished_worker_is_put_back(on_sqlite: str, done: list[Any]) -> None:
    request = work.enqueue("counting.add", number=7)
    DBTaskResult.objects.filter(id=request).update(status="RUNNING", started_at=timezone.now() - timedelta(minutes=6), worker_ids=["gone"])
    fresh = work.enqueue("counting.add", number=8)
    DBTaskResult.objects.filter(id=fresh).update(status="RUNNING", started_at=timezone.now(), worker_ids=["busy"])

    assert work.requeue_orphans() == 1
    work.do_waiting()

    assert done == [7]


@pytest.mark.parametrize("name", ["os.system; rm", "counting", "counting.add.x", "../counting.add"])
def test_only_work_of_a_counter_can_be_named(name: str) -> None:
    with pytest.raises(AssertionError):
        work.enqueue(name)
