"""Reads the figures in a clean text: value, printed precision, unit, sign and vagueness; years, dates and article numbers are told apart."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from shebao.core.evaluation.check.interval import Interval, cut, plain, rounded

SCALES = {"": 1, "百": 100, "千": 1000, "万": 10**4, "十万": 10**5, "百万": 10**6, "千万": 10**7, "亿": 10**8, "万亿": 10**12}
_PERSON = ("人", "名", "位")
_COUNTERS = (
    "人次",
    "剂次",
    "剂",
    "批次",
    "场次",
    "车次",
    "班次",
    "课时",
    "台套",
    "床",
    "栋",
    "幢",
    "幅",
    "片",
    "根",
    "副",
    "孔",
    "艘次",
    "平方公里",
    "兆瓦",
    "升",
    "人",
    "名",
    "位",
    "户",
    "个百分点",
    "个月",
    "个",
    "件",
    "项",
    "条",
    "笔",
    "次",
    "家",
    "份",
    "期",
    "场",
    "台",
    "套",
    "辆",
    "平方米",
    "平",
    "公里",
    "亩",
    "本",
    "张",
    "册",
    "篇",
    "批",
    "处",
    "所",
    "间",
    "棵",
    "吨",
    "分钟",
    "小时",
    "周岁",
    "岁",
    "天",
    "工作日",
    "年",
    "月",
    "日",
    "号",
    "级",
    "类",
    "门",
    "类别",
    "分",
    "股",
    "科",
    "室",
    "支",
    "艘",
    "袋",
    "箱",
    "盏",
    "座",
    "眼",
    "口",
    "例",
    "倍",
    "版",
    "届",
    "点",
    "时",
    "度",
    "大",
    "宗",
    "起",
    "封",
    "种",
    "档",
    "街道",
    "镇",
    "乡",
    "村",
    "社区",
    "班",
    "组",
    "轮",
    "课",
    "页",
    "字",
    "条例",
    "立方米",
    "公顷",
    "公斤",
    "千克",
    "斤",
    "米",
    "头",
    "只",
    "株",
    "羽",
    "尾",
    "盘",
    "千瓦时",
    "千瓦",
    "公里/小时",
    "hm2",
    "hm²",
    "hm",
    "km2",
    "km²",
    "km",
    "m2",
    "m²",
    "m3",
    "m³",
    "m",
    "kg",
    "kW",
    "t",
    "%",
    "‰",
)
_UNIT = "|".join(sorted(map(re.escape, _COUNTERS), key=len, reverse=True))
_NUMBER = re.compile(
    r"(?P<op>[≥≤＞＜><=]{0,2})(?P<sign>[-+]?)(?P<digits>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)"
    rf"(?P<space> ?)(?P<vague1>[多余几来]?)(?P<scale>万亿|亿|千万|百万|十万|万|千(?!瓦|米|克)|百)?(?P<vague2>[多余几来]?)(?P<unit>元|{_UNIT})?"
)
_NOT_POINTS = re.compile(r"别|之|局|类|公司|解|析|配|布|期|散|管|工|行|级|层|段|享|送|发|项|等|部|院|批|区|镇|县|组")
_ABOUT_BEFORE = re.compile(
    r"(?:(?<![节合集简签预契])约|(?<![最附邻])近|超过?|突破|不足|不少于|至少|将近|大概|左右|高于|低于|大于|小于|不低于|不高于|不超过|逾|共约|达近)[为到达]?$"
)
_ABOUT_AFTER = re.compile(r"^(?:以上|以下|以内|以外|左右|余|多|上下|之内|及以上|及以下|（含）|（不含）)")
_RANGE_BEFORE = re.compile(r"(?:\d[%‰]?|[年月日号元万亿人分%]|（含）)[-—~至到]+$")
_RANGE_AFTER = re.compile(r"^(?:（含）)?[-—~至到]+\s?\d")
_LONGEST = 24  # no amount has more digits; longer runs are codes
_NUMERALS = {"一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9, "十": 10}


@dataclass(frozen=True, slots=True)
class Number:
    """A figure with its place in the clean text.

    value, ulp: in base units (yuan, persons, percent points …); ulp 0 means exact. kind: money, percent, people, times, points,
    months, year, age, date, bare, or "count:" with the counter. vague: a word such as 约 or 以上 stands beside it.
    """

    start: int
    end: int
    text: str
    value: Fraction
    ulp: Fraction
    kind: str
    unit: str
    op: str = ""
    vague: bool = False
    ranged: bool = False

    @property
    def whole(self) -> bool:
        """Whether it was printed without decimals."""
        return "." not in self.text

    @property
    def measure(self) -> str:
        """The unit as printed: 万元, 人, %; for table cells the table's unit."""
        return re.sub(r"^[-≥≤><=]*[\d.,]+ ?", "", self.text) or self.unit

    def shown(self, value: Fraction) -> str:
        """Another value in this figure's printed unit."""
        scale = next((SCALES[word] for word in ("万亿", "亿", "千万", "百万", "十万", "万") if self.measure.startswith(word)), 1)
        return plain(value / scale) + self.measure

    @property
    def firm(self) -> bool:
        """Whether it can be calculated with: one plain figure."""
        return not self.vague and not self.ranged

    def rounded(self) -> Interval:
        """Values it stands for when it was rounded."""
        return rounded(self.value, self.ulp)

    def cut(self) -> Interval:
        """Values it stands for when it was cut off."""
        return cut(self.value, self.ulp)


