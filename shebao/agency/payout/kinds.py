"""The kinds of a run, of a line and of what is owed once, each with its Chinese title: their only owner."""

from __future__ import annotations

RUNS: dict[str, str] = {"regular": "正常发放", "back_pay": "补发", "one_off": "一次性待遇", "reissue": "退票重发"}
"""Kind of a run → its title; `tables` has one file for each."""

_AT_DEATH: dict[str, str] = {"funeral": "丧葬补助金", "inheritance": "个人账户继承"}
_DECIDED: dict[str, str] = {
    "bereavement": "抚恤金",
    "death_grant": "一次性工亡补助金",
    "medical": "医疗待遇",
    "disability": "一次性伤残补助金",
    "end_medical": "一次性医疗补助金",
    "advance": "先行支付",
    "exit": "一次性支付个人账户",
}

DUES: dict[str, str] = {**_AT_DEATH, **_DECIDED}
"""Kind of something owed once → its title; a one-off run pays it with lines of this kind. Where a kind stands in the books a
scheme may say (`schemes.entry_of`)."""

LIVING: dict[str, str] = {"subsidy": "补贴", "lump_sum": "一次性待遇", "refund": "退还个人款项"}
"""Kind of something owed once to somebody who lives, for a reason of its own → its title; where it is booked stands with it."""

LINES: dict[str, str] = {"regular": "正常发放", "back_pay": "补发", **_AT_DEATH, "reissue": "退票重发", **_DECIDED, **LIVING}
"""Kind of a line → its title; a new kind comes last, so that the numbers of the others stay."""

LINE_NUMBER: dict[str, int] = {kind: number for number, kind in enumerate(LINES)}
"""Kind of a line → its number in whole-number columns and in the digest of a run."""

CLAIM = "claim."
"""How the basis of what a claim owes begins; the number of the claim follows."""


def of_claim(claim_id: int) -> str:
    """The basis of what a claim of a counter owes."""
    assert claim_id > 0, "a claim has a number"
    return f"{CLAIM}{claim_id}"
