"""Drawing a sample by its seed, and entering what was found of a payment."""

from __future__ import annotations

import random
from typing import NamedTuple

from django.db import transaction

from shebao.agency import schemes
from shebao.agency.journal.actions import Entry, post, take_turn
from shebao.agency.journal.by import By
from shebao.agency.payout import queries as payout
from shebao.agency.staff.queries import require
from shebao.agency.store.bulk import next_id
from shebao.agency.store.digest import sm3
from shebao.base.finding import refuse
from shebao.base.money import Fen
from shebao.base.plain_text import plain_text

from .kinds import CAUSES, CORRECT, LARGEST, OVER, SHARES, SMALLEST, STRATA, VERDICTS, stratum_of
from .models import Sample, SampleAnswer, SampleLine, SampleStratum


class Found(NamedTuple):
    """What was found of a payment: a key of `kinds.VERDICTS`, by how much it is wrong, whose doing, what it was held against."""

    verdict: str
    text: str
    error_fen: Fen = 0
    cause: str = ""


def draw(scheme: str, year: int, seed: str, size: int, *, by: By) -> int:
    """Draw a sample of a year's payments that arrived; its number. The same seed of the same payments draws the same.

    Refused where the year has none, and where it was drawn by this seed already: nobody draws until the sample is liked.
    """
    if by.actor_id is not None:
        require(by.actor_id, "guard.create")
    scheme, seed = schemes.of(scheme).KEY, plain_text(seed, "种子", 40, "seed")
    if not seed or not SMALLEST <= size <= LARGEST:
        refuse("accuracy.size", f"要有种子，抽样数应在 {SMALLEST} 至 {LARGEST:,} 之间", "种子可以写会议日期或当众摇出的号码。", "size")
    with transaction.atomic():
        take_turn()
        if Sample.objects.filter(year=year, scheme=scheme, seed=seed).exists():
            refuse("accuracy.twice", f"{year}年已经按种子“{seed}”抽过样", "抽样以后不能重抽；要再抽一份，换一个种子，两份都保留。", "seed")
        whole = payout.arrived_in_year(scheme, year)
        if not whole:
            refuse("accuracy.empty", f"{year}年{schemes.title(scheme)}没有到账的发放", "请核对年度和险种。", "year")
        chosen, sizes = chosen_of([(line, kind) for line, _, kind, _ in whole], seed, size)
        key = next_id(Sample)
        digest = sm3("\n".join(f"{line} {fen}" for line, _, _, fen in whole).encode())
        head = (key, year, scheme, seed, len(whole), sum(row[3] for row in whole), digest, by.day, by.actor_id or 0)
        body = {"year": year, "scheme": scheme, "seed": seed, "drawn": len(chosen)}
        post(Sample, Sample.SEALED, [head], "accuracy.draw", by=by, subject=("sample", key), body=body)
        first = next_id(SampleStratum)
        amounts = {stratum: sum(fen for _, _, kind, fen in whole if stratum_of(kind) == stratum) for stratum in STRATA}
        strata = [(first + at, key, stratum, *sizes[stratum][:1], amounts[stratum], sizes[stratum][1]) for at, stratum in enumerate(STRATA)]
        post(SampleStratum, SampleStratum.SEALED, strata, "accuracy.strata", by=by, subject=("sample", key))
        rows, start = {row[0]: row for row in whole}, next_id(SampleLine)
        lines = [(start + at, key, stratum_of(rows[line][2]), line, rows[line][1], rows[line][3]) for at, line in enumerate(sorted(chosen))]
        post(SampleLine, SampleLine.SEALED, lines, "accuracy.lines", by=by, subject=("sample", key))
    return key


def chosen_of(lines: list[tuple[int, str]], seed: str, size: int) -> tuple[list[int], dict[str, tuple[int, int]]]:
    """(chosen lines, stratum → (how many there are, how many were drawn)) by a seed, from (line, kind) in the order of the lines.

    What a stratum is too small for is drawn from the largest.
    """
    members: dict[str, list[int]] = {stratum: [] for stratum in STRATA}
    for line, kind in lines:
        members[stratum_of(kind)].append(line)
    take = {stratum: min(len(members[stratum]), size * SHARES[stratum] // 100) for stratum in STRATA}
    largest = max(STRATA, key=lambda stratum: len(members[stratum]))
    take[largest] = min(len(members[largest]), take[largest] + size - sum(take.values()))
    chosen = [
        line
        for stratum, some in members.items()
        for line in random.Random(f"{seed} {stratum}").sample(some, take[stratum])  # noqa: S311
    ]
    return chosen, {stratum: (len(members[stratum]), take[stratum]) for stratum in STRATA}


def answer(row_id: int, told: Found, *, by: By) -> Entry:
    """Enter what was found of a payment that was drawn; a later answer takes the place of an earlier one, and both are kept."""
    require(by.member_id, "guard.create")
    text = plain_text(told.text, "核对了什么", 200, "text")
    row = SampleLine.objects.filter(pk=row_id).first()
    if row is None or told.verdict not in VERDICTS:
        refuse("accuracy.answer", "没有这一笔，或没有这种结果", "请从抽样页面打开。", "verdict")
    if len(text) < 4:
        refuse("accuracy.text", "没有写核对了什么", "请写清拿什么材料核对的，例如“核定表、认证记录、银行回单”。", "text")
    wrong = told.verdict != CORRECT
    if wrong != bool(told.error_fen) or told.error_fen < 0 or (told.verdict == OVER and told.error_fen > row.amount_fen):
        refuse("accuracy.amount", "多发、少发要填写相差的金额，多发不能超过这一笔；正确的不填", "请核对金额。", "error")
    if wrong != (told.cause in CAUSES):
        refuse("accuracy.cause", "多发、少发要选原因；正确的不选", "请选择个人、经办或欺诈。", "cause")
    with transaction.atomic():
        take_turn()
        kept = (next_id(SampleAnswer), row_id, told.verdict, told.error_fen, told.cause if wrong else "", text, by.day, by.member_id)
        return post(SampleAnswer, SampleAnswer.SEALED, [kept], "accuracy.answer", by=by, subject=("sample", row.sample_id))
