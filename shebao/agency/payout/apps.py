"""Registers this counter with the framework."""

from django.apps import AppConfig


class PayoutConfig(AppConfig):
    """待遇发放."""

    name = "shebao.agency.payout"
    label = "payout"
    verbose_name = "待遇发放"
