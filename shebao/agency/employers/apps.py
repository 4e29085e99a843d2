"""Registers this counter with the framework."""

from django.apps import AppConfig


class EmployersConfig(AppConfig):
    """用人单位."""

    name = "shebao.agency.employers"
    label = "employers"
    verbose_name = "用人单位"
