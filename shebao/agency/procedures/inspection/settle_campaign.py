"""What came of rows of a campaign (专项清查结果登记): one result for all open rows of one cause, or for some lines."""

from __future__ import annotations

from datetime import date

from shebao.agency.journal.actions import Entry
from shebao.agency.journal.by import By
from shebao.agency.matters.attachments import scans_field
from shebao.agency.matters.kind import Change, Field, Payload
from shebao.agency.screening import actions as screening
from shebao.agency.screening import campaigns
from shebao.agency.screening.kinds import DOUBTS, OUTCOMES, RECHECK_E2, STANDINGS
from shebao.base.finding import refuse
from shebao.core.screening.rule import rules

KEY = "settle_campaign"
TITLE = "专项清查结果登记"
LAW = "社会保险经办条例（国令第765号）第26条、第42条"
WORKING_DAYS = None
RISK = "low"
RESULT = "专项清查结果表"
REVERSAL = "结果有误的，写明行号再登记一次；前后的结果都保留。"
AREA = "guard"
FIELDS = (
    Field("batch_id", "清查名单编号", "number", help="“专项清查”页面上名单的编号"),
    Field("doubt", "疑点", "choice", required=False, choices=tuple((key, f"{key} {word}") for word, key in DOUBTS.items())),
    Field("standing", "比对", "choice", required=False, choices=tuple(STANDINGS.items()), help="只登记这样比对的行"),
    Field("lines", "行号", required=False, help="只登记这几行，例如 12,15-20；已有结果的行写明行号可以改登", longest=200),
    Field("result", "结果", "choice", choices=tuple(OUTCOMES.items())),
    Field("reason", "理由", help="怎样核实的、看了什么材料", longest=200),
    Field("rechecked", "已抽查行数", "number", required=False, help=f"同一理由超过一行的，须抽查 {RECHECK_E2}%"),
    scans_field("核查笔录、复函", "PDF、JPEG 或 PNG，最多 6 份"),
)


def check(payload: Payload, day: date) -> Payload:
    """Refused where no row is meant, or too few were looked at a second time."""
    campaigns.batch(payload["batch_id"])
    rows = _rows(payload)
    if not rows:
        refuse("screening.rows", "没有符合条件、还没有结果的行", "请在专项清查页面核对疑点和比对情况。", "batch_id")
    least = -(-len(rows) * RECHECK_E2 // 100) if len(rows) > 1 else 0
    if (payload.get("rechecked") or 0) < least:
        refuse("screening.recheck", f"{len(rows):,} 行同一理由，至少抽查 {least:,} 行", "抽查以后填写实际行数。", "rechecked")
    return payload


def preview(payload: Payload) -> list[Change]:
    """How many rows of what, the result and the reason, and that whatever follows is a matter of its own."""
    state = campaigns.batch(payload["batch_id"])
    rows = _rows(payload)
    what = "，".join(
        text
        for text in (
            rules()[payload["doubt"]].title if payload.get("doubt") else "",
            STANDINGS[payload["standing"]] if payload.get("standing") else "",
            f"第 {payload['lines']} 行" if payload.get("lines") else "",
        )
        if text
    )
    changes = [
        Change(
            f"{state.batch.title} 第 {state.batch.phase} 期",
            "待核实",
            f"{len(rows):,} 行{f'（{what}）' if what else ''}：{OUTCOMES[payload['result']]}",
        ),
        Change("理由", "", payload["reason"]),
        Change("还没有结果的行", f"{state.open:,} 行", f"{max(state.open - len(rows), 0):,} 行"),
    ]
    if payload["result"] == "true":
        changes.append(Change("属实的", "", "暂停、立债、更正另交办件，三人经手；本件不改待遇"))
    return changes


def apply(payload: Payload, *, by: By) -> Entry:
    """The entry of the results."""
    return screening.settle_rows(
        payload["batch_id"], payload.get("doubt") or "", payload.get("standing") or "", payload["result"], payload["reason"], by=by,
        lines=lines_of(payload.get("lines") or ""),
    )  # fmt: skip


def heading(payload: Payload) -> str:
    """The matter's title."""
    return f"{TITLE}：第 {payload['batch_id']} 份，{OUTCOMES[payload['result']]}"


def subject(payload: Payload) -> tuple[str, int]:
    """One open matter a list."""
    return ("campaign_batch", payload["batch_id"])


def lines_of(text: str) -> list[int]:
    """“12,15-20” as numbers; refused where it is neither."""
    result: list[int] = []
    for part in text.replace("，", ",").replace("、", ",").split(","):
        first, _, last = part.strip().partition("-")
        if not part.strip():
            continue
        if (
            not first.isdigit()
            or (last and not last.isdigit())
            or int(last or first) < int(first)
            or int(last or first) - int(first) > 100_000
        ):
            refuse("screening.lines", f"行号“{part.strip()[:20]}”看不懂", "写成 12,15-20 这样。", "lines")
        result += range(int(first), int(last or first) + 1)
    return result


def _rows(payload: Payload) -> list[tuple[int, int]]:
    return campaigns.open_rows(
        payload["batch_id"], payload.get("doubt") or "", payload.get("standing") or "", lines_of(payload.get("lines") or "")
    )
