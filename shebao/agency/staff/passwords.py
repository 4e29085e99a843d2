"""A password rule of our own: not built on words anybody in the county would guess, and not on one kind of character."""

from __future__ import annotations

import re
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
