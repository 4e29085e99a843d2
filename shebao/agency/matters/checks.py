"""What must always be true of matters, worked out again from the rows: for `shebao verify`. Each gives (examined, problems)."""

from __future__ import annotations

import json
from collections.abc import Iterator

from shebao.agency.journal import queries as journal
from shebao.agency.journal.actions import Entry
from shebao.agency.staff.queries import person_keys
from shebao.agency.store import shelf
from shebao.agency.store.vault import Unreadable

from . import attachments
from .actions import digest_as_kept, face_of
from .models import Matter, Numbering, Step

Checked = tuple[int, list[str]]
_MADE, _DECIDED = ("submit", "resubmit"), ("review", "approve")


def check_content() -> Checked:
    """Every matter's content is what its digest says, and what the last steps saw."""
    problems: list[str] = []
    examined = 0
    last = dict(Step.objects.order_by("id").values_list("matter_id", "content_digest"))
    for matter in Matter.objects.order_by("id").iterator(500):
        examined += 1
        try:
            digest = digest_as_kept(matter)
        except (Unreadable, ValueError):
            digest = ""
        if digest != matter.content_digest or last.get(matter.id) != matter.content_digest:
            problems.append(f"办件 {matter.number}：内容与校验码不符，已被改动。")
    return examined, problems


def check_numbers() -> Checked:
    """Numbers run on within each year without a gap."""
    problems: list[str] = []
    examined = 0
    for year, upcoming in Numbering.objects.order_by("year").values_list("year", "next_number"):
        present = set(Matter.objects.filter(number__startswith=f"{year}-").values_list("number", flat=True))
        wanted = {f"{year}-{n:06d}" for n in range(1, upcoming)}
        examined += len(present)
        problems += [f"办件编号 {number} 缺失。" for number in sorted(wanted - present)] + [
            f"办件编号 {number} 不在编号范围内。" for number in sorted(present - wanted)
        ]
    return examined, problems


def check_steps() -> Checked:
    """Every applied matter was decided by other natural persons than those who made it, each step is in the journal as it was taken."""
    problems: list[str] = []
    numbers = dict(Matter.objects.values_list("id", "number"))
    applied = set(Matter.objects.filter(state="applied").values_list("id", flat=True))
    journalled = _journalled()
    examined = 0
    for matter_id, steps in _by_matter():
        examined += len(steps)
        if journalled.get(matter_id) != [(verb, member_id, digest) for verb, member_id, digest, _ in steps]:
            problems.append(f"办件 {numbers[matter_id]}：经办步骤与日志不符。")
        if matter_id in applied:
            makers = {key for verb, _, _, key in steps if verb in _MADE}
            decided = [key for verb, _, digest, key in steps if verb in _DECIDED and digest == steps[-1][2]]
            if steps[-1][0] != "approve" or makers & set(decided) or len(decided) != len(set(decided)):
                problems.append(f"办件 {numbers[matter_id]}：经办与复核、审批不是由不同的人完成。")
    return examined, problems


_LEADS_TO = {
    "submit": "accepted",
    "resubmit": "accepted",
    "review": "reviewed",
    "approve": "applied",
    "send_back": "returned",
    "withdraw": "withdrawn",
}
_CLOSING = ("approve", "withdraw")


def check_faces() -> Checked:
    """Every matter's maker, state, title, dates and entry, and what each person wrote, are what the journal says of its steps."""
    entries: dict[int, list[Entry]] = {}
    for entry in journal.steps("matters."):
        entries.setdefault(entry.matter_id or 0, []).append(entry)
    wrote: dict[int, list[tuple[str, str]]] = {}
    for matter_id, comment, day in Step.objects.order_by("id").values_list("matter_id", "comment", "day"):
        wrote.setdefault(matter_id, []).append((comment, day.isoformat()))
    problems: list[str] = []
    examined = 0
    for matter in Matter.objects.order_by("id").iterator(500):
        examined += 1
        told = entries.pop(matter.id, [])
        problems += [f"办件 {matter.number}：{problem}与日志不符。" for problem in _differing(matter, told, wrote.get(matter.id, []))]
    problems += [f"办件{matter_id}：日志记有经办，办件已不存在。" for matter_id in sorted(entries)]
    return examined, problems


def _differing(matter: Matter, told: list[Entry], wrote: list[tuple[str, str]]) -> list[str]:
    if not told:
        return ["整个办件"]
    bodies, last = [json.loads(entry.body) for entry in told], told[-1]
    verb = last.verb.removeprefix("matters.")
    closed = last.business_day if verb in _CLOSING else ""
    face = bodies[-1].get("face")
    faults = {
        "办件编号或事项": (matter.number, matter.kind) == (bodies[0]["number"], bodies[0]["kind"]),
        "受理人": matter.maker_id == told[0].actor_id,
        "状态": matter.state == _LEADS_TO.get(verb),
        "标题、人数、受理人或期限": face is None or face == face_of(matter),
        "办结日期": (matter.closed_on.isoformat() if matter.closed_on else "") == closed,
        "生效日志": matter.applied_entry_id == (last.seq if verb == "approve" else None),
        "意见或办理日期": wrote == [(body["comment"], entry.business_day) for body, entry in zip(bodies, told, strict=True)],
    }
    return [what for what, holds in faults.items() if not holds]


def check_scans() -> Checked:
    """Every scan that a matter names is on the shelf, opens, and is what its digest and size say."""
    problems: list[str] = []
    examined = 0
    for number, scan in attachments.all_named():
        examined += 1
        try:
            if len(shelf.content(scan.digest)) != scan.size:
                problems.append(f"办件 {number}：扫描件“{scan.name}”的大小与登记的不符。")
        except FileNotFoundError:
            problems.append(f"办件 {number}：扫描件“{scan.name}”的文件不见了。")
        except Unreadable:
            problems.append(f"办件 {number}：扫描件“{scan.name}”的文件被改动，打不开或与校验码不符。")
    return examined, problems


def _by_matter() -> Iterator[tuple[int, list[tuple[str, int, str, str]]]]:
    """(matter, its steps as (verb, member, digest, natural person)), in order."""
    rows = list(Step.objects.order_by("matter_id", "id").values_list("matter_id", "verb", "member_id", "content_digest"))
    people = person_keys({member_id for _, _, member_id, _ in rows})
    steps_of: dict[int, list[tuple[str, int, str, str]]] = {}
    for matter_id, verb, member_id, digest in rows:
        steps_of.setdefault(matter_id, []).append((verb, member_id, digest, people[member_id]))
    yield from steps_of.items()


def _journalled() -> dict[int, list[tuple[str, int | None, str]]]:
    """Matter → its steps as the journal has them."""
    steps_of: dict[int, list[tuple[str, int | None, str]]] = {}
    for verb, actor_id, matter_id, body in journal.told("matters."):
        steps_of.setdefault(matter_id, []).append((verb.removeprefix("matters."), actor_id, str(json.loads(body)["digest"])))
    return steps_of
