"""Registers this counter with the framework."""

from django.apps import AppConfig


class LocalPaymentsConfig(AppConfig):
    """地方代发."""

    name = "shebao.agency.local_payments"
    label = "local_payments"
    verbose_name = "地方代发"
