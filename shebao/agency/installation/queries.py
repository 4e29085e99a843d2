"""Which county this installation works for: the key of the place file whose law holds."""

from __future__ import annotations

import json
import os
from pathlib import Path

from django.conf import settings

from shebao.base.finding import refuse
from shebao.core.policy.locale import shipped_places


def place() -> str:
    """Key of the county's place file ("gansu_zhengning"): from SHEBAO_PLACE, else from what the demonstration left.

    Raises `Refused` where neither says so, or for a place that has no file.
    """
    given = os.environ.get("SHEBAO_PLACE")
    if given:
        return shipped_places().place_id(given)
    left = Path(settings.SHEBAO_HOME) / "demo.json"
    key = json.loads(left.read_text(encoding="utf-8")).get("place") if left.is_file() else None
    if not key:
        refuse("procedures.place", "没有设定本机构所在地，无法确定适用的标准", "请设置环境变量 SHEBAO_PLACE，例如 gansu_zhengning。")
    return str(key)
