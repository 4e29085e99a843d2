"""What makes a real installation unsafe though everything runs: old backups, no anchor on paper, the witness beside the database."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

from shebao.base.finding import Finding

LAST_BACKUP = "last-backup.json"
BACKUP_HOURS, ANCHOR_DAYS = 24, 31
"""After how long a backup is old, and a printed head."""


def note_backup(home: Path, folder: str, with_keys: bool) -> None:
    """Remember when and where the last copy was made, and whether the keys were kept too."""
    said = {"at": datetime.now(UTC).isoformat(timespec="seconds"), "folder": folder, "keys": with_keys}
    beside = home / f".{LAST_BACKUP}"
    beside.write_text(json.dumps(said, ensure_ascii=False), encoding="utf-8")
    beside.replace(home / LAST_BACKUP)


def backups() -> Iterator[Finding]:
    """The last backup is of today, lies elsewhere, and the keys were kept."""
    from django.conf import settings

    if not _at_work():
        return
    home = Path(settings.SHEBAO_HOME)
    try:
        said = json.loads((home / LAST_BACKUP).read_text(encoding="utf-8"))
        at, folder, keys = datetime.fromisoformat(said["at"]), Path(said["folder"]), bool(said["keys"])
    except (OSError, ValueError, KeyError, TypeError):
        yield Finding(
            "doctor.backup", "从来没有备份过。", "error", "执行 shebao backup 文件夹 --keys 另一个文件夹，并设成每天一次（cron）。"
        )
        return
    hours = (datetime.now(UTC) - at).total_seconds() / 3600
    if hours > BACKUP_HOURS:
        days = int(hours // 24)
        yield Finding(
            "doctor.backup", f"最近一次备份是 {days} 天以前（{at:%Y-%m-%d}）。", "error", "马上执行 shebao backup，并查定时任务为什么停了。"
        )
    if not folder.is_dir():
        yield Finding("doctor.backup_gone", f"最近一次备份 {folder} 已经不在。", "error", "请查明备份去了哪里，或重新备份。")
    elif home.resolve() in folder.resolve().parents or folder.stat().st_dev == home.stat().st_dev:
        yield Finding("doctor.backup_place", f"备份 {folder} 和数据在同一块盘上，盘坏了一起丢。", "warn", "请备份到另一块盘或另一台机器。")
    if not keys:
        yield Finding("doctor.backup_keys", "最近一次备份没有另存密钥。", "warn", "请用 --keys 另存到别处；没有密钥，备份打不开。")


def anchors() -> Iterator[Finding]:
    """A head of the chain was printed lately, so that a rewrite, a cut and a rollback would be found from paper."""
    from shebao.agency.installation import queries as installation
    from shebao.agency.journal import queries as journal

    if not _at_work():
        return
    today = installation.business_day()
    days = [day for verb in ("journal.anchor", "payout.approve") if (day := journal.last_day(verb)) is not None]
    if not days:
        yield Finding(
            "doctor.anchor", "日志链头从来没有印在纸上，整段改写看不出来。", "error", "执行 shebao anchor，打印、签字、另处保存。"
        )
    elif today - max(days) > timedelta(days=ANCHOR_DAYS):
        yield Finding(
            "doctor.anchor",
            f"最近一次印出日志链头是 {max(days).isoformat()}，已超过 {ANCHOR_DAYS} 天。",
            "error",
            "执行 shebao anchor，打印、签字、另处保存；发放审批表上也印有链头。",
        )


def witness() -> Iterator[Finding]:
    """The journal's witness lies on another disk than the database."""
    from django.conf import settings

    if not _at_work():
        return
    home, folder = Path(settings.SHEBAO_HOME), Path(settings.WITNESS_FOLDER or Path(settings.FILES_FOLDER) / "journal")
    if folder.exists() and folder.stat().st_dev == home.stat().st_dev:
        yield Finding(
            "doctor.witness",
            f"库外见证 {folder} 和数据在同一块盘上，一起退回去就看不出来。",
            "warn",
            "请用 SHEBAO_WITNESS 指到另一块盘，由另一人管。",
        )


def names() -> Iterator[Finding]:
    """The names this server answers to are its own, not a whole domain of others."""
    from django.conf import settings

    wide = [host for host in settings.ALLOWED_HOSTS if host.startswith(".") and host.count(".") < 2]
    if wide:
        yield Finding("doctor.hosts", f"SHEBAO_HOSTS 写了 {'、'.join(wide)}，范围太宽。", "error", "写明本系统自己的域名或地址。")


def _at_work() -> bool:
    """Whether this is a real installation with people in it; a demonstration is thrown away."""
    from django.conf import settings
    from django.db import connection

    if settings.INVENTED:
        return False
    if "people_person" not in connection.introspection.table_names():
        return False
    from shebao.agency.people import queries as people

    return people.anybody()
