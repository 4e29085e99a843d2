"""Rules of law are plain functions: the name is the column made, the arguments are the columns read.

`compute` sorts them by these names and runs them, for one person or for whole columns; `explain` does the same for one
person and writes the calculation sheet. `core/columns` runs millions of rows.

A rule's docstring begins with its Chinese title, a full stop (。) and the article: “基础养老金。国发〔2005〕38号 第六条.”
A later line “Confidence: medium” says that practice, not text, supports it; one “Clause: …” quotes the words of the article.
Its return annotation names its unit.
"""

from __future__ import annotations

import hashlib
import inspect
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from functools import lru_cache
from types import CodeType, ModuleType
from typing import Any, TypeAlias

from shebao.base.finding import Finding, Refused
from shebao.core.arithmetic.exact import Q
from shebao.core.sheet import GIVEN, UNITS, Step, Unit, lowest, show
from shebao.core.wording import formula_in_words

Yuan: TypeAlias = Q
Months: TypeAlias = Q
Years: TypeAlias = Q
Days: TypeAlias = Q
Count: TypeAlias = Q
Persons: TypeAlias = Q
Index: TypeAlias = Q
Ratio: TypeAlias = Q
Divisor: TypeAlias = Q
Month: TypeAlias = Any
Day: TypeAlias = date
Truth: TypeAlias = Any
Text: TypeAlias = str
Table: TypeAlias = Any


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a given value came from: shown on the sheet beside it."""

    title: str
    unit: Unit = UNITS["Ratio"]
    source: str = "输入"
    confidence: str = GIVEN
    note: str = ""


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule of law, read from a function."""

    name: str
    function: Callable[..., Any]
    arguments: tuple[str, ...]
    title: str
    source: str
    unit: Unit
    confidence: str
    looks_up: bool
    """Whether it reads a table of law: tiers, brackets, divisors by age."""
    clause: str = ""
    """The words of the article, where they were read and are quoted."""

    @staticmethod
    def of(function: Callable[..., Any]) -> Rule:
        """Read name, arguments, title, article, unit and confidence; ValueError when a label is missing."""
        name, doc = function.__name__, inspect.getdoc(function) or ""
        title, dot, source = doc.split("\n", 1)[0].partition("。")
        unit = UNITS.get(str(function.__annotations__.get("return", "")).rpartition(".")[2])
        if not dot or not source.strip(" ."):
            raise ValueError(f"{function.__module__}.{name}: docstring must begin with “标题。条文.”")
        if unit is None:
            raise ValueError(f"{function.__module__}.{name}: return annotation must be one of {sorted(UNITS)}")
        stated = re.search(r"^Confidence: (\w+)$", doc, re.MULTILINE)
        quoted = re.search(r"^Clause: (.+)$", doc, re.MULTILINE)
        return Rule(
            name=name,
            function=function,
            arguments=tuple(inspect.signature(function).parameters),
            title=title,
            source=source.strip(" ."),
            unit=unit,
            confidence=stated[1] if stated else "high",
            looks_up=any(str(kind).rpartition(".")[2] == "Table" for kind in function.__annotations__.values()),
            clause=quoted[1].strip() if quoted else "",
        )


class MissingInput(Refused):
    """A value that a rule reads was neither given nor can be computed."""

    def __init__(self, name: str, title: str, rule: Rule | None) -> None:
        self.name = name
        for_what = f"（计算“{rule.title}”所需，{rule.source}）" if rule else ""
        super().__init__(
            Finding(
                rule="rules.missing_input",
                message=f"缺少“{title}”{for_what}",
                advice=f"请补充字段 {name} 后重新计算。",
                where=name,
                source=rule.source if rule else "",
            )
        )


@dataclass(frozen=True)
class RuleSet:
    """Rules by name. Immutable; a place with a different formula makes a changed copy with `replaced`."""

    rules: Mapping[str, Rule]
    titles: Mapping[str, str] = field(default_factory=dict)
    """Titles of values that are read but not made by a rule, for messages and formulas in words."""

    @staticmethod
    def of(*sources: ModuleType | Callable[..., Any], titles: Mapping[str, str] | None = None) -> RuleSet:
        """Collect rules: every public function defined in a module, or single functions; later ones replace earlier."""
        rules = {rule.name: rule for source in sources for rule in _rules_in(source)}
        return RuleSet(rules, titles or {})

    def replaced(self, *sources: ModuleType | Callable[..., Any]) -> RuleSet:
        """This set with some rules replaced or added by name."""
        added = {rule.name: rule for source in sources for rule in _rules_in(source)}
        return RuleSet({**self.rules, **added}, self.titles)

    def title_of(self, name: str) -> str:
        """The Chinese title of a rule or a value read."""
        rule = self.rules.get(name)
        return rule.title if rule else self.titles.get(name, name)

    def plan(self, given: Iterable[str], want: Sequence[str] | None = None) -> tuple[Rule, ...]:
        """The rules to run, each after what it reads; what is given is not computed again.

        want None means every rule whose inputs can be had. Raises `MissingInput` for a wanted one that cannot.
        """
        have, order = set(given), dict[str, Rule]()

        def visit(name: str, asker: Rule | None, above: tuple[str, ...]) -> None:
            if name in have or name in order:
                return
            assert name not in above, f"rules read each other in a circle: {' → '.join((*above, name))}"
            rule = self.rules.get(name)
            if rule is None:
                raise MissingInput(name, self.title_of(name), asker)
            for argument in rule.arguments:
                visit(argument, rule, (*above, name))
            order[name] = rule

        for name in want if want is not None else self.rules:
            try:
                visit(name, None, ())
            except MissingInput:
                if want is not None:
                    raise
        return tuple(order.values())

    def digest(self) -> str:
        """SHA-256 over the code of every rule, by name: what it calls of the law's own words counts with it."""
        text = "\n".join(code_of(rule.function) for _, rule in sorted(self.rules.items()))
        return hashlib.sha256(text.encode()).hexdigest()


