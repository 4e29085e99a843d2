"""What must always be true of benefits, worked out again from the rows: states, versions, wordings, and figures against sheets."""

from __future__ import annotations

import json
from typing import NamedTuple

from shebao.agency import schemes
from shebao.agency.journal import queries as journal
from shebao.agency.store.columns import read_rows
from shebao.agency.store.digest import sm3
from shebao.core.policy.decisions import addends

from .models import Decision, DecisionPart, Entitlement, RuleText, StateChange
from .reasons import ENDED, STATES, SUSPENDED, SUSPENSIONS, VERSIONS


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


class _Standing(NamedTuple):
    """Why an entitlement is as it is, since which month, and its last month; `last_known`: whether the journal says the last month."""

    state: str
    reason: str
    since: int
    last: int | None = None
    last_known: bool = True


def check_standings() -> tuple[int, list[str]]:
    """(entitlements examined, problems): the reason, the month since when and the last month due are those of the changes posted."""
    expected = _standings()
    problems: list[str] = []
    examined = 0
    names = ("person_id", "scheme", "benefit", "reason", "since_month", "last_month")
    for person, scheme, benefit, reason, since, last in read_rows(Entitlement.objects.order_by("id"), *names):
        examined += 1
        standing = expected.get((person, scheme, benefit))
        if standing is None:
            problems.append(f"人员{person}：待遇没有任何状态变更记录。")
            continue
        differing = [
            f"{what}是{present or '无'}，应为{wanted or '无'}"
            for what, present, wanted in (("原因", reason, standing.reason), ("状态起始月", since, standing.since))
            if present != wanted
        ]
        if standing.last_known and last != standing.last:
            differing.append(f"最后应发月是{last or '无'}，应为{standing.last or '无'}")
        if differing:
            problems.append(f"人员{person}：待遇的{'，'.join(differing)}。")
    return examined, problems


def _standings() -> dict[tuple[int, str, str], _Standing]:
    """Every entitlement as its changes leave it, replayed in their order."""
    last_months = _last_months()
    standings: dict[tuple[int, str, str], _Standing] = {}
    suspended: dict[tuple[int, str, str], _Standing] = {}
    names = ("person_id", "scheme", "benefit", "month", "after", "reason", "entry_id")
    for person, scheme, benefit, month, after, reason, entry in read_rows(StateChange.objects.order_by("id"), *names):
        key = (person, scheme, benefit)
        if reason in VERSIONS:
            continue
        if after == ENDED:
            known = (entry, person) in last_months
            standings[key] = _Standing(after, reason, month, last_months.get((entry, person)), known)
        elif after == SUSPENDED and reason in SUSPENSIONS:
            standings[key] = suspended[key] = _Standing(after, reason, month)
        elif after == SUSPENDED:  # as it was before an end that was undone
            standings[key] = suspended[key]
        else:
            standings[key] = _Standing(after, "", month)
    return standings


def _last_months() -> dict[tuple[int, int], int]:
    """(entry, person) → the last month due, of every end whose entry says it."""
    return {
        (entry, person): month
        for entry, body in journal.bodies_by_entry("benefits.end")
        for person, month in json.loads(body).get("last", ())
    }


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
        paid = "grand_total" if "grand_total" in values else "total"  # with what a place adds beside the pension
        figures = {part.rule: amounts.get(part.key, 0) for part in scheme.PARTS if part.rule} | {paid: total_fen}
        figures |= {line: fact for line, fact in zip(scheme.SHEET_FACTS, (years, balance), strict=True) if line}
        differing = [line for line, figure in figures.items() if values.get(line, 0) != figure]
        if differing:
            problems.append(f"核定{decision_id}：{'、'.join(differing)}与核定表不一致。")
        added = lines.get(digest, ())
        if added and values["total"] != sum(values[line] for line in added):
            problems.append(f"核定{decision_id}：核定表各部分之和不等于合计。")
        if total_fen != sum(amounts.values()):
            problems.append(f"核定{decision_id}：各分项之和不等于合计。")
    problems += [f"核定分项所属的核定{decision_id}不存在。" for decision_id in parts]
    return examined, problems
