"""Checks reports in a process of its own, one at a time, with little time and memory: what strangers send must not slow the office down.

The page hands the files over and waits; whatever happens in there (a file made to take hours, one that eats memory) ends
with the process. Run as a program this module is that process: files come in on standard input, the outcome goes out.
"""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
import threading
from typing import NamedTuple

from shebao.base.finding import Finding, Refused, refuse
from shebao.core.evaluation.check import CheckResult, Document, check_documents
from shebao.documents import read_bytes

CPU_SECONDS, WAIT_SECONDS, MEMORY_BYTES, NICE = 30, 60, 2 * 1024**3, 10
_one_at_a_time = threading.Semaphore(1)


class Outcome(NamedTuple):
    """The documents that could be read, why the others could not, and what the check found; None where there was nothing to check."""

    documents: list[Document]
    unread: list[Finding]
    result: CheckResult | None


def check_apart(files: list[tuple[str, bytes]]) -> Outcome:
    """Read and check files (name, content) outside the office's process; refused where it is busy or takes too long."""
    # Nobody waits in line: a line of strangers would hold the threads that the office's pages need.
    if not _one_at_a_time.acquire(blocking=False):
        refuse("desk.check_busy", "正在核查另一份报告。", "请过一分钟再上传；一次核查一份，为的是不拖慢窗口办公。")
    try:
        done = subprocess.run(
            [sys.executable, "-m", __name__],
            input=pickle.dumps(files),
            capture_output=True,
            timeout=WAIT_SECONDS,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(path for path in sys.path if path)},
            check=False,
        )
    except subprocess.TimeoutExpired:
        done = None
    finally:
        _one_at_a_time.release()
    if done is None or done.returncode:
        refuse("desk.check_cost", f"这份报告核查了 {CPU_SECONDS} 秒还没有完，已停下。", "请拆成几份，或去掉特别长的附表再试。")
    return Outcome(*pickle.loads(done.stdout))  # noqa: S301 - written by our own process, from our own code


def _check(files: list[tuple[str, bytes]]) -> tuple[list[Document], list[Finding], CheckResult | None]:
    """What an `Outcome` holds; a plain tuple, for a program's own classes are found nowhere else."""
    documents: list[Document] = []
    unread: list[Finding] = []
    for position, (name, content) in enumerate(files, 1):
        try:
            names = {document.name for document in documents}
            documents.append(read_bytes(name if name not in names else f"{position}-{name}", content))
        except Refused as refused:
            unread.append(refused.finding)
    return documents, unread, check_documents(documents) if documents else None


def main() -> None:
    """The process: bounded first, then at work."""
    if os.name == "posix":
        import resource

        os.nice(NICE)
        resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    sys.stdout.buffer.write(pickle.dumps(_check(pickle.loads(sys.stdin.buffer.read()))))  # noqa: S301 - from our own page


if __name__ == "__main__":
    main()
