"""Logging of one installation: to standard error, with every long number masked after formatting, tracebacks included.

A citizen number or bank account in a log is a leak nobody notices. Masking the finished text, not the arguments,
also covers what libraries and exceptions write.
"""

from __future__ import annotations

import logging
import re
from typing import Any

# 15 or 18 characters of a citizen number, 16 to 19 digits of a bank card, standing alone; a digest is longer and holds letters.
_LONG_NUMBER = re.compile(r"(?<![0-9A-Za-z])(\d{14,18}[0-9Xx])(?![0-9A-Za-z])")
_SHOWN = 4


def mask_numbers(text: str) -> str:
    """The text with every long number reduced to its last four characters."""
    return _LONG_NUMBER.sub(lambda found: "*" * (len(found[1]) - _SHOWN) + found[1][-_SHOWN:], text)


class MaskingFormatter(logging.Formatter):
    """A formatter whose finished line holds no citizen number and no account."""

    def format(self, record: logging.LogRecord) -> str:
        """The formatted line, masked."""
        return mask_numbers(super().format(record))


def configuration(level: str = "INFO") -> dict[str, Any]:
    """The LOGGING setting: warnings of everything, and what the product and its tasks report, on standard error."""
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"masked": {"()": MaskingFormatter, "format": "{asctime} {levelname} {name} {message}", "style": "{"}},
        "handlers": {
            "stderr": {"class": "logging.StreamHandler", "formatter": "masked"},
            "trouble": {"class": "logging.StreamHandler", "formatter": "masked", "level": "WARNING"},
        },
        "root": {"handlers": ["stderr"], "level": "WARNING"},
        "loggers": {
            "shebao": {"level": level},
            # Without this an error page leaves no trace outside debug mode.
            "django": {"handlers": ["stderr"], "level": "WARNING", "propagate": False},
            # A page asked for in vain is answered in words; only a broken one belongs here.
            "django.request": {"level": "ERROR"},
            # The worker sets its own level; of its talk only what went wrong concerns anybody.
            "django_tasks": {"handlers": ["trouble"], "propagate": False},
            "django_tasks_db": {"handlers": ["trouble"], "propagate": False},
        },
    }
