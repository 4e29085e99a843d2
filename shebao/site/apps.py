"""Registers the theme (templates, static files, components) with the framework."""

from django.apps import AppConfig


class SiteConfig(AppConfig):
    """站点."""

    name = "shebao.site"
    label = "shebao_site"
    verbose_name = "站点"
