"""Passwords: a rule of our own (no words anybody in the county would guess, more than one kind of character), and making one."""

from __future__ import annotations

import re
import secrets
from typing import Any

from django.core.exceptions import ValidationError

_WORDS = ("shebao", "社保", "12333", "password", "qwerty", "admin", "yanglao", "renshe")
_YEAR = re.compile(r"(19|20)\d\d")
_KINDS = (re.compile("[a-z]"), re.compile("[A-Z]"), re.compile(r"\d"), re.compile(r"[^a-zA-Z\d]"))


class ContextWords:
    """Refuses words of the trade, years, and passwords with fewer than three kinds of characters (等保 profile)."""

    def validate(self, password: str, user: Any = None) -> None:
        """Raise `ValidationError` with every reason."""
        reasons = []
        lowered = password.lower()
        if any(word in lowered for word in _WORDS):
            reasons.append("不得含有单位、系统名称等容易猜到的词。")
        if _YEAR.search(password):
            reasons.append("不得含有年份。")
        if sum(bool(kind.search(password)) for kind in _KINDS) < 3:
            reasons.append("至少要含大写字母、小写字母、数字、符号中的三种。")
        if reasons:
            raise ValidationError(reasons)

    def get_help_text(self) -> str:
        """Shown beside the field."""
        return "密码至少 12 位，含大小写字母、数字、符号中的三种，不含单位名称和年份。"


_CLEAR = {"small": "abcdefghjkmnpqrstuvwxyz", "large": "ABCDEFGHJKLMNPQRSTUVWXYZ", "digit": "23456789"}
"""Characters that nobody mistakes for another when a password is read from a slip of paper."""


def one_time() -> str:
    """A password for somebody else's first log-in: sixteen clear characters of three kinds in groups of four, about 80 bits."""
    every = "".join(_CLEAR.values())
    while True:
        letters = "".join(secrets.choice(every) for _ in range(16))
        made = "-".join(letters[i : i + 4] for i in range(0, 16, 4))
        if all(set(kind) & set(made) for kind in _CLEAR.values()) and not _YEAR.search(made):
            return made
