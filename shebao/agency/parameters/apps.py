"""Registers this counter with the framework."""

from django.apps import AppConfig


class ParametersConfig(AppConfig):
    """参数."""

    name = "shebao.agency.parameters"
    label = "parameters"
    verbose_name = "参数"
