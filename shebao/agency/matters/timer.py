"""What this counter does on a timer: takes away uploads that were given up."""

from __future__ import annotations

from datetime import date

from . import attachments


def do_due(today: date) -> list[str]:
    """Sweep the shelf of scans; one sentence where something was taken away."""
    gone = attachments.sweep()
    return [f"清理了 {len(gone)} 份上传后没有提交的扫描件，共 {sum(one.size for one in gone) / 1_000_000:.1f} MB。"] if gone else []