def compute(rules: RuleSet, given: Mapping[str, Any], want: Sequence[str] | None = None) -> dict[str, Any]:
    """Everything given and everything computed on the way to `want`, for one person or whole columns."""
    return run(rules.plan(given, want), given)


def run(plan: Iterable[Rule], given: Mapping[str, Any]) -> dict[str, Any]:
    """As `compute`, for a plan made before."""
    values = dict(given)
    for rule in plan:
        values[rule.name] = rule.function(*(values[argument] for argument in rule.arguments))
    return values


def explain(
    rules: RuleSet, given: Mapping[str, Any], want: Sequence[str] | None, origins: Mapping[str, Origin]
) -> tuple[dict[str, Any], list[Step]]:
    """As `compute` for one person, with the steps of the calculation sheet: first what was read, then what was made."""
    plan = rules.plan(given, want)
    values, steps = dict(given), list[Step]()
    confidences = {name: origin.confidence for name, origin in origins.items()}
    read = {argument for rule in plan for argument in rule.arguments if argument in given}
    steps += [given_step(name, values[name], origins.get(name)) for name in given if name in read]
    for rule in plan:
        values[rule.name] = rule.function(*(values[argument] for argument in rule.arguments))
        confidences[rule.name] = lowest([rule.confidence, *(confidences.get(a, GIVEN) for a in rule.arguments)])
        steps.append(_rule_step(rules, rule, values, confidences[rule.name], origins))
    return values, steps


def given_step(name: str, value: Any, origin: Origin | None) -> Step:
    """The sheet's line for a value that was read, not computed."""
    known = origin or Origin(name)
    return Step(
        name=name,
        title=known.title,
        value=show(value, known.unit),
        unit=known.unit.title,
        source=known.source,
        confidence=known.confidence,
        note=known.note,
    )


@lru_cache(maxsize=4096)
def source_of(function: Callable[..., Any]) -> str:
    """A function's source text, read once per process."""
    return inspect.getsource(function)


WORDS_OF_LAW = ("shebao.core.policy", "shebao.core.arithmetic.formula", "shebao.base.months")
"""Where the functions live that a rule calls and that decide its result; exact arithmetic itself is held by its own tests."""


@lru_cache(maxsize=4096)
def code_of(function: Callable[..., Any]) -> str:
    """A rule's source with that of every function and constant it reaches by name in its own file and in `WORDS_OF_LAW`, each once."""
    parts: dict[str, str] = {}
    waiting = [function]
    while waiting:
        current = inspect.unwrap(waiting.pop())
        name = f"{current.__module__}.{current.__qualname__}"
        if name in parts:
            continue
        parts[name] = source_of(current)
        for called in sorted(_names_in(current.__code__) & current.__globals__.keys()):
            value = current.__globals__[called]
            value = inspect.unwrap(value) if callable(value) else value
            if inspect.isfunction(value):
                if value.__module__ == function.__module__ or value.__module__.startswith(WORDS_OF_LAW):
                    waiting.append(value)
            elif isinstance(value, (int, str, Fraction, date)):
                parts[f"{name} {called}"] = repr(value)
    # By name, and the rule itself first, so that the order in which things are found does not matter.
    first = parts.pop(f"{function.__module__}.{function.__qualname__}")
    return "\n".join([first, *(parts[name] for name in sorted(parts))])


def _names_in(code: CodeType) -> set[str]:
    """The names a function's code reads, those of functions inside it included."""
    inner = (constant for constant in code.co_consts if isinstance(constant, CodeType))
    return set(code.co_names).union(*(_names_in(part) for part in inner))


def _rules_in(source: ModuleType | Callable[..., Any]) -> list[Rule]:
    if not isinstance(source, ModuleType):
        return [Rule.of(source)]
    return [
        Rule.of(function)
        for name, function in vars(source).items()
        if inspect.isfunction(function) and function.__module__ == source.__name__ and not name.startswith("_")
    ]


def _rule_step(rules: RuleSet, rule: Rule, values: Mapping[str, Any], confidence: str, origins: Mapping[str, Origin]) -> Step:
    titles, figures = {}, {}
    for argument in rule.arguments:
        made = rules.rules.get(argument)
        origin = origins.get(argument)
        # The explanation in brackets belongs to the line of its own, not into every formula that reads it.
        titles[argument] = (origin.title if origin else rules.title_of(argument)).partition("（")[0]
        figures[argument] = show(values[argument], origin.unit if origin else made.unit if made else UNITS["Ratio"])
    return Step(
        name=rule.name,
        title=rule.title,
        value=show(values[rule.name], rule.unit),
        unit=rule.unit.title,
        inputs=rule.arguments,
        source=rule.source,
        confidence=confidence,
        expression=formula_in_words(rule.function, titles),
        figures=formula_in_words(rule.function, figures),
    )
