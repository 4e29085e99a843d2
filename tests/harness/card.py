"""The reliability card in both languages, written from the last runs alone: nothing on it is typed."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from tests.harness.outcome import KEPT

DOCS = KEPT.parent
TITLES = {
    "anchor": ("截尾、改写、退回，从一个纸面链头看出", "Tail cut, rewrite and rollback, found from one printed head"),
    "disk": ("数据库所在的盘满了", "The database's disk is full"),
    "flips": ("银行文件或数据库翻一个比特", "One bit flipped in a bank file or the database"),
    "kill": ("随机杀进程（SIGKILL）后接着办", "Random kills (SIGKILL), taken up again"),
    "mistake": ("106 人的差错：三种样子 × 六种来由", "The 106-person mistake: three shapes × six causes"),
    "model": ("照独立的小模型随机走步", "Random steps beside a small independent model"),
    "races": ("两人同时做两件事", "Two people doing two things at once"),
    "server": ("数据库服务被杀（immediate）", "The database server killed (immediate)"),
    "years": ("平常的年份：合法而被扣下的不超过千分之一", "Ordinary years: at most one lawful row in a thousand is held"),
    "shuffles": ("回盘拆分、打乱、重复", "Answers cut, shuffled, repeated"),
}
DETAILS = {
    "files_refused": ("重复而未收的文件", "files refused as repeated"),
    "files_taken": ("收下的文件", "files taken"),
    "found": ("看出", "found"),
    "found_by_database": ("数据库自己发现", "found by the database"),
    "found_by_verify": ("全库核对发现", "found by verify"),
    "held": ("应扣的人都扣下", "people held"),
    "held_lawful": ("合法而被扣下", "lawful and held"),
    "lost": ("漏发", "lost"),
    "months": ("月份", "months"),
    "others_paid": ("其余照发的人次", "others paid"),
    "pairs": ("配对", "pairs"),
    "paid_twice": ("重发", "paid twice"),
    "points": ("一个月的停杀点", "points of a month"),
    "really_full": ("确实满了", "really full"),
    "refused": ("按规定拒绝", "refused as they must be"),
    "refused_at_hand_over": ("送盘时拒绝", "refused at hand-over"),
    "rows": ("明细", "rows"),
    "server_kills": ("杀服务次数", "server kills"),
    "verified": ("全库核对次数", "whole verifications"),
    "without_effect": ("没有改到任何内容", "changed nothing that says anything"),
}


def write(rows: list[dict[str, Any]] | None = None, folder: Path = DOCS) -> None:
    """Both cards."""
    rows = json.loads(KEPT.read_text(encoding="utf-8")) if rows is None else rows
    for language, text in (("zh", _chinese(rows)), ("en", _english(rows))):
        (folder / language / "reliability-card.md").write_text(text, encoding="utf-8")


def _chinese(rows: list[dict[str, Any]]) -> str:
    lines = [
        "# 可靠性卡片",
        "",
        "由 `python -m tests.harness card` 从各试验最后一次的结果写成，不手写。同一个种子可以重做；怎么跑见 `tests/harness/README.md`。",
        "“出错”是漏发、重发、不平、没有看出或与没被打断的结局不同的次数。杀掉的进程不等于断电：没有做断电试验。",
        "",
        "| 试验 | 数据库 | 次数 | 出错 | 其中 | 种子 | 用时 | 日期 |",
        "|---|---|---:|---:|---|---:|---:|---|",
        *(_row(row, 0) for row in rows),
        "",
        *_bounds(rows, "{n:,} 次随机试验 0 次出错，按 95% 把握只能说出错率低于 {rate}。", "随机试验的限度："),
    ]
    return "\n".join(lines).rstrip() + "\n"


def _english(rows: list[dict[str, Any]]) -> str:
    lines = [
        "# Reliability card",
        "",
        "Written by `python -m tests.harness card` from the last run of each harness, never by hand. The same seed repeats a run; how to run",
        "them is in `tests/harness/README.md`. “Wrong” counts what was lost, paid twice, unbalanced, not noticed, or ended otherwise than",
        "undisturbed. A killed process is not a power cut: none was tried.",
        "",
        "| Harness | Database | Tried | Wrong | Of these | Seed | Seconds | Day |",
        "|---|---|---:|---:|---|---:|---:|---|",
        *(_row(row, 1) for row in rows),
        "",
        *_bounds(rows, "0 of {n:,} random trials wrong bounds the rate below {rate} (95 %), no more.", "What random trials can say: "),
    ]
    return "\n".join(lines).rstrip() + "\n"


def _row(row: dict[str, Any], language: int) -> str:
    details = "，" if language == 0 else ", "
    parts = details.join(f"{DETAILS[key][language]} {count:,}" for key, count in sorted(row["details"].items()))
    title, database = TITLES[row["harness"]][language], {"sqlite": "SQLite", "postgresql": "PostgreSQL"}[row["database"]]
    return f"| {title} | {database} | {row['tried']:,} | {row['wrong']} | {parts} | {row['seed']} | {row['seconds']:,} | {row['on']} |"


def _bounds(rows: list[dict[str, Any]], sentence: str, title: str) -> list[str]:
    tried = sum(row["tried"] for row in rows if row["harness"] == "kill" and not row["wrong"])
    return [title + sentence.format(n=tried, rate=f"{3 / tried:.2%}")] if tried else []
