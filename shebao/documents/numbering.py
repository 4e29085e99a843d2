"""Word's automatic numbers, counted as Word counts them and written as Word prints them: 一、（二）3.（4）."""

from __future__ import annotations

from typing import TYPE_CHECKING

from shebao.base.digits import whole_number

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_DIGITS = "零一二三四五六七八九"
_CHINESE = (
    "chineseCounting",
    "chineseCountingThousand",
    "ideographDigital",
    "japaneseCounting",
    "taiwaneseCounting",
    "taiwaneseCountingThousand",
    "chineseLegalSimplified",
    "ideographTraditional",
)


def chinese(number: int) -> str:
    """A count as 一, 十二, 二十, 一百零三."""
    if number < 10:
        return _DIGITS[number]
    if number < 20:
        return "十" + (_DIGITS[number - 10] if number > 10 else "")
    if number < 100:
        return _DIGITS[number // 10] + "十" + (_DIGITS[number % 10] if number % 10 else "")
    if number < 1000:
        rest = number % 100
        tail = "" if not rest else ("零" + _DIGITS[rest] if rest < 10 else (_DIGITS[1] if rest < 20 else "") + chinese(rest))
        return _DIGITS[number // 100] + "百" + tail
    return str(number)


def _roman(number: int) -> str:
    out = ""
    for value, letters in (
        (1000, "M"),
        (900, "CM"),
        (500, "D"),
        (400, "CD"),
        (100, "C"),
        (90, "XC"),
        (50, "L"),
        (40, "XL"),
        (10, "X"),
        (9, "IX"),
        (5, "V"),
        (4, "IV"),
        (1, "I"),
    ):
        while number >= value and len(out) < 20:
            out, number = out + letters, number - value
    return out


def written(number: int, style: str) -> str:
    """A count in one of Word's number formats; bullets and unknown ones give ""."""
    if style in _CHINESE:
        return chinese(number)
    if style in ("decimal", "decimalFullWidth", "decimalHalfWidth", "decimalZero"):
        return f"{number:02d}" if style == "decimalZero" else str(number)
    if style in ("decimalEnclosedCircle", "decimalEnclosedCircleChinese"):
        return chr(0x2460 + number - 1) if 1 <= number <= 20 else str(number)
    if style in ("lowerLetter", "upperLetter"):
        letter = chr(ord("a") + (number - 1) % 26)
        return letter if style == "lowerLetter" else letter.upper()
    if style in ("lowerRoman", "upperRoman"):
        return _roman(number) if style == "upperRoman" else _roman(number).lower()
    return ""


class Numbering:
    """Counters of one document; `label` must be called for each numbered paragraph in order."""

    def __init__(self, numbering: Element | None, styles: Element | None) -> None:
        self._levels: dict[str, dict[int, tuple[int, str, str]]] = {}
        self._abstract: dict[str, str] = {}
        self._overrides: dict[tuple[str, int], int] = {}
        self._styles: dict[str, tuple[str, int]] = {}
        self._parents: dict[str, str] = {}
        self._counters: dict[str, dict[int, int]] = {}
        self._started: set[tuple[str, int]] = set()
        if numbering is not None:
            self._learn(numbering)
        if styles is not None:
            self._learn_styles(styles)

    def _learn(self, root: Element) -> None:
        for abstract in root.findall(f"{_W}abstractNum"):
            levels: dict[int, tuple[int, str, str]] = {}
            for level in abstract.findall(f"{_W}lvl"):
                start = _attribute(level.find(f"{_W}start"), "1")
                style = _attribute(level.find(f"{_W}numFmt"), "decimal")
                text = _attribute(level.find(f"{_W}lvlText"), "")
                levels[_whole(level.get(f"{_W}ilvl", "0"), 0)] = (_whole(start, 1), style, text)
            self._levels[abstract.get(f"{_W}abstractNumId", "")] = levels
        for number in root.findall(f"{_W}num"):
            key = number.get(f"{_W}numId", "")
            self._abstract[key] = _attribute(number.find(f"{_W}abstractNumId"), "")
            for override in number.findall(f"{_W}lvlOverride"):
                restart = override.find(f"{_W}startOverride")
                if restart is not None:
                    self._overrides[(key, _whole(override.get(f"{_W}ilvl", "0"), 0))] = _whole(_attribute(restart, "1"), 1)

    def _learn_styles(self, root: Element) -> None:
        for style in root.findall(f"{_W}style"):
            name = style.get(f"{_W}styleId", "")
            parent = style.find(f"{_W}basedOn")
            if parent is not None:
                self._parents[name] = parent.get(f"{_W}val", "")
            result = _number_of(style)
            if result:
                self._styles[name] = result

    def _of(self, paragraph: Element) -> tuple[str, int] | None:
        own = _number_of(paragraph)
        if own:
            return own
        style = paragraph.find(f"{_W}pPr/{_W}pStyle")
        name = style.get(f"{_W}val", "") if style is not None else ""
        for _ in range(12):
            if not name or name in self._styles:
                break
            name = self._parents.get(name, "")
        return self._styles.get(name)

    def label(self, paragraph: Element) -> str:
        """The number Word prints before this paragraph, "" where there is none."""
        result = self._of(paragraph)
        if result is None or result[0] in ("", "0"):
            return ""
        number, level = result
        abstract = self._abstract.get(number, "")
        levels = self._levels.get(abstract, {})
        if level not in levels:
            return ""
        counters = self._counters.setdefault(abstract, {})
        start = levels[level][0]
        if (number, level) in self._overrides and (number, level) not in self._started:
            counters[level] = self._overrides[(number, level)]
            self._started.add((number, level))
        else:
            counters[level] = counters[level] + 1 if level in counters else start
        for deeper in [key for key in counters if key > level]:
            del counters[deeper]
        text = levels[level][2]
        for order in range(9):
            if f"%{order + 1}" in text:
                value = counters.get(order, levels.get(order, (1, "", ""))[0])
                style = levels.get(order, (1, "decimal", ""))[1]
                text = text.replace(f"%{order + 1}", written(value, style))
        return text if levels[level][1] != "bullet" and levels[level][1] != "none" else ""


def _number_of(element: Element) -> tuple[str, int] | None:
    properties = element.find(f"{_W}pPr/{_W}numPr")
    if properties is None:
        return None
    number = properties.find(f"{_W}numId")
    level = properties.find(f"{_W}ilvl")
    if number is None:
        return None
    return number.get(f"{_W}val", ""), _whole(_attribute(level, "0"), 0)


def _attribute(element: Element | None, default: str) -> str:
    return element.get(f"{_W}val", default) if element is not None else default


def _whole(text: str, default: int) -> int:
    value = whole_number(text, digits=5)
    return default if value is None else value
