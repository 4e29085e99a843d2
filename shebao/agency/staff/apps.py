"""Registers this counter with the framework."""

from django.apps import AppConfig


class StaffConfig(AppConfig):
    """人员与岗位."""

    name = "shebao.agency.staff"
    label = "staff"
    verbose_name = "人员与岗位"

    def ready(self) -> None:
        """Bring in the checks that run before a server starts."""
        from . import checks  # noqa: F401
