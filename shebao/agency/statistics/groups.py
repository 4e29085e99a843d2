"""People counted by where they live, how old they are, their sex and their standing; every count gives the people behind it.

Sets of people (insured, paying, in payment …) are whole columns of ids; a division gives each of them the place of a group. A count
is how many fall on a place, and its rows are exactly those ids, so that a figure and its list cannot differ.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np

from shebao.agency.benefits import queries as benefits
from shebao.agency.certification import queries as certification
from shebao.agency.contributions import queries as contributions
from shebao.agency.enrolment import queries as enrolment
from shebao.agency.enrolment.schemes import GROUPS
from shebao.agency.people import queries as people
from shebao.agency.schemes.employee import KEY as EMPLOYEE
from shebao.agency.schemes.public_institution import KEY as PUBLIC
from shebao.agency.schemes.resident import KEY as RESIDENT
from shebao.agency.store.columns import Column, int_column, look_up
from shebao.base.finding import refuse
from shebao.base.months import Month

AGES = (
    (0, "不满 30 岁"),
    (30, "30—39 岁"),
    (40, "40—49 岁"),
    (50, "50—59 岁"),
    (60, "60—69 岁"),
    (70, "70—79 岁"),
    (80, "80—89 岁"),
    (90, "90 岁以上"),
)
FIVE_YEARS = tuple(
    (0 if low == 15 else low, "不满 20 岁" if low == 15 else f"{low}—{low + 4}" if low < 90 else "90 以上") for low in range(15, 95, 5)
)


@dataclass(frozen=True, slots=True)
class PeopleSet:
    """A named set of people of a scheme in a month: title, definition (口径) and the function that gives its ids, ascending."""

    title: str
    definition: str
    ids: Callable[[str, Month], Column]


def _insured(scheme: str, month: Month) -> Column:
    return np.unique(enrolment.insured_columns(scheme, month)["person_id"])


def _paying(scheme: str, month: Month) -> Column:
    return np.intersect1d(contributions.payers(scheme, month // 100, month), _insured(scheme, month))


def _recipients(scheme: str, month: Month) -> Column:
    return np.unique(benefits.people_in_payment(scheme, month))


def _certified(scheme: str, month: Month) -> Column:
    ids = _recipients(scheme, month)
    return ids[certification.valid_until(ids) >= month]


SETS: Mapping[str, PeopleSet] = {
    "insured": PeopleSet("参保", "当月末参保关系存续的人，含领取待遇人员", _insured),
    "paying": PeopleSet("已缴费", "参保人中当年截至当月有缴费到账的，含财政代缴", _paying),
    "recipients": PeopleSet("领取待遇", "当月正常应发的人", _recipients),
    "certified": PeopleSet("认证有效", "领取待遇的人中，认证有效期到当月或以后的", _certified),
}
"""What is counted, in the order of the columns."""
PENSIONS = (RESIDENT, EMPLOYEE, PUBLIC)


def _covered(scheme: str, month: Month) -> Column:
    """Whoever is insured in any pension insurance, whatever scheme is asked about."""
    return np.unique(np.concatenate([_insured(one, month) for one in PENSIONS]))


COVERED = PeopleSet("参加任一养老保险", "当月末在居民、企业职工、机关事业单位养老保险中参保关系存续的人，一人计一次", _covered)
"""Who is covered; counted by place, and no column of the tables of one scheme."""
_ANY = {**SETS, "covered": COVERED}


@dataclass(frozen=True, slots=True)
class Division:
    """A way to divide people: title, labels of its groups, and the place of each person's group."""

    title: str
    labels: tuple[str, ...]
    places: Callable[[Column], Column]


@dataclass(frozen=True, slots=True)
class Counts:
    """A table: groups down, sets across. counts[set][group]."""

    division: Division
    counts: Mapping[str, Column]

    def rows(self) -> list[tuple[int, str, list[int]]]:
        """(place, label, count of each set) of the groups in which there is somebody."""
        table = [(at, label, [int(column[at]) for column in self.counts.values()]) for at, label in enumerate(self.division.labels)]
        return [row for row in table if any(row[2])]

    def totals(self) -> list[int]:
        """The sum of each set."""
        return [int(column.sum()) for column in self.counts.values()]


def _by_bounds(bounds: tuple[tuple[int, str], ...], year: int) -> Callable[[Column], Column]:
    lows = np.array([low for low, _ in bounds], dtype=np.int64)

    def places(ids: Column) -> Column:
        ages = year - people.profiles(ids)["birth_year"]
        return np.maximum(np.searchsorted(lows, ages, side="right") - 1, 0)

    return places