def value_of(digits: str) -> Fraction:
    """The value of a decimal literal with or without thousands separators."""
    return Fraction(digits.replace(",", ""))


def step_of(digits: str) -> Fraction:
    """The step of the last printed digit."""
    _, point, decimals = digits.partition(".")
    return Fraction(1, 10 ** len(decimals)) if point else Fraction(1)


def numeral(text: str) -> int | None:
    """A small Chinese or Arabic count (两, 十二, 27) as an integer; None where it is not one."""
    if text.isdigit() and text.isascii():
        return int(text) if len(text) < 5 else None
    if text in _NUMERALS:
        return _NUMERALS[text]
    tens, ten, ones = text.partition("十")
    if not ten or (tens and tens not in _NUMERALS) or (ones and ones not in _NUMERALS):
        return None
    return _NUMERALS.get(tens, 1) * 10 + _NUMERALS.get(ones, 0)


def numbers(text: str) -> Iterator[Number]:
    """Every figure of a clean text, in order."""
    for match in _NUMBER.finditer(text):
        start = match.start("digits")
        before = text[max(0, start - 8) : start]
        last = before[-1:]
        if last and ((last.isascii() and (last.isalnum() or last == ".")) or last in "第〔[【#＃"):
            if last not in "><=":
                continue
        if len(match["digits"]) > _LONGEST or _is_reference(text, match.start("digits"), match.end("digits")):
            continue
        yield _number(text, match)


def _is_reference(text: str, start: int, end: int) -> bool:
    """Whether the digits are a document number, a dotted date or the like, not an amount."""
    after = text[end : end + 8]
    if after[:1] == "/" or text[start - 1 : start] == "/":
        if re.search(r"[=×*]", text[end : end + 16]) and not re.match(r"/\d+/|号", after):
            return False  # 360.5/400=90.1%
    if re.match(r"[〕\]】]|）?号|\.\d|-\d{3}|/\d", after):
        return True
    if after[:1].isascii() and after[:1].isalpha() and not re.match(r"(?:hm|km|m|kg|kW|t)(?:[23²³])?(?![A-Za-z])", after):
        return True
    return bool(re.search(r"[〔\[【]\d{0,4}$|\d[.\-/]$", text[max(0, start - 6) : start]))


def _number(text: str, match: re.Match[str]) -> Number:
    digits, unit = match["digits"], match["unit"] or ""
    scale_text = match["scale"] or ""
    start, end = match.start("digits"), match.end()
    head = text[max(0, match.start() - 10) : match.start()]
    if unit == "分" and _NOT_POINTS.match(text[end : end + 2]):
        unit, end = "", end - 1
    if scale_text and not unit and scale_text in ("百", "千"):
        scale_text, end = "", match.end("digits")
    scale = SCALES[scale_text]
    kind = _kind(digits, unit, scale_text)
    value = value_of(digits) * scale
    sign = match["sign"]
    if sign == "-" and (not head or head[-1] not in "年月日号%）0123456789.·"):
        value = -value
        start = match.start("sign")
    ulp = step_of(digits) * scale
    if "." not in digits and (kind != "percent") and scale == 1:
        ulp = Fraction(0)
    if value == 0:
        ulp = Fraction(0)
    tail = text[end : end + 5]
    vague = bool(match["vague1"] or match["vague2"] or _ABOUT_BEFORE.search(head + text[match.start() : start]) or _ABOUT_AFTER.match(tail))
    whole_head = text[max(0, start - 6) : start]
    ranged = bool(_RANGE_BEFORE.search(whole_head) or _RANGE_AFTER.match(tail))
    return Number(start, end, text[start:end], value, ulp, kind, unit, match["op"] or "", vague, ranged)


def _kind(digits: str, unit: str, scale: str) -> str:
    if unit == "元":
        return "money"
    if unit in ("%", "‰"):
        return "percent" if unit == "%" else "permille"
    if unit in _PERSON:
        return "people"
    if unit in ("人次", "次"):
        return "times" if unit == "人次" else "count:次"
    if unit == "分":
        return "points"
    if unit == "个百分点":
        return "percentage points"
    if unit == "年":
        return "year" if len(digits) == 4 and digits[:2] in ("19", "20") and not scale else "years"
    if unit in ("月", "日", "号", "时", "点"):
        return "date"
    if unit == "个月":
        return "months"
    if unit in ("岁", "周岁"):
        return "age"
    if unit in ("天", "工作日", "分钟", "小时"):
        return "duration"
    return f"count:{unit}" if unit else ("scaled" if scale else "bare")
