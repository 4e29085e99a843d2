"""Registers this counter with the framework."""

from django.apps import AppConfig


class UnemploymentConfig(AppConfig):
    """失业待遇."""

    name = "shebao.agency.unemployment"
    label = "unemployment"
    verbose_name = "失业待遇"
