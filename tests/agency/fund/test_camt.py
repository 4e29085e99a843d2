"""A statement as the bank sends it: read whole by its schema, or refused with the place; at the desk it becomes a matter of reconciliation."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from shebao.agency.fund import queries as books
from shebao.agency.fund import statements
from shebao.agency.fund.camt import MESSAGE, read_camt
from shebao.agency.installation import queries as installation
from shebao.agency.journal.by import By
from shebao.agency.procedures import actions as procedures
from shebao.agency.reconciliation import queries
from shebao.base.finding import Refused
from shebao.base.money import yuan_text
from shebao.core.books.reconciliation import Movement
from shebao.documents.iso20022 import new_message, put, write_message
from tests.agency.desk.conftest import at_desk  # noqa: F401
from tests.world.calendar import MAY
from tests.world.law import PLACE, SCHEME
from tests.world.money import County

JUNE_2 = date(2023, 6, 2)


def camt(lines: list[Movement], opening: int, closing: int) -> bytes:
    """A bank's statement of May."""
    root = new_message(MESSAGE)
    message = put(root, "BkToCstmrStmt")
    head = put(message, "GrpHdr")
    put(head, "MsgId", "S1")
    put(head, "CreDtTm", "2023-06-01T06:00:00")
    statement = put(message, "Stmt")
    put(statement, "Id", "202305")
    put(statement, "Acct/Id/Othr/Id", "8801")
    for kind, fen, on in (("OPBD", opening, "2023-05-01"), ("CLBD", closing, "2023-05-31")):
        balance = put(statement, "Bal")
        put(balance, "Tp/CdOrPrtry/Cd", kind)
        _money(balance, fen)
        put(balance, "Dt/Dt", on)
    for line in lines:
        entry = put(statement, "Ntry")
        _money(entry, line.fen)
        put(entry, "Sts/Cd", "BOOK")
        put(entry, "BookgDt/Dt", line.on.isoformat())
        put(entry, "AcctSvcrRef", line.number[:35])
    return write_message(root, MESSAGE)


def _money(part: Any, fen: int) -> None:
    put(part, "Amt", yuan_text(abs(fen)), Ccy="CNY")
    put(part, "CdtDbtInd", "CRDT" if fen >= 0 else "DBIT")


LINES = [Movement("A1", date(2023, 5, 8), -1_218_00), Movement("A2", date(2023, 5, 20), 3_00)]


def test_a_statement_is_read_whole_or_refused_with_its_place() -> None:
    good = camt(LINES, 5_000_00, 3_785_00)
    read = read_camt(good)
    assert (read.month, read.balance_fen, [(one.number, one.fen) for one in read.lines]) == (
        MAY,
        3_785_00,
        [("A1", -1_218_00), ("A2", 3_00)],
    )
    for old, new, words in (
        ("3785.00", "3786.00", "期末余额"),
        ("2023-05-20", "2023-04-20", "不在2023年5月"),
        ('Ccy="CNY"', 'Ccy="HKD"', "HKD"),
        ("CLBD", "ITBD", "期末余额"),
        ("<AcctSvcrRef>A2</AcctSvcrRef>", "", "流水号"),
        ("<Sts>", "<Bad/><Sts>", "结构"),
    ):
        assert old.encode() in good
        with pytest.raises(Refused, match=words):
            read_camt(good.replace(old.encode(), new.encode()))


def test_at_the_desk_a_statement_becomes_a_matter_and_three_sides_agree(
    paying: County,
    at_desk: Callable[[str], Client],  # noqa: F811
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("SHEBAO_PLACE", PLACE)
    monkeypatch.setattr(installation, "business_day", lambda: JUNE_2)
    paying.settled()
    moved = statements.movements(SCHEME, "1004", since=MAY, to=MAY)
    closing = books.balance_of(SCHEME, "1004", to=MAY)
    content = camt(moved, closing - sum(one.fen for one in moved), closing)

    answer = at_desk("finance_maker").post(
        "/reconciliation/statement/", {"scheme": SCHEME, "statement": SimpleUploadedFile("s.xml", content)}
    )
    assert answer.status_code == 302, answer.content.decode()
    matter = int(answer.headers["Location"].split("/")[2])
    assert queries.sides_of(SCHEME, MAY, MAY)[0].bank_fen is None
    procedures.approve(matter, by=By(paying.staff["finance_checker"], JUNE_2))

    assert queries.sides_of(SCHEME, MAY, MAY)[0].agree
    bad = at_desk("finance_maker").post("/reconciliation/statement/", {"scheme": SCHEME, "statement": SimpleUploadedFile("s.xml", b"<x/>")})
    assert "camt.053" in bad.content.decode()
