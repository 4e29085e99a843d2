"""Registers this counter with the framework."""

from django.apps import AppConfig


class JournalConfig(AppConfig):
    """日志."""

    name = "shebao.agency.journal"
    label = "journal"
    verbose_name = "日志"
