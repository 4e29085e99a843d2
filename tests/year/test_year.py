"""A year of one county by the desk's own pages: every story of every line, then the books, the figures and `verify`, and the count of modules."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction

from shebao.agency.fund import queries as books
from shebao.agency.fund.models import Voucher
from shebao.agency.matters.models import Matter
from shebao.agency.payout.models import Run
from shebao.agency.procedures.catalogue import catalogue
from shebao.agency.procedures.checks import run_checks
from shebao.agency.statistics import groups

from . import pages
from .county import SCHEME, Year, lived_in
from .ledger import RUN, counted, missing, modules
from .stories import ELSEWHERE, stories

verify = run_checks
AT_LEAST = 144
"""How many of the modules one county does in one year."""


def done() -> Counter[str]:
    """How many took effect, by kind of matter, and how many runs were settled, by kind of run."""
    matters = Counter(Matter.objects.filter(state="applied").values_list("kind", flat=True))
    return matters + Counter(RUN + kind for kind in Run.objects.filter(state="settled").values_list("kind", flat=True))


def listing(matters: list[pages.Done]) -> str:
    """A line a kind: how often, by which posts, the first matter and its day, and how it is undone."""
    counts, rows = Counter(one.key for one in matters), []
    for key, count in sorted(counts.items()):
        first = next(one for one in matters if one.key == key)
        kind = catalogue()[key]
        rows.append(
            f"{kind.title}（{key}）{count} 件：{' → '.join(first.hands)}，首件 {first.matter_id}（{first.day}）；更正：{kind.reversal}"
        )
    return "\n".join([f"经页面办成 {len(counts)} 种、{sum(counts.values())} 件", *rows])


def test_every_module_of_a_countys_work_has_a_kind_that_does_it() -> None:
    assert len(modules()) == 144 and len({module.key for module in modules()}) == 144
    assert [module.key for module in modules() if not module.kinds] == []
    everything = Counter(kind for module in modules() for kind in module.kinds)
    assert missing(everything) == []
    assert [module.key for module in missing(everything - Counter({"close_month": 1}))] == ["close_month"]
    assert "143 / 144" in counted(everything - Counter({"close_month": 1}))


@pytest.mark.slow
def test_a_county_lives_a_year_of_every_line_by_the_pages_of_the_desk(
    on_sqlite: str, county: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    told, failed = stories(), []
    for story in told:
        assert story.function, story.place
    pages.DONE.clear()

    with lived_in() as begin, pages.instead():
        year = Year(tmp_path)
        for number, story in enumerate(told, 1):
            begin(number)
            before = len(pages.DONE)
            try:
                with transaction.atomic():
                    year.live(story, monkeypatch)
            except (Exception, pytest.fail.Exception) as wrong:
                del pages.DONE[before:]
                failed.append(f"{story.place}: {type(wrong).__name__}: {str(wrong)[:300]}")
                print(failed[-1], flush=True)

    ledgers = sorted(set(Voucher.objects.values_list("scheme", flat=True)))
    sums: dict[str, Any] = {scheme: sum(books.balances(scheme).values()) for scheme in ledgers}
    insured = {scheme: sum(groups.count("sex", scheme, 202307).totals()) for scheme in (SCHEME,)}
    with capsys.disabled():
        print(f"\n{listing(pages.DONE)}\n{counted(done())}")
        print(f"账套 {len(ledgers)} 个，借贷相抵后 {sums}；参保 {insured}；另县办理 {len(ELSEWHERE)} 件")
        print("\n".join(failed))
    assert failed == []
    assert [check for check in verify() if not check.ok] == []
    assert set(sums.values()) == {0}
    assert len(modules()) - len(missing(done())) >= AT_LEAST
