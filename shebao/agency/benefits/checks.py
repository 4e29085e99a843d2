"""What must always be true of benefits, worked out again from the rows: states, versions, wordings, and figures against sheets."""

from __future__ import annotations

import json

from shebao.agency.store.columns import read_rows
from shebao.agency.store.digest import sm3
from shebao.core.policy.decisions import addends

from .models import Decision, Entitlement, RuleText, StateChange
from .reasons import STATES

_FIGURES = {
    "basic_fen": "basic_pension",
    "seniority_fen": "seniority",
    "account_pension_fen": "account_pension",
    "total_fen": "total",
    "paid_years": "paid_years",
    "account_fen": "account_balance",
}
"""Column of a decision → the line of its sheet that holds the same value."""


def check_entitlements() -> tuple[int, list[str]]:
    """(entitlements examined, problems): each holds its latest decision, and its state is that of the last change posted."""
    latest: dict[tuple[int, str, str], tuple[int, int]] = {}
    for decision_id, person, scheme, benefit, version in read_rows(
        Decision.objects.order_by("version"), "id", "person_id", "scheme", "benefit", "version"
    ):
        latest[person, scheme, benefit] = (decision_id, version)
    changed = {
        (person, scheme, benefit): after
        for person, scheme, benefit, after in read_rows(StateChange.objects.order_by("id"), "person_id", "scheme", "benefit", "after")
    }
    problems: list[str] = []
    examined = 0
    for person, scheme, benefit, decision_id, state in read_rows(
        Entitlement.objects.order_by("id"), "person_id", "scheme", "benefit", "decision_id", "state"
    ):
        examined += 1
        key = (person, scheme, benefit)
        if latest.get(key, (0, 0))[0] != decision_id:
            problems.append(f"人员{person}：待遇所依据的核定（{decision_id}）不是最新版本。")
        if changed.get(key) != state:
            problems.append(f"人员{person}：待遇状态为{STATES.get(state, state)}，最后一次变更为{STATES.get(changed.get(key, ''), '无')}。")
    return examined, problems


def check_wordings() -> tuple[int, list[str]]:
    """(wordings examined, problems): every decision's wording is there and is the one its digest names."""
    used = set(Decision.objects.values_list("rules_digest", flat=True).distinct())
    texts = dict(RuleText.objects.values_list("digest", "text"))
    problems = [f"规则文本{digest[:12]}…缺失，有核定引用它。" for digest in sorted(used - set(texts))]
    problems += [f"规则文本{digest[:12]}…内容被改动。" for digest, text in texts.items() if sm3(text.encode()) != digest]
    return len(texts), problems


def check_sheets() -> tuple[int, list[str]]:
    """(decisions examined, problems): every figure kept beside a sheet is the one on the sheet, and the lines that its wording
    adds up to the total (a place's own formula may add others) are the total."""
    parts = {digest: addends(text, "total") for digest, text in RuleText.objects.values_list("digest", "text")}
    problems: list[str] = []
    examined = 0
    for decision_id, sheet, digest, *figures in read_rows(Decision.objects.order_by("id"), "id", "sheet", "rules_digest", *_FIGURES):
        examined += 1
        values = json.loads(sheet)
        differing = [line for line, figure in zip(_FIGURES.values(), figures, strict=True) if values[line] != figure]
        if differing:
            problems.append(f"核定{decision_id}：{'、'.join(differing)}与核定表不一致。")
        added = parts.get(digest, ())
        if added and values["total"] != sum(values[part] for part in added):
            problems.append(f"核定{decision_id}：核定表各部分之和不等于合计。")
    return examined, problems
