"""Registers this counter with the framework."""

from django.apps import AppConfig


class ScreeningConfig(AppConfig):
    """疑点筛查."""

    name = "shebao.agency.screening"
    label = "screening"
    verbose_name = "疑点筛查"
