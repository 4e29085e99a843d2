"""What a calculation asks for: inputs checked at the door, parameters of the place with their document, and the sheet.

An input that a case names overrides the parameter of the place. Every answer is written on the calculation sheet with
where it came from; an answer that is impossible is refused with the field and the article.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from fractions import Fraction
from math import ceil, floor
from typing import Any, NoReturn

from shebao.base.dated import NATIONAL, Places, Value
from shebao.base.finding import Refused, refuse
from shebao.base.months import Month, month_of, month_text, parse_date, parse_month
from shebao.core.arithmetic.exact import Number, Q, exact, number
from shebao.core.policy.keys import key_of
from shebao.core.policy.questions import Question, quantity, with_formulas
from shebao.core.policy.reading import as_written, read_calendar, read_flag, read_number, read_years
from shebao.core.rules import Origin, RuleSet, explain, given_step
from shebao.core.sheet import GIVEN, UNITS, Step, lowest, show

REQUIRED: Any = object()
"""Default of an input that must be given."""

LIMIT_YUAN = 10**12
_OF_DAY = re.compile(r"(^|_)(month|period|date|year)$")
"""Names of inputs that say when."""


@dataclass
class Ask:
    """One calculation in progress: its inputs, its place, its day, and the sheet so far."""

    calculation: str
    source: str
    place: str
    inputs: Mapping[str, Any]
    places: Places
    on: date | None = None
    """The day of the legal event; parameters valid on it are used."""
    values: dict[str, Any] = field(default_factory=dict)
    origins: dict[str, Origin] = field(default_factory=dict)
    steps: dict[str, Step] = field(default_factory=dict)
    rules_used: list[RuleSet] = field(default_factory=list)
    """The rules that were run, a set for each time rules were run."""
    used: set[str] = field(default_factory=set)
    sought: list[str] = field(default_factory=list)
    """Inputs the calculation looked for, in order: a missing day is named by the word of one of them."""
    open: dict[str, Mapping[str, Any]] = field(default_factory=dict)
    """Figures of an unsettled question: name printed on the official sheet → way of computing → what comes out of it here."""

    # -- inputs -------------------------------------------------------------------------------------------------

    def has(self, *names: str) -> bool:
        """Whether any of these inputs was given a value."""
        self.sought += names
        return any(self.inputs.get(name) is not None for name in names)

    def called(self, *names: str) -> str:
        """The first of several customary names of an input that was given; the first of all if none was."""
        return next((name for name in names if self.has(name)), names[0])

    def before_its_law(self, name: str, month: Month, first: Month, law: str) -> None:
        """Refuse a month that lies before the law it would be computed under."""
        if month < first:
            self.refuse(name, f"{month_text(month)} 早于 {month_text(first)}，{law}尚未施行", "请核对年月；此前的待遇按当时的规定办理。")

    def raw(self, name: str, default: Any = REQUIRED, title: str = "") -> Any:
        """An input as it came; refuses when it is required and absent."""
        self.used.add(name)
        value = self.inputs.get(name)
        if value is None:
            if default is REQUIRED:
                near = difflib.get_close_matches(name, [n for n in self.inputs if n not in self.used], 1)
                self.refuse(name, f"缺少“{title or name}”", f"是否把字段 {name} 写成了 {near[0]}？" if near else "请补充后重新计算。")
            return default
        return value

    def number(
        self,
        name: str,
        title: str,
        unit: str = "Ratio",
        lo: Number = 0,
        hi: Number = LIMIT_YUAN,
        places: int | None = None,
        default: Any = REQUIRED,
        called: str = "",
        read: Callable[[Any], Any] = as_written,
    ) -> Q:
        """A number between lo and hi; `called` is the name rules read it by, `read` knows words that stand for numbers."""
        raw = read(self.raw(name, default, title))
        if isinstance(raw, (Q, Fraction)):
            value = Fraction(raw) if isinstance(raw, Fraction) else raw.fraction
        else:
            value = read_number(raw, lambda problem: self.refuse(name, f"“{title}”{problem}", "请核对后重新填写。"))
        low, high = exact(lo).fraction, exact(hi).fraction
        if not low <= value <= high:
            span = f"应在 {exact(lo).text()} 至 {exact(hi).text()} 之间"
            self.refuse(name, f"“{title}”为 {number(value).text()}，{span}", "请核对后重新填写。")
        if places is not None and (value * 10**places).denominator != 1:
            self.refuse(name, f"“{title}”为 {number(value).text()}，最多 {places} 位小数", "请核对后重新填写。")
        q = Q(value.numerator, value.denominator, ceil(low * value.denominator), floor(high * value.denominator))
        self.give(called or name, q, title, unit)
        return q

    def yuan(self, name: str, title: str, default: Any = REQUIRED, called: str = "", lo: Number = 0) -> Q:
        """An amount in yuan with at most two decimals."""
        return self.number(name, title, "Yuan", lo, LIMIT_YUAN, 2, default, called)

    def ratio(self, name: str, title: str, default: Any = REQUIRED, called: str = "", hi: Number = 1) -> Q:
        """A rate or share, as a decimal: 0.08 is 8 %."""
        return self.number(name, title, "Ratio", 0, hi, None, default, called)

    def years(self, name: str, title: str, default: Any = REQUIRED, called: str = "") -> Q:
        """A number of years, possibly with decimals or as 42年5个月, up to 80."""
        return self.number(name, title, "Years", 0, 80, None, default, called, read_years)

    def count(
        self,
        name: str,
        title: str,
        lo: int = 0,
        hi: int = 10**12,
        default: Any = REQUIRED,
        unit: str = "Count",
        read: Callable[[Any], Any] = as_written,
    ) -> int:
        """A whole number; rules read it as a quantity, the caller gets an int."""
        q = self.number(name, title, unit, lo, hi, 0, default, read=read)
        return int(q)

    def month(self, name: str, title: str, default: Any = REQUIRED, called: str = "") -> Month:
        """A month written YYYY-MM or 2023年5月, as YYYYMM."""
        raw = read_calendar(self.raw(name, default, title))
        if isinstance(raw, date):
            value = month_of(raw)
        elif isinstance(raw, str) and len(raw) == 10:
            # A whole date is accepted for a month, but it must be a day there is.
            value = month_of(self._calendar(parse_date, name, title, raw))
        else:
            # A month is also written 202305, as a whole number or as text.
            text = f"{raw}"[:4] + "-" + f"{raw}"[4:] if re.fullmatch(r"\d{6}", str(raw), re.ASCII) else raw
            value = self._calendar(parse_month, name, title, text)
        return int(self.give(called or name, value, title, "Month"))

    def day(self, name: str, title: str, default: Any = REQUIRED) -> date:
        """A date written YYYY-MM-DD or 2023年5月6日."""
        raw = read_calendar(self.raw(name, default, title))
        value = raw if isinstance(raw, date) else self._calendar(parse_date, name, title, raw)
        self.give(name, value, title, "Day")
        return value

    def _calendar(self, read: Callable[[str, str], Any], name: str, title: str, raw: Any) -> Any:
        """Read a month or a day; a wrong one is refused with the field's title and the article."""
        try:
            return read(raw, name)
        except Refused as refusal:
            finding = refusal.finding
            refuse(finding.rule, f"“{title}”填写的{finding.message}（依据：{self.source}）。", finding.advice, name, self.source)

    def choice(self, name: str, title: str, options: Iterable[str], default: Any = REQUIRED) -> str:
        """One of some words."""
        value, known = str(self.raw(name, default, title)), list(options)
        if value not in known:
            self.refuse(name, f"“{title}”填写为“{value}”", f"可选：{'、'.join(known)}。")
        self.give(name, value, title, "Text")
        return value

    def flag(self, name: str, title: str, default: Any = REQUIRED) -> bool:
        """Yes or no."""
        raw = self.raw(name, default, title)
        value = read_flag(raw, lambda problem: self.refuse(name, f"“{title}”{problem}", "请填写 true 或 false。"))
        self.give(name, value, title, "Truth")
        return value

    def items(self, name: str, title: str, default: Any = REQUIRED) -> Sequence[Any]:
        """A list; the caller reads its items with `item`."""
        raw = self.raw(name, default, title)
        if not isinstance(raw, (list, tuple)):
            self.refuse(name, f"“{title}”应为列表", "请按列表填写，例如 [100, 200]。")
        return raw

    def item(self, name: str, title: str, raw: Any, lo: Number = 0, hi: Number = LIMIT_YUAN) -> Q:
        """One number out of a list or table, checked like an input."""
        value = read_number(raw, lambda problem: self.refuse(name, f"“{title}”{problem}", "请核对后重新填写。"))
        if not exact(lo).fraction <= value <= exact(hi).fraction:
            self.refuse(name, f"“{title}”为 {number(value).text()}，超出合理范围", "请核对后重新填写。")
        return number(value)

    # -- parameters ---------------------------------------------------------------------------------------------

    def read(self, question: Question, *names: str, on: date | None = None) -> None:
        """Put what rules read of the place among the values, as their question declares it; an input of that name overrides it.

        names: those read, all of the question's if none is given. What is always read at one place (the nation's standard
        beside the local one) is no input.
        """
        reads = question.reads_at(self.places, self.place)
        for name in names or reads:
            read = reads[name]
            if self.has(name) and not read.at:
                self._read_input(name, read.key, read.shape)
                continue
            row = read.row(self.places, self.place, self.parameter_day(read.key, on))
            self.values[name] = read.shape(row.value)
            self._note_row(name, row, read.title, fixed=bool(read.at))

    def _read_input(self, name: str, key: str, shape: Callable[[Any], Any]) -> None:
        info = key_of(key)
        if shape is quantity:
            self.number(name, info.title, info.unit, info.lo, info.hi or LIMIT_YUAN)
            return
        content = self.raw(name)
        self.give(name, content, info.title, "Table")
        self.values[name] = shape(content)

    def parameter(self, key: str, name: str = "", on: date | None = None) -> Q:
        """A number from the place's file; `name` is what rules call it and which input overrides it (default: the key)."""
        called, info = name or key, key_of(key)
        if self.has(called):
            return self.number(called, info.title, info.unit, info.lo, info.hi or LIMIT_YUAN)
        row = self.row(key, on)
        value: Q = quantity(row.value)
        self.values[called] = value
        self._note_row(called, row)
        return value

    def parameter_content(self, key: str, name: str = "", on: date | None = None) -> Any:
        """A list, table or word from the place's file, as frozen text; an input of that name overrides it."""
        called = name or key
        if self.has(called):
            content, info = self.raw(called), key_of(key)
            if info.words and info.unit == "Text":
                return self.choice(called, info.title, info.words)
            self.give(called, content, info.title, "Table")
            return content
        row = self.row(key, on)
        self.values[called] = row.value
        self._note_row(called, row)
        return row.value

    def row(self, key: str, on: date | None = None) -> Value:
        """The dated row itself, for calculations that need its dates or document."""
        return self.places.value(key, self.place, self.parameter_day(key, on))

    def parameter_day(self, key: str, on: date | None = None) -> date:
        """The day parameters are looked up on; refuses when the case names no date at all."""
        day = on or self.on
        if day is None:
            info = key_of(key)
            field, written = self._day_field()
            example = "2023" if field.endswith("year") else "2023-05-31" if field.endswith("date") else "2023-05"
            advice = f"请填写 {field}，例如 {field}={example}" if field else "请补充待遇或缴费所属的月份"
            refuse(
                "policy.no_date",
                f"要取参数“{info.title}”（{key}），但没有给出日期{f'（写了 {written}，这项计算不用它）' if written else ''}",
                f"{advice}；或直接给出该参数 {key}。",
                field or key,
                self.source,
            )
        return day

    def _day_field(self) -> tuple[str, str]:
        """The input that would give the day (the first looked for and not there), and a day that was written under another name."""
        wanted = [name for name in self.sought if _OF_DAY.search(name) and self.inputs.get(name) is None]
        written = [name for name in self.inputs if _OF_DAY.search(name) and name not in self.used]
        return next(iter(wanted), ""), next(iter(written), "")

    # -- results ------------------------------------------------------------------------------------------------

    def give(self, name: str, value: Any, title: str, unit: str, source: str = "输入", note: str = "") -> Any:
        """Put a value among those that rules read, with its line for the sheet."""
        self.values[name] = value
        self.origins[name] = Origin(title, UNITS[unit], source, GIVEN, note)
        return value

    def run(self, rules: RuleSet | Question, *want: str) -> dict[str, Any]:
        """Compute the wanted rules from what has been asked so far and write the steps; returns all values.

        The formulas of the place are those of the question's own calculation, of a bare rule set those of this one. What
        they read of the place besides is read here.
        """
        if isinstance(rules, Question):
            chosen = rules.rules_at(self.places, self.place)
            own = rules.reads_at(self.places, self.place).keys() - rules.reads.keys() - self.values.keys()
            if own:
                self.read(rules, *sorted(own))
        else:
            chosen = self.local_rules(rules)
        values, steps = explain(chosen, self.values, want, self.origins)
        self.rules_used.append(RuleSet({name: chosen.rules[name] for name in values if name not in self.values}))
        self.values.update(values)
        for step in steps:
            self.steps.setdefault(step.name, step)
            rule = chosen.rules.get(step.name)
            if rule and step.name not in self.origins:
                self.origins[step.name] = Origin(rule.title, rule.unit, step.source, step.confidence)
        return values

    def local_rules(self, rules: RuleSet) -> RuleSet:
        """The rules with the formulas of the place for this calculation put in, nearest place last."""
        return with_formulas(rules, self.calculation, self.places, self.place)

    def record(
        self,
        name: str,
        value: Any,
        title: str,
        unit: str,
        inputs: Sequence[str] = (),
        source: str = "",
        confidence: str = "high",
        expression: str = "",
        note: str = "",
    ) -> Any:
        """Write a result made by the calculation itself (tables, schedules), with its line on the sheet."""
        for read in inputs:
            if read in self.origins and read not in self.steps:
                self.steps[read] = given_step(read, self.values[read], self.origins[read])
        certainty = lowest([confidence, *(self.steps[i].confidence for i in inputs if i in self.steps)])
        self.values[name] = value
        self.origins[name] = Origin(title, UNITS[unit], source or self.source, certainty, note)
        self.steps[name] = Step(
            name, title, show(value, UNITS[unit]), UNITS[unit].title, tuple(inputs), source or self.source, certainty,
            expression, "", note,
        )  # fmt: skip
        return value

    def adopt(self, inner: Ask, rename: str, label: str, only: Iterable[str] = ()) -> None:
        """Put the lines of another run (all, or only some) on this sheet, each under a name of its own.

        rename: how a name is made, as "before_{}"; label: what is added to the titles, as 到账前. Lines point at each
        other by their new names; what was asked for and run there counts as asked for and run here.
        """
        wanted = set(only) or set(inner.steps)
        for name in inner.steps:
            if name in wanted:
                step = inner.steps[name]
                inputs = tuple(rename.format(read) for read in step.inputs if read in wanted)
                self.steps[rename.format(name)] = replace(step, name=rename.format(name), title=f"{step.title}（{label}）", inputs=inputs)
        self.rules_used += inner.rules_used
        self.used |= inner.used

    def also(self, name: str, existing: str) -> None:
        """Offer a result under a second name too."""
        self.values[name] = self.values[existing]
        self.origins[name] = self.origins[existing]

    def refuse(self, name: str, problem: str, advice: str, **values: Any) -> NoReturn:
        """Refuse the calculation: the field, what is wrong with it, and the article."""
        refuse(f"policy.{self.calculation}", f"{problem}（依据：{self.source}）。", advice, name, self.source, **values)

    def unused(self) -> tuple[str, ...]:
        """Inputs that nothing asked for."""
        return tuple(name for name in self.inputs if name not in self.used)

    def refuse_unused(self, known: Iterable[str]) -> None:
        """Refuse an input nobody asked for: it is a mistyped name as often as not."""
        for name in self.unused():
            near = difflib.get_close_matches(name, [*known, *self.used], 1)
            advice = f"是否想写 {near[0]}？" if near else "请去掉该字段，或查看该计算的字段说明。"
            self.refuse(name, "没有用到的字段", advice)

    def _note_row(self, called: str, row: Value, title: str = "", fixed: bool = False) -> None:
        """Where a value came from; fixed: it is the nation's by law, and no local one is missing."""
        info = key_of(row.key)
        note = row.note
        if info.local and row.place == NATIONAL and self.place != NATIONAL and not fixed:
            gap = f"未取得{self.places.places[self.place].name}的地方标准，按国家规定计算"
            note = f"{gap}；{note}" if note else gap
        where = self.places.places[row.place].name
        source = f"{row.document}（{where}，{row.effective_from.isoformat()} 起）"
        self.origins[called] = Origin(title or info.title, UNITS[info.unit], source, row.confidence, note)
