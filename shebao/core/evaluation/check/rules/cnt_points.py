"""N points announced must be N points told: 四个方面：一是…二是…三是…四是…."""

from __future__ import annotations

import re
from collections.abc import Iterator

from shebao.core.evaluation.check.model import Severity, Verdict, broken, holds
from shebao.core.evaluation.check.numbers import numeral
from shebao.core.evaluation.check.report import Report
from shebao.core.evaluation.check.text import Passage, Span

TITLE = "“N 个方面”与一是二是一致"
SOURCE = "列举语义：写明几个方面，下文就应有几条"
ADVICE = "核对条数，改写明的数或补齐缺的一条。"
EXAMPLE = {
    "broken": "存在四个方面的问题：一是预算编制不细；二是执行偏慢；三是绩效意识不强。下一步将切实整改。",
    "sound": "存在三个方面的问题：一是预算编制不细；二是执行偏慢；三是绩效意识不强。下一步将切实整改。",
}
_ANNOUNCED = re.compile(
    r"(?<![第一二三四五六七八九十\d])(?P<n>[一二两三四五六七八九十]{1,2}|\d{1,2})(?:个|大|项|条|点|类|种)(?:方面|问题|措施|工作|原因|举措|做法|经验|不足|任务|建议|内容|特点|环节)"
    r"[一-龥]{0,8}[：，。]"
)
_POINT = re.compile(r"(?<=[：；。，])([一二三四五六七八九十]{1,2})是|^([一二三四五六七八九十]{1,2})是")
_MARKED = re.compile(r"（([一二三四五六七八九十\d]{1,2})）|(?<![\d.])(\d{1,2})[.、](?!\d)|([①②③④⑤⑥⑦⑧⑨])")
_NEAR = 24


def find(report: Report) -> Iterator[Verdict]:
    """Announcements followed at once by 一是, in the paragraph and the ones that go on with its numbering."""
    for position, passage in enumerate(report.passages):
        for match in _ANNOUNCED.finditer(passage.text):
            yield from _judge(report, position, match)


def _judge(report: Report, position: int, match: re.Match[str]) -> Iterator[Verdict]:
    passage, stated = report.passages[position], numeral(match["n"])
    points = _points(report, position, match.end()) or _inline(passage, match.end())
    if stated is None or not points or len(points) < 2:
        return
    quotes = Span(passage, match.start(), match.end()).quotes() + points[-1].quotes()
    if len(points) == stated:
        yield holds(f"{stated} 个方面，写了 {len(points)} 条", quotes)
        return
    severity: Severity = "warn" if len(points) >= 3 or stated < len(points) else "question"
    words = f"写“{match.group().rstrip('：，。')}”，下文一是、二是…只有 {len(points)} 条。"
    if stated < len(points):
        words = words.replace("只有", "却有")
    yield broken(severity, words, quotes, left=str(stated), right=str(len(points)), computed=str(len(points)), tolerance="0")


def _points(report: Report, position: int, start: int) -> list[Span]:
    """The unbroken run 一是, 二是, 三是 … from `start` on; it may go on at the beginning of following paragraphs."""
    out: list[Span] = []
    for step, passage in enumerate(report.passages[position : position + 12]):
        begin = start if not step else 0
        fresh = list(_numbered(passage, begin))
        if not step and fresh and fresh[0][1].start - start > _NEAR:
            return []
        if step and not fresh:
            return out
        for number, span in fresh:
            if number == 1 and out:
                return out
            if number != len(out) + 1:
                return [] if number > len(out) + 1 else out
            out.append(span)
    return out


def _inline(passage: Passage, start: int) -> list[Span]:
    """（1）…（2）…（3）… in the paragraph of the announcement, one after another from the first."""
    out: list[Span] = []
    for match in _MARKED.finditer(passage.text, start):
        number = numeral(match[1] or match[2]) or "①②③④⑤⑥⑦⑧⑨".find(match[3] or "?") + 1
        if not out and (number != 1 or match.start() - start > _NEAR):
            return []
        if number == 1 and out:
            break
        if number != len(out) + 1:
            return []
        out.append(Span(passage, match.start(), min(len(passage.text), match.end() + 8)))
    return out if len(out) >= 3 else []


def _numbered(passage: Passage, begin: int) -> Iterator[tuple[int, Span]]:
    for match in _POINT.finditer(passage.text, begin):
        number = numeral(match[1] or match[2])
        if number is not None:
            yield number, Span(passage, match.start(), min(len(passage.text), match.end() + 8))
