"""Which county this installation works for: its place (whose law holds), the agency's name, and the day business is done on.

`installation.json` in SHEBAO_HOME says the place and the name; SHEBAO_PLACE and SHEBAO_AGENCY only override it.
"""

from __future__ import annotations

import json
import os
from datetime import date
from functools import lru_cache
from pathlib import Path

from django.conf import settings
from django.utils import timezone
from django.utils.module_loading import import_string

from shebao.base.finding import refuse
from shebao.core.policy.locale import shipped_places

FILE = "installation.json"
KEYS = ("place", "name")
UNNAMED = "社会保险经办机构"


def place() -> str:
    """Key of the county's place file ("gansu_zhengning"): from SHEBAO_PLACE, else from the installation's file.

    Raises `Refused` where neither says so, or for a place that has no file.
    """
    key = os.environ.get("SHEBAO_PLACE") or _stored().get("place")
    if not key:
        refuse(
            "installation.place",
            "没有设定本机构所在地，无法确定适用的标准",
            "请系统管理岗在“办理业务”里办“设定本机构”，选好所在地。",
        )
    return shipped_places().place_id(key)


def described() -> dict[str, str]:
    """What the installation's file says of place and name; empty before anybody described it."""
    return dict(_stored())


def is_described() -> bool:
    """Whether place and name are known, from the file or the environment."""
    return bool(os.environ.get("SHEBAO_PLACE") or _stored().get("place"))


def name() -> str:
    """The agency's name as it stands on every page and sheet: from SHEBAO_AGENCY, else from the installation's file."""
    return os.environ.get("SHEBAO_AGENCY") or _stored().get("name") or UNNAMED


def business_day() -> date:
    """The day that business is done on: today by the agency's clock, or what `settings.BUSINESS_DAY` names a function for."""
    if not settings.BUSINESS_DAY:
        return timezone.localdate()
    day = import_string(settings.BUSINESS_DAY)()
    assert isinstance(day, date), settings.BUSINESS_DAY
    return day


def _stored() -> dict[str, str]:
    path = Path(settings.SHEBAO_HOME) / FILE
    try:
        changed_at = path.stat().st_mtime_ns
    except FileNotFoundError:
        return {}
    return _read(path, changed_at)


@lru_cache(maxsize=4)
def _read(path: Path, changed_at: int) -> dict[str, str]:
    """What the file says; `changed_at` makes a changed file be read again."""
    try:
        stored = json.loads(path.read_text(encoding="utf-8"))
    except (UnicodeDecodeError, ValueError) as wrong:
        refuse("installation.file", f"{path} 读不懂：{wrong}", '请写成一个 JSON 对象，例如 {"place": "gansu_zhengning", "name": "……"}。')
    unknown = sorted(set(stored) - set(KEYS)) if isinstance(stored, dict) else ["整份内容"]
    if unknown or not all(isinstance(value, str) for value in stored.values()):
        refuse(
            "installation.file", f"{path} 里有不认识的内容：{'、'.join(unknown) or '值不是文字'}", f"只能写 {'、'.join(KEYS)}，值都是文字。"
        )
    return dict(stored)
