"""A list of as many people as its form allows passes the doors a file must come through."""

from __future__ import annotations

import zipfile
from datetime import date
from io import BytesIO

from openpyxl import Workbook

from shebao.agency.people.imports import MOST_BYTES, MOST_ROWS, MOST_UNPACKED_BYTES
from shebao.agency.procedures.catalogue import kind
from shebao.agency.procedures.registration.take_over import MOST_PEOPLE
from tests.world.people import bank_card, citizen_number

ROWS = 500


def test_the_longest_hand_over_list_is_neither_too_large_nor_unpacks_to_too_much() -> None:
    book = Workbook(write_only=True)
    sheet = book.create_sheet()
    sheet.append([column.title for column in kind("take_over").columns])
    for _ in range(ROWS):
        sheet.append(
            [
                citizen_number(birth=date(1955, 3, 5)),
                "欧阳春华",
                "永和镇",
                "槐树村（社区）",
                "13912345678",
                "县农村信用合作联社",
                bank_card(),
                "2010-01",
                "2010",
                "2014",
                "5",
                "13000.50",
                "2015-04",
                "13500.00",
                "2022-11-02",
            ]
        )
    out = BytesIO()
    book.save(out)

    unpacked = sum(part.file_size for part in zipfile.ZipFile(out).infolist())

    assert MOST_PEOPLE <= MOST_ROWS
    assert unpacked * MOST_PEOPLE // ROWS < MOST_UNPACKED_BYTES
    assert len(out.getvalue()) * MOST_PEOPLE // ROWS < MOST_BYTES
