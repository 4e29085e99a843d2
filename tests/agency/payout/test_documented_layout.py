"""The examples in the documents are files that the code itself writes and reads."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from shebao.agency.payout.bank.layouts import delimited

DOCS = Path(__file__).resolve().parents[3] / "docs"


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_documented_examples_are_read_back_and_written_the_same(language: str) -> None:
    order, answer = re.findall(r"```\n([HR]\|.*?)```", (DOCS / language / "bank-file.md").read_text(encoding="utf-8"), re.DOTALL)
    as_sent = order.replace("\n", "\r\n").encode("gb18030")
    as_returned = answer.replace("\n", "\r\n").encode("gb18030")

    assert delimited.write_order(delimited.read_order(as_sent)) == as_sent
    assert delimited.write_answer(delimited.read_answer(as_returned)) == as_returned


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_result_code_is_documented(language: str) -> None:
    text = (DOCS / language / "bank-file.md").read_text(encoding="utf-8")

    assert set(re.findall(r"^\| (\d\d) \|", text, re.MULTILINE)) == set(delimited.CODES)
