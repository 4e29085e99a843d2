"""Requests made up from the document of the interface, as each post and as nobody: no server error, no bypass, no answer it does not name.

A few of each operation in every run; many under `make long`. The requests are drawn from a fixed seed.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable
from typing import Any

import hypothesis
import pytest
import schemathesis
from django.core.wsgi import get_wsgi_application
from hypothesis import HealthCheck, given
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from shebao.agency.benefits.models import Decision
from shebao.agency.exchange import queries
from shebao.agency.matters.models import Matter, Step
from shebao.agency.payout.models import Run
from shebao.agency.procedures.checks import run_checks
from shebao.agency.staff.posts import rulebook
from tests.agency.api.conftest import ALL, System, system_of
from tests.world.law import SCHEME
from tests.world.money import County

pytestmark = pytest.mark.slow
EXAMPLES = 60 if os.environ.get("LONG") else 3
CHECKS = [not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance]
OPEN_TO_ALL = {"/api/v1/token"}
ROLES = {
    "acceptance": "record_certifications,change_phone,report_deaths,match_life_events,transfer_packet,transfer_packets",
    "finance_maker": "send_to_tax,record_treasury_transfer,receive_from_tax,bank_answer,bank_orders,tax_due",
    "township": "record_certifications,change_phone",
}


def scopes_of(post: str) -> str:
    """Every scope that a post has the right for."""
    from shebao.agency.exchange.kinds import SCOPES

    rights = rulebook().posts[post].rights
    return ",".join(scope for scope in ALL.split(",") if not SCOPES[scope].right or SCOPES[scope].right in rights)


def known(county: County) -> dict[str, Any]:
    """What stands in addresses that lead somewhere."""
    return {
        "person_id": county.people[0], "run_id": Run.objects.get().pk, "decision_id": Decision.objects.order_by("id")[0].pk,
        "matter_id": 1, "batch_id": 1, "employer_id": 1, "case_id": 1, "key": "change_phone",
        "name": "resident_pension", "layout": "bank_orders", "number": "1", "scheme": SCHEME, "month": 202305, "year": 2023,
        "day": "2023-05-31", "limit": 2, "cursor": "",
    }  # fmt: skip


def local(application: Callable[..., Any]) -> Callable[..., Any]:
    """The site as a server on this machine calls it."""

    def called(environ: dict[str, Any], start: Callable[..., Any]) -> Any:
        environ["REMOTE_ADDR"] = "127.0.0.1"
        return application(environ, start)

    return called


def tried(system: System | None, county: County) -> Counter[int]:
    """Status → how many requests were answered so; every answer is one that the document names."""
    schema = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", local(get_wsgi_application()))
    headers = {"Authorization": f"Bearer {system.token}"} if system else {}
    counts: Counter[int] = Counter()
    ids = known(county)
    for result in schema.get_all_operations():
        operation = result.ok()

        @hypothesis.settings(max_examples=EXAMPLES, database=None, derandomize=True, deadline=None, suppress_health_check=list(HealthCheck))
        @given(case=operation.as_strategy())
        def one(case: Any) -> None:
            if sum(counts.values()) % 2:  # every second one leads somewhere
                for part in (case.path_parameters, case.query):
                    for name in part or {}:
                        part[name] = ids.get(name, part[name])
            case.headers = {name: value for name, value in (case.headers or {}).items() if name.lower() != "authorization"}
            answer = case.call(headers=headers)
            counts[answer.status_code] += 1
            case.validate_response(answer, checks=CHECKS, headers=headers)
            if system is None and case.path not in OPEN_TO_ALL:
                assert answer.status_code in (401, 405, 413), f"nobody came in at {case.method} {case.path}: {answer.status_code}"

        one()
    return counts


@pytest.mark.parametrize("post", ROLES)
def test_no_made_up_request_breaks_the_interface_or_goes_past_a_post(post: str, paying: County) -> None:
    paying.settled()
    entered = Matter.objects.count()
    system = system_of(paying, "fuzz", post=post, scopes=scopes_of(post), kinds=ROLES[post], per_minute=1200)
    limits = queries.client(system.client_id)
    counts = Counter()
    counts.update(tried(system, paying))
    print(f"{post}: {sum(counts.values()):,} requests, " + ", ".join(f"{status}: {n:,}" for status, n in sorted(counts.items())))

    assert counts[500] == 0 and counts[200] > 20
    mine = Matter.objects.filter(maker_id=limits.member_id)
    assert set(mine.values_list("kind", flat=True)) <= set(limits.terms.kinds)
    assert set(Step.objects.filter(member_id=limits.member_id).values_list("verb", flat=True)) <= {"submit", "withdraw", "resubmit"}
    assert Matter.objects.exclude(maker_id=limits.member_id).count() == entered + 1, "the registration alone"
    assert [check.id for check in run_checks() if not check.ok] == []


def test_nobody_comes_in_anywhere(paying: County) -> None:
    paying.settled()
    counts = tried(None, paying)
    print(f"nobody: {sum(counts.values()):,} requests, " + ", ".join(f"{status}: {n:,}" for status, n in sorted(counts.items())))

    assert set(counts) <= {401, 405, 413, 422, 429} and counts[401] > 50
