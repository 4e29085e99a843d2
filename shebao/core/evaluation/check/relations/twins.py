"""Sums that run beside each other: where 8 户 20 人、6 户 15 人，共 14 户 35 人 add up in one column, the other column is meant to as well."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from shebao.core.evaluation.check.interval import Agreement
from shebao.core.evaluation.check.relations.figure import Figure, additive, alike
from shebao.core.evaluation.check.relations.relation import LIKELY, LOOSE, Candidate


def twins(rows: Sequence[Figure], groups: Sequence[Sequence[Candidate]]) -> Iterator[list[Candidate]]:
    """For every sum that holds, the figures one place after and before each of its own."""
    at = {figure.order: figure for figure in rows}
    for group in groups:
        for candidate in group:
            if candidate.shape != "sum" or len(candidate.inputs) < 2 or candidate.result.cell or candidate.strength < LOOSE:
                continue
            if candidate.agreement() is not Agreement.EQUAL:
                continue
            for step in (1, -1):
                own = [at.get(figure.order + step) for figure in candidate.figures]
                beside = [f for f in own if f is not None]
                if len(beside) == len(own) and _parallel(beside, candidate):
                    yield [Candidate(candidate.rule, "sum", beside[0], tuple(beside[1:]), LIKELY, candidate.signs)]
            break


def _parallel(beside: Sequence[Figure], candidate: Candidate) -> bool:
    """Whether each stands right beside its twin, all are of one dimension, and it is not the twins' own."""
    own = {figure.key for figure in candidate.figures}
    first = beside[0]
    inside = len({f.label for f in beside}) == 1 and all(
        f.depth == twin.depth + 1 for f, twin in zip(beside, candidate.figures, strict=True)
    )
    if (first.kind == candidate.result.kind and not inside) or any(f.key in own for f in beside):
        return False
    near = all(
        f.sentence == twin.sentence and abs(f.start - twin.end) <= 8 or abs(twin.start - f.end) <= 8
        for f, twin in zip(beside, candidate.figures, strict=True)
    )
    return near and all(
        additive(f) and f.kind == first.kind and alike(f, first) or {f.kind, first.kind} <= {"people", "times"} for f in beside
    )
