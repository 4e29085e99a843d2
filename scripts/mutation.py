"""Tells how good the tests of the law are: changes one thing in the code at a time and sees whether a test notices.

    python scripts/mutation.py core/arithmetic/exact core/policy/injury

The tests are collected once; every mutant runs in a fork of this process with only the tests that reach its line, so a
mutant costs milliseconds. Nothing on disk is changed and the same code gives the same score every time.
"""

from __future__ import annotations

import ast
import functools
import gc
import json
import os
import signal
import sys
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path
from types import CodeType, ModuleType
from typing import Any

import hypothesis
import pytest
from _pytest.runner import runtestprotocol
from mutants import Mutant, mutants

ROOT = Path(__file__).resolve().parent.parent
ARITHMETIC = (
    "tests/core/test_exact.py", "tests/core/test_exact_edges.py", "tests/core/test_exact_kinds.py", "tests/core/test_formula.py",
    "tests/core/test_dividing.py", "tests/core/test_trace.py", "tests/core/test_columns_by_trace.py", "tests/core/test_columns_refused.py",
)  # fmt: skip
MACHINERY = (
    "tests/core/test_rules.py", "tests/core/test_rules_in_columns.py", "tests/core/test_columns_by_trace.py", "tests/core/test_columns_refused.py", "tests/core/test_sheet.py",
    "tests/core/test_wording.py", "tests/core/test_comparison.py",
    "tests/core/test_catalogue.py", "tests/core/policy/test_ask.py", "tests/core/policy/test_calculation.py",
    "tests/core/policy/test_cases.py", "tests/core/policy/test_law.py",
)  # fmt: skip
LAW = ("tests/core/policy", "tests/cases", "tests/core/test_comparison.py")
JUDGES = {
    **dict.fromkeys(("core/arithmetic/exact", "core/arithmetic/dividing", "core/arithmetic/formula", "core/arithmetic/trace"), ARITHMETIC),
    **dict.fromkeys(("core/rules", "core/columns", "core/sheet", "core/wording", "core/comparison", "core/catalogue"), MACHINERY),
}
"""The tests that judge a module; anything else is judged by the tests of the law."""
CACHES_KEPT = frozenset({"shipped_places", "source_of", "all_keys", "examples", "_body"})
"""Caches of files read from disk: only a mutant of their own module changes them, and filling them anew costs seconds."""
SECONDS = 8
"""A test of a mutant that takes more processor time than this loops for ever: the mutant counts as noticed."""


@dataclass
class Score:
    """How many mutants of a module were made and which of them no test noticed."""

    made: int = 0
    survivors: list[str] = field(default_factory=list)


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
    result: Any = module
    for part in filter(None, qualname.split(".")):
        result = vars(result).get(part)
    result = getattr(result, "fget", None) or getattr(result, "__func__", result)
    result = getattr(result, "__wrapped__", result)
    return result if hasattr(result, "__code__") else None


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


def forget(*rooms: str, also: str = "") -> None:
    """Empty the caches of some packages, so that nothing computed before is believed; `also` is a file whose every cache goes."""
    for module in list(sys.modules.values()):
        if getattr(module, "__name__", "").startswith(rooms):
            for name, value in list(vars(module).items()):
                if isinstance(value, functools._lru_cache_wrapper) and (
                    name not in CACHES_KEPT or value.__wrapped__.__code__.co_filename == also
                ):
                    value.cache_clear()


# -- running --------------------------------------------------------------------------------------------------------


class Runner:
    """A plugin that collects as pytest does, runs every test once to learn what it reaches, and then the mutants."""

    def __init__(self, targets: list[Path], before: dict[str, set[str]]) -> None:
        self.targets, self.before = targets, before
        self.reached: dict[tuple[str, int], set[int]] = {}
        self.seconds: list[float] = []
        self.scores: dict[str, Score] = {}
        self.killers: dict[int, int] = {}
        """Test → when it last noticed a mutant: mutants of neighbouring lines tend to be noticed by the same tests."""

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
        # What is there now is not looked through for garbage again, so that the forks do not copy it.
        gc.collect()
        gc.freeze()
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
        chosen = sorted(reaching, key=lambda number: (-self.killers.get(number, 0), self.seconds[number]))
        heard, told = os.pipe()
        child = os.fork()
        if child == 0:
            os._exit(_judge(mutant, [(number, items[number]) for number in chosen], told))
        os.close(told)
        killed = os.waitpid(child, 0)[1] != 0
        killer = os.read(heard, 20)
        os.close(heard)
        if killer:
            self.killers[int(killer)] = max(self.killers.values(), default=0) + 1
        return killed

    def tell(self, name: str, score: Score) -> None:
        """One line for a module and one for each of its survivors."""
        killed = score.made - len(score.survivors)
        print(f"{name}: {killed} of {score.made} noticed ({killed * 100 / max(score.made, 1):.1f} %)", flush=True)
        for survivor in score.survivors:
            print(f"    {survivor}", flush=True)


def _judge(mutant: Mutant, items: list[tuple[int, pytest.Item]], told: int) -> int:
    """In the fork: 1 when a test fails, which is told, 0 when all pass; one that never ends is ended."""
    devnull = os.open(os.devnull, os.O_WRONLY)
    os.dup2(devnull, 1)
    os.dup2(devnull, 2)
    # Processor time, not the clock on the wall: on a busy machine a slow test is no test that failed.
    signal.signal(signal.SIGPROF, signal.SIG_DFL)
    signal.setitimer(signal.ITIMER_PROF, SECONDS)
    try:
        put_in_force(mutant)
        forget("shebao.core", "tests.core", also=str(mutant.path))
        for number, item in items:
            signal.setitimer(signal.ITIMER_PROF, SECONDS)
            if any(report.failed for report in runtestprotocol(item, log=False, nextitem=None)):
                os.write(told, str(number).encode())
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
    result: dict[str, set[str]] = {}
    for line in printed.splitlines():
        if line.startswith("shebao/"):
            result[line.partition(":")[0]] = survivors = set()
        elif line.startswith("    ") and result:
            survivors.add(line.strip())
    return result


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
    # Without Django's fixtures around it, a test of the law takes half the time.
    bare = ["-o", "addopts=--import-mode=importlib", "-p", "no:django", "-p", "no:xdist", "-p", "no:cacheprovider"]
    pytest.main(["-q", "-s", *bare, *more, *judges], plugins=[runner])
    made = sum(score.made for score in runner.scores.values())
    left = sum(len(score.survivors) for score in runner.scores.values())
    print(f"all: {made - left} of {made} noticed ({(made - left) * 100 / max(made, 1):.1f} %)")
    (ROOT / "build").mkdir(exist_ok=True)
    (ROOT / "build" / "mutation.json").write_text(json.dumps({n: vars(s) for n, s in runner.scores.items()}, ensure_ascii=False, indent=1))
    return 0 if runner.scores else 1


if __name__ == "__main__":
    sys.exit(main())
