"""When something must be done by, how long a file is kept, and whether people past the legal age may be insured for injuries."""

from __future__ import annotations

from datetime import date, timedelta

from shebao.base.workdays import add_workdays
from shebao.core.arithmetic.exact import number
from shebao.core.policy.ask import Ask

LIMITS = {
    "advance_demand": True,
    "advance_answer": True,
    "advance_repayment": False,
    "public_transfer_out": True,
    "public_transfer_in": True,
    "untransferable_notice": True,
    "report_examination": True,
    "report_answer": True,
}
"""Each limit, and whether it counts working days; otherwise it counts calendar days. Its length is the parameter limit_<name>."""
PERMANENT = 999
"""How the table of terms writes “永久”."""


def handling_deadline(ask: Ask) -> None:
    """经办事项的办结期限。社会保险基金先行支付暂行办法（令第15号）；人社厅发〔2017〕7号；人社厅发〔2019〕94号；人社部令第49号."""
    name = ask.choice("limit", "事项", LIMITS)
    begun = ask.day("start", "起算日期")
    ask.on = begun
    days = int(ask.parameter(f"limit_{name}"))
    due = add_workdays(begun, days) if LIMITS[name] else begun + timedelta(days=days)
    counted = "工作日，起算当日不计" if LIMITS[name] else "自然日，起算当日不计"
    ask.record("due", due, "应办结的最后日期", "Day", ("start", f"limit_{name}"), ask.origins[f"limit_{name}"].source, expression=counted)


def archive_retention(ask: Ask) -> None:
    """业务档案的保管期限。社会保险业务档案管理规定（试行）（令第3号）."""
    formed = ask.day("formed_on", "形成日期")
    ask.on = formed
    terms = {str(name): int(str(years)) for name, years in dict(ask.parameter_content("archive_terms")).items()}
    kind = ask.choice("archive_class", "档案类别", terms)
    begins = date(formed.year + 1, 1, 1)
    ask.record("term_begins", begins, "保管期限起算日", "Day", ("formed_on",), expression="形成之日的次年 1 月 1 日")
    permanent = terms[kind] == PERMANENT
    ask.record("permanent", permanent, "永久保管", "Truth", ("archive_class", "archive_terms"))
    if permanent:
        return
    ask.record("term_years", number(terms[kind]), "最低保管年限", "Years", ("archive_class", "archive_terms"))
    ask.record(
        "kept_until", date(begins.year + terms[kind] - 1, 12, 31), "至少保管至", "Day", ("term_begins", "term_years"),
        note="期满须经鉴定、备案、批准，两人以上监销",
    )  # fmt: skip


def injury_enrolment_over_age(ask: Ask) -> None:
    """超过法定退休年龄的劳动者参加工伤保险。国务院关于渐进式延迟法定退休年龄的办法；各省规定."""
    ask.on = ask.day("start", "参保日期")
    allowed = ask.parameter_content("over_age_injury_insurance") == "true"
    ask.record("allowed", allowed, "可以单独参加工伤保险", "Truth", ("over_age_injury_insurance",))


CALCULATIONS = (handling_deadline, archive_retention, injury_enrolment_over_age)
