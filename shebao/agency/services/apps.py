"""Registers this counter with the framework."""

from django.apps import AppConfig


class ServicesConfig(AppConfig):
    """经办事项."""

    name = "shebao.agency.services"
    label = "services"
    verbose_name = "经办事项"
