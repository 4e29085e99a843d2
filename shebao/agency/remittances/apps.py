"""Registers this counter with the framework."""

from django.apps import AppConfig


class RemittancesConfig(AppConfig):
    """对外划款."""

    name = "shebao.agency.remittances"
    label = "remittances"
    verbose_name = "对外划款"
