"""Registers this counter with the framework."""

from django.apps import AppConfig


class FundConfig(AppConfig):
    """基金财务."""

    name = "shebao.agency.fund"
    label = "fund"
    verbose_name = "基金财务"
