"""The 106-person mistake (1.79 million yuan over 106 people) by six causes in three shapes each: none of the 106 stands in a file, everybody
else is paid on the day."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from tests.harness.county import counties, in_copy
from tests.world.calendar import JULY, JULY_DAY, JUNE, JUNE_DAY, by
from tests.world.law import SCHEME
from tests.world.money import County

CROWD, SUM_FEN = 106, 1_790_000_00
MEAN_FEN = SUM_FEN // CROWD
BORN_LATER = date(1962, 3, 5)
SUSPENDED, RESUMED = date(2023, 5, 25), date(2023, 7, 2)


def build() -> None:
    """A hundred and six old people, ten young and six others, all paid in May and June."""
    county = County()
    county.pensioners(CROWD, 0)
    county.pensioners(10, birth=BORN_LATER)
    county.settled()


def run(size: int, seed: int, server: str | None) -> tuple[int, int, dict[str, int]]:
    """Each cause in each shape; (tried, not stopped, people held and paid)."""
    held = others = wrong = tried = 0
    with counties(build, server) as trials:
        for cause, shape in [(cause, shape) for cause in CAUSES for shape in range(3)][:size]:
            said = in_copy(trials, f"{cause}-{shape}", lambda cause=cause, shape=shape: _try(cause, shape))
            good = said is not None and said["stopped"] and said["held"] == said["wrong"]
            if not good:
                print(f"{cause} {shape}: {said}", flush=True)
            tried, wrong = tried + 1, wrong + (not good)
            held, others = held + (said["held"] if said else 0), others + (said["others"] if said else 0)
    return tried, wrong, {"held": held, "others_paid": others}


def _try(cause: str, shape: int) -> dict[str, Any]:
    """One mistake, then the runs of the month: who of the wronged is in a file, who of the others is not."""
    from shebao.agency.benefits.models import Entitlement
    from shebao.agency.payout.models import Exclusion, Line, Run
    from shebao.base.finding import Refused

    county = _again()
    everybody = set(Entitlement.objects.filter(state="active").values_list("person_id", flat=True))
    crowd = sorted(everybody)[6 : 6 + CROWD]
    try:
        wrong, kinds = CAUSES[cause](county, crowd, shape)
    except Refused:  # the counter itself refused the mistake
        return {"stopped": True, "held": CROWD, "wrong": CROWD, "others": 0, "refused": True}
    held: set[int] = set()
    others: set[int] = set()
    sent: set[int] = set()
    for kind in kinds:
        try:
            run = county.filed(JULY, kind, JULY_DAY)
        except Refused:
            run = Run.objects.filter(kind=kind, month=JULY).order_by("-id").first()
            if run is None:
                continue
        held |= set(Exclusion.objects.filter(run=run, kind="held").values_list("person_id", flat=True))
        lines = set(Line.objects.filter(run=run).values_list("person_id", flat=True))
        others |= lines - wrong
        # Whoever is due their ordinary month gets it; what must not go out is the wrong money.
        sent |= _wrongly(run, wrong, kind, cause)
    due = (everybody - wrong) if "regular" in kinds else others
    return {"stopped": not sent, "held": len(held & wrong), "wrong": len(wrong), "others": len(others), "all_others": due <= others}


def _wrongly(run: Any, wrong: set[int], kind: str, cause: str) -> set[int]:
    from shebao.agency.payout.models import Line

    if kind == "regular" and cause in ("resumed by one list", "resumed one by one", "owed by a list"):
        return set()
    return set(Line.objects.filter(run=run, person_id__in=wrong).values_list("person_id", flat=True))


def _again() -> County:
    """The county of the copy, with its people's numbers going on where they ended."""
    from shebao.agency.people.models import Person
    from shebao.agency.staff.queries import member_id
    from tests.world.people import start_over
    from tests.world.staff import POSTS

    county = County.__new__(County)
    start_over(people=5_000, cards=900_000)
    county.staff = {post: member_id(post) for post in POSTS}
    county.people = list(Person.objects.order_by("id").values_list("id", flat=True)[:6])
    return county


Cause = Callable[[County, list[int], int], tuple[set[int], tuple[str, ...]]]


