"""Lists that others make: what is put right, what is turned away with its reason, and what a file becomes."""

from __future__ import annotations

from datetime import date

import pytest

from shebao.base.finding import Refused
from shebao.base.identity import invented_citizen_number
from shebao.core.screening.lists import KINDS, ReadList, read, staleness, tables

NUMBER = invented_citizen_number("990000", date(1950, 3, 29), 17)
TODAY = 20240615


def deaths(*rows: tuple[str, str]) -> ReadList:
    return read(KINDS["deaths"], "deaths.csv", ("身份证号码", "死亡日期"), tuple(zip(*rows, strict=True)))


def test_one_number_written_four_ways_is_one_key() -> None:
    full = NUMBER.translate(str.maketrans("0123456789", "０１２３４５６７８９"))

    result = deaths((NUMBER, "2024-03-05"), (full, "20240305"), (NUMBER.lower(), "2024-3-5"), (NUMBER[:6] + NUMBER[8:17], "2024年3月5日"))

    assert result.columns["person"].tolist() == [int(NUMBER[:17])]
    assert [note.partition("：")[2][:12] for note in result.notes] == ["1 行是 15 位号码，", "3 行和前面的行完全相同"[:12]]


def test_a_row_that_cannot_be_read_is_turned_away_with_its_reason_and_the_others_go_on() -> None:
    result = deaths((NUMBER, "2024-03-05"), ("9.9000019500329E+17", "2024-03-05"), (NUMBER, "昨天"), (NUMBER, ""))

    assert list(result.rejected) == [2, 3, 4]
    assert "表格软件改写" in result.rejected[2]
    assert "没有死亡日期" in result.rejected[4]
    assert result.columns["died_on"].tolist() == [20240305]


def test_a_list_without_the_column_it_needs_says_which_and_what_it_saw() -> None:
    with pytest.raises(Refused, match=r"缺少“死亡日期”列，第一行是：身份证号码、日子"):
        read(KINDS["deaths"], "deaths.csv", ("身份证号码", "日子"), ((NUMBER,), ("2024-01-01",)))


def test_a_list_of_which_no_row_can_be_used_is_refused_whole() -> None:
    with pytest.raises(Refused, match=r"1 行没有一行能用"):
        deaths(("12345", "2024-01-01"))


def test_an_old_list_is_called_old() -> None:
    assert "已过 41 个月" in staleness(deaths((NUMBER, "2021-01-01")), TODAY)
    assert staleness(deaths((NUMBER, "2024-03-05")), TODAY) == ""


def test_contributions_elsewhere_become_their_months_and_a_benefit_elsewhere_a_benefit() -> None:
    titles = ("身份证号码", "险种", "起始月", "终止月")
    rows = ((NUMBER, NUMBER), ("企业职工基本养老保险缴费", "机关事业单位养老待遇"), ("2023-11", "2024-02"), ("2024-01", ""))

    result = tables(read(KINDS["other"], "other.csv", titles, rows), TODAY)

    assert result["contributions"]["month"].tolist() == [202311, 202312, 202401]
    assert result["benefits"]["scheme"].tolist() == [120]
    assert result["benefits"]["region"].tolist() == [1]


def test_accounts_that_a_spreadsheet_rounded_are_not_taken_for_one_account() -> None:
    rows = (
        tuple(invented_citizen_number("990000", date(1950, 3, 29), i) for i in range(4)),
        ("6.217E+18", "6.217E+18", "6.217E+18", "6217000000000001"),
    )

    result = tables(read(KINDS["roll"], "roll.xlsx", ("身份证号码", "银行账号"), rows), TODAY)

    assert result["accounts"]["person"].tolist() == [int(rows[0][3][:17])]
