"""What the agency of a demonstration states about itself: its budget, posts, assets and judgements, each from its published report."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from shebao.agency.evaluation.actions import Entered, enter_figures
from shebao.agency.evaluation.catalogue import stated
from shebao.agency.journal.by import By
from shebao.core.evaluation.template import load

from .agency import Agency, wan_to_fen, yuan_to_fen
from .branches.cover import collected
from .budgets import planned
from .recovery import COUNTED as RECOVERED
from .supervision import COUNTED as LIVED

_STAFF = ("quota", "in_post", "contract", "public_welfare", "retired")
_ASSETS = ("original", "depreciation", "net")
_MONEY, _YUAN = "_wan", "_yuan"
COUNTED = frozenset({"insured", "recipients", "times", "income", "expense", "paid"})
"""What the counters count themselves of the schemes that the county lives; nobody types it."""
PAID = COUNTED - {"insured", "income"} | {"subsidy_times", "subsidy_paid"}
"""Of a scheme of which only the payments are lived."""
_WORK: Mapping[str, str] = {
    "reform_retirees_paid.persons": "work.reform_retirees",
    "reform_retirees_paid.rate": "work.reform_rate",
    "reform_retirees_new_method.persons": "work.reform_retirees",
    "reform_retirees_new_method.rate": "work.reform_rate",
    "transfers.total": "work.transfers",
    "transfers.pension_in": "work.transfers_pension_in",
    "transfers.pension_out": "work.transfers_pension_out",
    "transfers.medical_in": "work.transfers_medical_in",
    "transfers.medical_out": "work.transfers_medical_out",
    "transfers.employee_to_public_institution": "work.transfers_to_public",
    "fraud_campaign.checked": "work.fraud_checked",
    "fraud_campaign.recovered_yuan": "work.fraud_recovered",
    "erroneous_back_pay.persons": "work.back_pay_people",
    "erroneous_back_pay.amount_wan": "work.back_pay",
    "erroneous_back_pay.recovered_persons": "work.back_pay_recovered_people",
    "erroneous_back_pay.recovered_amount_wan": "work.back_pay_recovered",
    "recovered_to_october.persons": "work.recovered_people",
    "recovered_to_october.amount_wan": "work.recovered",
    "outside_audit_findings": "work.audit_findings",
    "certification_online.injured_and_dependants": "work.online_dependants",
}
"""Path in the agency file → what it states."""


def state_figures(agency: Agency, year: int, *, by: By) -> int:
    """Enter the agency's published figures as stated ones; returns how many."""
    return enter_figures(agency.key, year, list(_rows(agency)), by=by)


@dataclass(frozen=True)
class Typed:
    """Printed figures of one kind that no row of the county counts: how many, who types them and why they are typed."""

    group: str
    count: int
    who: str
    reason: str

    def as_json(self) -> dict[str, Any]:
        """Plain values."""
        return {"group": self.group, "count": self.count, "who": self.who, "reason": self.reason}


_WHY: Mapping[str, tuple[str, str]] = {
    "预算和决算": ("综合岗", "部门预算和决算照财政批复填报，社会保险基金的账里没有部门经费"),
    "“三公”、公用经费和采购": ("综合岗", "照部门决算填报，社会保险基金的账里没有部门经费"),
    "项目支出": ("综合岗", "照部门决算填报，社会保险基金的账里没有部门经费"),
    "编制和人员": ("综合岗", "照机构编制和人事台账填报；演示的操作账号只有几个岗位，不是全部在职人员"),
    "资产": ("综合岗", "照固定资产台账填报，不在社会保险基金的账里"),
    "满意度": ("综合岗", "外部调查的结果，问卷不在本系统"),
    "任务": ("综合岗", "上级下达的数，不由业务产生"),
}
"""Heading of the form → who types its figures, and why nothing counts them."""
_NOT_LIVED = ("业务岗", "这项工作或险种没有安排在演示的这一年，照自评报告填报")


def typed_groups(agency: Agency) -> list[Typed]:
    """Printed figures that are typed, by heading; judgements and texts are no figures."""
    counts: dict[str, int] = {}
    for row in _rows(agency):
        known = stated().get((row.scope, row.key))
        if known is not None and row.unit != "text" and not row.key.startswith("judged."):
            counts[known.group] = counts.get(known.group, 0) + 1
    return [Typed(group, count, *_WHY.get(group, _NOT_LIVED)) for group, count in counts.items()]