def _table(county: County, crowd: list[int], shape: int) -> tuple[set[int], tuple[str, ...]]:
    """An addition for age typed ten, thirty or a hundred times too high, valid since May."""
    from shebao.base.finding import Refused
    from tests.agency.payout.test_operations import standard

    county.settled(JUNE, day=JUNE_DAY)
    content = f'[["65", null, "{(330, 990, 3300)[shape]}"]]'
    try:
        standard(county, content, key="resident_age_addon")
    except Refused:
        standard(county, content, key="resident_age_addon", note="按文件核对过，确为此数")
    return {*county.people, *crowd}, ("regular", "back_pay")


def _standard(county: County, crowd: list[int], shape: int) -> tuple[set[int], tuple[str, ...]]:
    """The basic standard typed three, ten or a hundred times too high: everybody is wronged."""
    from shebao.agency.benefits.models import Entitlement
    from tests.agency.payout.test_operations import standard

    county.settled(JUNE, day=JUNE_DAY)
    standard(county, ("309", "1030", "10300")[shape], note="按文件核对过，确为此数")
    return set(Entitlement.objects.values_list("person_id", flat=True)), ("regular", "back_pay")


def _list(county: County, crowd: list[int], shape: int) -> tuple[set[int], tuple[str, ...]]:
    """Resumed by one list, though nobody had come: one month, with an account each, or in three lists of one clerk."""
    from shebao.agency.benefits import actions as benefits

    benefits.suspend(crowd, SCHEME, JUNE, "uncertified", by=by(SUSPENDED))
    county.settled(JUNE, day=JUNE_DAY)
    clerk = by(RESUMED, county.staff["acceptance"])
    for some in ([crowd], [crowd[:53], crowd[53:]], [crowd[:36], crowd[36:71], crowd[71:]])[shape]:
        benefits.resume(some, SCHEME, JULY, by=clerk)
    return set(crowd), ("regular", "back_pay")


def _one_by_one(county: County, crowd: list[int], shape: int) -> tuple[set[int], tuple[str, ...]]:
    """The same in fifteens, in fives, and singly."""
    from shebao.agency.benefits import actions as benefits

    benefits.suspend(crowd, SCHEME, JUNE, "uncertified", by=by(SUSPENDED))
    county.settled(JUNE, day=JUNE_DAY)
    clerk, size = by(RESUMED, county.staff["acceptance"]), (15, 5, 1)[shape]
    for start in range(0, CROWD, size):
        benefits.resume(crowd[start : start + size], SCHEME, JULY, by=clerk)
    return set(crowd), ("regular", "back_pay")


def _invented(county: County, crowd: list[int], shape: int) -> tuple[set[int], tuple[str, ...]]:
    """A hundred and six invented people by one list of the former system: equal, skewed, and small enough for every cap."""
    county.settled(JUNE, day=JUNE_DAY)
    if shape == 1:
        rich = county.pensioners(26, 8_000_000_00, month=JULY)
        return {*rich, *county.pensioners(80, 540_000_00, month=JULY)}, ("regular",)
    return set(county.pensioners(CROWD, (2_350_000_00, 0, 100_000_00)[shape], month=JULY)), ("regular",)


def _owed(county: County, crowd: list[int], shape: int) -> tuple[set[int], tuple[str, ...]]:
    """Owed once by one list: the mean to everybody, half each twice, and most of it to twenty-six."""
    from shebao.agency.payout import actions as payout
    from shebao.agency.payout.kinds import LIVING

    county.settled(JUNE, day=JUNE_DAY)
    kind = next(iter(LIVING))
    amounts = [[MEAN_FEN] * CROWD, [MEAN_FEN // 2] * CROWD, [60_000_00] * 26 + [2_875_00] * 80][shape]
    for turn in range(2 if shape == 1 else 1):
        rows = [payout.Owed(0, person, kind, JULY, fen, f"名单{turn}", "5001") for person, fen in zip(crowd, amounts, strict=True)]
        payout.owe(rows, SCHEME, by=by(RESUMED, county.staff["acceptance"]))
    return set(crowd), ("one_off",)


CAUSES: dict[str, Cause] = {
    "an addition typed too high": _table,
    "a standard typed too high": _standard,
    "resumed by one list": _list,
    "resumed one by one": _one_by_one,
    "invented people": _invented,
    "owed by a list": _owed,
}
