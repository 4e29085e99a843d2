"""What must always be true of inspection, worked out again from the rows: for `shebao verify`."""

from __future__ import annotations

import json
from collections import Counter

from shebao.agency.declarations.queries import assessment_sums
from shebao.agency.matters.queries import members_of
from shebao.agency.staff.queries import person_keys
from shebao.agency.store.columns import read_rows
from shebao.base.money import grouped

from .kinds import CASE_STEPS, INSPECTORS_LEAST, OPENED
from .models import (
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
from .selection import Ticketed, draw

Checked = tuple[int, list[str]]


def check_draws() -> Checked:
    """Whoever a plan or a sample says was drawn is whom the same seed draws again from the universe that was kept."""
    problems = []
    drawn: dict[int, list[int]] = {}
    named: dict[int, set[int]] = {}
    for plan, subject, by_lot in read_rows(PlanTarget.objects.order_by("id"), "plan_id", "subject_id", "drawn"):
        if by_lot:
            drawn.setdefault(plan, []).append(subject)
        else:
            named.setdefault(plan, set()).add(subject)
    plans = read_rows(Plan.objects.order_by("id"), "id", "tickets", "seed", "size")
    for key, tickets, seed, size in plans:
        again = [
            number for number in draw([Ticketed(*one) for one in json.loads(tickets)], seed, size) if number not in named.get(key, set())
        ]
        if again != drawn.get(key, []):
            problems.append(f"稽核计划第{key}号：同样的种子抽不出登记的对象。")
    rows: dict[int, list[int]] = {}
    for sample, matter in read_rows(SampledMatter.objects.order_by("id"), "sample_id", "matter_id"):
        rows.setdefault(sample, []).append(matter)
    samples = read_rows(OwnSample.objects.order_by("id"), "id", "tickets", "seed", "size")
    for key, tickets, seed, size in samples:
        if draw([Ticketed(*one) for one in json.loads(tickets)], seed, size) != rows.get(key, []):
            problems.append(f"自查抽样第{key}次：同样的种子抽不出登记的办件。")
    return len(plans) + len(samples), problems


def check_cases() -> Checked:
    """Every case has its inspectors, and each of its steps was allowed by the state that the one before left."""
    inspectors = Counter(row[0] for row in read_rows(CaseInspector.objects.all(), "case_id"))
    cases = [row[0] for row in read_rows(Case.objects.order_by("id"), "id")]
    problems = [f"稽核案件第{key}号：稽核人员不足{INSPECTORS_LEAST}人。" for key in cases if inspectors[key] < INSPECTORS_LEAST]
    states = dict.fromkeys(cases, OPENED)
    for case, step in read_rows(CaseStep.objects.order_by("id"), "case_id", "step"):
        kind = CASE_STEPS.get(step)
        if kind is None or states.get(case) not in kind.allowed:
            problems.append(f"稽核案件第{case}号：进展“{step}”不合它当时的状态。")
            continue
        states[case] = kind.leaves
    return len(cases), problems


def check_found_arrears() -> Checked:
    """What inspection found declared too low is, assessment by assessment, what the declarations ask the employer for."""
    result: dict[int, list[int]] = {}
    for assessment, unit, person in read_rows(CaseFinding.objects.order_by("id"), "assessment_id", "unit_fen", "person_fen"):
        sums = result.setdefault(assessment, [0, 0])
        sums[0] += unit
        sums[1] += person
    known = assessment_sums(result)
    return len(result), [
        f"稽核查出的少缴与核定{key}不符：查出单位{grouped(unit)}元、个人{grouped(person)}元。"
        for key, (unit, person) in sorted(result.items())
        if known.get(key) != (unit, person)
    ]


def check_campaigns() -> Checked:
    """No task was worked through beyond what there is, and none is done with rows left."""
    heads: dict[int, int] = dict(read_rows(CampaignTask.objects.all(), "id", "heads"))
    rows = read_rows(CampaignStep.objects.order_by("id"), "task_id", "state", "heads")
    wrong = [task for task, state, done in rows if done > heads[task] or (state == "done" and done < heads[task])]
    return len(rows), [f"专项任务{task}：已办条数与任务不符。" for task in wrong]


def check_samples() -> Checked:
    """Every result is of a matter that was drawn, and nobody looked into a file they worked on."""
    drawn: dict[int, int] = dict(read_rows(SampledMatter.objects.all(), "id", "matter_id"))
    rows = read_rows(SampleResult.objects.order_by("id"), "sampled_id", "checker_id")
    problems = [f"自查结论第{sampled}行：没有抽到过这一件。" for sampled, _ in rows if sampled not in drawn]
    looked = [(drawn[sampled], checker) for sampled, checker in rows if sampled in drawn]
    workers = members_of([matter for matter, _ in looked])
    keys = person_keys({checker for _, checker in looked} | {member for some in workers.values() for member in some})
    own = [matter for matter, checker in looked if keys[checker] in {keys[member] for member in workers.get(matter, ())}]
    return len(rows), problems + [f"自查：办件{matter}的自查人经办过它。" for matter in own]
