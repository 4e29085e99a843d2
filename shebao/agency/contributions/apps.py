"""Registers this counter with the framework."""

from django.apps import AppConfig


class ContributionsConfig(AppConfig):
    """缴费."""

    name = "shebao.agency.contributions"
    label = "contributions"
    verbose_name = "缴费"
