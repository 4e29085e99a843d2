"""Providers under agreement: the list, and one with its agreement, settlements, deposit and what it is owed."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from shebao.agency.injury import queries as injury
from shebao.agency.injury.kinds import AGREEMENTS, PAYABLES, PROVIDERS
from shebao.agency.installation import queries as installation
from shebao.agency.matters import queries as matters
from shebao.agency.pages.access import needs
from shebao.agency.pages.missing import or_missing
from shebao.base.money import scaled_text
from shebao.base.months import month_of


@needs("collection.read")
def overview(request: HttpRequest) -> HttpResponse:
    """Every provider with the state of its agreement and the year's settlements."""
    month = month_of(installation.business_day())
    rows = []
    for provider in injury.providers():
        standing = [row for row in injury.settlements(provider.id) if not row.cancelled and row.month // 100 == month // 100]
        rows.append(
            {
                "provider": provider,
                "kind": PROVIDERS[provider.kind],
                "agreement": injury.agreement(provider.id, month),
                "charged_fen": sum(row.charged_fen for row in standing),
                "cut_fen": sum(row.cut_fen for row in standing),
                "deposit_fen": injury.deposit_held(provider.id),
            }
        )
    return render(request, "desk/injury/providers.html", {"rows": rows, "year": month // 100, "open_fen": injury.open_fen()})


@needs("collection.read")
def one(request: HttpRequest, provider_id: int) -> HttpResponse:
    """The page of one provider."""
    provider = or_missing(lambda: injury.provider(provider_id))
    settlements = injury.settlements(provider_id)
    standing = [row for row in settlements if not row.cancelled]
    return render(
        request,
        "desk/injury/provider.html",
        {
            "provider": provider,
            "kind": PROVIDERS[provider.kind],
            "agreement": injury.agreement(provider_id, month_of(installation.business_day())),
            "account": injury.account(provider_id),
            "events": [(row, AGREEMENTS[row.kind], scaled_text(row.deposit_e4, 2)) for row in reversed(injury.events(provider_id))],
            "settlements": [(row, *injury.PAYABLE_STATES[row.state]) for row in settlements],
            "charged_fen": sum(row.charged_fen for row in standing),
            "cut_fen": sum(row.cut_fen for row in standing),
            "deposit_fen": injury.deposit_held(provider_id),
            "payables": [
                (row, PAYABLES[row.kind][0], *injury.PAYABLE_STATES[row.state]) for row in injury.payables(provider_id=provider_id)
            ],
            "matters": matters.about("provider", provider_id),
        },
    )
