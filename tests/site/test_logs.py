"""No log line holds a citizen number or an account, whoever wrote it."""

from __future__ import annotations

import io
import logging

import pytest

from shebao.base.identity import invented_citizen_number
from shebao.site.logs import MaskingFormatter, mask_numbers

NUMBER = "99000019500101" + "0018"


@pytest.fixture
def log() -> io.StringIO:
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(MaskingFormatter("{message}", style="{"))
    logger = logging.getLogger("tests.masked")
    logger.handlers, logger.propagate = [handler], False
    return stream


def test_numbers_in_arguments_are_masked(log: io.StringIO) -> None:
    logging.getLogger("tests.masked").error("%s 的账户 %s 打不开", NUMBER, "6217000010001234567")

    assert log.getvalue() == "**************0018 的账户 ***************4567 打不开\n"


def test_numbers_in_a_traceback_are_masked(log: io.StringIO) -> None:
    try:
        raise ValueError(f"duplicate key {NUMBER}")
    except ValueError:
        logging.getLogger("tests.masked").exception("failed")

    assert NUMBER not in log.getvalue()
    assert "ValueError: duplicate key **************0018" in log.getvalue()


@pytest.mark.parametrize("text", ["2023-05", "金额 123456789012 分", "a3f5" * 16, "2023-05-01T10:00:00+08:00", "端口 8000"])
def test_other_figures_are_left_alone(text: str) -> None:
    assert mask_numbers(text) == text


def test_a_generated_number_of_any_kind_is_masked() -> None:
    import datetime

    number = invented_citizen_number("990000", datetime.date(1950, 3, 7), 17)

    assert number not in mask_numbers(f"办件：{number}。")
