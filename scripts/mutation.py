"""Tells how good the tests of the law are: changes one thing in the code at a time and sees whether a test notices.

    python scripts/mutation.py core/exact core/policy/injury

The tests are collected once; every mutant runs in a fork of this process with only the tests that reach its line, so a
mutant costs milliseconds. Nothing on disk is changed and the same code gives the same score every time.
"""

from __future__ import annotations

import ast
import copy
import functools
import json
import os
import re
import signal
import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from types import CodeType, ModuleType
from typing import Any

import hypothesis
import pytest
from _pytest.runner import runtestprotocol

ROOT = Path(__file__).resolve().parent.parent
ARITHMETIC = ("tests/core/test_exact.py", "tests/core/test_exact_edges.py", "tests/core/test_exact_kinds.py", "tests/core/test_formula.py")
MACHINERY = (
    "tests/core/test_rules.py", "tests/core/test_rules_in_columns.py", "tests/core/test_sheet.py", "tests/core/test_wording.py", "tests/core/test_comparison.py",
    "tests/core/test_catalogue.py", "tests/core/policy/test_ask.py", "tests/core/policy/test_calculation.py",
    "tests/core/policy/test_cases.py", "tests/core/policy/test_law.py",
)  # fmt: skip
LAW = ("tests/core/policy", "tests/core/test_comparison.py")
JUDGES = {
    **dict.fromkeys(("core/exact", "core/formula"), ARITHMETIC),
    **dict.fromkeys(("core/rules", "core/sheet", "core/wording", "core/comparison", "core/catalogue"), MACHINERY),
}
"""The tests that judge a module; anything else is judged by the tests of the law."""
CACHES_KEPT = frozenset({"shipped_places", "source_of"})
"""Caches of files read from disk: no mutant changes them, and filling them anew would cost seconds each time."""
SECONDS = 8
"""A mutant that runs longer than this loops for ever: it counts as noticed."""

COMPARISONS: dict[type, type] = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq, ast.NotEq: ast.Eq,
    ast.Is: ast.IsNot, ast.IsNot: ast.Is, ast.In: ast.NotIn, ast.NotIn: ast.In,
}  # fmt: skip
OPERATORS: dict[type, type] = {
    ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.FloorDiv, ast.Div: ast.Mult, ast.FloorDiv: ast.Mult, ast.Mod: ast.FloorDiv,
    ast.Pow: ast.Mult, ast.BitAnd: ast.BitOr, ast.BitOr: ast.BitAnd, ast.LShift: ast.RShift, ast.RShift: ast.LShift,
}  # fmt: skip
NAMES = {
    "min": "max", "max": "min", "any": "all", "all": "any", "lesser": "greater", "greater": "lesser", "minimum": "maximum",
    "maximum": "minimum", "fen": "fen_down", "fen_down": "fen", "jiao_up": "fen", "yuan": "fen", "whole": "whole_up", "whole_up": "whole",
    "half_up": "down", "down": "up", "up": "down", "round": "round_down", "round_up": "round", "round_down": "round_up",
}  # fmt: skip
"""Functions whose mix-up would be a real mistake; a name that is not known where it is put counts as noticed."""
DECIMAL = re.compile(r"\d+(\.\d+)?")


@dataclass(frozen=True, slots=True)
class Mutant:
    """One change: the changed module, the function it lies in ("" for the module's own lines), its lines, and what it says."""

    path: Path
    tree: ast.Module
    qualname: str
    lines: range
    told: str


@dataclass
class Score:
    """How many mutants of a module were made and which of them no test noticed."""

    made: int = 0
    survivors: list[str] = field(default_factory=list)


# -- making mutants ------------------------------------------------------------------------------------------------


