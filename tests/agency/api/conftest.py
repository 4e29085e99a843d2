"""A paying county, the people who register systems, and systems with a token at the interface."""

from __future__ import annotations

import itertools
import json
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client as Browser

from shebao.agency.exchange import actions as exchange
from shebao.agency.exchange import queries
from shebao.agency.installation import queries as installation
from shebao.agency.journal.by import By
from shebao.agency.procedures import actions as procedures
from tests.world.calendar import MAY_DAY
from tests.world.law import PLACE
from tests.world.money import County
from tests.world.staff import make_member

ALL = "people,employers,contributions,benefits,payout,certification,transfers,statistics,law,journal,matters,exchange"
KINDS = "record_certifications,change_phone,report_deaths,match_life_events,import_clues,transfer_packet"
_keys = itertools.count(1)


@pytest.fixture
def paying(paying: County, monkeypatch: pytest.MonkeyPatch) -> County:
    """Six pensioners in May 2023; the interface lives on the same day; there are the posts that register systems."""
    monkeypatch.setenv("SHEBAO_PLACE", PLACE)
    monkeypatch.setattr(installation, "business_day", lambda: MAY_DAY)
    paying.staff |= {"ops": make_member("ops", "ops"), "rights_admin": make_member("rights", "rights_admin")}
    return paying


def registered(county: County, code: str = "bank-county", **more: Any) -> int:
    """The client's id: asked for by the system post, looked at by inspection, decided by the rights post."""
    asked = {
        "what": "open", "code": code, "name": f"系统{code}", "party": "某县某局", "post": "acceptance", "scopes": ALL, "kinds": KINDS,
        "addresses": "127.0.0.1", "per_minute": 1000, "until": (MAY_DAY + timedelta(days=300)).isoformat(), "reason": "共享协议1号",
    } | more  # fmt: skip
    asked = {name: value for name, value in asked.items() if value is not None}
    staff = county.staff
    return int(
        procedures.carry_through(
            "register_api_client",
            asked,
            day=MAY_DAY,
            maker_id=staff["ops"],
            reviewer_id=staff["inspector"],
            approver_id=staff["rights_admin"],
        )
    )


def secret_for(county: County, client_id: int) -> str:
    """The secret that the system post is shown once."""
    return exchange.issue_secret(client_id, by=By(county.staff["ops"], MAY_DAY))


@dataclass
class System:
    """A system outside with its code, secret and token."""

    code: str
    secret: str
    client_id: int
    address: str = "127.0.0.1"
    token: str = ""
    browser: Browser = field(default_factory=lambda: Browser(raise_request_exception=False))

    def come_in(self, **more: str) -> Any:
        """Ask for a token."""
        form = {"grant_type": "client_credentials", "client_id": self.code, "client_secret": self.secret} | more
        answer = self.browser.post("/api/v1/token", form, REMOTE_ADDR=self.address)
        if answer.status_code == 200:
            self.token = answer.json()["access_token"]
        return answer

    def get(self, path: str, query: dict[str, Any] | None = None, **headers: str) -> Any:
        """GET below /api/v1."""
        return self.browser.get(
            f"/api/v1{path}", query or {}, headers={"Authorization": f"Bearer {self.token}"} | headers, REMOTE_ADDR=self.address
        )

    def post(self, path: str, content: Any, key: str = "", **headers: str) -> Any:
        """POST JSON below /api/v1, with a key of its own where none is given."""
        sent = {"Authorization": f"Bearer {self.token}", "Idempotency-Key": key or f"test-key-{next(_keys):06d}"} | headers
        body = content if isinstance(content, bytes) else json.dumps(content, ensure_ascii=False).encode()
        return self.browser.post(f"/api/v1{path}", body, content_type="application/json", headers=sent, REMOTE_ADDR=self.address)


def system_of(county: County, code: str = "bank-county", **more: Any) -> System:
    """A registered system that has its token."""
    client_id = registered(county, code, **more)
    system = System(code, secret_for(county, client_id), client_id)
    assert system.come_in().status_code == 200
    return system


@pytest.fixture
def system(paying: County) -> System:
    """A system with every scope."""
    one = system_of(paying)
    assert queries.client(one.client_id).terms.scopes[0] == "people"
    return one
