"""Registers this counter with the framework."""

from django.apps import AppConfig


class CertificationConfig(AppConfig):
    """资格认证."""

    name = "shebao.agency.certification"
    label = "certification"
    verbose_name = "资格认证"
