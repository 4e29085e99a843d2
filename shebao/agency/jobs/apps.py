"""Registers this counter with the framework."""

from django.apps import AppConfig


class JobsConfig(AppConfig):
    """批次."""

    name = "shebao.agency.jobs"
    label = "jobs"
    verbose_name = "批次"
