"""What this room does on a timer: submissions that a rule may do."""

from __future__ import annotations

from datetime import date

from shebao.agency.installation import queries as installation

from .automatic import do_waiting


def do_due(today: date) -> list[str]:
    """Safe to run any number of times; one sentence where something was done. The business day is the agency's."""
    done = do_waiting(installation.business_day())
    return [f"自动办理网上申请 {done} 份。"] if done else []
