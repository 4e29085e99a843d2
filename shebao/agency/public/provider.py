"""Adapters to whoever proves that somebody is who they say: one-time codes to their own telephone, and a living face.

The product depends on none: the installation names one (`SHEBAO_CODE_PROVIDER`, its key in keys/code-provider.key), or has no
sign-in for the public. A provider knows the telephone of a person from its own register; the agency never learns it.
"""

from __future__ import annotations

import json
import secrets
import time
import urllib.error
import urllib.request
from dataclasses import dataclass
from typing import Any, NamedTuple, Protocol

from django.conf import settings
from django.utils.module_loading import import_string

from shebao.agency.store import vault
from shebao.base.finding import refuse

from .signing import NONCE, SIGNATURE, TIME, genuine, signature

KEY_NAME, KEY_BYTES = "code-provider", 32
TIMEOUT_SECONDS = 5


class Face(NamedTuple):
    """A provider's word on a living face: passed or not, by what, and its own number of the proof."""

    passed: bool
    method: str
    proof: str


class Provider(Protocol):
    """What an adapter does."""

    def send(self, name: str, citizen_number: str, *, deliver: bool) -> str:
        """Send a code to the person's own telephone; the provider's reference. deliver=False does the same work and sends nothing."""

    def check(self, reference: str, code: str) -> bool:
        """Whether this is the code of the reference, for the first time."""

    def begin_face(self, name: str, citizen_number: str) -> str:
        """Ask the person's own application for their face; the provider's reference."""

    def face(self, reference: str) -> Face | None:
        """What came of it; None while the person has not done it."""


@dataclass(frozen=True, slots=True)
class HttpProvider:
    """A provider spoken to over HTTP; both sides sign with one key (`signing`)."""

    url: str
    key: bytes

    def send(self, name: str, citizen_number: str, *, deliver: bool) -> str:
        """POST /send."""
        return str(self._ask("/send", {"name": name, "citizen_number": citizen_number, "deliver": deliver})["reference"])

    def check(self, reference: str, code: str) -> bool:
        """POST /check."""
        return self._ask("/check", {"reference": reference, "code": code})["right"] is True

    def begin_face(self, name: str, citizen_number: str) -> str:
        """POST /face."""
        return str(self._ask("/face", {"name": name, "citizen_number": citizen_number})["reference"])

    def face(self, reference: str) -> Face | None:
        """POST /face/result."""
        answer = self._ask("/face/result", {"reference": reference})
        return Face(answer["passed"] is True, str(answer["method"])[:40], str(answer["proof"])[:64]) if answer["done"] else None

    def _ask(self, path: str, content: dict[str, Any]) -> dict[str, Any]:
        """A signed request and its signed answer. Refused where the provider is away or its signature is not its own."""
        assert self.url.startswith(("https://", "http://")), "a provider is spoken to over http"
        body, at, nonce = json.dumps(content).encode(), str(int(time.time())), secrets.token_hex(16)
        headers = {
            "Content-Type": "application/json",
            TIME: at,
            NONCE: nonce,
            SIGNATURE: signature(self.key, at.encode(), nonce.encode(), path.encode(), body),
        }
        request = urllib.request.Request(self.url.rstrip("/") + path, body, headers)  # noqa: S310 - the scheme is looked at above
        try:
            with urllib.request.urlopen(request, timeout=TIMEOUT_SECONDS) as answer:  # noqa: S310 - the same
                answered, signed = answer.read(100_000), answer.headers.get(SIGNATURE, "")
        except (urllib.error.URLError, TimeoutError, OSError):
            refuse("public.provider_away", "验证码服务暂时连不上", "请过几分钟再试，或者到窗口办理。")
        if not genuine(self.key, signed, nonce.encode(), path.encode(), answered):
            refuse("public.provider_false", "验证码服务的回答没有通过验签", "请过几分钟再试；一直这样请告诉经办机构。")
        result: dict[str, Any] = json.loads(answered)
        return result


def configured() -> Provider | None:
    """The provider that the settings name an address for; None where there is none."""
    url: str = settings.CODE_PROVIDER_URL
    return HttpProvider(url, vault.key(KEY_NAME, KEY_BYTES)) if url else None


def provider() -> Provider | None:
    """The adapter of this installation."""
    chosen: Provider | None = import_string(settings.CODE_PROVIDER)()
    return chosen


def needed() -> Provider:
    """The adapter, or a refusal that says there is none."""
    chosen = provider()
    if chosen is None:
        refuse("public.no_provider", "本机构还没有开通网上登录", "请到窗口办理，或拨打经办机构的电话。")
    return chosen