def _places(by: str, township: str) -> Division:
    villages = [one for one in people.villages() if not township or one.township == township]
    names = [one.township if by == "township" else f"{one.township}{one.name}" for one in villages]
    labels = (*dict.fromkeys(names), "其他或没有登记")
    at = {label: place for place, label in enumerate(labels)}
    keys, values = int_column([one.id for one in villages]), int_column([at[name] + 1 for name in names])
    order = np.argsort(keys)

    def places(ids: Column) -> Column:
        place = look_up(keys[order], values[order], people.profiles(ids)["village_id"])
        return np.where(place > 0, place - 1, len(labels) - 1)

    return Division("乡镇（街道）" if by == "township" else "村（社区）", labels, places)


def _identities(scheme: str, month: Month) -> Division:
    """In payment first, then the groups whose contribution the government pays, then through an employer, alone, and otherwise."""
    groups = tuple(GROUPS.items())
    labels = ("领取待遇人员", *(title for _, title in groups), "单位职工", "其他参保人员（含灵活就业）")
    helped, names = enrolment.assisted(month // 100)
    keys = [key for key, _ in groups]
    order = np.argsort(helped, kind="stable")
    codes = int_column([keys.index(name) + 1 if name in keys else 0 for name in names])
    recipients, employed = _recipients(scheme, month), np.unique(enrolment.employed_columns(scheme, month)["person_id"])

    def places(ids: Column) -> Column:
        group = look_up(helped[order], codes[order], ids) if helped.size else np.zeros(len(ids), dtype=np.int64)
        place = np.where(np.isin(ids, employed), len(groups) + 1, len(groups) + 2)
        place = np.where(group > 0, group, place)
        return np.where(np.isin(ids, recipients), 0, place)

    return Division("身份", labels, places)


def _sexes() -> Division:
    return Division("性别", ("男", "女"), lambda ids: people.profiles(ids)["female"])


DIVISIONS: Mapping[str, str] = {
    "township": "按乡镇",
    "village": "按村（社区）",
    "identity": "按身份",
    "age": "按年龄",
    "sex": "按性别",
    "five": "按五岁组",
}


def division(by: str, scheme: str, month: Month, township: str = "") -> Division:
    """A way to divide the people of a scheme in a month; refused for one there is not. Ages are those reached in the month's year."""
    if by in ("township", "village"):
        return _places(by, township)
    if by == "identity":
        return _identities(scheme, month)
    if by == "sex":
        return _sexes()
    if by in ("age", "five"):
        bounds = AGES if by == "age" else FIVE_YEARS
        return Division("年龄", tuple(label for _, label in bounds), _by_bounds(bounds, month // 100))
    refuse("statistics.division", f"没有“{by}”这种分组", f"可用：{'、'.join(DIVISIONS.values())}。", "by")


def count(by: str, scheme: str, month: Month, township: str = "") -> Counts:
    """The table of one division."""
    parts = division(by, scheme, month, township)
    sets = {name: one.ids(scheme, month) for name, one in SETS.items()}
    # Everybody is placed once, whatever number of sets they are in.
    everybody = np.unique(np.concatenate(list(sets.values())))
    places = parts.places(everybody) if everybody.size else everybody
    counts = {
        name: np.bincount(places[np.searchsorted(everybody, ids)], minlength=len(parts.labels))
        if ids.size
        else np.zeros(len(parts.labels), int)
        for name, ids in sets.items()
    }
    if by == "village" and township:  # everybody of other townships falls on the last place, which is not this township's
        for column in counts.values():
            column[-1] = 0
    return Counts(parts, counts)


def behind(by: str, scheme: str, month: Month, name: str, place: int, township: str = "") -> tuple[str, Column]:
    """(label of the group, its people, ascending) behind one count; place -1: everybody of the set. Refused for one there is not."""
    if name not in _ANY:
        refuse("statistics.set", f"没有“{name}”这个数", f"可用：{'、'.join(one.title for one in SETS.values())}。", "set")
    ids = _ANY[name].ids(scheme, month)
    if place < 0:
        return "合计", ids
    parts = division(by, scheme, month, township)
    if place >= len(parts.labels):
        refuse("statistics.group", "没有这一组", "请从表里点开。", "place")
    return parts.labels[place], ids[parts.places(ids) == place] if ids.size else ids


def people_set(name: str) -> PeopleSet:
    """A set by its name, which `behind` has accepted."""
    return _ANY[name]


def pyramid(scheme: str, month: Month) -> list[tuple[str, int, int]]:
    """(age group of five years, men, women) of the insured, the youngest first."""
    ids = _insured(scheme, month)
    if not ids.size:
        return []
    parts = division("five", scheme, month)
    places, female = parts.places(ids), people.profiles(ids)["female"]
    men = np.bincount(places[female == 0], minlength=len(parts.labels))
    women = np.bincount(places[female == 1], minlength=len(parts.labels))
    return [(label, int(m), int(w)) for label, m, w in zip(parts.labels, men, women, strict=True) if m or w]
