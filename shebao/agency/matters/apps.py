"""Registers this counter with the framework."""

from django.apps import AppConfig


class MattersConfig(AppConfig):
    """办件."""

    name = "shebao.agency.matters"
    label = "matters"
    verbose_name = "办件"
