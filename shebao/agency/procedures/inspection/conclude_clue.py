"""What came of a clue (线索核查结论), of one or of many with one cause: true, not true, wrong data; nothing stops by it alone."""

from __future__ import annotations

from datetime import date

from shebao.agency.journal.actions import Entry
from shebao.agency.journal.by import By
from shebao.agency.matters.attachments import scans_field
from shebao.agency.matters.kind import Change, Field, Many, Payload, Wanted, rows_of
from shebao.agency.screening import actions as screening
from shebao.agency.screening import queries
from shebao.agency.screening.actions import NewConclusion
from shebao.agency.screening.actions.clues import check_conclusions
from shebao.agency.screening.kinds import ACTIONS, RECHECK_E2, RESULTS
from shebao.base.finding import refuse

KEY = "conclude_clue"
TITLE = "线索核查结论"
LAW = "社会保险经办条例（国令第765号）第26条、第42条"
WORKING_DAYS = None
RISK = "low"
RESULT = "疑点线索核查表"
REVERSAL = "结论有误的，同一条线索再办一次，结果选“重开”，然后重新核查；前后的结论都保留。"
AREA = "guard"
_COMMON = (
    Field("result", "结果", "choice", choices=tuple(RESULTS.items())),
    Field("evidence", "依据", help="怎样核实的、看了什么材料、谁在场", longest=200),
    Field("action", "处理动作", "choice", required=False, choices=tuple(ACTIONS.items()), help="属实的写明要办什么；办结后另交那件办件"),
    Field("quiet_until", "白名单到期", "date", required=False, help="不属实的，这条规则在到期以前不再提示此人；最长一年"),
)
FIELDS = (Field("clue_id", "线索编号", "number"), *_COMMON, scans_field("核查笔录、照片、复函", "PDF、JPEG 或 PNG，最多 6 份"))
ROWS = (Wanted("clue_id", "线索编号", "count"),)
MANY = Many(
    "conclude_clues",
    "线索批量结论",
    (
        Field("rows", "线索名单", "file", help="每行一个线索编号；只用于同一来由、同一结论的线索"),
        *_COMMON,
        Field("rechecked", "已抽查条数", "number", help=f"同一结论的，须另抽查 {RECHECK_E2}%"),
        Field("file_name", "文件名", required=False),
    ),
    risk="low",
)


def check(payload: Payload, day: date) -> Payload:
    """Refused for a clue that is not open, without evidence, a whitelist without end, or too few looked at a second time."""
    check_conclusions(_conclusions(payload), day)
    if "rows" in payload:
        least = -(-len(payload["rows"]) * RECHECK_E2 // 100)
        if payload["rechecked"] < least:
            refuse(
                "screening.recheck", f"{len(payload['rows']):,} 条同一结论，至少抽查 {least:,} 条", "抽查以后填写实际条数。", "rechecked"
            )
    return payload


def preview(payload: Payload) -> list[Change]:
    """Whom and what the clue is about, the conclusion, and that whatever follows is a matter of its own."""
    rows = rows_of(payload)
    first = queries.clue(rows[0]["clue_id"])
    what = f"{len(rows):,} 条线索" if "rows" in payload else f"{first.person.name}：{first.rule.title}"
    changes = [Change(what, "待核查", RESULTS[payload["result"]]), Change("依据", "", payload["evidence"])]
    if payload.get("action", "none") != "none":
        changes.append(Change("处理动作", "", f"{ACTIONS[payload['action']]}：另交办件，三人经手；本件不改待遇"))
    if payload.get("quiet_until"):
        changes.append(Change("白名单", "", f"到 {payload['quiet_until']} 为止，规则 {first.rule.id} 不再提示"))
    return changes


def apply(payload: Payload, *, by: By) -> Entry:
    """The entry of the conclusions."""
    return screening.conclude(_conclusions(payload), by=by)


def subject(payload: Payload) -> tuple[str, int] | None:
    """One open matter a clue."""
    return ("clue", payload["clue_id"]) if "clue_id" in payload else None


def heading(payload: Payload) -> str:
    """The matter's title."""
    if "rows" in payload:
        return f"{MANY.title}：{len(payload['rows']):,} 条，{RESULTS[payload['result']]}"
    one = queries.clue(payload["clue_id"])
    return f"{one.person.name}：{one.rule.title}，{RESULTS[payload['result']]}"


def _conclusions(payload: Payload) -> list[NewConclusion]:
    quiet = date.fromisoformat(payload["quiet_until"]) if payload.get("quiet_until") else None
    action = payload.get("action") or "none"
    return [NewConclusion(row["clue_id"], payload["result"], payload["evidence"], action, quiet) for row in rows_of(payload)]
