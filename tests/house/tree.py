"""The checkout as the house tests see it: source files, their syntax trees, and what is kept under version control."""

from __future__ import annotations

import ast
import gc
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
PACKAGE = ROOT / "shebao"
TEXT_ENDINGS = {".py", ".md", ".html", ".css", ".js", ".txt", ".yaml", ".yml", ".toml", ".json", ".sql", ".sh", ".csv", ".lock", ""}


def name(path: Path) -> str:
    """Path from the top of the checkout, with forward slashes."""
    return path.relative_to(ROOT).as_posix()


def python_files(*folders: str) -> list[Path]:
    """Python files below the folders (default: package, tests, benchmarks, scripts), without generated migrations."""
    result: list[Path] = []
    for folder in folders or ("shebao", "tests", "benchmarks", "scripts"):
        result += [path for path in (ROOT / folder).rglob("*.py") if "migrations" not in path.parts]
    return sorted(result)


@cache
def syntax(path: Path) -> ast.Module:
    """The syntax tree of a file."""
    gc.disable()  # nodes only ever become more: looking through them for garbage costs as much as reading them
    try:
        return ast.parse(path.read_text(encoding="utf-8"), str(path))
    finally:
        gc.freeze()
        gc.enable()


def functions(tree: ast.Module) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    """Every function and method of a file; expressions hold none and are passed by."""
    waiting: list[ast.AST] = [tree]
    while waiting:
        node = waiting.pop()
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node
        waiting += [child for child in ast.iter_child_nodes(node) if isinstance(child, ast.stmt | ast.ExceptHandler | ast.match_case)]


@cache
def kept_files() -> tuple[Path, ...]:
    """Text files that are, or are about to be, under version control."""
    listed = subprocess.run(["git", "ls-files", "-co", "--exclude-standard", "-z"], cwd=ROOT, capture_output=True, check=True).stdout
    paths = (ROOT / part.decode() for part in listed.split(b"\0") if part)
    return tuple(sorted(path for path in paths if path.is_file() and path.suffix in TEXT_ENDINGS))
