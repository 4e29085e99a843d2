"""Registers this counter with the framework."""

from django.apps import AppConfig


class InspectionConfig(AppConfig):
    """稽核。"""

    name = "shebao.agency.inspection"
    label = "inspection"
    verbose_name = "稽核"
