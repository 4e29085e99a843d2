"""Every verb of every counter has a door: a matter, a page, a command or a timer that calls it, or a verb that has one; the demonstration is none."""

from __future__ import annotations

import ast
import importlib
import inspect
from collections.abc import Iterator
from pathlib import Path

import shebao

ROOT = Path(shebao.__file__).parent
COUNTERS = (
    "people",
    "employers",
    "enrolment",
    "contributions",
    "declarations",
    "accounts",
    "benefits",
    "certification",
    "payout",
    "local_payments",
    "residents",
    "fund",
    "inspection",
    "injury",
    "reconciliation",
    "accuracy",
    "parameters",
    "public",
    "exchange",
    "staff",
)
SAME = {"payout.propose_reissue": "payout.propose", "people.enter_shares": "people.register_heirs"}
"""A verb that is another one with its kind filled in, or its last step; the door of that one opens it."""


def verbs() -> set[str]:
    """Every public function of a counter's actions that says who acts: "counter.verb"."""
    named = set()
    for counter in COUNTERS:
        actions = importlib.import_module(f"shebao.agency.{counter}.actions")
        for name, function in inspect.getmembers(actions, inspect.isfunction):
            mine = function.__module__.startswith(f"shebao.agency.{counter}.")
            if mine and not name.startswith("_") and "by" in inspect.signature(function).parameters:
                named.add(f"{counter}.{name}")
    return named


def called() -> dict[str, set[str]]:
    """ "counter.verb" → the files that use it, outside the counter's own file and the demonstration."""
    doors: dict[str, set[str]] = {}
    homes = {f"{counter}.{name}": Path(inspect.getfile(function)) for counter in COUNTERS for name, function in _functions(counter)}
    for path in ROOT.rglob("*.py"):
        hands_on = path.name == "actions.py" and "\ndef " not in path.read_text(encoding="utf-8")
        if "demo" in path.relative_to(ROOT).parts or path.name == "__init__.py" or hands_on:
            continue
        for verb in _used(path):
            if homes.get(verb) != path:
                doors.setdefault(verb, set()).add(path.relative_to(ROOT).as_posix())
    return doors


def _functions(counter: str) -> list[tuple[str, object]]:
    return inspect.getmembers(importlib.import_module(f"shebao.agency.{counter}.actions"), inspect.isfunction)


def _used(path: Path) -> Iterator[str]:
    """The verbs a file names, by what it imported them as."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    package = ["shebao", *path.relative_to(ROOT).parts[:-1]]
    aliases: dict[str, str] = {}
    for node in ast.walk(tree):
        if not isinstance(node, ast.ImportFrom):
            continue
        base = package[: len(package) - node.level + 1] if node.level else []
        module = ".".join([*base, *([node.module] if node.module else [])])
        if not module.startswith("shebao.agency."):
            continue
        counter = module.split(".")[2]
        for name in node.names:
            if name.name == "actions":
                aliases[name.asname or name.name] = counter
            else:
                yield f"{counter}.{name.name}"
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id in aliases:
            yield f"{aliases[node.value.id]}.{node.attr}"


def test_every_verb_of_every_counter_has_a_door() -> None:
    known, doors = verbs(), called()
    missing = sorted(verb for verb in known if SAME.get(verb, verb) not in doors)
    print(f"{len(known)} verbs, {len(known) - len(missing)} with a door, without: {', '.join(missing)}")

    assert len(known) > 60
    assert missing == []
    assert known >= {"accounts.credit_interest", "enrolment.end_assistance"} and not {"accounts.credit_interest"} & set(missing)
