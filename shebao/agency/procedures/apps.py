"""Registers this counter with the framework."""

from django.apps import AppConfig


class ProceduresConfig(AppConfig):
    """经办事项."""

    name = "shebao.agency.procedures"
    label = "procedures"
    verbose_name = "经办事项"
