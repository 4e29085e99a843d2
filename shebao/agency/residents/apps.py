"""Registers this counter with the framework."""

from django.apps import AppConfig


class ResidentsConfig(AppConfig):
    """居民事项."""

    name = "shebao.agency.residents"
    label = "residents"
    verbose_name = "居民事项"
