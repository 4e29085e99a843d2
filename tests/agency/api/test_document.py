"""The document of the interface is OpenAPI 3.1, says what is kept here as it was agreed, and means one thing by every name."""

from __future__ import annotations

import json
import os
import re
from pathlib import Path

from django.test import Client

from shebao.agency.api.urls import ROUTERS
from shebao.agency.exchange.kinds import SCOPES

SNAPSHOT = Path(__file__).with_name("openapi.json")


def document() -> dict:
    """As anybody gets it."""
    return json.loads(Client().get("/api/v1/openapi.json").content)


def test_the_document_is_the_one_that_was_agreed() -> None:
    """REWRITE=1 writes the snapshot anew: whoever changes the interface looks at the difference."""
    text = json.dumps(document(), ensure_ascii=False, indent=1, sort_keys=True) + "\n"
    if os.environ.get("REWRITE"):
        SNAPSHOT.write_text(text, encoding="utf-8")

    assert SNAPSHOT.read_text(encoding="utf-8") == text


def test_every_shape_has_a_name_of_its_own() -> None:
    names = [
        name
        for _, module in ROUTERS
        for name in re.findall(r"^class (\w+)\(", Path(str(module.__file__)).read_text(encoding="utf-8"), re.MULTILINE)
    ]

    assert len(names) > 50 and sorted(names) == sorted(set(names))


def test_every_operation_says_who_may_and_what_may_go_wrong() -> None:
    told = document()
    operations = [(path, method, one) for path, methods in told["paths"].items() for method, one in methods.items()]

    assert told["openapi"].startswith("3.1") and len(operations) > 40
    for path, method, one in operations:
        assert one["summary"] and re.search("[\u4e00-\u9fff]", one["summary"]), path
        assert {"401", "403", "422", "429"} <= set(one["responses"]), path
        if path != "/api/v1/token":
            assert one["security"], path
        writes = method != "get" and not path.endswith(("/token", "/find", "/preview")) and "/calculations/" not in path
        keys = [parameter for parameter in one.get("parameters", ()) if parameter["name"] == "Idempotency-Key"]
        assert (len(keys) == 1 and keys[0]["required"]) == writes, (method, path)


def test_every_scope_opens_a_router() -> None:
    opened = {module.router.auth.scope for _, module in ROUTERS if module.router.auth}

    assert opened == set(SCOPES)
