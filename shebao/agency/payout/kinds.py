"""The kinds of a run, of a line and of what is owed once, each with its Chinese title: their only owner."""

from __future__ import annotations

RUNS: dict[str, str] = {"regular": "正常发放", "back_pay": "补发", "one_off": "一次性待遇", "reissue": "退票重发"}
"""Kind of a run → its title; `tables` has one file for each."""

DUES: dict[str, str] = {"funeral": "丧葬补助金", "inheritance": "个人账户继承"}
"""Kind of something owed once → its title; a one-off run pays it with lines of this kind."""

LIVING: dict[str, str] = {"subsidy": "补贴", "lump_sum": "一次性待遇", "refund": "退还个人款项"}
"""Kind of something owed once to somebody who lives → its title; what it is booked under stands with it."""

LINES: dict[str, str] = {"regular": "正常发放", "back_pay": "补发", **DUES, "reissue": "退票重发", **LIVING}
"""Kind of a line → its title."""

LINE_NUMBER: dict[str, int] = {kind: number for number, kind in enumerate(LINES)}
"""Kind of a line → its number in whole-number columns and in the digest of a run."""