def changes(node: ast.AST) -> Iterator[ast.AST]:
    """Every single change of one node, not of its children."""
    if isinstance(node, ast.Compare):
        for place, operator in enumerate(node.ops):
            other = copy.deepcopy(node)
            other.ops[place] = COMPARISONS[type(operator)]()
            yield other
    elif isinstance(node, (ast.BinOp, ast.AugAssign)) and type(node.op) in OPERATORS:
        other_operation = copy.deepcopy(node)
        other_operation.op = OPERATORS[type(node.op)]()
        yield other_operation
    elif isinstance(node, ast.BoolOp):
        joined = copy.deepcopy(node)
        joined.op = ast.Or() if isinstance(node.op, ast.And) else ast.And()
        yield joined
    elif isinstance(node, ast.UnaryOp) and isinstance(node.op, (ast.Not, ast.USub)):
        yield copy.deepcopy(node.operand)
    elif isinstance(node, (ast.If, ast.IfExp, ast.While)) and not isinstance(node.test, (ast.Compare, ast.UnaryOp)):
        turned = copy.deepcopy(node)
        turned.test = ast.copy_location(ast.UnaryOp(ast.Not(), turned.test), node.test)
        yield turned
    elif isinstance(node, ast.Return) and node.value is not None and not _is_none(node.value):
        yield ast.copy_location(ast.Return(ast.copy_location(ast.Constant(None), node)), node)
    elif isinstance(node, ast.Constant):
        yield from (ast.copy_location(ast.Constant(value), node) for value in other_values(node.value))
    elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load) and node.id in NAMES:
        yield ast.copy_location(ast.Name(NAMES[node.id], ast.Load()), node)
    elif isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Load) and node.attr in NAMES:
        yield ast.copy_location(ast.Attribute(node.value, NAMES[node.attr], ast.Load()), node)


def other_values(value: Any) -> Iterator[Any]:
    """Neighbours of a constant: the other truth, one more, the last digit of decimal text one more; words are left alone."""
    if isinstance(value, bool):
        yield not value
    elif isinstance(value, int):
        yield value + 1
    elif isinstance(value, str) and DECIMAL.fullmatch(value):
        yield value[:-1] + str((int(value[-1]) + 1) % 10)


def _is_none(node: ast.AST) -> bool:
    return isinstance(node, ast.Constant) and node.value is None


def mutants(path: Path) -> Iterator[Mutant]:
    """Every mutant of a file in the order of its lines; annotations, docstrings and error messages are not code of law."""
    tree = ast.parse(path.read_text(encoding="utf-8"))

    def walk(node: ast.AST, qualname: str) -> Iterator[Mutant]:
        for name, value in ast.iter_fields(node):
            if name in ("annotation", "returns", "decorator_list", "ctx", "format_spec"):
                continue
            for place, child in enumerate(value) if isinstance(value, list) else [(None, value)]:
                if not isinstance(child, ast.AST) or isinstance(child, ast.JoinedStr):
                    continue
                for other in changes(child):
                    _put(node, name, place, other)
                    yield Mutant(path, copy.deepcopy(tree), qualname, range(child.lineno, _end(child) + 1), _told(child, other))
                    _put(node, name, place, child)
                inside = isinstance(child, (ast.FunctionDef, ast.ClassDef)) and not _in_function(qualname, tree)
                yield from walk(child, f"{qualname}.{child.name}".strip(".") if inside else qualname)

    yield from walk(tree, "")


def _in_function(qualname: str, tree: ast.Module) -> bool:
    """Whether a qualified name is already that of a function: what is nested in it belongs to its code."""
    scope: Any = tree
    for part in filter(None, qualname.split(".")):
        scope = next(n for n in scope.body if getattr(n, "name", "") == part)
    return isinstance(scope, ast.FunctionDef)


def _put(node: ast.AST, name: str, place: int | None, child: ast.AST) -> None:
    if place is None:
        setattr(node, name, child)
    else:
        getattr(node, name)[place] = child


def _end(node: Any) -> int:
    """The last line that runs whenever the node does: of an `if`, its condition."""
    return int(node.test.end_lineno if isinstance(node, (ast.If, ast.While)) else node.end_lineno)


def _told(before: Any, after: Any) -> str:
    if isinstance(before, (ast.If, ast.While)):
        before, after = before.test, after.test
    return f"{before.lineno}:{before.col_offset + 1} {_short(before)} → {_short(after)}"


def _short(node: ast.AST) -> str:
    text = " ".join(ast.unparse(node).split())
    return text if len(text) <= 70 else text[:67] + "…"


# -- putting a mutant in force --------------------------------------------------------------------------------------


def put_in_force(mutant: Mutant) -> None:
    """Change the running module: a function's code is exchanged where it is, a constant wherever it was imported."""
    module = next(m for m in list(sys.modules.values()) if getattr(m, "__file__", None) == str(mutant.path))
    ast.fix_missing_locations(mutant.tree)
    code = compile(mutant.tree, str(mutant.path), "exec")
    function = _function(module, mutant.qualname)
    if function is not None:
        function.__code__ = _code_of(code, mutant.qualname)
        arguments = _definition(mutant.tree, mutant.qualname).args
        if arguments.defaults:
            function.__defaults__ = tuple(eval(compile(ast.Expression(d), "", "eval"), vars(module)) for d in arguments.defaults)  # noqa: S307
        return
    fresh = {"__name__": module.__name__, "__file__": module.__file__, "__package__": module.__package__}
    exec(code, fresh)  # noqa: S102
    for name, old in list(vars(module).items()):
        if isinstance(old, type) and old.__module__ == module.__name__ and isinstance(fresh.get(name), type):
            _refit(old, fresh[name])
        if name.startswith("__") or name not in fresh or callable(old) or isinstance(old, ModuleType):
            continue
        for user in list(sys.modules.values()):
            if user is not None and getattr(user, "__name__", "").startswith(("shebao", "tests")) and vars(user).get(name) is old:
                setattr(user, name, fresh[name])


