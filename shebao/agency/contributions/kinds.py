"""What may settle a month of contribution besides a row of the tax office's list, and how it is called."""

from __future__ import annotations

ADJUSTMENTS: dict[str, str] = {
    "set_off": "多缴与应缴相抵",
    "refunded": "退还缴费",
    "recorded": "历史缴费补记",
    "written_off": "未缴的应缴核销或撤销",
}
"""Kind of an adjustment → its Chinese word. Those of `BALANCED` add up to nought: no money moved."""
SET_OFF, REFUNDED, RECORDED, WRITTEN_OFF = ADJUSTMENTS
BALANCED = (SET_OFF, WRITTEN_OFF)
TOGETHER = 0
"""The person of a month that an employer owes for its people together."""
