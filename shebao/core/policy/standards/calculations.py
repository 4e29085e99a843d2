"""Check characters of the two numbers everything hangs on."""

from __future__ import annotations

import re

from shebao.base.identity import check_character, check_uscc, citizen_number_problem, uscc_check_character
from shebao.core.policy.ask import Ask


def citizen_id_check(ask: Ask) -> None:
    """公民身份号码校验码。GB 11643-1999."""
    text = str(ask.raw("first17", title="前十七位")).strip()
    ask.give("first17", text, "前十七位", "Text")
    if not re.fullmatch(r"\d{17}", text, re.ASCII):
        ask.refuse("first17", f"“{text}”不是十七位数字", "请核对号码前十七位。")
    check = check_character(text)
    problem = citizen_number_problem(text + check)
    if problem:
        ask.refuse("first17", f"身份证号码{problem}", "请核对地区码和出生日期。")
    ask.record("check", check, "校验码", "Text", ("first17",), "GB 11643-1999")
    ask.record("id", text + check, "公民身份号码", "Text", ("first17", "check"), "GB 11643-1999")


def uscc_check(ask: Ask) -> None:
    """统一社会信用代码校验码。GB 32100-2015."""
    text = str(ask.raw("first17", title="前十七位")).strip().upper()
    ask.give("first17", text, "前十七位", "Text")
    if not re.fullmatch(r"[0-9A-HJ-NPQRTUWXY]{17}", text, re.ASCII):
        ask.refuse("first17", f"“{text}”不是十七位代码字符（不含 I、O、S、V、Z）", "请核对代码前十七位。")
    check = uscc_check_character(text)
    ask.record("check", check, "校验码", "Text", ("first17",), "GB 32100-2015")
    ask.record("code", check_uscc(text + check), "统一社会信用代码", "Text", ("first17", "check"), "GB 32100-2015")


CALCULATIONS = (citizen_id_check, uscc_check)
