"""One agency of two as a process of its own: a home, a database, files. `python -m tests.agency.transfers.place STEP HOME FOLDER`.

Packets lie in FOLDER, where the other agency's process finds them; what a step says, it writes to HOME/said.json.
"""

from __future__ import annotations

import json
import os
import sys
from datetime import date
from pathlib import Path
from typing import Any

ACCOUNT = {"holder": "新地财政专户", "bank": "示例银行", "account_number": "62001234567890"}
YEARS = [
    {"year": 1997, "months": 12, "base_fen": 5_000_00},
    {"year": 1998, "months": 12, "base_fen": 20_000_00},
    {"year": 1999, "months": 12, "base_fen": 40_000_00},
]


def _staff(home: Path) -> dict[str, int]:
    return dict(json.loads((home / "staff.json").read_text()))


def build(home: Path, folder: Path, old: bool) -> dict[str, Any]:
    """An agency with its staff, the person's relation, and the fund's books."""
    from django.core.management import call_command

    from shebao.agency.accounts import actions as accounts
    from shebao.agency.enrolment.actions import enrol
    from shebao.agency.fund import actions as fund
    from tests.world.calendar import GO_LIVE, by
    from tests.world.people import make_people, new_person, start_over
    from tests.world.staff import make_staff

    call_command("migrate", verbosity=0, interactive=False)
    start_over()
    staff = make_staff()
    (home / "staff.json").write_text(json.dumps(staff))
    (person,) = make_people([new_person("蒋壬", birth=date(1975, 3, 4))], day=GO_LIVE)
    enrol([person], "employee", 199701 if old else 202301, by=by(GO_LIVE))
    if old:
        accounts.open_accounts([(person, 8_000_00)], "employee", 202212, by=by(GO_LIVE))
    day = date(2023, 5, 1)
    fund.open_books("employee", 202305, day, {"1004": 10**8, "1003": 10**8}, by=by(day))
    return {"person": person}


def request(home: Path, folder: Path) -> dict[str, Any]:
    """The new place asks, and its letter lies in the folder."""
    from shebao.agency.transfers import queries as transfers
    from tests.world.staff import carry_through

    payload = {"person_id": 1, "kind": "employee", "from_place": "旧地", "from_agency": "旧地社保局", "same_province": "false"}
    case = carry_through("request_transfer_in", payload | {"registered_elsewhere": "false"} | ACCOUNT, _staff(home), date(2023, 5, 8))
    _hand_over(folder, transfers.packet(case, "letter", sent=True), "letter")
    return {"case": case}


def answer(home: Path, folder: Path) -> dict[str, Any]:
    """The old place takes the letter in, answers it and pays; its sheet lies in the folder."""
    from shebao.agency.fund import queries as books
    from shebao.agency.journal.by import By
    from shebao.agency.procedures.transfers.exchange import take_packet
    from shebao.agency.transfers import queries as transfers
    from tests.world.staff import carry_through
    from tests.world.unemployment import paid_by_finance

    staff = _staff(home)
    case = take_packet((folder / "letter.json").read_bytes(), by=By(staff["acceptance"], date(2023, 5, 8)))
    due = transfers.case(case).due()
    order = carry_through("answer_transfer_out", {"case_id": case, "rows": [dict(year) for year in YEARS]}, staff, date(2023, 5, 16))
    pay = {"order_id": order, "on": "2023-05-18", "reference": "HK1", "amount_fen": 15_200_00}
    paid_by_finance("pay_remittances", pay, staff, date(2023, 5, 18))
    _hand_over(folder, transfers.packet(case, "info", sent=True), "info")
    row = transfers.case(case)
    return {"due": str(due), "total": row.total_fen, "out": books.booked_item("employee", "5201", ""), "state": row.state}


def receive(home: Path, folder: Path) -> dict[str, Any]:
    """The new place takes sheet and money in; its notice lies in the folder."""
    from shebao.agency.accounts import queries as accounts
    from shebao.agency.fund import queries as books
    from shebao.agency.journal.by import By
    from shebao.agency.procedures.transfers.exchange import take_packet
    from shebao.agency.transfers import queries as transfers
    from shebao.base.finding import Refused
    from tests.world.staff import carry_through

    staff = _staff(home)
    sheet = (folder / "info.json").read_bytes()
    try:
        take_packet(sheet.replace(b"1520000", b"1520001").replace(b"800000", b"900000"), by=By(staff["acceptance"], date(2023, 5, 19)))
        changed = ""
    except Refused as refused:
        changed = refused.finding.rule
    case = take_packet(sheet, by=By(staff["acceptance"], date(2023, 5, 19)))
    payload = {"case_id": case, "received_on": "2023-05-24", "reference": "JB1"}
    try:
        carry_through("receive_transfer", payload | {"amount_fen": 15_100_00}, staff, date(2023, 5, 24))
        short = ""
    except Refused as refused:
        short = refused.finding.message
    carry_through("receive_transfer", payload | {"amount_fen": 15_200_00}, staff, date(2023, 5, 24))
    _hand_over(folder, transfers.packet(case, "done", sent=True), "done")
    account = accounts.of_person(1, "employee")
    return {
        "changed": changed,
        "short": short,
        "in": -books.booked_item("employee", "4301", ""),
        "account": account.balance_fen if account else 0,
        "years": transfers.years_of(1, "employee"),
        "wrong": _wrong(),
    }


def finish(home: Path, folder: Path) -> dict[str, Any]:
    """The old place hears that it is done, and ends the relation."""
    import numpy as np

    from shebao.agency.accounts import queries as accounts
    from shebao.agency.enrolment import queries as enrolment
    from shebao.agency.journal.by import By
    from shebao.agency.procedures.transfers.exchange import take_packet
    from shebao.agency.transfers import queries as transfers

    before = enrolment.open_among(np.array([1]), "employee").size
    case = take_packet((folder / "done.json").read_bytes(), by=By(_staff(home)["acceptance"], date(2023, 5, 25)))
    account = accounts.of_person(1, "employee")
    assert account is not None
    after = enrolment.open_among(np.array([1]), "employee").size
    state = transfers.case(case).state
    return {"before": before, "after": after, "state": state, "balance": account.balance_fen, "closed": account.closed, "wrong": _wrong()}


def _wrong() -> list[str]:
    from shebao.agency.procedures.checks import run_checks

    return [f"{check.id}: {check.problems[0]}" for check in run_checks() if not check.ok]


def _hand_over(folder: Path, content: bytes | None, name: str) -> None:
    assert content is not None
    (folder / f"{name}.json").write_bytes(content)


def main(step: str, home: Path, folder: Path) -> None:
    """One step in the database of one home."""
    os.environ |= {"DJANGO_SETTINGS_MODULE": "tests.settings"}
    os.environ["SHEBAO_PLACE"] = "gansu_zhengning" if home.name == "old" else "hunan_hongjiang"
    import django

    django.setup()
    from tests.crash.kill import _live_in

    _live_in(home, None)
    steps = {"request": request, "answer": answer, "receive": receive, "finish": finish}
    said = build(home, folder, home.name == "old") if step == "build" else steps[step](home, folder)
    (home / "said.json").write_text(json.dumps(said))


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3]))
