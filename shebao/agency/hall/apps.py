"""Registers this counter with the framework."""

from django.apps import AppConfig


class HallConfig(AppConfig):
    """服务大厅."""

    name = "shebao.agency.hall"
    label = "hall"
    verbose_name = "服务大厅"
