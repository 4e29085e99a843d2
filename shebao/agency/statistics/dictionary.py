"""The data dictionary: fields of exchanged files with their codes in 社会保险管理信息系统指标体系 (LB101-2000), and where they lie here.

The codes were copied from a list of the field, not from the standard's own text, so every row is marked as not checked; a code that is
not in that list is not invented.
"""

from __future__ import annotations

from typing import NamedTuple

STANDARD = "LB101-2000 社会保险管理信息系统指标体系—业务部分"
CHECKED = "代码据业务资料转录，原标准文本未核对"


class Entry(NamedTuple):
    """One field: its code, Chinese name, where it lies here (table.column, or how it is worked out), its form."""

    code: str
    title: str
    place: str
    form: str


ENTRIES = (
    Entry("AAB001", "单位编号", "employers_employer.id", "整数"),
    Entry("AAB003", "统一社会信用代码", "employers_employer.uscc", "18 位"),
    Entry("AAB004", "单位名称", "employers_particulars.name", "文字"),
    Entry("AAC001", "个人编号", "people_person.id", "整数"),
    Entry("AAC002", "公民身份号码", "people_person.citizen_sealed（加密存放）", "18 位"),
    Entry("AAC003", "姓名", "people_person.name", "文字"),
    Entry("AAC004", "性别", "people_person.sex", "male 男 | female 女"),
    Entry("AAC006", "出生日期", "people_person.birth_date", "日期"),
    Entry("AAC007", "参加工作日期", "由本人首次参保月份推出：enrolment_spell.from_month", "年月 YYYYMM"),
    Entry("AAC008", "人员状态", "benefits_entitlement.state", "active 在发 | suspended 暂停 | ended 终止"),
    Entry("AAC031", "参保状态", "enrolment_spell.to_month 为空即存续", "有、无"),
    Entry("AAE001", "年度", "各表 year", "整数"),
    Entry("AAE002", "费款所属期", "contributions_personmonth.month", "年月 YYYYMM"),
    Entry("AAE003", "对应所属期", "payout_line.month", "年月 YYYYMM"),
    Entry("AAE041", "开始年月", "enrolment_spell.from_month", "年月 YYYYMM"),
    Entry("AAE042", "终止年月", "enrolment_spell.to_month", "年月 YYYYMM"),
    Entry("AAE140", "险种", "各表 scheme", "险种代码"),
    Entry("AAE180", "缴费基数", "contributions_personmonth.base_fen", "分，整数"),
    Entry("AAE201", "缴费月数", "由 contributions_personmonth 按人数出", "整数"),
    Entry("AIC161", "离退休类别", "核定表的类别：benefits_decision", "代码"),
    Entry("AIC162", "离退休日期", "benefits_decision.from_month", "年月 YYYYMM"),
)
