"""Registers the demonstration's own pages and words; installed by the demonstration's settings alone."""

from django.apps import AppConfig


class DemoConfig(AppConfig):
    """演示县."""

    name = "shebao.demo.desk"
    label = "demo"
    verbose_name = "演示县"

    def ready(self) -> None:
        """Give the journal's page the words for the demonstration's own entries."""
        from shebao.agency.pages.words import VERBS

        VERBS.update({"demo.begin": "开始建立演示县", "demo.finish": "演示县建立完成"})
