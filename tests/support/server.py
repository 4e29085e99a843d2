"""The product served by its own command on a free port, as a separate process, the way a county would run it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from dataclasses import dataclass, field
from pathlib import Path

from tests.support.postgres import free_port


@dataclass
class Server:
    """A running `shebao run`; `url` is its address without a trailing slash, `home` its SHEBAO_HOME."""

    home: Path
    database: str | None = None
    environment: dict[str, str] = field(default_factory=dict)
    port: int = field(default_factory=free_port)
    process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        """Address of the first page."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def log(self) -> Path:
        """What the process printed."""
        return self.home / "server.log"

    def start(self, seconds: float = 60) -> Server:
        """Start the process and wait for the first answer; fails with the log's end."""
        with self.log.open("wb") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "shebao.cli", "run", "--port", str(self.port)],
                env=command_environment(self.home, self.database, self.environment),
                stdout=log,
                stderr=log,
            )
        deadline = time.monotonic() + seconds
        while not self._answers():
            if self.process.poll() is not None or time.monotonic() > deadline:
                self.stop()
                raise AssertionError(f"shebao run did not come up:\n{self.said()}")
            time.sleep(0.15)
        return self

    def stop(self) -> None:
        """End the process and wait for it."""
        if self.process is None or self.process.poll() is not None:
            return
        self.process.send_signal(signal.SIGINT)
        try:
            self.process.wait(timeout=30)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()

    def said(self) -> str:
        """The end of what the process printed, for the message of a failing test."""
        return self.log.read_text(encoding="utf-8")[-4000:]

    def _answers(self) -> bool:
        try:
            with urllib.request.urlopen(f"{self.url}/login/", timeout=5) as answer:
                return bool(answer.status == 200)
        except urllib.error.HTTPError as error:
            raise AssertionError(f"the login page answers {error.code}:\n{self.said()}") from error
        except OSError:
            return False


LONGEST_SECONDS = 900
"""After which a command that a test waits for is taken to hang."""
_OF_THE_RUN = ("DJANGO_SETTINGS_MODULE", "DATABASE_URL", "SHEBAO_CRASHPOINT", "SHEBAO_DEMO")
"""What a test before may have set in this process, and a command of its own must not inherit."""


def command_environment(home: Path, database: str | None = None, extra: dict[str, str] | None = None) -> dict[str, str]:
    """The environment of a `shebao` process that lives in `home`, free of the test run's own settings."""
    kept = {name: value for name, value in os.environ.items() if name not in _OF_THE_RUN}
    kept |= {"SHEBAO_HOME": str(home), "PYTHONUTF8": "1", "PYTHONUNBUFFERED": "1"}
    if database:
        kept["DATABASE_URL"] = database
    return kept | (extra or {})


def run_shebao(*arguments: str, home: Path, database: str | None = None, **options: str) -> subprocess.CompletedProcess[str]:
    """Run one `shebao` command to its end; the caller looks at the exit status and the text."""
    return subprocess.run(
        [sys.executable, "-m", "shebao.cli", *arguments],
        capture_output=True,
        text=True,
        encoding="utf-8",
        env=command_environment(home, database, options),
        check=False,
        timeout=LONGEST_SECONDS,
    )