def _refit(old: Any, new: Any) -> None:
    """Give a class the values and defaults of its changed copy; its methods stay, so that every instance stays one of it."""
    if hasattr(new.__init__, "__defaults__"):
        old.__init__.__defaults__ = new.__init__.__defaults__
    for name, value in vars(new).items():
        if not name.startswith("__") and not callable(value) and not hasattr(value, "__get__"):
            setattr(old, name, value)


def _function(module: ModuleType, qualname: str) -> Any:
    found: Any = module
    for part in filter(None, qualname.split(".")):
        found = vars(found).get(part)
    found = getattr(found, "fget", None) or getattr(found, "__func__", found)
    found = getattr(found, "__wrapped__", found)
    return found if hasattr(found, "__code__") else None


def _code_of(code: CodeType, qualname: str) -> CodeType:
    """The code of a function, the last of that name, as it stands in its module."""
    waiting = [code]
    while waiting:
        here = waiting.pop(0)
        for constant in here.co_consts:
            if isinstance(constant, CodeType):
                if constant.co_qualname == qualname:
                    return constant
                waiting.append(constant)
    raise LookupError(qualname)


def _definition(tree: ast.Module, qualname: str) -> Any:
    scope: Any = tree
    for part in qualname.split("."):
        scope = next(n for n in scope.body if getattr(n, "name", "") == part)
    return scope


def forget(*rooms: str) -> None:
    """Empty the caches of some packages, so that nothing computed before is believed."""
    for module in list(sys.modules.values()):
        if getattr(module, "__name__", "").startswith(rooms):
            for name, value in list(vars(module).items()):
                if isinstance(value, functools._lru_cache_wrapper) and name not in CACHES_KEPT:
                    value.cache_clear()


# -- running --------------------------------------------------------------------------------------------------------


