"""An online provider, as a service of its own over HTTP, tells the agency whom it saw: signed, once, and never of a stranger."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.hmac import HMAC

from tests.support.server import Server, command_environment

pytestmark = pytest.mark.slow
TODAY = datetime.now(tz=ZoneInfo("Asia/Shanghai")).date()


def sign(key: bytes, at: str, nonce: str, body: bytes) -> str:
    """The provider's own signature, written without the agency's code."""
    digest = hashes.Hash(hashes.SM3())
    digest.update(body)
    mac = HMAC(key, hashes.SM3())
    mac.update(f"{at}\n{nonce}\n{digest.finalize().hex()}".encode())
    return mac.finalize().hex()


def send(url: str, body: bytes, headers: dict[str, str]) -> tuple[int, dict[str, Any]]:
    """(status, answer) of a message."""
    request = urllib.request.Request(url, data=body, headers={"Content-Type": "application/json", **headers}, method="POST")
    try:
        with urllib.request.urlopen(request, timeout=20) as answer:
            return answer.status, json.loads(answer.read())
    except urllib.error.HTTPError as error:
        return error.code, json.loads(error.read() or b"{}")


class Provider(BaseHTTPRequestHandler):
    """Whoever posts to it has looked into the camera: it signs what it saw and calls the agency back."""

    key, callback = b"", ""

    def do_POST(self) -> None:
        seen = self.rfile.read(int(self.headers["Content-Length"]))
        at, nonce = str(int(time.time())), hashlib.sha256(seen + os.urandom(8)).hexdigest()[:16]
        headers = {"X-Shebao-Time": at, "X-Shebao-Nonce": nonce, "X-Shebao-Signature": sign(self.key, at, nonce, seen)}
        status, answer = send(self.callback, seen, headers)
        said = json.dumps({"status": status, "answer": answer}).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(said)))
        self.end_headers()
        self.wfile.write(said)

    def log_message(self, format: str, *args: Any) -> None:
        """Says nothing."""


@pytest.fixture
def county(tmp_path: Path, serve: Callable[..., Server]) -> tuple[Server, str, bytes]:
    """The agency served for itself with one person, their number, and the key both hold."""
    home = tmp_path / "home"
    home.mkdir()
    made = subprocess.run(
        [sys.executable, "-m", "tests.agency.certification.online_home"],
        env=command_environment(home),
        capture_output=True,
        text=True,
        check=False,
    )
    assert made.returncode == 0, made.stderr
    (key,) = (home / "keys").glob("certification-online*")
    return serve(home=home), made.stdout.strip(), key.read_bytes()


@pytest.fixture
def camera(county: tuple[Server, str, bytes]) -> Iterator[Callable[..., tuple[int, dict[str, Any]]]]:
    """`camera(serial=…)`: somebody looks into the provider's camera; what the agency answered the provider."""
    server, number, key = county
    provider = type("ThisProvider", (Provider,), {"key": key, "callback": f"{server.url}/certification/online/"})
    service = ThreadingHTTPServer(("127.0.0.1", 0), provider)
    threading.Thread(target=service.serve_forever, daemon=True).start()

    def look(**more: str) -> tuple[int, dict[str, Any]]:
        seen = {"serial": "A1", "citizen_number": number, "name": "李甲", "on": TODAY.isoformat()} | more
        status, said = send(f"http://127.0.0.1:{service.server_port}/", json.dumps(seen).encode(), {})
        assert status == 200
        return said["status"], said["answer"]

    yield look
    service.shutdown()


def test_a_face_seen_by_the_provider_is_a_certification_once(
    camera: Callable[..., tuple[int, dict[str, Any]]], county: tuple[Server, str, bytes]
) -> None:
    status, answer = camera()
    assert status == 200 and answer["event"] == 1
    assert camera() == (200, {"event": 1})  # the same message again is the same certification
    assert camera(serial="A2")[1] == {"event": 2}
    assert camera(on=(TODAY - timedelta(days=3)).isoformat())[0] == 422  # a serial number is used for one message
    assert "姓名与登记的不一致" in camera(serial="A3", name="李乙")[1]["message"]
    assert "晚于业务日期" in camera(serial="A4", on=(TODAY + timedelta(days=2)).isoformat())[1]["message"]
    assert "缺少" in camera(serial="A5", on="昨天")[1]["message"]
    server, number, key = county
    body = json.dumps({"serial": "A6", "citizen_number": number, "name": "李甲", "on": TODAY.isoformat()}).encode()
    address, now = f"{server.url}/certification/online/", int(time.time())
    good = {"X-Shebao-Time": str(now), "X-Shebao-Nonce": "n1", "X-Shebao-Signature": sign(key, str(now), "n1", body)}
    old = str(now - 3600)
    forged = [
        {},
        good | {"X-Shebao-Signature": sign(b"x" * 32, str(now), "n1", body)},
        good | {"X-Shebao-Nonce": "n2"},
        {"X-Shebao-Time": old, "X-Shebao-Nonce": "n1", "X-Shebao-Signature": sign(key, old, "n1", body)},
    ]
    assert [send(address, body, headers)[0] for headers in forged] == [401] * 4
    assert send(address, body + b" ", good)[0] == 401
    assert send(address, b"{" + b" " * 5000, good)[0] == 413
    assert send(address, body, good) == (200, {"event": 3})
