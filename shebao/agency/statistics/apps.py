"""Registers this counter with the framework."""

from django.apps import AppConfig


class StatisticsConfig(AppConfig):
    """统计."""

    name = "shebao.agency.statistics"
    label = "statistics"
    verbose_name = "统计"
