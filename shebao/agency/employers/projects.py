"""Questions about building projects: what is due and paid of one, since when it is covered, who works there, and lists of them."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any, NamedTuple

from django.db.models import F, OuterRef, QuerySet, Subquery

from shebao.agency.store import vault
from shebao.agency.store.columns import total
from shebao.base.finding import refuse

from .models import Particulars, Project, ProjectChange, ProjectPayment, ProjectWorker


class ProjectState(NamedTuple):
    """A project as pages show it; covered_from None: not paid in full yet."""

    row: Project
    employer: str
    due_fen: int
    paid_fen: int
    end_on: date
    covered_from: date | None
    stopped: bool
    workers: int

    @property
    def owed_fen(self) -> int:
        """What is still to be paid of it."""
        return self.due_fen - self.paid_fen


def project_by_code(code: str) -> Project | None:
    """The project with a code."""
    return Project.objects.filter(code=code.strip()).first()


def codes_of_projects() -> dict[str, int]:
    """Code → project, of all."""
    return dict(Project.objects.values_list("code", "id"))


def standing_project(project_id: int) -> Project:
    """A project that has not ended; refused for one that has and for one there is not."""
    project = Project.objects.filter(id=project_id).first()
    if project is None:
        refuse("employers.project", f"没有编号为 {project_id} 的建设项目", "请从项目清单进入。", "project_id")
    if project.ended_on is not None:
        refuse(
            "employers.project", f"项目“{project.name}”已自 {project.ended_on.isoformat()} 停保", "停保的项目不再办理变动。", "project_id"
        )
    return project


def due_fen(project_id: int) -> int:
    """Everything due of a project: at registration and by later rises of its price."""
    first = Project.objects.values_list("due_fen", flat=True).get(id=project_id)
    return int(first + ProjectChange.objects.filter(project_id=project_id).aggregate(fen=total("due_fen"))["fen"])


def paid_fen(project_id: int) -> int:
    """Everything paid for a project."""
    return int(ProjectPayment.objects.filter(project_id=project_id).aggregate(fen=total("fen"))["fen"])


def open_fen(project_ids: set[int]) -> dict[int, int]:
    """Project → what is still to be paid of it, of some that have not ended."""
    return {
        key: due_fen(key) - paid_fen(key) for key in Project.objects.filter(id__in=project_ids, ended_on=None).values_list("id", flat=True)
    }


def project(project_id: int) -> ProjectState:
    """One project; refused where there is none."""
    row = Project.objects.filter(id=project_id).first()
    if row is None:
        refuse("employers.project", f"没有编号为 {project_id} 的建设项目", "请从项目清单进入。", "project_id")
    changes = list(ProjectChange.objects.filter(project_id=project_id).order_by("id"))
    ends = [change.new_end_on for change in changes if change.new_end_on]
    halts = [change.what for change in changes if change.what in ("stopped", "resumed")]
    name = Particulars.objects.filter(employer_id=row.employer_id).order_by("-version").values_list("name", flat=True).first() or ""
    present = ProjectWorker.objects.filter(project_id=project_id, left_on=None).count()
    return ProjectState(
        row,
        name,
        due_fen(project_id),
        paid_fen(project_id),
        ends[-1] if ends else row.end_on,
        _covered_from(row),
        bool(halts) and halts[-1] == "stopped",
        present,
    )


def _covered_from(row: Project) -> date | None:
    """The day after the money that first paid what was due at registration."""
    paid = 0
    for on, fen in ProjectPayment.objects.filter(project_id=row.pk).order_by("paid_on", "id").values_list("paid_on", "fen"):
        paid += fen
        if paid >= row.due_fen:
            return on + timedelta(1)
    return None


def changes_of(project_id: int) -> list[ProjectChange]:
    """What happened to a project, the newest first."""
    return list(ProjectChange.objects.filter(project_id=project_id).order_by("-id"))


def payments_of(project_id: int) -> list[ProjectPayment]:
    """What was paid for a project, in order."""
    return list(ProjectPayment.objects.filter(project_id=project_id).order_by("paid_on", "id"))


def paid_by_receipt() -> dict[int, int]:
    """Row of the tax office's list → what of it paid for a project."""
    return dict(ProjectPayment.objects.values_list("receipt_id", "fen"))


def workers_of(project_id: int) -> QuerySet[ProjectWorker, Any]:
    """The roster of a project as rows for a list."""
    rows = ProjectWorker.objects.filter(project_id=project_id)
    return rows.values("id", "name", "number_tail", "trade", "subcontractor", "entered_on", "left_on")


def last_left_on(project_id: int) -> date | None:
    """The last day on which somebody of the roster was on the site; None for nobody."""
    rows = ProjectWorker.objects.filter(project_id=project_id)
    return max((max(entered, left or entered) for entered, left in rows.values_list("entered_on", "left_on")), default=None)


def listed_projects(text: str = "") -> QuerySet[Project, Any]:
    """Projects as rows for a list; text: a code, or part of a name."""
    rows = Project.objects.all()
    text = text.strip()
    if text:
        rows = rows.filter(code=text) | rows.filter(name__contains=text)
    last = Particulars.objects.filter(employer_id=OuterRef("employer_id")).order_by("-version").values("name")[:1]
    paid = ProjectPayment.objects.filter(project_id=OuterRef("id")).order_by().values("project_id").annotate(fen=total("fen")).values("fen")
    more = (
        ProjectChange.objects.filter(project_id=OuterRef("id")).order_by().values("project_id").annotate(fen=total("due_fen")).values("fen")
    )
    return rows.annotate(employer_name=Subquery(last), paid=Subquery(paid), more=Subquery(more), first_due=F("due_fen")).values(
        "id", "code", "name", "kind", "employer_id", "employer_name", "price_fen", "first_due", "more", "paid", "start_on", "end_on", "ended_on", "outcome"
    )  # fmt: skip


def of_employer(employer_id: int) -> list[tuple[int, str, str]]:
    """(project, code, name) of a contractor's projects, the newest first."""
    return list(Project.objects.filter(employer_id=employer_id).order_by("-id").values_list("id", "code", "name"))


def check_roster_open() -> tuple[int, list[str]]:
    """(workers examined, problems): every encrypted number of a roster opens, and is the one its index stands for."""
    problems = []
    rows = list(ProjectWorker.objects.values_list("id", "number_sealed", "number_index", "number_tail"))
    for key, sealed, index, tail in rows:
        try:
            number = vault.unseal(sealed, ProjectWorker.SEALED_PLACE, key)
        except (vault.Unreadable, UnicodeDecodeError):
            problems.append(f"项目名册{key}：密文打不开。")
            continue
        if vault.blind(number, "citizen") != bytes(index) or number[-4:] != tail:
            problems.append(f"项目名册{key}：密文与索引不符。")
    return len(rows), problems
