"""Registers this counter with the framework."""

from django.apps import AppConfig


class ExchangeConfig(AppConfig):
    """数据交换."""

    name = "shebao.agency.exchange"
    label = "exchange"
    verbose_name = "数据交换"
