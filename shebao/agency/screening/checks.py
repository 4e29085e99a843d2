"""What must always be true of clues, worked out again from the rows: for `shebao verify`."""

from __future__ import annotations

import json
from collections import Counter

from shebao.agency.store.columns import read_rows

from .models import Batch, Clue, Conclusion, Outcome, Row, Screening, SourceList, SourceRow

Checked = tuple[int, list[str]]


def check_clues() -> Checked:
    """Every run made as many clues of a rule as it says."""
    made = Counter(read_rows(Clue.objects.all(), "screening_id", "rule"))
    said = {(key, rule): new for key, text in read_rows(Screening.objects.all(), "id", "rules") for rule, _, _, new in json.loads(text)}
    problems = [
        f"第 {key} 次筛查的规则 {rule}：登记新线索 {said.get((key, rule), 0)} 条，实有 {made[key, rule]} 条。"
        for key, rule in sorted(said.keys() | made.keys())
        if said.get((key, rule), 0) != made[key, rule]
    ]
    return sum(made.values()), problems


def check_conclusions() -> Checked:
    """The conclusions of a clue are numbered without a gap, and none but a true one has something follow from it."""
    problems = []
    seen: Counter[int] = Counter()
    rows = read_rows(Conclusion.objects.order_by("clue_id", "version"), "clue_id", "version", "result", "action")
    for clue, version, result, action in rows:
        seen[clue] += 1
        if version != seen[clue]:
            problems.append(f"线索 {clue} 的结论缺第 {seen[clue]} 版。")
        if action != "none" and result != "true":
            problems.append(f"线索 {clue} 的结论不是属实，却写了处理动作。")
    return len(rows), problems


def check_lists() -> Checked:
    """Every list has as many rows of this county's people as it says."""
    there = Counter(row[0] for row in read_rows(SourceRow.objects.all(), "list_id"))
    rows = read_rows(SourceList.objects.order_by("id"), "id", "matched")
    return len(rows), [f"第 {key} 份名单：登记本县 {said} 人，实有 {there[key]} 行。" for key, said in rows if said != there[key]]


def check_campaigns() -> Checked:
    """Every list of a campaign has the rows it says, and the results of a row are numbered without a gap."""
    there = Counter(row[0] for row in read_rows(Row.objects.all(), "batch_id"))
    rows = read_rows(Batch.objects.order_by("id"), "id", "lines")
    problems = [f"第 {key} 份清查名单：登记 {said:,} 行，实有 {there[key]:,} 行。" for key, said in rows if said != there[key]]
    seen: Counter[int] = Counter()
    for row, version in read_rows(Outcome.objects.order_by("row_id", "version"), "row_id", "version"):
        seen[row] += 1
        if version != seen[row]:
            problems.append(f"清查第 {row} 行的结果缺第 {seen[row]} 版。")
    return sum(there.values()), problems
