"""Registers this counter with the framework."""

from django.apps import AppConfig


class DeskConfig(AppConfig):
    """柜台页面."""

    name = "shebao.agency.desk"
    label = "desk"
    verbose_name = "柜台页面"
