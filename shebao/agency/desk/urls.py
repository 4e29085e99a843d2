"""Addresses of the staff pages, one file a counter. The first word of a name says which entry of the rail is lit."""

from django.urls import include, path

COUNTERS = (
    "home",
    "office",
    "matters",
    "inbox",
    "proposals",
    "people",
    "accounts",
    "employers",
    "injury",
    "payout",
    "unemployment",
    "transfers",
    "reconciliation",
    "remittances",
    "fund",
    "law",
    "certification",
    "screening",
    "inspection",
    "evaluation",
    "registers",
    "hall",
    "retirees",
    "statistics",
    "accuracy",
    "records",
    "exchange",
)

urlpatterns = [path("", include(f"shebao.agency.desk.{counter}.urls")) for counter in COUNTERS]
