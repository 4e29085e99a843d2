"""Builds the demonstrations of two trees at a small scale and prints every total and every lived figure that differs between them.

    python scripts/demo_totals.py HEAD~20            # that commit beside the tree as it stands
    python scripts/demo_totals.py v0.1 zhengning     # one agency
    python scripts/demo_totals.py --told before.json after.json

Both are built from nothing, each in a home of its own under build/; a figure that only one of them has is named too.
A difference is not wrong by itself: whoever made it says why. The exit status says whether there is any.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
WORK = ROOT / "build" / "demo_totals"
SCALE = "0.02"
TOTALS = ("people", "insured", "recipients", "paid", "income", "expense", "planted")


def differences(before: dict[str, Any], after: dict[str, Any]) -> list[str]:
    """A line for each total and each lived figure that is not the same in both."""
    lines = []
    for name in TOTALS:
        if before[name] != after[name]:
            lines.append(f"{name}: {before[name]} -> {after[name]}")
    figures = [{(one["scheme"], one["name"], one["title"]): one for one in told["compared"]} for told in (before, after)]
    for key in {**figures[0], **figures[1]}:
        old, new = (side.get(key) for side in figures)
        if old is None or new is None:
            lines.append(f"{'.'.join(key[:2])} {key[2]}: only {'after' if old is None else 'before'}, {(old or new or {})['reached']}")
        elif old["reached"] != new["reached"]:
            lines.append(f"{'.'.join(key[:2])} {key[2]}: {old['reached']} -> {new['reached']}")
    return lines


def tree_of(commit: str) -> Path:
    """The files of a commit, in a folder of their own."""
    folder = WORK / "before"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    archive = subprocess.run(["git", "archive", commit], cwd=ROOT, check=True, capture_output=True).stdout
    subprocess.run(["tar", "x", "-C", str(folder)], input=archive, check=True)
    return folder


def build(tree: Path, agency: str, side: str) -> dict[str, Any]:
    """What the demonstration of a tree came to, as `shebao demo --json` tells it."""
    home = WORK / f"home_{side}"
    shutil.rmtree(home, ignore_errors=True)
    path = os.pathsep.join([str(tree), str(tree / "packages" / "shebao_cases")])
    environment = {**os.environ, "PYTHONPATH": path, "PYTHONUTF8": "1", "SHEBAO_HOME": str(home)}
    command = [sys.executable, "-m", "shebao.cli", "demo", agency, "--scale", SCALE, "--json"]
    told = subprocess.run(command, cwd=tree, env=environment, check=True, stdout=subprocess.PIPE).stdout
    shutil.rmtree(home, ignore_errors=True)
    result: dict[str, Any] = json.loads(told)
    return result


def main(arguments: list[str]) -> int:
    if len(arguments) == 3 and arguments[0] == "--told":
        pairs = {"told": tuple(json.loads(Path(name).read_text(encoding="utf-8")) for name in arguments[1:])}
    elif arguments:
        tree = tree_of(arguments[0])
        agencies = arguments[1:] or sorted(path.stem for path in (ROOT / "shebao" / "demo" / "agencies").glob("*.yaml"))
        pairs = {agency: (build(tree, agency, "before"), build(ROOT, agency, "after")) for agency in agencies}
    else:
        print(__doc__)
        return 2
    count = 0
    for agency, (before, after) in pairs.items():
        lines = differences(before, after)
        count += len(lines)
        print(f"{agency}: {len(lines)} differences" if lines else f"{agency}: the same to the fen")
        for line in lines:
            print(f"  {line}")
    return 1 if count else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
