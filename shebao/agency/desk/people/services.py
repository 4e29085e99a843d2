"""What can be done for one person at the window now: the matters her post accepts that fit how this person stands."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import NamedTuple

from django.urls import reverse

from shebao.agency.matters.kind import Kind
from shebao.agency.pages.matter_form import by_hand, by_list
from shebao.agency.people.names import typed_for
from shebao.agency.procedures.worklist import may_submit


class Standing(NamedTuple):
    """How a person stands: what decides which matters make sense."""

    dead: bool
    insured: bool
    states: frozenset[str]
    has_account: bool
    verified: bool
    assisted: bool


class Service(NamedTuple):
    """One line of the menu: its title, where the matter begins with this person filled in, and the words it is found by."""

    title: str
    href: str
    words: str = ""


OF_THE_DEAD = {
    "withdraw_death",
    "inherit_account",
    "decide_survivors",
    "decide_resident_funeral",
    "open_debt",
    "cancel_owed",
    "decide_claimant_death",
}
"""Of the dead that they are not, and what they leave; the heirs are registered by a list."""
_FITS: dict[str, Callable[[Standing], bool]] = {
    "record_certifications": lambda one: bool(one.states & {"active", "suspended"}),
    "suspend_overdue": lambda one: "active" in one.states,
    "resume_certified": lambda one: "suspended" in one.states,
    "suspend_benefit": lambda one: "active" in one.states,
    "resume_benefit": lambda one: "suspended" in one.states,
    **{
        key: lambda one: bool(one.states & {"active", "suspended"})
        for key in ("notify_certification", "match_life_events", "withdraw_certifications", "resolve_double_benefit")
    },
    **{key: lambda one: one.insured and not one.states for key in ("change_resident_tier", "propose_resident_claims")},
    "decide_benefits": lambda one: one.insured and not one.states,
    "collect_contributions": lambda one: one.insured and not one.states,
    "verify_bank_accounts": lambda one: one.has_account and not one.verified,
    "end_insurance": lambda one: one.insured and "active" not in one.states,
    "insure_again": lambda one: not one.insured and not one.states,
    "grant_assistance": lambda one: one.insured and not one.assisted and not one.states,
    "end_assistance": lambda one: one.assisted,
    **{
        key: lambda one: one.insured and not one.states
        for key in ("choose_flexible_retirement", "continue_after_age", "exit_lump_sum", "decide_employee_pension")
    },
    "undo_exit": lambda one: not one.insured,
    **{
        key: lambda one: bool(one.states)
        for key in ("correct_award", "correct_public_award", "revoke_award", "end_disability_allowance", "decide_annuity_payment")
    },
    "change_dependant": lambda one: bool(one.states & {"active", "suspended"}),
}
"""Key of a matter → whether it makes sense; the counters judge again. A matter not named here fits everybody alive."""


def services(member_id: int, person_id: int, standing: Standing) -> list[Service]:
    """The menu, forms first; a kind that has both a form and a list stands in it once, as its form."""
    accepted = [one for one in may_submit(member_id) if _about_one(one)]
    forms = {one.module for one in accepted if by_hand(one)}
    return [
        Service(one.title, _href(one, person_id), typed_for(one.title)) for one in _forms_first(accepted) if _fits(one, standing, forms)
    ]


def _about_one(one: Kind) -> bool:
    """Whether it can be asked for one person of the register; what is asked of a run begins at the run."""
    if one.area not in ("person", "bank_account"):
        return False
    if by_hand(one):
        return any(field.widget == "person" for field in one.fields)
    return by_list(one) and any(column.finds == "person" for column in one.columns)


def _fits(one: Kind, standing: Standing, forms: set[str]) -> bool:
    if standing.dead or one.key in OF_THE_DEAD:
        return standing.dead and one.key in OF_THE_DEAD
    if by_list(one) and one.module in forms:
        return False
    return _FITS.get(one.key, lambda _: True)(standing)


def _forms_first(kinds: Iterable[Kind]) -> list[Kind]:
    return sorted(kinds, key=lambda one: not by_hand(one))


def _href(one: Kind, person_id: int) -> str:
    if by_hand(one):
        return f"{reverse('matters_form', args=[one.key])}?person_id={person_id}"
    return f"{reverse('matters_list', args=[one.key])}?cell_person={person_id}"
