"""`shebao run` serves the pages, keeps a worker beside them, and ends in order however it is ended."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable
from pathlib import Path

import pytest

from shebao.commands import run
from tests.support.postgres import free_port
from tests.support.server import Server, command_environment, run_shebao


def children(pid: int) -> list[int]:
    """Process ids of the direct children (Linux)."""
    return [int(child) for task in Path(f"/proc/{pid}/task").iterdir() for child in (task / "children").read_text().split()]


def gone(pids: list[int], seconds: float = 15) -> bool:
    """Whether every process ends within the time."""
    deadline = time.monotonic() + seconds
    while any(Path(f"/proc/{pid}").exists() and "Z" not in Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2][:3] for pid in pids):
        if time.monotonic() > deadline:
            return False
        time.sleep(0.1)
    return True


def helpers_of(server: Server) -> list[int]:
    """The helper processes, once they have come up."""
    assert server.process is not None
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline:
        result = children(server.process.pid)
        if result:
            return result
        time.sleep(0.1)
    raise AssertionError("no helper process came up")


def test_the_welcome_names_the_address_and_the_published_accounts_of_a_demonstration_county() -> None:
    county = {
        "agency": "zhengning",
        "name": "正宁县",
        "year": 2023,
        "accounts": [{"username": "clerk", "password": "open-sesame", "role": "经办"}],
    }

    shown = run.welcome("127.0.0.1", 8123, county)

    assert "http://127.0.0.1:8123/" in shown
    assert "clerk　密码 open-sesame　经办" in shown
    assert "演示" not in run.welcome("127.0.0.1", 8123, None)


def test_a_home_without_a_demonstration_county_has_no_published_accounts(tmp_path: Path) -> None:
    assert run.note(tmp_path) is None

    (tmp_path / "demo.json").write_text(json.dumps({"agency": "zhengning"}), encoding="utf-8")

    assert run.note(tmp_path) == {"agency": "zhengning"}


@pytest.mark.slow
def test_the_pages_are_served_and_ctrl_c_ends_server_and_helpers(serve: Callable[..., Server]) -> None:
    server = serve()

    with urllib.request.urlopen(f"{server.url}/static/vendor/htmx.min.js") as answer:
        assert answer.status == 200
    helpers = helpers_of(server)
    server.stop()

    assert server.process is not None and server.process.returncode == 0
    assert gone(helpers)


@pytest.mark.slow
def test_a_killed_server_leaves_no_worker_behind(serve: Callable[..., Server]) -> None:
    server = serve()
    helpers = helpers_of(server)
    assert server.process is not None

    os.kill(server.process.pid, signal.SIGKILL)

    assert gone(helpers)


@pytest.mark.slow
def test_a_port_in_use_is_refused_with_another_proposed(serve: Callable[..., Server], tmp_path: Path) -> None:
    server = serve()

    second = run_shebao("run", "--port", str(server.port), home=tmp_path / "other")

    assert second.returncode == 2
    assert f"--port {server.port + 1}" in second.stderr


@pytest.mark.slow
def test_a_real_agency_s_server_does_not_start_while_a_demonstration_account_is_open(tmp_path: Path) -> None:
    made = (
        "import os; os.environ['SHEBAO_DEMO'] = '1'; from shebao.site.start import start_django; start_django(migrate=True); "
        "from shebao.demo.staff import create_members; create_members()"
    )
    subprocess.run([sys.executable, "-c", made], env=command_environment(tmp_path), check=True)

    refused = run_shebao("run", "--port", str(free_port()), home=tmp_path)
    looked = run_shebao("doctor", home=tmp_path)

    assert refused.returncode == 2
    assert "演示账号" in refused.stderr
    assert looked.returncode == 1
    assert "演示账号" in looked.stdout
