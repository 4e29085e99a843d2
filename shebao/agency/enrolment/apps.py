"""Registers this counter with the framework."""

from django.apps import AppConfig


class EnrolmentConfig(AppConfig):
    """参保登记."""

    name = "shebao.agency.enrolment"
    label = "enrolment"
    verbose_name = "参保登记"
