"""Registers this counter with the framework."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """个人账户."""

    name = "shebao.agency.accounts"
    label = "accounts"
    verbose_name = "个人账户"
