"""Registers this counter with the framework."""

from django.apps import AppConfig


class AccuracyConfig(AppConfig):
    """发放准确率."""

    name = "shebao.agency.accuracy"
    label = "accuracy"
    verbose_name = "发放准确率"
