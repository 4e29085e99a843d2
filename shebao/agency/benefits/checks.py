"""What must always be true of benefits, worked out again from the rows: states, versions, wordings, and figures against sheets."""

from __future__ import annotations

import json

from shebao.agency import schemes
from shebao.agency.store.columns import read_rows
from shebao.agency.store.digest import sm3
from shebao.core.policy.decisions import addends

from .models import Decision, DecisionPart, Entitlement, RuleText, StateChange
from .reasons import STATES


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
    """(decisions examined, problems): every figure kept beside a sheet is the one on the sheet, the parts add up to the total,
    and so do the lines that the sheet's wording adds up (a place's own formula may add others)."""
    lines = {digest: addends(text, "total") for digest, text in RuleText.objects.values_list("digest", "text")}
    parts: dict[int, dict[str, int]] = {}
    for decision_id, key, fen in read_rows(DecisionPart.objects.order_by("id"), "decision_id", "part", "fen"):
        parts.setdefault(decision_id, {})[key] = fen
    problems: list[str] = []
    examined = 0
    names = ("id", "scheme", "sheet", "rules_digest", "total_fen", "paid_years", "account_at_claim_fen")
    for decision_id, key, sheet, digest, total_fen, years, balance in read_rows(Decision.objects.order_by("id"), *names):
        examined += 1
        scheme, values, amounts = schemes.of(key), json.loads(sheet), parts.pop(decision_id, {})
        figures = {part.rule: amounts.get(part.key, 0) for part in scheme.PARTS if part.rule} | {"total": total_fen}
        figures |= {line: fact for line, fact in zip(scheme.SHEET_FACTS, (years, balance), strict=True) if line}
        differing = [line for line, figure in figures.items() if values[line] != figure]
        if differing:
            problems.append(f"核定{decision_id}：{'、'.join(differing)}与核定表不一致。")
        added = lines.get(digest, ())
        if added and values["total"] != sum(values[line] for line in added):
            problems.append(f"核定{decision_id}：核定表各部分之和不等于合计。")
        if total_fen != sum(amounts.values()):
            problems.append(f"核定{decision_id}：各分项之和不等于合计。")
    problems += [f"核定分项所属的核定{decision_id}不存在。" for decision_id in parts]
    return examined, problems
