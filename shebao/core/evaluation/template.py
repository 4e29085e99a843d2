"""An evaluation template: the indicator tree of one scheme of self-evaluation, read from one file and held to its own rules.

A template says, for each indicator, the operator, the target, the weight, how it is scored and with which parameters,
what the denominator is, and the *name* of the measure that gives its value. What the published scheme does not say is
`unknown`, and stays so: an unknown weight or method makes a score undecidable, never a guess.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from importlib import resources
from typing import Any, Literal

from shebao.base.finding import refuse
from shebao.base.unique_yaml import read_yaml
from shebao.core.evaluation.facts import decimal_text

UNKNOWN = "unknown"
Operator = Literal[">=", ">", "=", "<=", "<", "qualitative", "unknown"]
OPERATORS: tuple[Operator, ...] = (">=", ">", "=", "<=", "<", "qualitative", "unknown")
METHODS = frozenset({"execution", "ratio", "linear", "inverse", "step", "two_sided", "bands", UNKNOWN})
"""Scoring methods; see `score.py` for each."""


@dataclass(frozen=True, slots=True)
class Indicator:
    """One scored line of the tree.

    weight: points it can give, None where the scheme does not publish it. target: in the unit, None where it is words.
    measure: name of the function that gives the actual value; empty where people judge it. basis: 口径 of the denominator.
    """

    key: str
    path: tuple[str, ...]
    title: str
    operator: Operator
    target: Fraction | None
    target_text: str
    unit: str
    weight: Fraction | None
    method: str
    parameters: Mapping[str, Fraction]
    measure: str
    basis: str
    evidence: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """A first-level title with the points the scheme gives it (None: not published)."""

    title: str
    weight: Fraction | None
    binding: Literal["mandatory", "in_principle", "unknown"]


@dataclass(frozen=True, slots=True)
class Band:
    """A grade and the lowest score (inclusive) that earns it."""

    title: str
    lowest: Fraction


@dataclass(frozen=True, slots=True)
class Cap:
    """A ceiling on the total where a measure lies below a limit (inclusive bounds as given)."""

    measure: str
    below: Fraction
    ceiling: Fraction
    note: str


@dataclass(frozen=True, slots=True)
class Template:
    """A whole scheme. `total` is what the weights must add up to; `chapters` is the outline of the report."""

    key: str
    title: str
    place: str
    documents: tuple[str, ...]
    confidence: str
    total: Fraction
    places: int
    groups: tuple[Group, ...]
    indicators: tuple[Indicator, ...]
    bands: tuple[Band, ...]
    caps: tuple[Cap, ...]
    chapters: tuple[Mapping[str, Any], ...]
    notes: tuple[str, ...] = field(default=())

    @property
    def weight_sum(self) -> Fraction | None:
        """Points of all indicators; None where one of them is not published."""
        weights = [indicator.weight for indicator in self.indicators]
        return None if None in weights else sum((w for w in weights if w is not None), Fraction(0))

    def grade(self, score: Fraction) -> str:
        """The grade a total earns; `unknown` where the scheme publishes no bands."""
        return next((band.title for band in self.bands if score >= band.lowest), UNKNOWN)


def number(text: Any) -> Fraction:
    """A number of a template file, written as text; a bare YAML number is refused because it may already be a float."""
    if not isinstance(text, str):
        refuse("template.number", f"模板中的数 {text!r} 没有加引号。", '请把每个数写成文本，例如 "10"。')
    return Fraction(text.removesuffix("%")) / (100 if text.endswith("%") else 1)


def _optional(text: Any) -> Fraction | None:
    return None if text in (None, UNKNOWN) else number(text)


def read(text: str, name: str) -> Template:
    """The template written in `text` (YAML). Raises `Refused` naming file and line of thought where it contradicts itself."""
    raw = read_yaml(text)
    groups = tuple(Group(g["title"], _optional(g.get("weight")), g.get("binding", UNKNOWN)) for g in raw.get("groups", ()))
    template = Template(
        key=name,
        title=raw["title"],
        place=raw.get("place", ""),
        documents=tuple(raw["documents"]),
        confidence=raw["confidence"],
        total=number(raw.get("total", "100")),
        places=int(raw.get("places", 2)),
        groups=groups,
        indicators=tuple(_indicator(i, row, name) for i, row in enumerate(raw["indicators"], 1)),
        bands=tuple(Band(b["title"], number(b["lowest"])) for b in raw.get("bands", ())),
        caps=tuple(Cap(c["measure"], number(c["below"]), number(c["ceiling"]), c["note"]) for c in raw.get("caps", ())),
        chapters=tuple(raw.get("chapters", ())),
        notes=tuple(raw.get("notes", ())),
    )
    _hold(template)
    return template


def _indicator(position: int, row: Mapping[str, Any], name: str) -> Indicator:
    operator, method = row.get("operator", UNKNOWN), row.get("method", UNKNOWN)
    where = f"模板 {name} 第{position}项"
    if operator not in OPERATORS:
        refuse("template.operator", f"比较符 {operator!r} 不认识。", f"可用：{'、'.join(OPERATORS)}。", where)
    if method not in METHODS:
        refuse("template.method", f"计分法 {method!r} 不认识。", f"可用：{'、'.join(sorted(METHODS))}。", where)
    target = row.get("target")
    numeric = isinstance(target, str) and target.removesuffix("%").replace(".", "", 1).replace("-", "", 1).isdigit()
    return Indicator(
        key=row.get("key", f"i{position}"),
        path=tuple(row["path"]),
        title=row["title"],
        operator=operator,
        target=number(target) if numeric else None,
        target_text=row.get("target_text", target or ""),
        unit=row.get("unit", ""),
        weight=_optional(row.get("weight")),
        method=method,
        parameters={k: number(v) for k, v in row.get("parameters", {}).items()},
        measure=row.get("measure", ""),
        basis=row.get("basis", ""),
        evidence=row.get("evidence", ""),
        note=row.get("note", ""),
    )


def _hold(template: Template) -> None:
    """A template that publishes all its weights must add up, within each binding group and in total."""
    keys = [indicator.key for indicator in template.indicators]
    if len(set(keys)) != len(keys):
        refuse("template.keys", f"模板 {template.key} 有重复的指标代号。", "每项指标的 key 应当唯一。")
    if template.weight_sum is not None and template.weight_sum != template.total:
        refuse(
            "template.weights",
            f"模板 {template.key} 的分值合计为 {decimal_text(template.weight_sum, 2)}，应为 {decimal_text(template.total, 2)}。",
            "请核对各项 weight。",
        )
    for group in template.groups:
        weights = [i.weight for i in template.indicators if i.path and i.path[0] == group.title]
        if group.binding != "mandatory" or group.weight is None or None in weights or not weights:
            continue
        if sum((w for w in weights if w is not None), Fraction(0)) != group.weight:
            refuse("template.group", f"模板 {template.key} 一级指标“{group.title}”的分值与规定的 {decimal_text(group.weight, 2)} 分不符。")


def names() -> list[str]:
    """Keys of the templates that come with the product, sorted."""
    folder = resources.files("shebao.core.evaluation") / "templates"
    return sorted(entry.name.removesuffix(".yaml") for entry in folder.iterdir() if entry.name.endswith(".yaml"))


def load(name: str) -> Template:
    """The template called `name`; refuses an unknown one, listing those there are."""
    if name not in names():
        refuse("template.name", f"没有名为“{name}”的绩效模板。", f"现有：{'、'.join(names())}。")
    text = (resources.files("shebao.core.evaluation") / "templates" / f"{name}.yaml").read_text(encoding="utf-8")
    return read(text, name)
