"""Amounts with their shares of a whole that is not printed: every pair must give the same whole, and shares of a hundred its sum."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from shebao.core.evaluation.check.interval import Agreement
from shebao.core.evaluation.check.relations.exact import quotient_agreement
from shebao.core.evaluation.check.relations.figure import BASE, DELTA, OF_LAST_YEAR, Figure, additive, alike
from shebao.core.evaluation.check.relations.relation import LIKELY, Candidate

_SHARE = re.compile(r"^(?:分别)?占([一-龥“”]{0,14}?)的?(?:比重|比例)?(?:为|达|约)?$")
_OF_ITS_OWN = re.compile(r"同类|同期|其|该|各自|相应|对应")
_OF_A_PLAN = re.compile(r"任务|目标|(?<!公共)(?<!公共财政)预算|计划")
"""税务部门 a，占任务数的 p%；财政部门 b，占任务数的 q%: each has a task of its own."""
_NEXT = re.compile(r"^[、和]$")
_NEAR_HUNDRED = 2
_LEAST = 2
Pair = tuple[Figure, Figure]


def hidden(rows: Sequence[Figure]) -> Iterator[list[Candidate]]:
    """Runs of amount and share in one paragraph, of one dimension, with the same words for the whole."""
    by_words: dict[tuple[int, str, str], list[Pair]] = {}
    for amount, share, words in _pairs(rows):
        by_words.setdefault((amount.paragraph, amount.kind, words), []).append((amount, share))
    for (_, _, words), pairs in by_words.items():
        pairs = [pair for pair in pairs if alike(pair[0], pairs[0][0])]
        if len(pairs) >= _LEAST:
            yield from _hundred(pairs, words, rows)


def _pairs(rows: Sequence[Figure]) -> Iterator[tuple[Figure, Figure, str]]:
    """272 个村、20506 户，分别占计划的 81.4%、80.2%, and a 万元，占 p%: each amount with its own share."""
    for index, share in enumerate(rows):
        match = _SHARE.match(share.label.lstrip("，（")) if share.kind == "percent" and share.number.firm and not share.cell else None
        if match is None or _OF_ITS_OWN.search(match[1]):
            continue
        run = [share]
        while index + len(run) < len(rows) and rows[index + len(run)].kind == "percent" and _joined(run[-1], rows[index + len(run)]):
            run.append(rows[index + len(run)])
        amounts = list(rows[max(0, index - len(run)) : index])
        if len(amounts) == len(run) and all(_level(f, share) for f in amounts):
            for amount, own in zip(amounts, run, strict=True):
                yield amount, own, match[1]


def _joined(a: Figure, b: Figure) -> bool:
    return a.sentence == b.sentence and bool(_NEXT.match(a.passage.text[a.end : b.start]))


def _level(figure: Figure, share: Figure) -> bool:
    plain = not (DELTA.search(figure.label) or BASE.search(figure.label) or OF_LAST_YEAR.search(figure.label))
    return plain and additive(figure) and figure.sentence == share.sentence and bool(figure.number.value)


def _printed(pairs: Sequence[Pair], rows: Sequence[Figure]) -> bool:
    """Whether some figure of the report is the whole that the largest pair speaks of."""
    amount, share = max(pairs, key=lambda pair: pair[1].point.middle)
    for figure in rows:
        if figure is not amount and alike(figure, amount) and figure.point.middle >= amount.point.middle:
            if quotient_agreement("ratio", share.point, amount.point, figure.point) is Agreement.EQUAL:
                return True
    return False


def _hundred(pairs: Sequence[Pair], words: str, rows: Sequence[Figure]) -> Iterator[list[Candidate]]:
    """Two shares that make a hundred, each of the sum of both; and shares of one named whole, each in proportion to the next."""
    for (a, p), (b, q) in pairwise(pairs):
        if _printed([(a, p), (b, q)], rows):
            continue
        if abs(p.number.value + q.number.value - 100) * 10 <= _NEAR_HUNDRED:
            yield [Candidate("rat_pair", "fall of", p, (a, b), LIKELY)]
            yield [Candidate("rat_pair", "fall of", q, (b, a), LIKELY)]
        elif len(words) >= _LEAST and (not _OF_A_PLAN.search(words) or "分别" in p.before):
            yield [Candidate("rat_mixed", "mixed rate", p, (a, b, q), LIKELY, (1, 1))]
