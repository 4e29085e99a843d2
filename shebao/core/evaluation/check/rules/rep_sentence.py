"""A sentence repeated word for word with one figure changed: one of the two is wrong."""

from __future__ import annotations

import re
from collections.abc import Iterator

from shebao.core.evaluation.check.facts import Sentence
from shebao.core.evaluation.check.model import Quote, Verdict, broken, holds
from shebao.core.evaluation.check.numbers import numbers
from shebao.core.evaluation.check.report import Report
from shebao.core.evaluation.check.text import Span, quotes_of

TITLE = "重复语句中的数字一致"
SOURCE = "同一句话在报告中重复出现时，数字应当一致"
ADVICE = "核对原始数据，把两处改成同一个数。"
EXAMPLE = {
    "broken": (
        "2023年决算收入600.02万元，其中财政拨款收入600.02万元，年末在职12人。\n二、情况\n"
        "2023年决算收入600.02万元，其中财政拨款收入600.02万元，年末在职13人。\n"
    ),
    "sound": "1月至6月发放待遇600人、520万元，全部按时足额发放到位。\n1月至6月发放待遇600人、520万元，全部按时足额发放到位。\n",
}
_MOST_VERSIONS = 3
_FIGURE = re.compile(r"-?\d[\d,]*(?:\.\d+)?")


def find(report: Report) -> Iterator[Verdict]:
    """Sentences with the same words and mostly the same figures."""
    seen: dict[str, dict[tuple[str, ...], Sentence]] = {}
    repeated: dict[str, list[Sentence]] = {}
    for sentence in report.sentences():
        if len(sentence.facts) < 1 or len(sentence.text) < 16 or sentence.span.passage.cell:
            continue
        words = skeleton(sentence)
        versions = seen.setdefault(words, {})
        figures = tuple(match.replace(",", "") for match in _FIGURE.findall(sentence.text))
        if figures in versions:
            repeated.setdefault(words, []).append(sentence)
        versions.setdefault(figures, sentence)
    for words, versions in seen.items():
        first = next(iter(versions.values()))
        # four and more versions are a form of words used for different things, not one fact told again
        others = [*list(versions.values())[1:], *repeated.get(words, [])[:3]] if len(versions) <= _MOST_VERSIONS else []
        for other in others:
            yield from judge_pair(first, other)


def skeleton(sentence: Sentence) -> str:
    """A sentence with its figures blanked and its number taken off."""
    return re.sub(r"^(?:其中|截[至止]|（?[一二三四五六七八九十\d]+[）、.])", "", _FIGURE.sub("#", sentence.text))


def judge_pair(a: Sentence, b: Sentence) -> Iterator[Verdict]:
    first, second = _figures(a), _figures(b)
    if len(first) != len(second):
        return
    different = [i for i in range(len(first)) if first[i].text.replace(",", "") != second[i].text.replace(",", "")]
    if not different:
        yield holds(f"重复语句 {len(first)} 个数字相同", quotes_of([first[0], second[0]]))
        return
    same = [first[i].text for i in range(len(first)) if i not in different]
    telling = {text for text in same if len(text.strip("-").replace(".", "")) >= 2 and text not in ("100", "2023", "2024", "2022")}
    if len(different) > 1 and len(different) * 3 > len(first):
        return
    sure = len(different) == 1 and len(telling) >= 2
    if not telling:
        return
    yield broken(
        "error" if sure else "question",
        f"{_place(a)}和{_place(b, a)}是同一句话，数字却不同："
        + "；".join(f"{first[i].text} 与 {second[i].text}" for i in different)
        + "。",
        tuple(quote for i in different for span in (first[i], second[i]) for quote in _wider(span)),
        left="、".join(first[i].text for i in different),
        right="、".join(second[i].text for i in different),
        computed="应当相同",
        tolerance="0",
    )


def _place(sentence: Sentence, beside: Sentence | None = None) -> str:
    """The line, with the file's name where two files are compared."""
    name = sentence.span.passage.document.name
    other = beside.span.passage.document.name if beside else name
    return f"第{sentence.span.line}行" if name == other else f"{name} 第{sentence.span.line}行"


def _figures(sentence: Sentence) -> list[Span]:
    base = sentence.span.start
    return [Span(sentence.span.passage, base + m.start(), base + m.end()) for m in _FIGURE.finditer(sentence.text)]


def _wider(span: Span) -> tuple[Quote, ...]:
    """The figure with its unit and a few words before it."""
    text = span.passage.text
    unit = next((n.end for n in numbers(text[span.start : span.start + 24])), span.end - span.start)
    return Span(span.passage, max(0, span.start - 8), min(len(text), span.start + unit)).quotes()
