"""A standalone Spark cluster for a test: a master and workers as processes of their own on loopback, ended with it."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from importlib.util import find_spec
from pathlib import Path
from types import TracebackType
from typing import Any

MASTER, WORKER = "org.apache.spark.deploy.master.Master", "org.apache.spark.deploy.worker.Worker"
STARTS_SECONDS = 90


def lacking() -> str:
    """What this machine lacks for a cluster; "" where it lacks nothing."""
    if shutil.which("java") is None:
        return "没有 Java（Debian：apt-get install openjdk-17-jre-headless）"
    missing = [name for name in ("pyspark", "sqlglot") if find_spec(name) is None]
    return f"没有安装 {'、'.join(missing)}（pip install 'shebao[spark]'）" if missing else ""


def free_port() -> int:
    """A port nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Cluster:
    """A master and so many workers of one core each, in a folder of their own."""

    def __init__(self, folder: Path, workers: int = 2) -> None:
        import pyspark

        self._home = Path(pyspark.__file__).parent
        self._folder = folder
        self._port = free_port()
        self._count = workers
        self.master: subprocess.Popen[bytes] | None = None
        self.workers: list[subprocess.Popen[bytes]] = []

    @property
    def address(self) -> str:
        """Where the master listens."""
        return f"spark://127.0.0.1:{self._port}"

    def __enter__(self) -> Cluster:
        self.master = self._start("master", MASTER, "--host", "127.0.0.1", "--port", str(self._port), "--webui-port", str(free_port()))
        self._wait_for(self._folder / "master.log", "I have been elected leader", self.master)
        for number in range(self._count):
            name = f"worker-{number}"
            worker = self._start(
                name, WORKER, self.address, "--host", "127.0.0.1", "--cores", "1", "--memory", "700M", "--webui-port", str(free_port()),
                "--work-dir", str(self._folder / name),
            )  # fmt: skip
            self.workers.append(worker)
            self._wait_for(self._folder / f"{name}.log", "Successfully registered with master", worker)
        return self

    def __exit__(self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None) -> None:
        for process in (*self.workers, *([self.master] if self.master else [])):
            _end(process, signal.SIGTERM)

    def kill_worker(self) -> None:
        """End the first worker and its executors at once, as a machine that loses its power."""
        _end(self.workers.pop(0), signal.SIGKILL)

    def session(self, name: str = "screening") -> Any:
        """A session of this cluster, driven from this process."""
        from pyspark.sql import SparkSession

        os.environ["PYSPARK_PYTHON"] = os.environ["PYSPARK_DRIVER_PYTHON"] = sys.executable
        settings = {
            "spark.driver.host": "127.0.0.1", "spark.driver.bindAddress": "127.0.0.1", "spark.executor.memory": "500m",
            "spark.executor.cores": "1", "spark.sql.shuffle.partitions": "4", "spark.ui.enabled": "false",
            "spark.sql.ansi.enabled": "true", "spark.task.maxFailures": "8",
        }  # fmt: skip
        builder = SparkSession.builder.master(self.address).appName(name)
        for key, value in settings.items():
            builder = builder.config(key, value)
        session = builder.getOrCreate()
        session.sparkContext.setLogLevel("ERROR")
        return session

    def _start(self, name: str, program: str, *arguments: str) -> subprocess.Popen[bytes]:
        options = ["-Xmx512m", "--add-opens=java.base/java.nio=ALL-UNNAMED", "--add-opens=java.base/sun.nio.ch=ALL-UNNAMED"]
        (jar,) = (self._home / "jars").glob("spark-core_*.jar")
        scala = jar.name.removeprefix("spark-core_").partition("-")[0]
        environment = {**os.environ, "SPARK_LOCAL_IP": "127.0.0.1", "SPARK_HOME": str(self._home), "SPARK_SCALA_VERSION": scala}
        with (self._folder / f"{name}.log").open("wb") as log:
            return subprocess.Popen(
                ["java", *options, "-cp", f"{self._home}/jars/*", program, *arguments],
                stdout=log, stderr=log, cwd=self._folder, env=environment, start_new_session=True,
            )  # fmt: skip

    def _wait_for(self, log: Path, words: str, process: subprocess.Popen[bytes]) -> None:
        deadline = time.monotonic() + STARTS_SECONDS
        while words not in log.read_text(errors="replace"):
            if process.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError(f"Spark did not start: {log.read_text(errors='replace')[-2000:]}")
            time.sleep(0.2)


def _end(process: subprocess.Popen[bytes], how: signal.Signals) -> None:
    """A process with the group it leads: a worker's executors end with it."""
    if process.poll() is None:
        os.killpg(process.pid, how)
        try:
            process.wait(timeout=20)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
