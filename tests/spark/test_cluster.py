"""On a real cluster every rule hits whom it hits on one machine, to the fen; and a worker that dies midway changes nothing."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from shebao.bulk import spark
from shebao.bulk.streamed import screen_files
from shebao.core.screening.rule import RESULT, rules
from tests.bulk.test_streamed import TODAY, everything, written
from tests.spark.cluster import Cluster, lacking

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(bool(lacking()), reason=lacking()),
    pytest.mark.skipif("LONG" not in os.environ, reason="two minutes of Java: part of make long"),
]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("spark")


@pytest.fixture(scope="module")
def cluster(folder: Path) -> Iterator[Cluster]:
    with Cluster(folder) as running:
        yield running


@pytest.fixture
def session(cluster: Cluster) -> Iterator[Any]:
    running = cluster.session()
    yield running
    running.stop()


def one_machine(files: dict[str, list[Path]], folder: Path) -> dict[str, list[tuple[int, ...]]]:
    outcomes = screen_files(files, rules().values(), TODAY, folder / "spill", time.perf_counter_ns)
    return {one.rule.id: sorted(zip(*(one.rows[name].tolist() for name in RESULT), strict=True)) for one in outcomes}


def test_every_rule_hits_whom_it_hits_on_one_machine_to_the_fen(session: Any, tmp_path: Path) -> None:
    files = written(everything(), tmp_path)
    spark.lend_files(session, {table: [str(path) for path in paths] for table, paths in files.items()})

    told = spark.screen(session, rules().values(), TODAY)

    assert told == one_machine(files, tmp_path)
    assert sum(map(bool, told.values())) == len(rules())


def test_a_worker_that_dies_midway_changes_nothing(session: Any, cluster: Cluster, tmp_path: Path) -> None:
    files = written(everything(), tmp_path)
    spark.lend_files(session, {table: [str(path) for path in paths] for table, paths in files.items()})
    expected = one_machine(files, tmp_path)
    chosen = [rule for rule in rules().values() if rule.id <= "R020"]
    done: dict[str, list[tuple[int, ...]]] = {}
    begun = threading.Event()

    def work() -> None:
        for rule in chosen:
            slow = spark.ask(session, rule, TODAY).repartition(8).rdd.map(_slowly)
            begun.set()
            done[rule.id] = sorted(tuple(map(int, row)) for row in slow.collect())

    thread = threading.Thread(target=work)
    thread.start()
    begun.wait(60)
    time.sleep(3)
    assert thread.is_alive(), "the job was over before the worker died"
    cluster.kill_worker()
    thread.join(300)

    assert not thread.is_alive()
    assert done == {rule.id: expected[rule.id] for rule in chosen}


def _slowly(row: Any) -> Any:
    time.sleep(0.5)
    return row
