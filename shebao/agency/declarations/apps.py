"""Registers this counter with the framework."""

from django.apps import AppConfig


class DeclarationsConfig(AppConfig):
    """申报征收."""

    name = "shebao.agency.declarations"
    label = "declarations"
    verbose_name = "申报征收"