class Runner:
    """A plugin that collects as pytest does, runs every test once to learn what it reaches, and then the mutants."""

    def __init__(self, targets: list[Path], before: dict[str, set[str]]) -> None:
        self.targets, self.before = targets, before
        self.reached: dict[tuple[str, int], set[int]] = {}
        self.seconds: list[float] = []
        self.scores: dict[str, Score] = {}

    @pytest.hookimpl(tryfirst=True)
    def pytest_collection(self, session: pytest.Session) -> None:
        """Fixed examples without shrinking: whether a test fails is all that is asked."""
        phases = (hypothesis.Phase.explicit, hypothesis.Phase.generate)
        hypothesis.settings.register_profile("mutation", deadline=None, derandomize=True, database=None, phases=phases, max_examples=40)
        hypothesis.settings.load_profile("mutation")

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Instead of running the tests once: once for what they reach, then for each mutant."""
        names = {str(path) for path in self.targets}
        for number, item in enumerate(session.items):
            seen: set[tuple[str, int]] = set()
            started = time.process_time()
            forget("tests.core")
            with Tracing(names, seen):
                failed = [r for r in runtestprotocol(item, log=False, nextitem=None) if r.failed]
            if failed:
                raise SystemExit(f"{item.nodeid} fails without any change:\n{failed[0].longreprtext}")
            self.seconds.append(time.process_time() - started)
            for line in seen:
                self.reached.setdefault(line, set()).add(number)
        print(f"{len(session.items)} tests, {sum(self.seconds):.0f} s of processor time", flush=True)
        for path in self.targets:
            module = path.relative_to(ROOT).as_posix()
            self.scores[module] = score = Score()
            for mutant in mutants(path):
                score.made += 1
                name = f"{mutant.qualname or path.stem} {mutant.told}"
                if name in self.before.get(module, {name}) and not self.noticed(mutant, session.items):
                    score.survivors.append(name)
            self.tell(module, score)
        return True

    def noticed(self, mutant: Mutant, items: list[pytest.Item]) -> bool:
        """Whether one of the tests that reach the mutant fails, in a process of its own."""
        name = str(mutant.path)
        reaching = set().union(*(self.reached.get((name, line), set()) for line in mutant.lines)) if mutant.qualname else set()
        if not reaching:
            # A constant, or what runs only once when the modules are read: any test may depend on it.
            reaching = set(range(len(items)))
        chosen = sorted(reaching, key=lambda number: self.seconds[number])
        child = os.fork()
        if child == 0:
            os._exit(_judge(mutant, [items[number] for number in chosen]))
        return os.waitpid(child, 0)[1] != 0

    def tell(self, name: str, score: Score) -> None:
        """One line for a module and one for each of its survivors."""
        killed = score.made - len(score.survivors)
        print(f"{name}: {killed} of {score.made} noticed ({killed * 100 / max(score.made, 1):.1f} %)", flush=True)
        for survivor in score.survivors:
            print(f"    {survivor}", flush=True)


def _module(path: Path) -> ModuleType:
    return next(m for m in list(sys.modules.values()) if getattr(m, "__file__", None) == str(path))


def _judge(mutant: Mutant, items: list[pytest.Item]) -> int:
    """In the fork: 1 when a test fails, 0 when all pass; a mutant that never ends is ended by the clock."""
    devnull = os.open(os.devnull, os.O_WRONLY)
    os.dup2(devnull, 1)
    os.dup2(devnull, 2)
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    signal.alarm(SECONDS)
    try:
        put_in_force(mutant)
        forget("shebao.core", "tests.core")
        for item in items:
            signal.alarm(SECONDS)
            if any(report.failed for report in runtestprotocol(item, log=False, nextitem=None)):
                return 1
    except BaseException:
        return 1
    return 0


class Tracing:
    """Notes which lines of some files are run."""

    def __init__(self, names: set[str], seen: set[tuple[str, int]]) -> None:
        self.names, self.seen = names, seen

    def __enter__(self) -> None:
        def inside(frame: Any, event: str, _: Any) -> Any:
            self.seen.add((frame.f_code.co_filename, frame.f_lineno))
            return inside

        def called(frame: Any, event: str, _: Any) -> Any:
            return inside(frame, event, _) if frame.f_code.co_filename in self.names else None

        threading.settrace(called)
        sys.settrace(called)

    def __exit__(self, *_: object) -> None:
        threading.settrace(None)  # type: ignore[arg-type]
        sys.settrace(None)


def earlier(printed: str) -> dict[str, set[str]]:
    """The survivors an earlier run printed, by module."""
    found: dict[str, set[str]] = {}
    for line in printed.splitlines():
        if line.startswith("shebao/"):
            found[line.partition(":")[0]] = survivors = set()
        elif line.startswith("    ") and found:
            survivors.add(line.strip())
    return found


def main() -> int:
    """Measure the modules named on the command line (paths under shebao/ without .py; a folder means all in it).

    --ignore=PATH leaves out a test file. --again=FILE takes what an earlier run printed and tries only its survivors
    anew: enough when nothing but tests was added since.
    """
    targets: list[Path] = []
    for name in (a for a in sys.argv[1:] if not a.startswith("--")):
        path = ROOT / "shebao" / name
        targets += sorted(path.rglob("*.py")) if path.is_dir() else [path.with_suffix(".py")]
    targets = [path for path in targets if path.name != "__init__.py"]
    names = [path.relative_to(ROOT / "shebao").with_suffix("").as_posix() for path in targets]
    judges = sorted({judge for name in names for judge in JUDGES.get(name, LAW)})
    again = [Path(a.partition("=")[2]) for a in sys.argv[1:] if a.startswith("--again=")]
    runner = Runner(targets, earlier(again[0].read_text(encoding="utf-8")) if again else {})
    options = [a.partition("=")[2] for a in sys.argv[1:] if a.startswith("--ignore=")]
    more = [part for option in options for part in ("--ignore", option)]
    os.chdir(ROOT)
    pytest.main(["-q", "-p", "no:cacheprovider", "-s", *more, *judges], plugins=[runner])
    made = sum(score.made for score in runner.scores.values())
    left = sum(len(score.survivors) for score in runner.scores.values())
    print(f"all: {made - left} of {made} noticed ({(made - left) * 100 / max(made, 1):.1f} %)")
    (ROOT / "build").mkdir(exist_ok=True)
    (ROOT / "build" / "mutation.json").write_text(json.dumps({n: vars(s) for n, s in runner.scores.items()}, ensure_ascii=False, indent=1))
    return 0 if runner.scores else 1


if __name__ == "__main__":
    sys.exit(main())
