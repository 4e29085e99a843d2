"""Registers this counter with the framework."""

from django.apps import AppConfig


class EvaluationConfig(AppConfig):
    """绩效自评."""

    name = "shebao.agency.evaluation"
    label = "agency_evaluation"
    verbose_name = "绩效自评"
