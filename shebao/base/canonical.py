"""One text for one content: JSON with sorted keys and no spaces, so that equal content is equal bytes and has one digest."""

from __future__ import annotations

import json
from typing import Any


def canonical(value: Any) -> str:
    """JSON text of `value` with sorted keys and no spaces: the same content is the same text."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
