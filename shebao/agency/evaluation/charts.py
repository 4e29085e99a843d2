"""Pictures for the report, where the charts extra is installed: what was paid month by month. A report without them says the same."""

from __future__ import annotations

from collections.abc import Mapping
from importlib.util import find_spec
from io import BytesIO

from shebao.agency.payout import queries as payout
from shebao.agency.schemes import MAIN

_FONTS = ("Noto Sans CJK SC", "Noto Sans CJK JP", "Source Han Sans SC", "Microsoft YaHei", "SimHei", "PingFang SC", "WenQuanYi Zen Hei")
PART = "待遇发放"
"""The part of the report that the picture follows."""


def charts(year: int) -> Mapping[str, bytes]:
    """Pictures (PNG) by the title of the part they follow; none where the extra or a Chinese font is missing, or nothing was paid."""
    if find_spec("matplotlib") is None:
        return {}
    months = {month % 100: fen for month, (_, fen) in payout.totals(MAIN, year)["months"].items()}
    picture = _monthly(months, year) if months else b""
    return {PART: picture} if picture else {}


def _monthly(months: Mapping[int, int], year: int) -> bytes:
    """Bars of the amounts of twelve months in 万元, each with its figure."""
    # Only where it is installed and wanted: loading it takes longer than writing the report.
    from matplotlib import font_manager
    from matplotlib.figure import Figure

    font = next((name for name in _FONTS if name in {known.name for known in font_manager.fontManager.ttflist}), None)
    if font is None:
        return b""
    figure = Figure(figsize=(6.2, 2.6), dpi=150)
    axes = figure.subplots()
    bars = axes.bar(range(1, 13), [months.get(n, 0) / 1_000_000 for n in range(1, 13)], color="#1b4f8a", width=0.6)
    axes.bar_label(bars, [f"{months[n] / 1_000_000:.2f}" if n in months else "" for n in range(1, 13)], fontsize=7, padding=2)
    axes.set_xticks(range(1, 13), [f"{n}月" for n in range(1, 13)], fontfamily=font, fontsize=8)
    axes.set_title(f"{year}年各月发放金额（万元）", fontfamily=font, fontsize=9)
    axes.spines[["top", "right", "left"]].set_visible(False)
    axes.set_yticks([])
    figure.tight_layout()
    out = BytesIO()
    figure.savefig(out, format="png", metadata={"Software": None})
    return out.getvalue()
