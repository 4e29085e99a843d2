"""Verifying a year of an employer (单位年度核验): heads and payroll declared, against what the tax office has."""

from __future__ import annotations

from datetime import date

from shebao.agency.employers import actions as employers
from shebao.agency.employers import queries
from shebao.agency.employers.actions import Declared
from shebao.agency.employers.kinds import DIFFERENCE_LIMIT_E4, RESULTS
from shebao.agency.journal.actions import Entry
from shebao.agency.journal.by import By
from shebao.agency.matters.attachments import scans_field
from shebao.agency.matters.kind import Change, Field, Payload
from shebao.agency.procedures.trial import simulated
from shebao.base.money import grouped, scaled_text

KEY = "verify_employer_year"
TITLE = "单位年度核验"
LAW = "社会保险法 第74条；社会保险费征缴暂行条例 第17条"
WORKING_DAYS = None
RISK = "low"
RESULT = "单位年度核验结果"
REVERSAL = "核验有误的，再交一次同年度的核验，新的一份代替旧的一份，两份都保留。"
FIELDS = (
    Field("employer_id", "用人单位", "employer"),
    Field("year", "年度", "year"),
    Field("heads", "年末职工人数", "number"),
    Field("wage_fen", "申报工资总额（元）", "yuan", help="单位工资台账全年合计"),
    Field("taxed_fen", "税务工资总额（元）", "yuan", help="税务部门个人所得税申报全年合计"),
    Field("shown", "全年缴费已向职工公布", "choice", choices=(("yes", "已公布，有证明"), ("no", "没有公布"))),
    scans_field("年审材料扫描件", "工资台账、公示证明；PDF、JPEG 或 PNG，最多 6 份"),
)


def check(payload: Payload, day: date) -> Payload:
    """Refused for a year that has not ended, for nought, for an employer that left the register."""
    simulated(lambda: apply(payload, by=By(None, day)), lambda: None)
    return payload


def preview(payload: Payload) -> list[Change]:
    """The difference, the line it is measured by, and what it comes to."""
    declared, one = _declared(payload), queries.employer(payload["employer_id"])
    return [
        Change("用人单位", "", f"{one.name}，{one.uscc}"),
        Change("职工人数", "", f"{declared.heads:,} 人"),
        Change("工资总额", f"税务 {grouped(declared.taxed_fen)} 元", f"申报 {grouped(declared.wage_fen)} 元"),
        Change(
            "差额",
            "",
            f"{grouped(declared.difference_fen)} 元，为申报数的 {scaled_text(declared.difference_e4, 2)}%"
            f"（线索线 {scaled_text(DIFFERENCE_LIMIT_E4, 2)}%，系统自定，非法定）",
        ),
        Change("向职工公布", "", "已公布" if declared.shown_to_staff else "没有公布"),
        Change("结论", "", RESULTS[declared.result][0]),
    ]


def apply(payload: Payload, *, by: By) -> Entry:
    """The entry of the verification."""
    return employers.verify_year(payload["employer_id"], payload["year"], _declared(payload), by=by)


def subject(payload: Payload) -> tuple[str, int]:
    """One open verification an employer."""
    return ("employer", payload["employer_id"])


def heading(payload: Payload) -> str:
    """The matter's title."""
    return f"{queries.employer(payload['employer_id']).name}：{payload['year']} 年度核验"


def _declared(payload: Payload) -> Declared:
    return Declared(payload["heads"], payload["wage_fen"], payload["taxed_fen"], payload["shown"] == "yes")
