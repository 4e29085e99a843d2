"""A rate said of a number of people or things must be the rate of some whole number: 213 人，完成比例 97.7% of 218."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from shebao.core.evaluation.check.model import Verdict, broken, holds
from shebao.core.evaluation.check.relations.figure import DELTA, Figure, quoted
from shebao.core.evaluation.check.report import Report

TITLE = "比例要有整数的总数"
SOURCE = "人数、件数是整数：办了多少与完成比例，应有一个整数的总数能除得出来"
ADVICE = "核对办理数和完成比例，最好把总数一并写出。"
EXAMPLE = {
    "broken": "目前，已有 13 人启用新办法计发，完成比例 97.7%。",
    "sound": "目前，已有 213 人启用新办法计发，完成比例 97.7%。",
}
_RATE = re.compile(r"(?:完成|办结|办理|发放|认证|核查|启用|整改|达标|覆盖|合格)(?:比例|率|进度)(?:为|达|达到|是|：|约)?$")
_MOST = 5_000


def find(report: Report) -> Iterator[Verdict]:
    """Rates right after a count, with no other count of its kind in the sentence."""
    rows = report.figures
    for index, rate in enumerate(rows):
        if not index or rate.kind != "percent" or rate.cell or not rate.number.firm or rate.number.op or not _RATE.search(rate.label):
            continue
        part = rows[index - 1]
        if _alone(rows, index) and rate.number.value < 100:
            yield _judge(part, rate)


def _alone(rows: Sequence[Figure], index: int) -> bool:
    """Whether the only count of the sentence stands just before the rate."""
    rate, part = rows[index], rows[index - 1]
    counted = part.kind in ("people", "times") or part.kind.startswith("count:")
    small = part.number.whole and 0 < part.number.value <= _MOST and part.number.firm
    if not counted or not small or part.sentence != rate.sentence or DELTA.search(part.label) or part.measure[:1] in "万亿千百":
        return False
    return not any(
        f.sentence == rate.sentence and f.kind == part.kind for f in (*rows[max(0, index - 8) : index - 1], *rows[index + 1 : index + 3])
    )


def _half_step(rate: Figure) -> int:
    """Half of the last printed step; noughts at the end may only fill the column, 98.50% for 98.5%."""
    decimals = rate.digits.partition(".")[2]
    noughts = len(decimals) - len(decimals.rstrip("0"))
    return rate.point.half * int("1" + "0" * noughts)


def _judge(part: Figure, rate: Figure) -> Verdict:
    """Whether some whole number divides it so: the least and the greatest total that the rate allows."""
    middle, half, count = rate.point.middle, max(_half_step(rate), 1), part.point.middle
    least, greatest = -(-count * 100 // (middle + half)), count * 100 // (middle - half) if middle > half else count * 100
    quotes = quoted([part, rate])
    if least <= greatest:
        return holds(f"{part.printed} ÷ {least} = {rate.printed}", quotes)
    return broken(
        "question",
        f"“{part.label[-24:]}”{part.printed}，没有一个整数的总数能得出 {rate.printed}。",
        quotes,
        left=rate.printed,
        right=part.printed,
        computed="没有整数解",
        tolerance="印出末位的半个单位",
    )
