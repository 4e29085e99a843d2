"""Registers this counter with the framework."""

from django.apps import AppConfig


class RegistersConfig(AppConfig):
    """业务台账."""

    name = "shebao.agency.registers"
    label = "registers"
    verbose_name = "业务台账"
