"""Questions to inspection: plans and how far they are, cases with their state and legal days, campaigns, and samples of own files."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any, NamedTuple

from django.db.models import Count, F, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from shebao.agency.store.columns import among, total
from shebao.base.finding import refuse
from shebao.base.money import half_up

from .kinds import CASE_STEPS, OPENED, STOPPED
from .models import (
    Campaign,
    CampaignStep,
    CampaignTask,
    Case,
    CaseFinding,
    CaseInspector,
    CaseStep,
    OwnSample,
    Plan,
    PlanTarget,
    SampledMatter,
    SampleResult,
)

_LAST_STEP = CaseStep.objects.filter(case_id=OuterRef("id")).order_by("-id")
_OPEN = ("", *(key for key, kind in CASE_STEPS.items() if kind.leaves in ("opened", "visited", "breach")))


def state_of(last_step: str | None) -> str:
    """The state that a case's last step left; a case without one is opened."""
    return CASE_STEPS[last_step].leaves if last_step else OPENED


class CaseRow(NamedTuple):
    """A case as it stands. last_on: the day of its last step, or of the notice; due_on: until when the next thing must be done."""

    id: int
    target_id: int
    kind: str
    subject_kind: str
    subject_id: int
    name: str
    from_month: int
    to_month: int
    notice_on: date
    visit_on: date
    waived: str
    document: str
    entry_id: int
    last_step: str | None
    last_on: date
    due_on: date | None

    @property
    def state(self) -> str:
        """A key of kinds.STATES."""
        return state_of(self.last_step)


def cases() -> QuerySet[Any, Any]:
    """Cases with `last_step`, `last_on` and `due_on`, for a list that pages by itself."""
    return Case.objects.annotate(
        last_step=Subquery(_LAST_STEP.values("step")[:1]),
        last_on=Coalesce(Subquery(_LAST_STEP.values("day")[:1]), F("notice_on")),
        due_on=Subquery(_LAST_STEP.values("due_on")[:1]),
    )


def case(case_id: int) -> CaseRow:
    """One case; refused where there is none."""
    row = cases().filter(id=case_id).values_list(*CaseRow._fields).first()
    if row is None:
        refuse("inspection.case", f"没有第 {case_id} 号稽核案件", "请从稽核页面进入。", "case_id")
    return CaseRow(*row)


def open_case_of(subject_kind: str, subject_id: int) -> int | None:
    """The case of somebody that is not concluded yet; None where there is none."""
    rows = cases().filter(subject_kind=subject_kind, subject_id=subject_id).values_list("id", "last_step")
    return next((key for key, last in rows if state_of(last) in ("opened", "visited")), None)


def case_of_target(target_id: int) -> int | None:
    """The case a plan's target became; one that was stopped does not count."""
    rows = cases().filter(target_id=target_id).values_list("id", "last_step")
    return next((key for key, last in rows if state_of(last) != STOPPED), None)


def steps_of(case_id: int) -> list[CaseStep]:
    """The steps of a case, the oldest first."""
    return list(CaseStep.objects.filter(case_id=case_id).order_by("id"))


def inspectors_of(case_id: int) -> list[str]:
    """Who inspects a case."""
    return list(CaseInspector.objects.filter(case_id=case_id).order_by("id").values_list("member__name", flat=True))


def findings_of(case_id: int) -> list[CaseFinding]:
    """What was found in a case, by person, month and scheme."""
    rows = CaseFinding.objects.filter(case_id=case_id).select_related("person")
    return list(rows.order_by("person_id", "month", "scheme", "id"))


def found_fen(case_ids: Iterable[int]) -> dict[int, int]:
    """Case → what was declared too low in it, both parts."""
    rows = CaseFinding.objects.filter(case_id__in=among(case_ids)).values("case_id").annotate(fen=total(F("unit_fen") + F("person_fen")))
    return dict(rows.order_by("case_id").values_list("case_id", "fen"))


class PlanRow(NamedTuple):
    """A plan, and how many of its targets became cases."""

    id: int
    year: int
    kind: str
    subject_kind: str
    universe: str
    members: int
    seed: int
    size: int
    document: str
    targets: int
    begun: int


