"""What an online provider says of somebody: signed with HMAC-SM3 under a key both hold, taken once a serial number, never of the dead.

The signed text is the time (seconds), a line break, the nonce, a line break, and the SM3 of the body. The key is a file of the
installation (keys/), made at the first use and handed to the provider by the agency.
"""

from __future__ import annotations

import hmac
import json
from datetime import date
from typing import NamedTuple

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.hmac import HMAC
from django.db import transaction

from shebao.agency.journal.actions import post, record, take_turn
from shebao.agency.journal.by import By
from shebao.agency.people import queries as people
from shebao.agency.store import vault
from shebao.agency.store.bulk import next_id
from shebao.agency.store.digest import sm3
from shebao.base.finding import Refused, refuse
from shebao.base.identity import normalise_citizen_number

from .events import EventRow, record_events
from .models import Event, OnlineReply

KEY_NAME, KEY_BYTES = "certification-online", 32
FRESH_SECONDS = 300
"""A message whose time is further from ours is not taken. Practice."""
WAY = "self_service"
MOST_BYTES = 4096
_SERIAL_LONGEST = 64


class Reply(NamedTuple):
    """A provider's word: its serial number, whom it saw by number and name, on which day."""

    serial: str
    citizen_number: str
    name: str
    on: date


def signature(time: str, nonce: str, body: bytes) -> str:
    """The signature of a message under the shared key, in hexadecimal."""
    mac = HMAC(vault.key(KEY_NAME, KEY_BYTES), hashes.SM3())
    mac.update(f"{time}\n{nonce}\n{sm3(body)}".encode())
    return mac.finalize().hex()


def signed(time: str, nonce: str, body: bytes, said: str, now: float) -> bool:
    """Whether a message is fresh and bears the provider's signature."""
    fresh = time.isascii() and time.isdigit() and len(time) < 13 and abs(int(time) - now) <= FRESH_SECONDS
    return hmac.compare_digest(signature(time, nonce, body).encode(), said.encode()) and fresh and bool(nonce)


def read_reply(body: bytes) -> Reply:
    """A message read; refused where something is missing or is no number or day."""
    try:
        said = json.loads(body)
        serial, number, name = (str(said[key]).strip() for key in ("serial", "citizen_number", "name"))
        reply = Reply(serial, number, name, date.fromisoformat(str(said["on"])))
    except (ValueError, TypeError, KeyError):
        refuse("certification.reply", "报文缺少 serial、citizen_number、name 或 on，或日期不对", "日期写作 2023-05-02。")
    if not 0 < len(reply.serial) <= _SERIAL_LONGEST:
        refuse("certification.reply", f"流水号应为 1 至 {_SERIAL_LONGEST} 个字符", "请核对 serial。")
    return reply


def take_reply(body: bytes, *, by: By) -> int:
    """Take a signed message; the event's id. The same message again is the same event; refused for strangers, the dead, days to come."""
    reply, digest = read_reply(body), sm3(body)
    with transaction.atomic():
        take_turn()
        known = OnlineReply.objects.filter(serial=reply.serial).first()
        if known is not None:
            if known.digest != digest:
                refuse("certification.serial", f"流水号 {reply.serial} 已经用过，内容不同", "每次认证用新的流水号。")
            return int(known.event_id)
        person = _person(reply)
        record_events([EventRow(person, reply.on, WAY)], by=by)
        event = next_id(Event) - 1
        row = (next_id(OnlineReply), reply.serial, digest, event)
        post(OnlineReply, OnlineReply.SEALED, [row], "certification.take_reply", by=by, subject=("person", person))
    return event


def refuse_reply(body: bytes, refusal: Refused, *, by: By) -> None:
    """Note in the journal that a signed message was not taken, and why: a face seen after a death is for the inspector."""
    with transaction.atomic():
        take_turn()
        record("certification.refuse_reply", by=by, body={"digest": sm3(body), "why": refusal.finding.message})


def _person(reply: Reply) -> int:
    person = people.find(normalise_citizen_number(reply.citizen_number))
    if person is None or people.person(person).name != reply.name:
        refuse("certification.stranger", "没有登记过这个人，或姓名与登记的不一致", "请核对公民身份号码和姓名。")
    died = people.deaths([person]).get(person)
    if died is not None and reply.on > died:
        refuse("certification.dead", "登记的死亡日期早于认证日期，不能作为认证", "请由经办机构核实。")
    return person
