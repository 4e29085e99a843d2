"""Registers this counter with the framework."""

from django.apps import AppConfig


class BenefitsConfig(AppConfig):
    """待遇核定."""

    name = "shebao.agency.benefits"
    label = "benefits"
    verbose_name = "待遇核定"