def plans(year: int | None = None) -> list[PlanRow]:
    """Plans, the newest first."""
    rows = Plan.objects.order_by("-id").annotate(targets_count=Count("targets"))
    rows = rows.filter(year=year) if year else rows
    begun = set(cases().exclude(last_step="stopped").filter(target_id__gt=0).values_list("target_id", flat=True))
    begun |= set(cases().filter(last_step=None, target_id__gt=0).values_list("target_id", flat=True))
    per_plan: dict[int, int] = {}
    for plan_id, key in PlanTarget.objects.values_list("plan_id", "id"):
        per_plan[plan_id] = per_plan.get(plan_id, 0) + (key in begun)
    names = ("id", "year", "kind", "subject_kind", "universe", "members", "seed", "size", "document", "targets_count")
    return [PlanRow._make((*row, per_plan.get(row[0], 0))) for row in rows.values_list(*names)]


def plan(plan_id: int) -> PlanRow:
    """One plan; refused where there is none."""
    row = next((one for one in plans() if one.id == plan_id), None)
    if row is None:
        refuse("inspection.plan", f"没有第 {plan_id} 号稽核计划", "请从稽核页面进入。", "plan_id")
    return row


class TargetRow(NamedTuple):
    """Somebody a plan inspects, and the case that was opened (0: none yet)."""

    id: int
    plan_id: int
    subject_id: int
    name: str
    drawn: bool
    reason: str
    case_id: int


def targets_of(plan_id: int) -> list[TargetRow]:
    """Whom a plan inspects, named first, then as drawn."""
    rows = PlanTarget.objects.filter(plan_id=plan_id).order_by("id")
    keys = ("id", "plan_id", "subject_id", "name", "drawn", "reason")
    opened = {target: key for key, target, last in _target_cases() if state_of(last) != STOPPED}
    return [TargetRow._make((*row, opened.get(row[0], 0))) for row in rows.values_list(*keys)]


def _target_cases() -> list[tuple[int, int, str | None]]:
    return list(cases().filter(target_id__gt=0).order_by("id").values_list("id", "target_id", "last_step"))


def target(target_id: int) -> tuple[PlanTarget, Plan] | None:
    """One target with its plan."""
    row = PlanTarget.objects.filter(id=target_id).select_related("plan").first()
    return (row, row.plan) if row else None


def inspected_since(subject_kind: str, day: date) -> set[int]:
    """Those that had a visit since a day."""
    rows = Case.objects.filter(subject_kind=subject_kind, visit_on__gte=day)
    return set(rows.values_list("subject_id", flat=True))


class TaskRow(NamedTuple):
    """A task of a campaign and how far it is. day: of the last word on it."""

    id: int
    campaign_id: int
    title: str
    owner: str
    due_on: date
    heads: int
    state: str
    day: date | None
    done_heads: int
    amount_fen: int
    text: str


_LAST_WORD = CampaignStep.objects.filter(task_id=OuterRef("id")).order_by("-id")


def tasks(campaign_id: int) -> list[TaskRow]:
    """The tasks of a campaign with how far they are, in their order."""
    rows = CampaignTask.objects.filter(campaign_id=campaign_id).order_by("id")
    return _tasks(rows)


def _tasks(rows: QuerySet[CampaignTask]) -> list[TaskRow]:
    last = {name: Subquery(_LAST_WORD.values(name)[:1]) for name in ("state", "day", "amount_fen", "text")}
    rows = rows.annotate(**{f"last_{name}": value for name, value in last.items()}, done=Subquery(_LAST_WORD.values("heads")[:1]))
    names = ("id", "campaign_id", "title", "owner", "due_on", "heads", "last_state", "last_day", "done", "last_amount_fen", "last_text")
    return [
        TaskRow._make((*row[:6], row[6] or "open", row[7], row[8] or 0, row[9] or 0, row[10] or "")) for row in rows.values_list(*names)
    ]


