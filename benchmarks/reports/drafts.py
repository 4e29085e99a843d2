"""The product's own drafts, one digit changed at each printed figure: `python -m benchmarks.reports.drafts FOLDER [--scale 0.02]`.

Builds the five demonstration counties in FOLDER (those that are there are taken as they are), drafts their reports, and changes each
figure in turn. What the checker notices by structure alone is counted apart from what it notices with the agency's database at hand,
where the kept draft says what each figure was traced to. `--silent` lists the figures that nothing could contradict.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import re
import subprocess
import sys
from collections import Counter
from pathlib import Path

from shebao.core.evaluation.check import CheckResult, Document, Finding, check_documents

from .labelled import spoiled

COUNTIES, YEAR = ("zhengning", "zhanjiang", "hongjiang", "rugao", "chenggong"), "2023"
_FIGURE = re.compile(r"(?<![\d.,A-Za-z〔（-])\d[\d,]*(?:\.\d+)?")
_NOT_MEANT = re.compile(r"年|月\d|日|号")


def spots(text: str) -> list[re.Match[str]]:
    """The printed figures that are no dates and no numbers of items."""
    return [m for m in _FIGURE.finditer(text) if not _NOT_MEANT.match(text[m.end() : m.end() + 2]) and text[: m.start()][-1:] != "\n"]


def noticed(fresh: list[Finding]) -> str:
    """Found, asked or silent."""
    severities = {finding.severity for finding in fresh}
    return "found" if severities & {"error", "warn"} else "asked" if "question" in severities else "silent"


def one_county(home: Path, agency: str) -> dict[str, object]:
    """The counts of one county whose database is at hand."""
    from shebao.commands import start_django

    start_django(None)
    from shebao.agency.evaluation.traced import with_traces

    path = home / "out" / f"{agency}-{YEAR}-report.txt"
    text = path.read_text(encoding="utf-8")
    dice = random.Random(1)

    def checked(body: str) -> tuple[CheckResult, Document]:
        document = Document.from_text(path.name, body)
        return check_documents([document]), document

    base, document = checked(text)
    own = with_traces(base, [document])
    known = {(f.rule, f.message) for f in own.findings}
    structure: Counter[str] = Counter()
    database: Counter[str] = Counter()
    silent: list[str] = []
    for spot in spots(text):
        result, changed = checked(text[: spot.start()] + spoiled(spot.group(), dice) + text[spot.end() :])
        by_structure = noticed([f for f in result.findings if (f.rule, f.message) not in known])
        structure[by_structure] += 1
        database[noticed([f for f in with_traces(result, [changed]).findings if (f.rule, f.message) not in known])] += 1
        if by_structure == "silent":
            silent.append(text[max(text.rfind("\n", 0, spot.start()) + 1, spot.start() - 18) : spot.end() + 4].split("\n")[0])
    return {"findings": len(own.findings), "structure": structure, "database": database, "silent": silent}


def _prepare(home: Path, agency: str, scale: str) -> None:
    """A demonstration county with its drafted report."""
    home.mkdir(parents=True, exist_ok=True)
    environment = {**os.environ, "SHEBAO_HOME": str(home)}
    command = [sys.executable, "-m", "shebao.cli"]
    if not (home / "shebao.sqlite3").exists():
        subprocess.run([*command, "demo", agency, "--scale", scale], env=environment, check=True, stdout=subprocess.DEVNULL)
    out = home / "out"
    if not out.is_dir():
        subprocess.run(
            [*command, "report", "draft", agency, YEAR, "--out", str(out)], env=environment, check=True, stdout=subprocess.DEVNULL
        )


def main() -> None:
    """Prints the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--scale", default="0.02")
    parser.add_argument("--silent", action="store_true")
    parser.add_argument("--one", default="", help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.one:
        print(json.dumps(one_county(args.folder, args.one), ensure_ascii=False))
        return
    print(f"{'county':12} findings   by structure: found   asked  silent   with the database: found   asked  silent")
    whole: dict[str, Counter[str]] = {"structure": Counter(), "database": Counter()}
    for agency in COUNTIES:
        home = args.folder / agency
        _prepare(home, agency, args.scale)
        command = [sys.executable, "-m", __spec__.name, str(home), "--one", agency]
        done = subprocess.run(command, env={**os.environ, "SHEBAO_HOME": str(home)}, check=True, capture_output=True, text=True)
        row = json.loads(done.stdout)
        for kind, counts in whole.items():
            counts.update(row[kind])
        print(_line(agency, str(row["findings"]), row["structure"], row["database"]))
        if args.silent:
            print(*(f"    {place}" for place in row["silent"]), sep="\n")
    print(_line("all", "", whole["structure"], whole["database"]))
    for kind, counts in whole.items():
        print(f"{kind}: {100 * (counts['found'] + counts['asked']) // sum(counts.values())} % found or asked")


def _line(name: str, findings: str, structure: Counter[str], database: Counter[str]) -> str:
    cells = [f"{counts.get(word, 0):8d}" for counts in (structure, database) for word in ("found", "asked", "silent")]
    return f"{name:12} {findings:8} {'':12}{''.join(cells[:3])}{'':16}{''.join(cells[3:])}"


if __name__ == "__main__":
    main()
