"""A provider of one-time codes and faces that really answers: an HTTP server on this machine, signing and checking as the contract asks.

It keeps the telephones of the demonstration (and of tests): what a person would read on theirs, and the button they would press.
"""

from __future__ import annotations

import json
import secrets
import threading
import time
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from shebao.agency.public.signing import NONCE, SIGNATURE, TIME, genuine, recent, signature

LASTS_SECONDS, TRIES = 300, 5
MOST_KEPT = 1000


@dataclass(slots=True)
class Sent:
    """A code on its way to a telephone; delivered only where the agency said so."""

    name: str
    tail: str
    code: str
    at: float
    delivered: bool
    tries: int = 0
    used: bool = False


@dataclass(slots=True)
class Asked:
    """A face that was asked for."""

    name: str
    tail: str
    at: float
    passed: bool | None = None


@dataclass(slots=True)
class Telephones:
    """What the provider knows: codes and faces by reference, nonces it has seen, how often it was asked."""

    key: bytes
    codes: dict[str, Sent] = field(default_factory=dict)
    faces: dict[str, Asked] = field(default_factory=dict)
    nonces: set[str] = field(default_factory=set)
    calls: list[str] = field(default_factory=list)
    lock: Any = field(default_factory=threading.Lock)

    def answer(self, path: str, content: dict[str, Any]) -> dict[str, Any] | None:
        """What the provider says to a request that is genuine; None for an address it has not."""
        verbs = {"/send": self._send, "/check": self._check, "/face": self._face, "/face/result": self._result}
        with self.lock:
            self.calls.append(path)
            return verbs[path](content) if path in verbs else None

    def inbox(self, name: str = "") -> list[Sent]:
        """The messages that reached telephones, the newest first."""
        return [one for one in reversed(self.codes.values()) if one.delivered and name in ("", one.name)]

    def press(self, reference: str, *, passed: bool) -> None:
        """The person holds their face to the camera."""
        self.faces[reference].passed = passed

    def _send(self, content: dict[str, Any]) -> dict[str, Any]:
        reference = secrets.token_urlsafe(24)
        code = f"{secrets.randbelow(10**6):06d}"
        self.codes[reference] = Sent(content["name"], content["citizen_number"][-4:], code, time.time(), content["deliver"] is True)
        while len(self.codes) > MOST_KEPT:
            del self.codes[next(iter(self.codes))]
        return {"reference": reference}

    def _check(self, content: dict[str, Any]) -> dict[str, Any]:
        one = self.codes.get(content["reference"])
        if one is None or one.used or one.tries >= TRIES or time.time() - one.at > LASTS_SECONDS:
            return {"right": False}
        one.tries += 1
        right = one.delivered and secrets.compare_digest(one.code.encode(), str(content["code"]).encode())
        one.used = right
        return {"right": right}

    def _face(self, content: dict[str, Any]) -> dict[str, Any]:
        reference = secrets.token_urlsafe(24)
        self.faces[reference] = Asked(content["name"], content["citizen_number"][-4:], time.time())
        while len(self.faces) > MOST_KEPT:
            del self.faces[next(iter(self.faces))]
        return {"reference": reference}

    def _result(self, content: dict[str, Any]) -> dict[str, Any]:
        one = self.faces.get(content["reference"])
        if one is None or one.passed is None:
            return {"done": False}
        return {"done": True, "passed": one.passed, "method": "人脸识别", "proof": content["reference"][:16]}


class Service:
    """The provider as a server on a free port of this machine; stopped by `stop`."""

    def __init__(self, key: bytes) -> None:
        self.telephones = Telephones(key)
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(self.telephones))
        self._server.daemon_threads = True
        threading.Thread(target=self._server.serve_forever, args=(0.02,), name="code-provider", daemon=True).start()

    @property
    def url(self) -> str:
        """Where it answers."""
        return f"http://127.0.0.1:{self._server.server_address[1]}"

    def stop(self) -> None:
        """No more answers."""
        self._server.shutdown()
        self._server.server_close()


def _handler(telephones: Telephones) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        """One request: its signature, time and nonce are looked at before its content."""

        def do_POST(self) -> None:
            """Answer, or 403 for what is not the agency's or was said before."""
            body = self.rfile.read(min(int(self.headers.get("Content-Length", "0")), 100_000))
            at, nonce, said = (self.headers.get(name, "") for name in (TIME, NONCE, SIGNATURE))
            if not recent(at) or not genuine(telephones.key, said, at.encode(), nonce.encode(), self.path.encode(), body):
                return self.send_error(403)
            with telephones.lock:
                replayed = nonce in telephones.nonces
                telephones.nonces.add(nonce)
            answer = None if replayed else telephones.answer(self.path, json.loads(body))
            if answer is None:
                return self.send_error(403)
            content = json.dumps(answer).encode()
            self.send_response(200)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(content)))
            self.send_header(SIGNATURE, signature(telephones.key, nonce.encode(), self.path.encode(), content))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, format: str, *args: object) -> None:
            """Says nothing: a code does not belong in a log."""

    return Handler
