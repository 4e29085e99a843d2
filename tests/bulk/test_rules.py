"""Every screening rule, run by the engine over its own example: the one that hits and the one that does not."""

from __future__ import annotations

import pytest

from shebao.bulk.columns import columns_of
from shebao.bulk.engine import Engine
from shebao.core.screening.rule import RESULT, Rule, rules
from shebao.core.screening.screen import threshold_table


@pytest.fixture(scope="module")
def engine() -> Engine:
    return Engine()


@pytest.mark.parametrize("rule", rules().values(), ids=lambda rule: rule.id)
def test_a_rule_gives_for_its_example_what_it_says_and_leaves_the_others_alone(rule: Rule, engine: Engine) -> None:
    for table, columns in rule.needs.items():
        engine.lend(table, columns_of(columns, rule.example.tables[table]))
    engine.lend("threshold", threshold_table(rule, rule.example.today))

    result = engine.ask(rule.query, RESULT)

    rows = sorted(zip(*(result[name].tolist() for name in RESULT), strict=True))
    assert rows == sorted(tuple(row) for row in rule.example.result)
    people = {row[0] for rows in rule.example.tables.values() for row in rows}
    assert people - {row[0] for row in rows}, "the example has nobody who is not hit"


def test_the_engine_opens_no_file_and_no_network(engine: Engine) -> None:
    with pytest.raises(Exception, match=r"disabled|Permission"):
        engine.ask("SELECT * FROM read_csv('/etc/passwd')", RESULT)


def test_a_query_that_gives_fractions_is_a_mistake(engine: Engine) -> None:
    with pytest.raises(AssertionError, match="whole number"):
        engine.ask("SELECT 1 AS person, 202401 AS month, 1.5 AS fen, 1 AS evidence", RESULT)
