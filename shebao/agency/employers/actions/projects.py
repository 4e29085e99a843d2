"""Building projects: registered with what is due of them, their roster kept, changed, paid for by receipts, ended."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from django.db import transaction

from shebao.agency.employers.kinds import PROJECT_CHANGES, PROJECT_ENDINGS, PROJECT_KINDS
from shebao.agency.employers.models import Project, ProjectChange, ProjectPayment, ProjectWorker
from shebao.agency.employers.projects import paid_fen, standing_project
from shebao.agency.journal.actions import Entry, post, record, take_turn
from shebao.agency.journal.by import By
from shebao.agency.people.refusal import Problem, refuse_rows
from shebao.agency.store import vault
from shebao.agency.store.bulk import next_id
from shebao.agency.store.columns import change_rows
from shebao.base.finding import refuse

from .change import standing


@dataclass(frozen=True, slots=True)
class NewProject:
    """A project to be entered, with what is due of it by the rate of the place."""

    code: str
    name: str
    employer_id: int
    developer: str
    place: str
    kind: str
    price_fen: int
    due_fen: int
    rate_e6: int
    law: str
    start_on: date
    end_on: date


class RosterRow(NamedTuple):
    """Somebody who came to a project, or left it."""

    citizen_number: str
    name: str
    trade: str
    subcontractor: str
    entered_on: date
    left_on: date | None = None


def register_project(row: NewProject, *, by: By) -> int:
    """Enter a project; its id. Refused for a code known already, a price of nought, a term that is over, an employer that left."""
    if row.kind not in PROJECT_KINDS:
        refuse("employers.project", f"没有项目类别“{row.kind}”", f"可选：{'、'.join(PROJECT_KINDS.values())}。", "kind")
    if row.price_fen <= 0 or row.due_fen <= 0:
        refuse("employers.project", "合同造价应大于零", "请照施工合同或中标通知书填写。", "price_fen")
    if row.end_on < row.start_on:
        refuse("employers.project", "计划竣工日期早于开工日期", "请照施工合同填写。", "end_on")
    if row.end_on < by.day:
        refuse("employers.project", f"合同工期 {row.end_on.isoformat()} 已经过了", "已延期的请填新的竣工日期，附延期批复。", "end_on")
    with transaction.atomic():
        take_turn()
        standing(row.employer_id)
        if Project.objects.filter(code=row.code).exists():
            refuse("employers.project", f"项目编号“{row.code}”已登记", "请在原项目上办理变动。", "code")
        key = next_id(Project)
        post(
            Project,
            (*Project.SEALED, "ended_on", "outcome"),
            [(key, *(getattr(row, name) for name in Project.SEALED[1:]), None, "")],
            "employers.register_project",
            by=by,
            subject=("project", key),
            body={"code": row.code, "employer": row.employer_id, "price_fen": row.price_fen, "due_fen": row.due_fen},
        )
    return key


def change_project(
    project_id: int, what: str, on: date, *, new_end_on: date | None = None, price_fen: int = 0, due_fen: int = 0, document: str, by: By
) -> Entry:
    """Enter a change; one that ends the project closes it. Refused for one that is over, and for taking back one that was paid for."""
    assert what in PROJECT_CHANGES, what
    with transaction.atomic():
        take_turn()
        project = standing_project(project_id)
        if what == "revoked" and paid_fen(project_id):
            refuse("employers.project", "该项目已经缴费，不能撤销登记", "已缴费的项目到期办竣工停保；多缴的办退费。", "what")
        body = {"project": project_id, "what": what, "on": on.isoformat(), "due_fen": due_fen}
        entry = post(
            ProjectChange,
            ProjectChange.SEALED,
            [(next_id(ProjectChange), project_id, what, on, new_end_on, price_fen, due_fen, document)],
            "employers.change_project",
            by=by,
            subject=("project", project_id),
            body=body,
        )
        if what in PROJECT_ENDINGS:
            record("employers.end_project", by=by, subject=("project", project_id), body=body)
            change_rows(Project, [project.pk], ended_on=on, outcome=what)
    return entry


def keep_roster(project_id: int, rows: Sequence[RosterRow], *, by: By) -> tuple[int, int]:
    """Enter who came and close who left; (how many came, how many left). Refused, naming rows, for days that do not fit."""
    indexes = vault.blind_many((row.citizen_number for row in rows), "citizen")
    with transaction.atomic():
        take_turn()
        project = standing_project(project_id)
        on_site = {index: (key, since) for key, index, since in _open_workers(project_id)}
        came: list[tuple[RosterRow, bytes]] = []
        left: list[tuple[int, date | None]] = []
        problems: list[Problem] = []
        seen: dict[bytes, int] = {}
        for number, (row, index) in enumerate(zip(rows, indexes, strict=True), 1):
            earlier = seen.setdefault(index, number)
            if earlier != number:
                problems.append((number, f"与第{earlier}行是同一个身份证号码"))
            elif reason := _wrong(row, project, on_site.get(index)):
                problems.append((number, reason))
            elif index in on_site:
                left.append((on_site[index][0], row.left_on))
            else:
                came.append((row, index))
        if problems:
            refuse_rows("employers.roster", "登记", len(rows), problems)
        _enter(project_id, came, by)
        if left:
            body = {"project": project_id, "workers": [[key, day.isoformat() if day else ""] for key, day in left]}
            record("employers.leave_project", by=by, subject=("project", project_id), body=body)
            change_rows(ProjectWorker, [key for key, _ in left], left_on=[day.isoformat() if day else None for _, day in left])
    return len(came), len(left)


def post_project_payments(rows: Sequence[tuple[int, int, date, int]], *, by: By) -> Entry:
    """Money that paid for projects: (project, row of the tax office's list, day, fen)."""
    start = next_id(ProjectPayment)
    return post(
        ProjectPayment,
        ProjectPayment.SEALED,
        [(start + at, *row) for at, row in enumerate(rows)],
        "employers.pay_project",
        by=by,
        subject=("project", rows[0][0]) if len({row[0] for row in rows}) == 1 else None,
        body={"payments": len(rows), "fen": sum(row[3] for row in rows)},
    )


def _open_workers(project_id: int) -> list[tuple[int, bytes, date]]:
    rows = ProjectWorker.objects.filter(project_id=project_id, left_on=None)
    return [(key, bytes(index), since) for key, index, since in rows.values_list("id", "number_index", "entered_on")]


def _wrong(row: RosterRow, project: Project, present: tuple[int, date] | None) -> str:
    if present is not None:
        if row.left_on is None:
            return "已在这个项目的名册里；离场的请填离场日期"
        return "离场日期早于进场日期" if row.left_on < present[1] else ""
    if row.left_on is not None and row.left_on < row.entered_on:
        return "离场日期早于进场日期"
    return f"进场日期早于开工日期 {project.start_on.isoformat()}" if row.entered_on < project.start_on else ""


def _enter(project_id: int, came: Sequence[tuple[RosterRow, bytes]], by: By) -> None:
    if not came:
        return
    start = next_id(ProjectWorker)
    ids = range(start, start + len(came))
    sealed = vault.seal_many([row.citizen_number for row, _ in came], ProjectWorker.SEALED_PLACE, ids)
    post(
        ProjectWorker,
        (*ProjectWorker.SEALED, "left_on", "number_sealed"),
        [
            (key, project_id, index, row.citizen_number[-4:], row.name, row.trade, row.subcontractor, row.entered_on, row.left_on, secret)
            for key, (row, index), secret in zip(ids, came, sealed, strict=True)
        ],
        "employers.enter_project",
        by=by,
        subject=("project", project_id),
        body={"project": project_id, "workers": len(came)},
    )
