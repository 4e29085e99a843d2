"""Questions to samples: each with how far it is, its rows with their answers, and what it says of the whole."""

from __future__ import annotations

from typing import NamedTuple

from shebao.base.finding import refuse
from shebao.base.money import Fen

from .estimate import Estimate, Stratum, estimate
from .kinds import CAUSES, OVER, STRATA, UNDER
from .models import Sample, SampleAnswer, SampleLine, SampleStratum

__all__ = ["Answered", "Estimate", "Result", "result", "row", "rows", "sample", "samples", "strata"]


class Answered(NamedTuple):
    """A payment that was drawn and what was found of it last (None: not looked at yet)."""

    row: SampleLine
    answer: SampleAnswer | None


class Result(NamedTuple):
    """What a sample says: how many are looked at, over- and underpayment with intervals (None: not all strata begun), sums by cause."""

    drawn: int
    done: int
    wrong: int
    over: Estimate | None
    under: Estimate | None
    by_cause: list[tuple[str, int, Fen, int, Fen]]


def samples() -> list[Sample]:
    """Every sample, newest first."""
    return list(Sample.objects.order_by("-id"))


def sample(sample_id: int) -> Sample:
    """One sample; raises `Refused` for an unknown one."""
    one = Sample.objects.filter(pk=sample_id).first()
    if one is None:
        refuse("accuracy.sample", f"没有第 {sample_id} 号抽样", "请从“发放准确率”页面打开。")
    return one


def strata(sample_id: int) -> list[SampleStratum]:
    """The strata of a sample in their order."""
    order = list(STRATA)
    return sorted(SampleStratum.objects.filter(sample_id=sample_id), key=lambda one: order.index(one.stratum))


def rows(sample_id: int) -> list[Answered]:
    """Every payment of a sample with its last answer."""
    answers = {one.row_id: one for one in SampleAnswer.objects.filter(row__sample_id=sample_id).order_by("id")}
    return [Answered(one, answers.get(one.pk)) for one in SampleLine.objects.filter(sample_id=sample_id).order_by("id")]


def row(row_id: int) -> Answered:
    """One payment of a sample; raises `Refused` for an unknown one."""
    one = SampleLine.objects.select_related("sample").filter(pk=row_id).first()
    if one is None:
        refuse("accuracy.row", f"没有第 {row_id} 号样本", "请从抽样页面打开。")
    return Answered(one, SampleAnswer.objects.filter(row_id=row_id).order_by("-id").first())


def result(sample_id: int) -> Result:
    """What the answers so far say of the whole year."""
    listed, wholes = rows(sample_id), strata(sample_id)
    looked = [(one.row, one.answer) for one in listed if one.answer is not None]

    def of(verdict: str) -> Estimate | None:
        errors = {
            whole.stratum: tuple(said.error_fen if said.verdict == verdict else 0 for mine, said in looked if mine.stratum == whole.stratum)
            for whole in wholes
        }
        return estimate([Stratum(whole.lines, whole.amount_fen, errors[whole.stratum]) for whole in wholes])

    by_cause = []
    for key, title in CAUSES.items():
        over = [said.error_fen for _, said in looked if said.cause == key and said.verdict == OVER]
        under = [said.error_fen for _, said in looked if said.cause == key and said.verdict == UNDER]
        by_cause.append((title, len(over), sum(over), len(under), sum(under)))
    wrong = sum(said.error_fen > 0 for _, said in looked)
    return Result(len(listed), len(looked), wrong, of(OVER), of(UNDER), by_cause)
