"""The command `shebao-cases`: run cases against a program, list them, print the schemas."""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from shebao_cases import files
from shebao_cases.runner import ProgramError, run


def main(arguments: Sequence[str] | None = None) -> int:
    """0 all that was supported is right, 1 something differs, 2 it could not be run."""
    parser = argparse.ArgumentParser(prog="shebao-cases", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    running = commands.add_parser("run", help="put cases to a program / 把案例交给程序核对")
    running.add_argument("--program", required=True, help="the command that answers, e.g. 'shebao answer'")
    running.add_argument("--calculation", action="append", help="only these calculations")
    running.add_argument("--codes", action="store_true", help="compare the codes of refusals too")
    running.add_argument("--json", action="store_true", help="one JSON document")
    running.add_argument("files", nargs="*", type=Path, help="case files; those that ship by default")
    listing = commands.add_parser("list", help="calculations and how many cases each has / 有哪些计算")
    listing.add_argument("files", nargs="*", type=Path)
    commands.add_parser("schema", help="JSON Schema of cases, questions and answers / 三种格式")
    args = parser.parse_args(arguments)
    try:
        return {"run": _run, "list": _list, "schema": _schema}[args.command](args)
    except (files.CaseFileError, ProgramError) as problem:
        print(f"shebao-cases: {problem}", file=sys.stderr)
        return 2


def _run(args: argparse.Namespace) -> int:
    cases = files.read(args.files or files.shipped())
    if args.calculation:
        cases = [case for case in cases if case.calculation in args.calculation]
    results = run(cases, args.program, args.codes)
    counts = Counter(result.status for result in results)
    if args.json:
        json.dump({"counts": counts, "results": [result.as_json() for result in results]}, sys.stdout, ensure_ascii=False, indent=1)
        sys.stdout.write("\n")
        return 1 if counts["fail"] else 0
    for result in results:
        for name, (expected, answered) in result.differences.items():
            print(f"{result.id}  {result.calculation}  {name}: {expected} / {answered}")
    print(f"{len(results)} cases: " + ", ".join(f"{counts[status]} {status}" for status in ("pass", "fail", "unsupported")))
    return 1 if counts["fail"] else 0


def _list(args: argparse.Namespace) -> int:
    for calculation, count in sorted(Counter(case.calculation for case in files.read(args.files or files.shipped())).items()):
        print(f"{count:4d}  {calculation}")
    return 0


def _schema(args: argparse.Namespace) -> int:
    folder = files.HERE / "schema"
    json.dump({path.stem: json.loads(path.read_text(encoding="utf-8")) for path in sorted(folder.glob("*.json"))}, sys.stdout, indent=1)
    sys.stdout.write("\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
