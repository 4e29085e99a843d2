"""The kinds of differences between lines, books and bank: what each means and what to do about it; each in one place, here."""

from __future__ import annotations

from typing import NamedTuple


class Kind(NamedTuple):
    """A kind of difference: its title, what to do, and whether the bank is written to."""

    title: str
    advice: str
    letter: bool


KINDS = {
    "no_answer": Kind("送盘后银行没有回盘", "请向银行查询；结果未知的不能重发。", True),
    "part_answered": Kind("银行只回了一部分", "请向银行催要其余各笔的结果。", True),
    "failed_answer": Kind("回盘文件没有收下", "请照原因与银行核对，取回正确的文件再导入。", True),
    "unused_slip": Kind("录了回单，没有与它一致的回盘", "请核对回单和回盘，哪一边错改哪一边。", True),
    "lines_not_booked": Kind("明细与基金账不一致", "这不应该发生：请先停止发放，运行全库核对，报告稽核。", False),
    "no_statement": Kind("没有登记对账单", "请取回支出户对账单，办理“与银行、国库、财政对账”。", True),
    "not_on_statement": Kind("账上已记，对账单没有", "请向银行查询这一笔是否记错了日期或户头。", True),
    "bank_alone": Kind("对账单有，账上没有记", "有单据的凭单据登记；没有的向银行查明。", True),
    "amount_differs": Kind("同一笔两边金额不同", "请凭单据核对，记错的一方更正。", True),
    "twice_on_statement": Kind("对账单上同一笔出现两次", "可能付了两次：请立即要求银行止付并书面说明。", True),
    "unknown_file": Kind("存放目录里有数据库不认识的银行文件", "数据库像是从备份恢复的：查明这份文件是否已交给银行，再继续发放。", True),
    "not_followed": Kind("退回一个月还没有重发或处理", "请办理换账户后重发，或决定不再支付。", False),
}
LATE_DAYS, FOLLOW_DAYS, DUE_DAYS = 3, 31, 3
"""After how many days an answer is late, a returned payment was left lying, an item is due. No law sets them."""
ASSIGN, NOTE, LETTER, CLOSE = "assign", "note", "letter", "close"
STEPS = {ASSIGN: "交给", NOTE: "进展", LETTER: "发函", CLOSE: "结案"}
