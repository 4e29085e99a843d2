"""Coming in by a public door: a code is asked for, redeemed once for a session, and the session ended.

Whoever asks, known or not, the same is done and the same is said: one call of the provider, one row, one answer.
"""

from __future__ import annotations

import json
import secrets
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import F, Sum
from django.utils import timezone

from shebao.agency.people import queries as people
from shebao.agency.store import vault
from shebao.agency.store.digest import canonical
from shebao.base.finding import refuse
from shebao.base.identity import normalise_citizen_number

from .. import provider
from ..kinds import (
    CODE_SECONDS,
    CODE_TRIES,
    CODES_AN_HOUR,
    CODES_GAP_SECONDS,
    MINE,
    REQUESTS_AN_HOUR,
)
from ..models import CodeRequest, PublicSession
from ..queries import bindings_of_agent

LARGEST_ID = 2**62
WRONG = "验证码不对，或者已经过期"


@dataclass(frozen=True, slots=True)
class Holder:
    """Who comes in: name, citizen number, the person of the register (0: none), the employer at whose door (0: none)."""

    name: str
    citizen_number: str
    person_id: int = 0
    employer_id: int = 0


def request_code(door: str, name: str, citizen_number: str, address: str, *, day: date, employer_id: int = 0) -> int:
    """Ask for a code; the request's id, whether or not anybody is sent one. Refused for a number that is none, and for a flood."""
    number = normalise_citizen_number(citizen_number)
    adapter = provider.needed()
    index, mark, now = vault.blind(number, "citizen"), vault.blind(address, "address"), timezone.now()
    hour = now - timedelta(hours=1)
    if CodeRequest.objects.filter(address_mark=mark, created_at__gt=hour).count() >= REQUESTS_AN_HOUR:
        refuse("public.flood", "这个网络一小时内要的验证码太多", "请过一小时再试，或到窗口办理。")
    holder = _holder(door, name.strip(), number, employer_id, day)
    sent = CodeRequest.objects.filter(subject_index=index, sent=True, created_at__gt=hour)
    last = sent.filter(created_at__gt=now - timedelta(seconds=CODES_GAP_SECONDS)).order_by("-created_at").first()
    if last is not None and CodeRequest.objects.filter(reference=last.reference, used_at__isnull=False).exists():
        last = None  # its owner came in with it, so another one floods nobody
    deliver = holder is not None and last is None and sent.count() < CODES_AN_HOUR
    reference = adapter.send(name.strip(), number, deliver=deliver)
    if holder is not None and last is not None:
        reference = last.reference  # asked for twice within a minute: the code that was sent is still the one
    row_id = secrets.randbelow(LARGEST_ID) + 1
    text = canonical({"name": name.strip()[:40], "number": number, "person": holder.person_id if holder else 0, "employer": employer_id})
    sealed = vault.seal(text, CodeRequest.SEALED_PLACE, row_id)
    CodeRequest.objects.create(
        id=row_id, door=door, subject_index=index, address_mark=mark, reference=reference, holder_sealed=sealed,
        sent=deliver, good=holder is not None,
    )  # fmt: skip
    return row_id


def _holder(door: str, name: str, number: str, employer_id: int, day: date) -> Holder | None:
    """Who this is, where they may come in here: a living person of that name, or somebody bound to act; None for a stranger."""
    person_id = people.find(number)
    person = people.person(people.merged_into(person_id) or person_id) if person_id else None
    bindings = bindings_of_agent(vault.blind(number, "citizen"), day)
    if door == MINE:
        if person is not None and person.name == name and person.death_date is None:
            return Holder(name, number, person.id)
        return Holder(name, number) if any(one.agent_name == name and one.person_id for one in bindings) else None
    for_employer = [one for one in bindings if one.agent_name == name and one.employer_id == employer_id and employer_id]
    return Holder(name, number, person.id if person else 0, employer_id) if for_employer else None


def redeem(row_id: int, code: str) -> str:
    """Redeem a code for a session; its token. Refused with the same words whatever is wrong; a request is good for one session."""
    row = CodeRequest.objects.filter(id=row_id).first()
    if row is None or not code.strip():
        refuse("public.code", WRONG, "请重新获取验证码。", "code")
    oldest = timezone.now() - timedelta(seconds=CODE_SECONDS)
    counted = CodeRequest.objects.filter(id=row_id, used_at=None, tries__lt=CODE_TRIES, created_at__gt=oldest).update(tries=F("tries") + 1)
    tried = CodeRequest.objects.filter(reference=row.reference).aggregate(tries=Sum("tries"))["tries"]
    right = bool(counted) and tried <= CODE_TRIES and provider.needed().check(row.reference, code.strip()[:10])
    if not right or not row.good or row.holder_sealed is None:
        refuse("public.code", WRONG, "请核对短信；试过五次或过了五分钟，请重新获取。", "code")
    if not CodeRequest.objects.filter(id=row_id, used_at=None).update(used_at=timezone.now()):
        refuse("public.code", WRONG, "每个验证码只能用一次，请重新获取。", "code")
    said = json.loads(vault.unseal(row.holder_sealed, CodeRequest.SEALED_PLACE, row.id))
    return _begin(row, said)


def _begin(row: CodeRequest, said: dict[str, Any]) -> str:
    token, session_id = secrets.token_urlsafe(32), secrets.randbelow(LARGEST_ID) + 1
    text = canonical({"name": said["name"], "number": said["number"]})
    PublicSession.objects.create(
        id=session_id,
        token_mark=vault.blind(token, "session"),
        door=row.door,
        holder_index=bytes(row.subject_index),
        holder_sealed=vault.seal(text, PublicSession.SEALED_PLACE, session_id),
        person_id=said["person"],
        employer_id=said["employer"],
    )
    return token


def end_session(session_id: int) -> None:
    """The holder goes out."""
    PublicSession.objects.filter(id=session_id, ended_at=None).update(ended_at=timezone.now())
