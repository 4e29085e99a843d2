"""The fast tests of `make check`: those that need no Django beside those of the agency, and of the former only what may have changed.

    python scripts/fast_tests.py [--all] [--jobs N]

The pure floors (base, core, documents, the worked cases) import nothing of the agency, which `make contracts` proves, and read no
clock; nor do their tests look beyond what is listed here, which `tests/house/test_purity.py` proves; so they can only fail where one
of these files changed. The digest of these files is kept
in build/ when they pass, and they are run again when it differs. They need no Django either, which costs a third of their time;
nor do the tests of the house, which read every file and are always run.
"""

from __future__ import annotations

import argparse
import hashlib
import platform
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PASSED = ROOT / "build" / "pure_floors.passed"
PURE_TESTS = ("tests/base", "tests/cases", "tests/core", "tests/documents")
READ_BY_THEM = (
    *PURE_TESTS, "shebao/base", "shebao/core", "shebao/documents", "shebao/__init__.py", "tests/support", "tests/samples", "tests/conftest.py",
    "benchmarks/reports", "pyproject.toml", "requirements.lock", "scripts/fast_tests.py",
)  # fmt: skip
HOUSE = "tests/house"
HOUSE_WITH_DATABASE = f"{HOUSE}/test_first_change.py"
FAST = ("-q", "-m", "not slow and not postgres and not browser")
WITHOUT_DJANGO = ("-p", "no:django", "-o", "addopts=-ra --strict-markers --import-mode=importlib")


def digest() -> str:
    """SHA-256 of the names and contents of every file the pure floors' tests read, and of the Python that runs them."""
    whole = hashlib.sha256(platform.python_version().encode())
    for top in READ_BY_THEM:
        path = ROOT / top
        for file in sorted(path.rglob("*")) if path.is_dir() else [path]:
            if file.is_file() and "__pycache__" not in file.parts:
                whole.update(f"\0{file.relative_to(ROOT)}\0".encode() + file.read_bytes())
    return whole.hexdigest()


def others() -> list[str]:
    """Everything in tests/ that needs Django."""
    rest = (path.relative_to(ROOT).as_posix() for path in sorted((ROOT / "tests").iterdir()))
    kept = [name for name in rest if name not in (*PURE_TESTS, HOUSE) and "__" not in name]
    return [HOUSE_WITH_DATABASE, *(name for name in kept if (ROOT / name).is_dir() or Path(name).name.startswith("test_"))]


def main() -> int:
    """Run both at the same time; 0 where all passed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--all", action="store_true", help="the pure floors too, whatever passed before")
    parser.add_argument("--jobs", default="2", help="test processes of the agency's tests")
    options = parser.parse_args()
    pytest, now = [sys.executable, "-m", "pytest", *FAST], digest()
    same = not options.all and PASSED.is_file() and PASSED.read_text(encoding="utf-8") == now
    pure = [HOUSE, f"--ignore={HOUSE_WITH_DATABASE}", *(() if same else PURE_TESTS)]
    beside = subprocess.Popen(
        [*pytest, *WITHOUT_DJANGO, *pure], cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8"
    )
    rest = subprocess.run([*pytest, "-n", options.jobs, "--dist", "loadfile", *others()], cwd=ROOT, check=False)
    output, _ = beside.communicate()
    print(output, end="")
    if same:
        print("base、core、documents、算例的文件没有变过，上次已全部通过，这次没有重复；要重复请用 make fast ALL=--all")
    elif beside.returncode == 0:
        PASSED.parent.mkdir(exist_ok=True)
        PASSED.write_text(now, encoding="utf-8")
    return rest.returncode or beside.returncode


if __name__ == "__main__":
    sys.exit(main())
