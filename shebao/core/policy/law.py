"""The law as a catalogue to leaf through: every rule with its formula in words, every parameter over time, by chapter.

Made from the rules and place files themselves, so that a page about a rule can never say something else than the code.
"""

from __future__ import annotations

import inspect
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import ModuleType

from shebao.base.dated import NATIONAL, Places, Value
from shebao.core.catalogue import modules_in
from shebao.core.policy.calculation import PACKAGE, Calculation, calculations
from shebao.core.policy.cases import Case, run_case
from shebao.core.policy.keys import Key, all_keys
from shebao.core.policy.locale import place_rules, shipped_places
from shebao.core.policy.questions import Question
from shebao.core.rules import Rule, RuleSet
from shebao.core.wording import formula_in_words

CHAPTERS: Mapping[str, str] = {
    "contributions": "缴费",
    "accounts": "个人账户",
    "retirement": "退休年龄与计发月数",
    "employee": "企业职工养老金",
    "public_institution": "机关事业单位养老金",
    "resident": "城乡居民养老",
    "adjustment": "待遇调整",
    "survivors": "遗属待遇",
    "unemployment": "失业保险",
    "injury": "工伤保险",
    "transfer": "关系转移",
    "certification": "资格认证与追回",
    "fund": "基金",
    "handling": "经办时限与档案",
    "standards": "标准与编码",
}
"""Chapters in the order of the law; a folder that is not listed comes last under its own name."""


@dataclass(frozen=True, slots=True)
class RuleEntry:
    """One rule as its page shows it. `place` is national, or the place whose own formula this is."""

    name: str
    chapter: str
    place: str
    title: str
    article: str
    unit: str
    confidence: str
    formula: str
    reads: tuple[str, ...]
    code: str
    clause: str = ""


@dataclass(frozen=True, slots=True)
class ParameterEntry:
    """One parameter as its page shows it: what it is, and its rows at every place, oldest first."""

    key: Key
    rows: tuple[Value, ...]

    @property
    def unverified(self) -> bool:
        """Whether any row still wants checking against the local document."""
        return any(row.confidence == "unverified" or row.value is None for row in self.rows)


@dataclass(frozen=True, slots=True)
class Chapter:
    """One chapter of the law: its calculations, rules and parameters."""

    name: str
    title: str
    calculations: tuple[Calculation, ...]
    rules: tuple[RuleEntry, ...]
    parameters: tuple[ParameterEntry, ...]


Titles = Mapping[tuple[str, str], str]
"""(chapter, name of a value that rules read) → its Chinese title."""


def titles_from(cases: Iterable[Case]) -> Titles:
    """The titles of inputs, learned by running worked examples: an input gets its title where it is asked for."""
    value: dict[tuple[str, str], str] = {}
    for case in cases:
        result = run_case(case)
        chapter = _chapter_of(calculations()[case.calculation].function.__module__) if result.sheet else ""
        for step in result.sheet.steps if result.sheet else ():
            value.setdefault((chapter, step.name), step.title.partition("（")[0])
    return value


def chapters(places: Places | None = None, titles: Titles | None = None) -> tuple[Chapter, ...]:
    """The whole law, chapter by chapter, with the parameters of `places` (an agency's own on top, if given).

    titles: see `titles_from`; without them a formula shows the field name of an input that no rule and no key names.
    """
    chosen = places or shipped_places()
    rules, parameters = rule_entries(titles or {}), parameter_entries(chosen)
    names = list(dict.fromkeys([*CHAPTERS, *(rule.chapter for rule in rules), *(p.key.chapter for p in parameters)]))
    made = [
        Chapter(
            name=name,
            title=CHAPTERS.get(name, name),
            calculations=tuple(c for c in calculations().values() if _chapter_of(c.function.__module__) == name),
            rules=tuple(rule for rule in rules if rule.chapter == name),
            parameters=tuple(parameter for parameter in parameters if parameter.key.chapter == name),
        )
        for name in names
    ]
    return tuple(chapter for chapter in made if chapter.calculations or chapter.rules or chapter.parameters)


def rule_sets_in(module: ModuleType) -> list[RuleSet]:
    """The rule sets a module of the law holds by name, those of its questions included."""
    sets: list[RuleSet] = []
    for value in vars(module).values():
        if isinstance(value, RuleSet):
            sets.append(value)
        elif isinstance(value, Question):
            sets += value.parts.values()
    return sets


def rule_entries(known: Titles | None = None) -> tuple[RuleEntry, ...]:
    """Every rule of every chapter, then the formulas of places that differ."""
    entries: dict[str, RuleEntry] = {}
    for module in modules_in(PACKAGE):
        for rules in rule_sets_in(module):
            for rule in rules.rules.values():
                entries.setdefault(
                    f"{rule.function.__module__}.{rule.name}",
                    _entry(rule, rules, NATIONAL, _chapter_of(rule.function.__module__), known or {}),
                )
    for place in shipped_places().places:
        for calculation, functions in place_rules(place).items():
            for function in functions:
                rule = Rule.of(function)
                chapter = _chapter_of(calculations()[calculation].function.__module__)
                entry = _entry(rule, RuleSet.of(*functions), place, chapter, known or {})
                entries.setdefault(f"{place}.{rule.name}", entry)
    return tuple(entries.values())


def parameter_entries(places: Places) -> tuple[ParameterEntry, ...]:
    """Every parameter of the directory with its rows, places in alphabetical order, oldest row first."""
    rows: dict[str, list[Value]] = {name: [] for name in all_keys()}
    for row in places.rows:
        rows[row.key].append(row)
    return tuple(
        ParameterEntry(key, tuple(sorted(rows[name], key=lambda row: (row.place != NATIONAL, row.place, row.effective_from))))
        for name, key in all_keys().items()
    )


def _entry(rule: Rule, rules: RuleSet, place: str, chapter: str, known: Titles) -> RuleEntry:
    titles = {name: known.get((chapter, name)) or _title(name, rules) for name in rule.arguments}
    return RuleEntry(
        name=rule.name,
        chapter=chapter,
        place=place,
        title=rule.title,
        article=rule.source,
        unit=rule.unit.title,
        confidence=rule.confidence,
        formula=formula_in_words(rule.function, titles),
        reads=rule.arguments,
        code=inspect.getsource(rule.function),
        clause=rule.clause,
    )


def _title(name: str, rules: RuleSet) -> str:
    key = all_keys().get(name)
    return (key.title if key else rules.title_of(name)).partition("（")[0]


def _chapter_of(module: str) -> str:
    """The folder below the policy package: shebao.core.policy.resident.pension → resident."""
    return module.removeprefix(f"{PACKAGE}.").partition(".")[0]
