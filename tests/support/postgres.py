"""A throwaway PostgreSQL server on loopback, run as a non-root user, started and stopped by its process id.

Run a command with one: `python -m tests.support.postgres pytest -m postgres`; the command finds its address in
SHEBAO_TEST_POSTGRES, so that parallel test processes share one server.
"""

from __future__ import annotations

import os
import pwd
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ADDRESS = "SHEBAO_TEST_POSTGRES"
_SPEED = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "shared_buffers": "128MB",
    "max_connections": "60",
    "max_wal_size": "2GB",
    "timezone": "UTC",
    "lc_messages": "C",
}


_DURABLE = {"fsync": "on", "synchronous_commit": "on", "full_page_writes": "on"}
"""What a server must be that is killed and has to come back with everything it said was committed."""


class PostgresMissing(Exception):
    """There is no PostgreSQL server program on this machine, or nobody to run it as."""


def free_port() -> int:
    """A TCP port on loopback that was free a moment ago."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def program_folder() -> Path:
    """The folder with `initdb` and `postgres`, newest version first; raises PostgresMissing."""
    installed = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda p: float(p.parts[-3]), reverse=True)
    on_path = shutil.which("initdb")
    for result in [*installed, *([Path(on_path)] if on_path else [])]:
        return result.parent
    raise PostgresMissing("没有找到 PostgreSQL 服务程序（Debian：apt-get install postgresql-15）")


def _running_user() -> str | None:
    """The user to run the server as; None where we are not root and may run it ourselves."""
    if os.geteuid() != 0:
        return None
    for name in ("postgres", "nobody"):
        try:
            pwd.getpwnam(name)
        except KeyError:
            continue
        return name
    raise PostgresMissing("PostgreSQL 不能由 root 运行，机器上又没有 postgres 用户")


class Cluster:
    """One server with its own data folder, port and password."""

    def __init__(self, *, durable: bool = False) -> None:
        self.settings = {**_SPEED, **(_DURABLE if durable else {})}
        self.programs = program_folder()
        self.user = _running_user()
        self.port = free_port()
        self.password = secrets.token_urlsafe(12)
        self.folder = Path(tempfile.mkdtemp(prefix="shebao-postgres-"))
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Make the cluster and wait until it answers."""
        secret = self.folder / "password"
        secret.write_text(self.password)
        if self.user:
            for path in (self.folder, secret):
                shutil.chown(path, self.user)
        data = str(self.folder / "data")
        self._call(
            "initdb", "-D", data, "-U", "shebao", "-E", "UTF8", "--locale=C.UTF-8", "-A", "scram-sha-256", f"--pwfile={secret}", "--no-sync"
        )
        options = {**self.settings, "listen_addresses": "127.0.0.1", "port": str(self.port), "unix_socket_directories": str(self.folder)}
        self.arguments = ["-D", data, *(part for name, value in options.items() for part in ("-c", f"{name}={value}"))]
        self.run()

    def run(self) -> None:
        """Start the server on its data folder and wait until it answers; it recovers by itself where it was killed."""
        with (self.folder / "log").open("ab") as log:
            self.process = subprocess.Popen(
                [str(self.programs / "postgres"), *self.arguments], stdout=log, stderr=log, cwd=self.folder, **self._identity()
            )
        self._wait()

    def crash(self) -> None:
        """Stop at once, without a checkpoint and whoever is connected (`immediate`), and start again."""
        assert self.process is not None
        self.process.send_signal(signal.SIGQUIT)
        self.process.wait(timeout=60)
        self.run()

    def stop(self) -> None:
        """Ask the server to end, wait for it, and remove its folder."""
        if self.process is not None:
            self.process.send_signal(signal.SIGINT)
            try:
                self.process.wait(timeout=20)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()
        shutil.rmtree(self.folder, ignore_errors=True)

    def url(self, database: str = "postgres") -> str:
        """Address of one database on this server."""
        return f"postgresql://shebao:{self.password}@127.0.0.1:{self.port}/{database}"

    def _identity(self) -> dict[str, object]:
        return {"user": self.user, "group": pwd.getpwnam(self.user).pw_gid, "extra_groups": []} if self.user else {}

    def _call(self, program: str, *arguments: str) -> None:
        done = subprocess.run(
            [str(self.programs / program), *arguments], capture_output=True, text=True, cwd=self.folder, **self._identity()
        )  # type: ignore[call-overload]
        if done.returncode:
            raise RuntimeError(f"{program} failed: {done.stderr or done.stdout}")

    def _wait(self, seconds: float = 30) -> None:
        import psycopg

        assert self.process is not None
        deadline = time.monotonic() + seconds
        while True:
            try:
                psycopg.connect(self.url(), connect_timeout=2).close()
                return
            except psycopg.OperationalError:
                if self.process.poll() is not None or time.monotonic() > deadline:
                    raise RuntimeError(f"PostgreSQL did not start: {(self.folder / 'log').read_text()[-2000:]}") from None
                time.sleep(0.1)


def new_database(server_url: str) -> str:
    """Create an empty database on the server and return its address."""
    import psycopg

    name = f"shebao_{secrets.token_hex(6)}"
    with psycopg.connect(server_url, autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}" TEMPLATE template0')  # type: ignore[arg-type]
    return server_url.rpartition("/")[0] + "/" + name


def drop_database(url: str) -> None:
    """Remove a database made by `new_database`, whoever is still connected to it."""
    import psycopg

    server, _, name = url.rpartition("/")
    with psycopg.connect(f"{server}/postgres", autocommit=True) as connection:
        connection.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')  # type: ignore[arg-type]


def main(command: list[str]) -> int:
    """Start a server, run the command beside it, stop the server; returns the command's exit status.

    Where there is no PostgreSQL the command runs without one and says itself what it skips; where CI=true that is a failure.
    """
    try:
        cluster = Cluster()
    except PostgresMissing as reason:
        print(reason, file=sys.stderr)
        return 1 if os.environ.get("CI") == "true" else subprocess.run(command, check=False).returncode
    try:
        cluster.start()
        return subprocess.run(command, env={**os.environ, ADDRESS: cluster.url()}, check=False).returncode
    finally:
        cluster.stop()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
