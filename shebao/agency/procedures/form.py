"""Reading a form: each field by its kind, every mistake at its field, nothing that was not asked for."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

from shebao.agency.employers import queries as employers
from shebao.agency.matters.attachments import Scan
from shebao.agency.matters.kind import Field, Payload
from shebao.agency.people import queries as people
from shebao.base.digits import whole_number
from shebao.base.finding import Finding, Refused, refuse
from shebao.base.identity import check_bank_card, check_phone, check_uscc, normalise_citizen_number
from shebao.base.money import parse_yuan, yuan_text
from shebao.base.months import everyday_date, everyday_month, month_text
from shebao.base.plain_text import text_problem

_LONGEST_ID = 12
"""Digits of an id; what is longer was meant as a code."""


def _text(value: Any) -> str:
    if not isinstance(value, str):
        refuse("procedures.form", "应为文本", "请重新填写。")
    return value.strip()


def _phone(value: Any) -> str:
    return check_phone(_text(value))


def _date(value: Any) -> str:
    return (value if isinstance(value, date) else everyday_date(_text(value))).isoformat()


def _month(value: Any) -> int:
    return everyday_month(month_text(value) if isinstance(value, int) else _text(value))


def _whole(value: Any) -> int:
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    number = whole_number(value.strip(), digits=15) if isinstance(value, str) else None
    if number is None:
        refuse("procedures.form", "应为整数", "请只填数字，最多十五位。")
    return number


def _year(value: Any) -> int:
    year = _whole(value)
    if not 1949 <= year <= 2199:
        refuse("procedures.form", f"年度“{year}”不合理", "请填四位年份。")
    return year


def _fen(value: Any) -> int:
    """An amount typed in yuan; a whole number is fen already."""
    return value if isinstance(value, int) and not isinstance(value, bool) else parse_yuan(_text(value))


def _person(value: Any) -> int:
    return people.person(_whole(value)).id


def _employer(value: Any) -> int:
    """An employer given by its number here, or by its unified social credit code."""
    if isinstance(value, str) and len(value.strip()) > _LONGEST_ID:
        employer_id = employers.find(check_uscc(value))
        if employer_id is None:
            refuse("procedures.form", "没有登记过这个统一社会信用代码", "请先办理单位参保登记。")
        return employer_id
    return employers.employer(_whole(value)).id


def _rows(value: Any) -> list[Any]:
    if not isinstance(value, list | tuple) or not value:
        refuse("procedures.form", "名单是空的", "请至少填写一行。")
    return [dict(row) if isinstance(row, Mapping) else row for row in value]


def _scans(value: Any) -> list[Any]:
    """Scans as the shelf of attachments gave them."""
    if not isinstance(value, list | tuple) or not all(isinstance(one, Mapping) and set(one) == set(Scan._fields) for one in value):
        refuse("procedures.form", "扫描件没有上传完整", "请重新选择文件上传。")
    return [dict(one) for one in value]


_READERS: Mapping[str, Callable[[Any], Any]] = {
    "text": _text,
    "choice": _text,
    "phone": _phone,
    "parameter": _text,
    "place": _text,
    "date": _date,
    "month": _month,
    "year": _year,
    "number": _whole,
    "yuan": _fen,
    "person": _person,
    "employer": _employer,
    "village": _whole,
    "citizen_number": normalise_citizen_number,
    "bank_card": check_bank_card,
    "file": _rows,
    "scans": _scans,
}


def clean(payload: Mapping[str, Any], fields: Sequence[Field]) -> Payload:
    """The payload with every field in its final form: dates as ISO text, months as YYYYMM, amounts in fen, numbers normalised.

    Raises `Refused` whose finding has `values["fields"]`: field name → what is wrong with it, for all fields at once.
    """
    known = {field.name for field in fields}
    wrong = {name: "表单中没有这个栏目" for name in payload if name not in known}
    content: Payload = {}
    for field in fields:
        value = payload.get(field.name)
        if value is None or value == "" or value == []:
            if field.required:
                wrong[field.name] = f"没有填写{field.label}"
            continue
        try:
            content[field.name] = _READERS[field.widget](value)
        except Refused as refused:
            message = refused.finding.message
            wrong[field.name] = message if message.startswith(field.label) else f"{field.label}：{message}"
            continue
        if isinstance(content[field.name], str) and (problem := text_problem(content[field.name], field.longest)):
            wrong[field.name] = f"{field.label}{problem}"
        if field.widget == "scans" and len(content[field.name]) > field.most:
            wrong[field.name] = f"{field.label}最多 {field.most} 份，收到 {len(content[field.name])} 份；几页的请合成一个 PDF"
        if field.choices and content[field.name] not in dict(field.choices):
            wrong[field.name] = f"{field.label}不能是“{value}”，可选：{'、'.join(title for _, title in field.choices)}"
    if wrong:
        raise Refused(
            Finding(
                "procedures.form",
                "；".join(wrong.values()) + "。",
                advice="请改正后重新提交。",
                where=next(iter(wrong)),
                values={"fields": wrong},
            )
        )
    return content


def as_typed(payload: Mapping[str, Any], fields: Sequence[Field]) -> dict[str, str]:
    """A payload as its form was filled in, the way back of `clean`: amounts in yuan, months as year and month. Lists, scans and
    what is sealed are not among it."""
    return {
        field.name: _WRITERS.get(field.widget, str)(payload[field.name])
        for field in fields
        if field.name in payload and field.widget not in ("file", "scans")
    }


_WRITERS: Mapping[str, Callable[[Any], str]] = {"yuan": yuan_text, "month": month_text}
