"""Somebody with the application's own rights to the database writes other rows between computing and sealing: they go no further."""

from __future__ import annotations

import pytest
from django.db.models import F, Sum

from shebao.agency.journal.by import By
from shebao.agency.payout import actions
from shebao.agency.payout.models import Change, Exclusion, Line, LinePart, Run
from shebao.agency.payout.run import proof, states
from shebao.base.finding import Refused
from tests.world.calendar import MAY_DAY
from tests.world.money import County, problems_of

EXTRA_FEN = 16_886_79


def computed(county: County) -> Run:
    run = county.propose()
    actions.compute(run.pk, actor_id=county.staff["acceptance"])
    return Run.objects.get(pk=run.pk)


def sealing(county: County, run: Run) -> Run:
    return actions.seal(run.pk, by=By(county.staff["acceptance"], MAY_DAY))


def put_more_in(run: Run, people: list[int]) -> None:
    """The insider's play: rows taken out and put in again with more money, changes and the run's own sums to match, no trigger dropped."""
    lines, changes = list(Line.objects.filter(run=run, person_id__in=people)), list(Change.objects.filter(run=run, person_id__in=people))
    parts = [LinePart.objects.filter(line_id=line.pk).order_by("id")[0] for line in lines]
    for rows, amount in ((lines, "total_fen"), (changes, "delta_fen"), (parts, "fen")):
        for row in rows:
            model = type(row)
            model.objects.filter(pk=row.pk).delete()
            setattr(row, amount, getattr(row, amount) + EXTRA_FEN)
            row.save(force_insert=True)
    more = EXTRA_FEN * len(people)
    Run.objects.filter(pk=run.pk).update(amount_fen=F("amount_fen") + more, explained_fen=F("explained_fen") + more)


def test_rows_swapped_between_computing_and_sealing_are_not_sealed(paying: County) -> None:
    run = computed(paying)
    put_more_in(run, paying.people[:2])
    swapped = Run.objects.get(pk=run.pk)
    assert swapped.amount_fen == Line.objects.filter(run=run).aggregate(fen=Sum("total_fen"))["fen"], "the sums of the play add up"

    with pytest.raises(Refused, match="明细与计算结果不一致.*不是计算出来的那些"):
        sealing(paying, run)

    assert Run.objects.get(pk=run.pk).state == states.COMPUTED


def test_swapped_rows_with_a_digest_to_match_are_not_sealed_either(paying: County) -> None:
    run = computed(paying)
    put_more_in(run, paying.people[:2])
    Run.objects.filter(pk=run.pk).update(basis=proof.content_of(Run.objects.get(pk=run.pk)).basis)

    with pytest.raises(Refused, match="请重新计算"):
        sealing(paying, run)


def test_a_sum_of_the_run_that_its_rows_do_not_give_is_refused_in_words(paying: County) -> None:
    for change in (
        {"held": 1},
        {"held_fen": 1},
        {"amount_fen": F("amount_fen") + 1},
        {"explained_fen": F("explained_fen") + 1},
        {"done": 5},
    ):
        run = computed(paying)
        Run.objects.filter(pk=run.pk).update(**change)

        with pytest.raises(Refused, match="已停止"):
            sealing(paying, run)
        actions.discard(run.pk, "数据被改动", by=By(paying.staff["acceptance"], MAY_DAY))


def test_a_person_taken_from_the_list_of_the_held_stops_the_seal(paying: County) -> None:
    paying.change_account(paying.people[2], MAY_DAY, verified=False)
    run = computed(paying)
    Exclusion.objects.filter(run=run).delete()
    Run.objects.filter(pk=run.pk).update(excluded=0, held=0, held_fen=0, total=F("total") - 1)

    with pytest.raises(Refused, match="不是计算出来的那些"):
        sealing(paying, run)


def test_rows_sealed_by_a_program_that_did_not_compare_are_found_by_verify_and_make_no_file(
    paying: County, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As it was before the comparison: the run was sealed and signed with the swapped rows, and its own digest holds."""
    run = computed(paying)
    put_more_in(run, paying.people[:2])
    with monkeypatch.context() as before:
        before.setattr("shebao.agency.payout.run.seal.refuse_altered", lambda run, content: None)
        with pytest.raises(Refused, match="逐人重算有 2 笔不同"):
            sealing(paying, run)
        before.setattr("shebao.agency.payout.run.seal.second_count", lambda run: [])
        sealed = sealing(paying, run)
    actions.review(run.pk, sealed.digest, by=By(paying.staff["reviewer"], MAY_DAY))
    actions.approve(run.pk, sealed.digest, by=By(paying.staff["approver"], MAY_DAY))

    with pytest.raises(Refused, match="明细与计算结果不一致"):
        actions.write_file(run.pk, by=By(paying.staff["finance_maker"], MAY_DAY))
    assert [problem for problem in problems_of("payout.runs") if "不是计算出来的那些" in problem]
