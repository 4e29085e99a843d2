"""Registers the demonstration's own pages; installed by the demonstration's settings alone."""

from django.apps import AppConfig


class DemoConfig(AppConfig):
    """演示县."""

    name = "shebao.demo.desk"
    label = "demo"
    verbose_name = "演示县"
