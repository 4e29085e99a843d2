"""What strangers send to be checked runs beside the office, one at a time, and ends when it costs too much."""

from __future__ import annotations

import subprocess
import sys
import threading
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from shebao.agency.desk.evaluation import apart

pytestmark = pytest.mark.django_db

REPORT = "一、基本情况\n全县参保 100 人，其中男 60 人，女 50 人，合计 100 人。\n".encode()


def sent(content: bytes = REPORT) -> SimpleUploadedFile:
    return SimpleUploadedFile("报告.txt", content)


@pytest.mark.slow
def test_a_second_report_is_refused_at_once_while_one_is_checked(monkeypatch: pytest.MonkeyPatch) -> None:
    """Eight strangers: one is served, nobody waits in a thread that a clerk's page needs."""
    begun, may_end = threading.Event(), threading.Event()
    run = subprocess.run

    def slow(*arguments: Any, **options: Any) -> Any:
        begun.set()
        assert may_end.wait(30)
        return run(*arguments, **options)

    monkeypatch.setattr(apart.subprocess, "run", slow)
    first: list[apart.Outcome] = []
    thread = threading.Thread(target=lambda: first.append(apart.check_apart([("报告.txt", REPORT)])))
    thread.start()
    assert begun.wait(30)

    pages = [Client().post("/check/", {"files": [sent()]}).content.decode() for _ in range(7)]
    may_end.set()
    thread.join(60)

    assert all("正在核查另一份报告" in page for page in pages)
    assert first and first[0].result is not None and first[0].documents[0].name == "报告.txt"


@pytest.mark.slow
def test_a_report_that_takes_too_long_is_stopped_and_the_next_one_is_served(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(apart, "WAIT_SECONDS", 0.01)
    stopped = Client().post("/check/", {"files": [sent()]}).content.decode()
    monkeypatch.setattr(apart, "WAIT_SECONDS", 60)
    served = Client().post("/check/", {"files": [sent()]}).content.decode()

    assert "还没有完，已停下" in stopped
    assert "正在核查" not in served and "已停下" not in served


@pytest.mark.slow
@pytest.mark.parametrize("hostile", [b"while True: pass", b"x = bytearray(3 * 1024**3)"], ids=["time", "memory"])
def test_the_process_is_bounded_in_time_and_memory(monkeypatch: pytest.MonkeyPatch, hostile: bytes) -> None:
    """The same limits around work that is made to go wrong."""
    bounds = (
        "from shebao.agency.desk.evaluation import apart\n"
        "apart.CPU_SECONDS = 1\n"
        f"def _check(files):\n    {hostile.decode()}\n"
        "apart._check = _check\n"
        "import pickle, io, sys\n"
        "apart.main()\n"
    )
    ended = subprocess.run([sys.executable, "-c", bounds], input=b"\x80\x04].", capture_output=True, timeout=60, check=False)

    assert ended.returncode != 0 and ended.stdout == b""
