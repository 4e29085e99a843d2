"""Relations between figures: proposed by the structure of the text, tested by arithmetic, judged by evidence."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain

from shebao.core.evaluation.check.model import Document
from shebao.core.evaluation.check.relations.alone import alone, audited, joint_counts
from shebao.core.evaluation.check.relations.averages import averages
from shebao.core.evaluation.check.relations.cells import blocks, cell_figures, tables
from shebao.core.evaluation.check.relations.derived import derived
from shebao.core.evaluation.check.relations.differences import (
    absent,
    additions,
    balances,
    carried,
    differences,
    empty_posts,
    flows,
    scores,
    surpluses,
    usable,
)
from shebao.core.evaluation.check.relations.divisions import divisions
from shebao.core.evaluation.check.relations.far import adjustments, far
from shebao.core.evaluation.check.relations.figure import Figure, figures
from shebao.core.evaluation.check.relations.formulas import formulas
from shebao.core.evaluation.check.relations.funding import funding
from shebao.core.evaluation.check.relations.headless import headless
from shebao.core.evaluation.check.relations.hidden import hidden
from shebao.core.evaluation.check.relations.items import items
from shebao.core.evaluation.check.relations.judge import Relation, judge
from shebao.core.evaluation.check.relations.kin import kin
from shebao.core.evaluation.check.relations.lists import lists
from shebao.core.evaluation.check.relations.mixed import mixed
from shebao.core.evaluation.check.relations.outlines import outlines
from shebao.core.evaluation.check.relations.plans import plans
from shebao.core.evaluation.check.relations.products import conversions, distant_products, lasting, products
from shebao.core.evaluation.check.relations.rates import rates
from shebao.core.evaluation.check.relations.respective import respective_shares
from shebao.core.evaluation.check.relations.sections import sections
from shebao.core.evaluation.check.relations.settled import bracketed, moves, surplus
from shebao.core.evaluation.check.relations.shares import shares
from shebao.core.evaluation.check.relations.subjects import subjects
from shebao.core.evaluation.check.relations.tallies import hundreds, in_a_row, rests, tallies
from shebao.core.evaluation.check.relations.totals import totals
from shebao.core.evaluation.check.relations.twins import twins
from shebao.core.evaluation.check.text import Passage

__all__ = ["Figure", "Relation", "figures", "relations"]


def relations(document: Document, passages: Sequence[Passage]) -> tuple[tuple[Figure, ...], tuple[Relation, ...]]:
    """The figures of the passages and of the tables, and every relation found between them, with its verdict."""
    rows = figures(passages)
    texts = [passage.text for passage in passages]
    stretches = list(cell_figures(document, len(texts)))
    proposed = chain(
        formulas(rows),
        lists(rows, texts),
        totals(rows),
        items(rows, texts),
        balances(rows),
        differences(rows),
        additions(rows),
        scores(rows),
        absent(rows),
        empty_posts(rows),
        flows(rows),
        surpluses(rows),
        usable(rows),
        carried(rows),
        derived(rows),
        rates(rows),
        shares(rows),
        respective_shares(rows),
        divisions(rows),
        sections(rows, texts),
        surplus(rows),
        tallies(rows),
        in_a_row(rows),
        hundreds(rows),
        bracketed(rows),
        kin(rows),
        far(rows),
        adjustments(rows),
        hidden(rows),
        subjects(rows),
        averages(rows),
        headless(rows),
        plans(rows),
        alone(rows),
        audited(rows),
        joint_counts(rows),
        products(rows),
        distant_products(rows),
        conversions(rows),
        lasting(rows),
        tables(stretches),
        blocks(document, len(texts)),
        funding(document, len(texts)),
        outlines(document, len(texts), rows),
    )
    groups = list(proposed)
    groups.extend([*mixed(rows, groups), *twins(rows, groups), *moves(rows, groups), *rests(rows, groups)])
    return (*rows, *(figure for stretch in stretches for figure, _ in stretch.rows)), tuple(judge(groups))
