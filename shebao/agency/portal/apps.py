"""Registers this door with the framework."""

from django.apps import AppConfig


class PortalConfig(AppConfig):
    """网上服务大厅."""

    name = "shebao.agency.portal"
    label = "portal"
    verbose_name = "网上服务大厅"
