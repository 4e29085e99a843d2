"""Checks the mutation scores with a tool that is not ours: cosmic-ray, on a copy of the last commit, over a seeded sample.

    python -m venv build/cosmic && build/cosmic/bin/pip install cosmic-ray
    python scripts/cross_check.py core/policy 150
    python scripts/cross_check.py core/arithmetic/exact.py 400

It is slow, because every mutant starts the tests anew, and it changes files, which is why it works on a copy. It makes
many kinds of change at one place; one of each kind at each place is enough, and of these a sample.
"""

from __future__ import annotations

import random
import re
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

import mutation

ROOT = Path(__file__).resolve().parent.parent
COPY = ROOT / "build" / "cross_check"
TOOL = ROOT / "build" / "cosmic" / "bin" / "cosmic-ray"
SEED = 20231231
SLOW = ("tests/core/policy/test_bad_input.py", "tests/core/policy/test_completeness.py")

# Neither Django nor the shrinking of examples is needed to see whether a test fails, and both cost time.
CONFTEST = """
import hypothesis
phases = (hypothesis.Phase.explicit, hypothesis.Phase.generate)
hypothesis.settings.register_profile("mutation", deadline=None, derandomize=True, database=None, phases=phases, max_examples=40)
hypothesis.settings.load_profile("mutation")
"""
PYTEST = "[pytest]\npythonpath = .\naddopts = --import-mode=importlib -p no:cacheprovider -p no:django -p no:xdist\n"
COSMIC = """
[cosmic-ray]
module-path = "shebao/{module}"
timeout = 120.0
excluded-modules = []
test-command = "{python} -m pytest -q -x -c pytest.ini {tests}"
[cosmic-ray.distributor]
name = "local"
"""


def copy_of_the_commit() -> None:
    """The last commit in a folder of its own, with a configuration that starts quickly."""
    shutil.rmtree(COPY, ignore_errors=True)
    COPY.mkdir(parents=True)
    archive = subprocess.run(["git", "archive", "HEAD", "shebao", "tests", "pyproject.toml"], cwd=ROOT, check=True, capture_output=True)
    subprocess.run(["tar", "-x", "-C", str(COPY)], input=archive.stdout, check=True)
    (COPY / "tests" / "conftest.py").write_text(CONFTEST, encoding="utf-8")
    (COPY / "pytest.ini").write_text(PYTEST, encoding="utf-8")


def keep_a_sample(session: sqlite3.Connection, size: int) -> int:
    """Drop all mutants but one of each kind at each place, and of these all but a random sample; the number kept."""
    result: dict[tuple[str, int, int, str], list[str]] = {}
    lines: dict[str, list[str]] = {}
    query = "select job_id, module_path, operator_name, start_pos_row, start_pos_col from mutation_specs order by 2, 4, 5, 3, occurrence"
    rows = session.execute(query).fetchall()
    for job, path, operator, row, column in rows:
        text = lines.setdefault(path, (COPY / path).read_text(encoding="utf-8").split("\n"))[row - 1]
        if "BitOr_" in operator and re.search(r"^\s*def |->|^\s*\w+: ", text):
            continue  # `int | None` in an annotation is no code
        kind = re.sub(r"(Operator_[A-Za-z]+)_\w+$", r"\1", operator)
        result.setdefault((path, row, column, kind), []).append(job)
    chance = random.Random(SEED)  # noqa: S311
    kept = {chance.choice(jobs) for jobs in chance.sample(sorted(result.values()), min(size, len(result)))}
    for table in ("mutation_specs", "work_items"):
        session.executemany(f"delete from {table} where job_id = ?", [(row[0],) for row in rows if row[0] not in kept])  # noqa: S608
    session.commit()
    return len(kept)


def report(session: sqlite3.Connection) -> None:
    """The score, and of each survivor its place and the changed line."""
    outcomes = session.execute("select test_outcome, count(*) from work_results group by 1").fetchall()
    print("，".join(f"{outcome} {count}" for outcome, count in outcomes))
    query = "select diff from work_results where test_outcome = 'SURVIVED' order by diff"
    for (diff,) in session.execute(query):
        lines = diff.split("\n")
        place = next((line for line in lines if line.startswith("+++")), "")
        print(place, *(line for line in lines if line[:1] in "+-" and line[:3] not in ("+++", "---")), sep="\n    ")


def main() -> int:
    """Sample the mutants of a module or folder below shebao/, run them, report."""
    module, size = sys.argv[1], int(sys.argv[2])
    copy_of_the_commit()
    judges = mutation.JUDGES.get(module.removesuffix(".py"), mutation.LAW)
    tests = " ".join([*judges, *(f"--ignore={path}" for path in SLOW)])
    text = COSMIC.format(module=module, python=ROOT / ".venv" / "bin" / "python", tests=tests)
    (COPY / "cosmic.toml").write_text(text, encoding="utf-8")
    subprocess.run([TOOL, "init", "cosmic.toml", "session.sqlite"], cwd=COPY, check=True)
    session = sqlite3.connect(COPY / "session.sqlite")
    print(f"{keep_a_sample(session, size)} mutants", flush=True)
    session.close()
    subprocess.run([TOOL, "exec", "cosmic.toml", "session.sqlite"], cwd=COPY, check=True)
    report(sqlite3.connect(COPY / "session.sqlite"))
    return 0


if __name__ == "__main__":
    sys.exit(main())
