"""Registers this counter with the framework."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    """人员信息."""

    name = "shebao.agency.people"
    label = "people"
    verbose_name = "人员信息"

    def ready(self) -> None:
        """Bring in the check that runs before a server starts."""
        from . import keys  # noqa: F401
