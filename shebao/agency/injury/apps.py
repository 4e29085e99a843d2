"""Registers this counter with the framework."""

from django.apps import AppConfig


class InjuryConfig(AppConfig):
    """工伤."""

    name = "shebao.agency.injury"
    label = "injury"
    verbose_name = "工伤"
