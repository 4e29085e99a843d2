"""The Chinese words of the verbs this counter writes into the journal."""

from __future__ import annotations

WORDS = {
    "procedures.compare_numbers": "比对完整号码",
    "procedures.describe_agency": "设定本机构",
    "procedures.reveal_numbers": "查看办件完整号码",
}