def _rows(agency: Agency) -> Iterator[Entered]:
    document = agency.document
    for key, text in (
        ("agency.name", agency.name),
        ("agency.place", agency.place),
        ("agency.template", agency.template),
        ("agency.invented", "示范数据"),
    ):
        yield Entered("entered", key, text, "text", document)
    if agency.reported.get("departments"):
        yield Entered("entered", "agency.departments", "、".join(agency.reported["departments"]), "text", document)
    for line in agency.budget:
        yield Entered(line["scope"], line["key"], str(wan_to_fen(line["amount_wan"])), "fen", f"{document}：{line['title']}")
    yield from _own(agency)
    yield from _work(agency)
    yield from _other_funds(agency)
    yield from _judgements(agency)


def _own(agency: Agency) -> Iterator[Entered]:
    """Posts, assets, the task and the satisfaction that an outside survey found."""
    staff, assets = agency.reported.get("staff", {}), agency.reported.get("assets_yuan", {})
    yield from (_entered(agency, "entered", f"staff.{name}", staff[name]) for name in _STAFF if name in staff)
    yield from (_entered(agency, "entered", f"assets.{name}", str(yuan_to_fen(assets[name]))) for name in _ASSETS if name in assets)
    if "target_insured" in agency.reported:
        yield _entered(agency, "entered", "target.insured", agency.reported["target_insured"])
    if "satisfaction" in agency.reported:
        yield _entered(agency, "entered", "survey.satisfaction", _share(agency.reported["satisfaction"]))


def _work(agency: Agency) -> Iterator[Entered]:
    """Work of other counters that the report tells of."""
    for path, key in _WORK.items():
        match: Any = agency.reported
        for part in path.split("."):
            match = match.get(part) if isinstance(match, Mapping) else None
        lived = (key == "work.reform_retirees" and _reformed_are_lived(agency)) or path.split(".")[0] in (*agency.relief, *RECOVERED)
        if match is not None and path not in LIVED and not lived:
            yield _entered(agency, "entered", key, _exact(path, match))
    annuity = agency.fund_figures.get("public_institution", {}).get("annuity_collected_wan")
    if annuity:
        yield _entered(agency, "entered", "work.annuity", str(wan_to_fen(annuity)))
    unemployment = agency.fund_figures.get("unemployment", {})
    if "skill_people" in unemployment and "unemployment" not in agency.relief:
        yield _entered(agency, "entered", "work.skill_people", unemployment["skill_people"])
        yield _entered(agency, "entered", "work.skill_paid", str(wan_to_fen(unemployment["skill_wan"])))


def _reformed_are_lived(agency: Agency) -> bool:
    """Whether the county makes provisional awards final itself, so that the counters count them."""
    return any("reformed" in chosen for chosen in agency.pensions.values())


def _other_funds(agency: Agency) -> Iterator[Entered]:
    """Persons, income and expense of the funds whose business this county does not live, and of the others what is not counted."""
    for scheme, figures in agency.fund_figures.items():
        for name, text in figures.items():
            if name.removesuffix(_MONEY) in _counted(agency, scheme):
                continue
            if ("fund", f"{scheme}.{name.removesuffix(_MONEY)}") in stated():
                yield _entered(agency, "fund", f"{scheme}.{name.removesuffix(_MONEY)}", _exact(name, text))


def _counted(agency: Agency, scheme: str) -> frozenset[str]:
    """What the county's own rows count of a scheme."""
    rates = frozenset(f"{side}_rate" for side in planned(agency, 1).get(scheme, {}))
    if scheme in agency.pensions or (scheme in agency.relief and collected(agency, scheme)):
        return COUNTED | PAID | rates
    return (PAID if scheme in agency.relief else frozenset()) | rates


def _exact(name: str, text: str) -> str:
    """A printed figure in the unit it is kept in: 万元 and 元 in fen, a percentage as a share of one."""
    if text.endswith("%"):
        return _share(text)
    return str(wan_to_fen(text)) if name.endswith(_MONEY) else str(yuan_to_fen(text)) if name.endswith(_YUAN) else text


def _share(text: str) -> str:
    return str(Fraction(text.removesuffix("%")) / 100)


def _entered(agency: Agency, scope: str, key: str, value: str) -> Entered:
    known = stated()[scope, key]
    return Entered(scope, key, value, known.unit, f"{agency.document}：{known.title}"[:120])


def _judgements(agency: Agency) -> Iterator[Entered]:
    """Qualitative indicators as the agency judged itself: reached, with full points, in schemes whose weights are public."""
    for indicator in load(agency.template).indicators:
        if indicator.operator == "qualitative" and indicator.weight is not None:
            yield Entered("entered", f"judged.{indicator.key}", str(indicator.weight), "rate", f"{agency.document}（自评）")
