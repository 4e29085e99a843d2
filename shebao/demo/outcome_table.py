"""The year's outcome for people: a table of published and lived figures scheme by scheme, with reasons, and what was set."""

from __future__ import annotations

from typing import Any

from shebao.agency import schemes
from shebao.base.money import Fen, scaled_text, wan_text

from .comparison import RATE

_OTHERS = {"work": "业务工作（台账、名单和专项行动）", "local": "地方代发（不是社会保险基金）", "transfers": "关系转移接续"}


def as_table(report: dict[str, Any]) -> str:
    """The comparison for people: a line a figure, and under it the reason where it was not reached."""
    lines = [f"{report['name']}　{report['year']} 年（虚构人员，规模 {report['scale']:g}）", ""]
    titles = schemes.titles()
    for scheme in report["insured"]:
        rows = [one for one in report["compared"] if one["scheme"] == scheme]
        lines += (
            [f"  {titles[scheme]}", f"  {'项目':　<12}{'公布':>18}{'本县':>18}{'相差':>16}"]
            if rows
            else [f"  {titles[scheme]}：没有公布数"]
        )
        for one in rows:
            lines += _row(one)
        lines += [_year(report, scheme), ""]
    for scheme in dict.fromkeys(one["scheme"] for one in report["compared"] if one["scheme"] not in report["insured"]):
        lines.append(f"  {titles.get(scheme) or _OTHERS[scheme]}")
        for one in report["compared"]:
            if one["scheme"] == scheme:
                lines += _row(one)
        lines.append("")
    for scheme in (key for key in ("employee", "public_institution") if key not in report["insured"]):
        lines += [f"  {titles[scheme]}：该单位没有公布数，演示不设", ""]
    equal = sum(one["ok"] for one in report["compared"])
    lines.append(f"  本县活出来的公布数 {len(report['compared'])} 个，相符 {equal} 个")
    typed = report["typed"]
    lines.append(f"  仍由人填报的公布数 {sum(one['count'] for one in typed)} 个")
    lines += [f"      {one['group']} {one['count']} 个，{one['who']}填报：{one['reason']}" for one in typed]
    lines.append(f"  埋下 {report['planted']} 处异常，清单在 demo/planted.json（不在数据库里）")
    lines += [f"  说明：{text}" for text in report["remarks"]]
    lines += [
        f"  依据：{one['title']} {one['value']}，{one['document']}（{one['place']}{'；' + one['note'] if one['note'] else ''}）"
        for one in report["standards"]
    ]
    for one in report["not_published"]:
        where = f"{schemes.short_titles()[one['scheme']]}，" if one["scheme"] else ""
        lines.append(f"  未公布而设定：{where}{one['reason']}" + (f"，取 {one['value']}" if one["value"] else ""))
    lines.append(f"  用时 {report['seconds']} 秒，内存最多 {report['peak_mb']} MB")
    return "\n".join(lines)


def _row(one: dict[str, Any]) -> list[str]:
    money = one["unit"] == "yuan"
    cells = [
        _wan(one[name]) if money else one[name] if one["unit"] == RATE else f"{one[name]:,}"
        for name in ("published", "reached", "difference")
    ]
    unit = "万元" if money else one["unit"]
    word = "相符" if one["ok"] else "不符"
    line = f"  {one['title'] + '（' + unit + '）':　<12}{cells[0]:>18}{cells[1]:>18}{cells[2]:>16}　{word}"
    return [line, f"      原因：{one['reason']}。"] if one["reason"] else [line]


def _year(report: dict[str, Any], scheme: str) -> str:
    own = [
        f"参保 {report['insured'][scheme]:,} 人",
        f"领取 {report['recipients'][scheme]:,} 人",
        f"发放 {report['paid'][scheme]['times']:,} 人次 {_wan(report['paid'][scheme]['amount'])} 万元",
        f"基金收入 {_wan(report['income'][scheme])} 万元，支出 {_wan(report['expense'][scheme])} 万元",
    ]
    return "  全年：" + "；".join(own)


def _wan(yuan: str) -> str:
    """Yuan text as 万元 with four decimals, so that nothing within a thousandth is hidden."""
    fen: Fen = int(yuan.replace(".", ""))
    return scaled_text(fen // 100, 4) if fen % 100 == 0 else wan_text(fen, 4)
