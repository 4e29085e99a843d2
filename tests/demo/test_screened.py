"""What was planted in a small county is found by the rule it was planted for, and nobody else by the rules that ask for today."""

from __future__ import annotations

import json
import subprocess
import sys
from collections import defaultdict
from pathlib import Path

import pytest

from tests.support.server import command_environment

pytestmark = pytest.mark.slow
SCRIPT = Path(__file__).parent / "_screened.py"


def test_the_planted_are_found_by_their_rule_and_the_clean_are_left_alone(demo_home: Path) -> None:
    told = subprocess.run(
        [sys.executable, str(SCRIPT), str(demo_home)],
        capture_output=True, text=True, encoding="utf-8", env=command_environment(demo_home, None, {}), check=False,
    )  # fmt: skip
    assert told.returncode == 0, told.stderr
    result = json.loads(told.stdout.splitlines()[-1])
    planted = json.loads((demo_home / "demo" / "planted.json").read_text(encoding="utf-8"))["planted"]
    hits = {rule: set(people) for rule, people in result["hits"].items()}
    of_rule = defaultdict(set)
    for one in planted:
        of_rule[one["rule"]].add(one["person_id"])

    missed = [(one["kind"], one["person_id"]) for one in planted if one["person_id"] not in hits.get(one["rule"], set())]
    everybody = {one["person_id"] for one in planted}
    clean = {person for rule, people in hits.items() if result["severity"][rule] == "A" for person in people - everybody}
    for rule, people in sorted(hits.items()):
        right = len(people & of_rule[rule])
        precision = f"{right * 100 // len(people)}%" if people else "no hits"
        print(f"{rule} {result['severity'][rule]}: hits {len(people)}, planted for it {right}, precision {precision}")

    assert len(missed) * 50 <= len(planted), missed
    assert len(clean) * 1000 <= result["people"], clean
