"""A packet of another agency taken in (收电子件): a letter opens a case, a sheet waits for its money, a notice ends the relation."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import transaction

from shebao.agency.journal.by import By
from shebao.agency.people import queries as people
from shebao.agency.staff.queries import require
from shebao.agency.store.crash import crashpoint
from shebao.agency.transfers import actions as transfers
from shebao.agency.transfers import packets
from shebao.agency.transfers import queries as known
from shebao.agency.transfers.kinds import IN, OUT, PACKETS, STATES
from shebao.base.finding import refuse

from ._ending import end_relation


def take_packet(raw: bytes, *, by: By) -> int:
    """The id of the case a packet belongs to, now in its next state. Refused whole for a packet that does not fit."""
    require(by.member_id, "person.create")
    content = packets.read(raw)
    with transaction.atomic():
        if content["kind"] == "letter":
            case_id = _letter(content, by)
        elif content["kind"] == "info":
            case_id = _info(content, by)
        else:
            case_id = _end(content, by)
        transfers.keep_packet(case_id, raw, sent=False, by=by)
        crashpoint("transfers.packet.before_commit")
    crashpoint("transfers.packet.committed")
    return case_id


def _letter(content: dict[str, Any], by: By) -> int:
    person = people.find_many([content["person"]["citizen_number"]])[0]
    if person is None or people.person(person).name != content["person"]["name"]:
        name = content["person"]["name"]
        refuse(
            "transfers.stranger",
            f"{name}没有在本机构登记，或姓名与登记的不符",
            "请与对方核对号码和姓名；不是本机构参保的，书面告知对方。",
            "file",
        )
    case = transfers.NewCase(
        OUT, content["transfer"], content["number"], person, content["from"]["place"], content["from"]["agency"],
        bool(content.get("same_province")), bool(content.get("temporary")), by.day,
    )  # fmt: skip
    return transfers.open_case(case, "letter_received", by=by)


def _info(content: dict[str, Any], by: By) -> int:
    row = _case(content, IN, "letter_sent")
    transfers.step(row.id, "info_received", by.day, "", content["account_fen"], content["pooled_fen"], by=by)
    return row.id


def _end(content: dict[str, Any], by: By) -> int:
    if content["kind"] == "refusal":
        row = _case(content, IN, "letter_sent")
        transfers.step(row.id, "refused", by.day, str(content.get("reason", "")), by=by)
        return row.id
    row = _case(content, OUT, "info_sent")
    end_relation(row, date.fromisoformat(content["on"]), by=by)
    return row.id


def _case(content: dict[str, Any], direction: str, state: str) -> known.CaseRow:
    """Our case of a packet; refused where it is not in the state the packet answers."""
    row = known.numbered(content["number"], direction)
    if row is None:
        refuse("transfers.no_case", f"没有联系函号为 {content['number']} 的转移件", "请与对方机构核对。", "file")
    if row.state != state:
        words = f"这一件现在是“{STATES[row.state].title}”，不能收{PACKETS[content['kind']]}"
        refuse("transfers.state", words, "同一电子件只收一次；请在转移接续页面查看。", "file")
    return row