class CampaignRow(NamedTuple):
    """A campaign and how far it is, in tasks and in rows."""

    id: int
    title: str
    from_on: date
    to_on: date
    leader: str
    document: str
    tasks: int
    closed: int
    heads: int
    done_heads: int
    amount_fen: int

    @property
    def rate_e4(self) -> int:
        """Rows worked through ÷ rows in ten-thousandths, half up; tasks where no task counts rows."""
        if self.heads:
            return half_up(self.done_heads * 10_000, self.heads)
        return half_up(self.closed * 10_000, self.tasks) if self.tasks else 0


def campaigns() -> list[CampaignRow]:
    """Every campaign, the newest first."""
    per: dict[int, list[TaskRow]] = {}
    for row in _tasks(CampaignTask.objects.order_by("id")):
        per.setdefault(row.campaign_id, []).append(row)
    result = []
    for one in Campaign.objects.order_by("-id"):
        mine = per.get(one.pk, [])
        closed = [row for row in mine if row.state in ("done", "excluded")]
        done = sum(row.heads if row.state == "excluded" else row.done_heads for row in mine)
        sums = (len(mine), len(closed), sum(row.heads for row in mine), done, sum(row.amount_fen for row in mine))
        result.append(CampaignRow(one.pk, one.title, one.from_on, one.to_on, one.leader, one.document, *sums))
    return result


def campaigns_of(year: int) -> list[CampaignRow]:
    """The campaigns that began in a year."""
    return [row for row in campaigns() if row.from_on.year == year]


def campaign(campaign_id: int) -> CampaignRow:
    """One campaign; refused where there is none."""
    row = next((one for one in campaigns() if one.id == campaign_id), None)
    if row is None:
        refuse("inspection.campaign", f"没有第 {campaign_id} 号专项行动", "请从稽核页面进入。", "campaign_id")
    return row


class SampleRow(NamedTuple):
    """A month's sample of own files: how many closed, drawn, looked at, and with a problem."""

    id: int
    month: int
    members: int
    seed: int
    size: int
    checked: int
    problems: int

    @property
    def problem_e4(self) -> int:
        """Problems ÷ looked at in ten-thousandths, half up."""
        return half_up(self.problems * 10_000, self.checked) if self.checked else 0


def last_results(sample_id: int | None = None) -> dict[int, SampleResult]:
    """Drawn row → the last word on it."""
    rows = SampleResult.objects.order_by("id").select_related("checker", "sampled")
    rows = rows.filter(sampled__sample_id=sample_id) if sample_id else rows
    return {row.sampled_id: row for row in rows}


def samples() -> list[SampleRow]:
    """Every sample, the newest first."""
    counts: dict[int, list[int]] = {}
    for row in last_results().values():
        one = counts.setdefault(row.sampled.sample_id, [0, 0])
        one[0] += 1
        one[1] += row.grade != "none"
    rows = OwnSample.objects.order_by("-id").values_list("id", "month", "members", "seed", "size")
    return [SampleRow(*row, *counts.get(row[0], (0, 0))) for row in rows]


def sample(sample_id: int) -> SampleRow:
    """One sample; refused where there is none."""
    row = next((one for one in samples() if one.id == sample_id), None)
    if row is None:
        refuse("inspection.sample", f"没有第 {sample_id} 次自查抽样", "请从稽核页面进入。", "sample_id")
    return row


def sampled(sample_id: int) -> dict[int, int]:
    """Matter → its row in a sample, in the order drawn."""
    return dict(SampledMatter.objects.filter(sample_id=sample_id).order_by("id").values_list("matter_id", "id"))


class Tally(NamedTuple):
    """What inspection came to in a year: cases, those concluded, those in time, what was found, and how many people it was of."""

    cases: int
    concluded: int
    in_time: int
    found_fen: int
    people: int


def tally(year: int) -> Tally:
    """A year's cases by the day of the visit."""
    mine = Case.objects.filter(visit_on__year=year)
    concluded = CaseStep.objects.filter(case__in=mine, step__in=("told", "opinion"))
    result = CaseFinding.objects.filter(case__in=mine).aggregate(
        fen=total(F("unit_fen") + F("person_fen")), people=Count("person_id", distinct=True)
    )
    in_time = concluded.filter(day__lte=F("legal_on")).count()
    return Tally(mine.count(), concluded.count(), in_time, int(result["fen"]), int(result["people"]))
