"""Registers this counter with the framework."""

from django.apps import AppConfig


class ReconciliationConfig(AppConfig):
    """三方对账."""

    name = "shebao.agency.reconciliation"
    label = "reconciliation"
    verbose_name = "三方对账"
