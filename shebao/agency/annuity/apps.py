"""Registers this counter with the framework."""

from django.apps import AppConfig


class AnnuityConfig(AppConfig):
    """职业年金."""

    name = "shebao.agency.annuity"
    label = "annuity"
    verbose_name = "职业年金"
