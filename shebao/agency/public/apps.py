"""Registers this counter with the framework."""

from django.apps import AppConfig


class PublicConfig(AppConfig):
    """网上申请."""

    name = "shebao.agency.public"
    label = "public"
    verbose_name = "网上申请"
