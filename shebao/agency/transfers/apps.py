"""Registers this counter with the framework."""

from django.apps import AppConfig


class TransfersConfig(AppConfig):
    """关系转移接续."""

    name = "shebao.agency.transfers"
    label = "transfers"
    verbose_name = "关系转移接续"
