"""The file of a batch for the tax office: a row a person and scheme, in the order of the assessment, the same bytes every time."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence

from shebao.agency.contributions import months
from shebao.agency.employers import queries as employers
from shebao.agency.people import queries as people
from shebao.base.money import yuan_text
from shebao.base.months import month_text

from .models import Assessment

TITLES = ("批次号", "序号", "统一社会信用代码", "单位名称", "身份证号码", "姓名", "险种代码", "所属期", "缴费基数", "单位额", "个人额")


def batch_number(month: int, turn: int) -> str:
    """The number of a month's batch."""
    return f"YZ{month}{turn:03d}"


def batch_file(number: str, assessments: Sequence[Assessment]) -> bytes:
    """The file in UTF-8; amounts in yuan with two decimals. Who insures himself has no employer; an employer that did not declare
    stands without a person."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(TITLES)
    for place, row in enumerate(_rows(assessments), 1):
        writer.writerow((number, place, *row))
    return out.getvalue().encode()


def _rows(assessments: Sequence[Assessment]) -> Iterator[tuple[str, ...]]:
    codes = {employer_id: code for code, employer_id in employers.codes().items()}
    for one in assessments:
        block = months.block(one.first_id, one.rows)
        names = employers.names(sorted(set(block["employer_id"].tolist())))
        ids = block["person_id"].tolist()
        known = [person_id for person_id in ids if person_id]
        numbers, persons = dict(zip(known, people.citizen_numbers(known), strict=True)), people.person_names(known)
        scheme, month = str(months.code_of(one.scheme)), month_text(one.month)
        amounts = zip(*(block[name].tolist() for name in ("base_fen", "unit_fen", "person_fen")), strict=True)
        for person_id, employer_id, (base, unit, person) in zip(ids, block["employer_id"].tolist(), amounts, strict=True):
            money = (yuan_text(base), yuan_text(unit), yuan_text(person))
            who = (codes.get(employer_id, ""), names.get(employer_id, ""), numbers.get(person_id, ""), persons.get(person_id, ""))
            yield (*who, scheme, month, *money)
