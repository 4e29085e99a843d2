"""The yearly statistical bulletin (统计公报) as a draft: every figure in it is counted here and listed at its end with what it was counted from."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from shebao.agency import schemes
from shebao.agency.fund import queries as fund
from shebao.agency.statistics import cockpit, groups, periods
from shebao.base.money import grouped, half_up, wan_text
from shebao.base.months import Month
from shebao.core.evaluation.draft import Block, Draft, Heading, Paragraph, Run, Table
from shebao.core.evaluation.facts import Fact, Figure

_NUMERALS = "一二三四五六七八九十"


@dataclass(frozen=True, slots=True)
class Traced:
    """A figure of the bulletin: its number in the list of sources, what it is, as printed, and where it was counted.

    place: (kind, scheme, name, month or year) for a page that opens its rows; kind "set" people, "fund" books, "paid" runs, "none".
    """

    number: int
    title: str
    printed: str
    value: Fraction
    unit: str
    definition: str
    rows: int
    place: tuple[str, str, str, int]


class _Writer:
    """Sentences of runs whose figures are numbered as they are written."""

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self.traced: list[Traced] = []

    def figure(self, title: str, value: int | Fraction, unit: str, definition: str, rows: int, place: tuple[str, str, str, int]) -> Run:
        """A figure as a run of text with its unit."""
        printed = (
            f"{wan_text(int(value), 2)} 万元"
            if unit == "fen"
            else f"{_decimal(value)} {unit}"
            if unit == "个月"
            else f"{int(value):,} {unit}"
        )
        number = len(self.traced) + 1
        self.traced.append(Traced(number, title, printed, Fraction(value), unit, definition, rows, place))
        fact = Fact(
            f"bulletin.{number}",
            title,
            Fraction(value),
            unit,
            "business",
            f"statistics.{place[0]}.{place[2]}",
            f"{place[1]} {place[3]}",
            rows,
            definition,
        )
        return Run(printed, Figure(fact, printed, unit), f"[{number}]")

    def paragraph(self, *parts: str | Run) -> None:
        """A paragraph of words and figures."""
        self.blocks.append(Paragraph(tuple(Run(part) if isinstance(part, str) else part for part in parts)))


def _decimal(value: int | Fraction) -> str:
    """One decimal, half up."""
    tenths = int(half_up(Fraction(value).numerator * 10, Fraction(value).denominator))
    return f"{tenths // 10}.{tenths % 10}"


def bulletin(name: str, year: int, until: Month) -> tuple[Draft, tuple[Traced, ...]]:
    """The draft of a year's bulletin and its figures in order. until: the last month that is over, in a year that is not.

    A scheme without people and books of the year is left out; a year before anything was kept gives a draft that says so.
    """
    month = min(year * 100 + 12, until)
    writer = _Writer()
    rows = cockpit.by_scheme(month) if month >= year * 100 + 1 else []
    writer.blocks.append(Heading(1, "一、参保和待遇"))
    if not rows:
        writer.paragraph(f"{year} 年没有本系统的数据。")
    for row in rows:
        _scheme(writer, row, year, month)
    for number, part in enumerate((_areas, _ages, _identities), 1):
        if rows:
            part(writer, month, _NUMERALS[number])
    if rows:
        _money(writer, rows, year, month)
    ended = "" if month == year * 100 + 12 else f"（截至 {month % 100} 月）"
    writer.blocks.append(Heading(1, "数字来源"))
    cells = [(f"[{one.number}]", one.title, one.printed, one.definition, f"{one.rows:,}") for one in writer.traced]
    writer.blocks.append(
        Table("", ("序号", "数", "印出", "口径", "行数"), tuple(tuple(Run(text) for text in row) for row in cells), (1, 4, 3, 6, 2))
    )
    figures = tuple(run.figure for block in writer.blocks if isinstance(block, Paragraph) for run in block.runs if run.figure)
    return Draft(f"{name}{year}年度社会保险统计公报（草稿）{ended}", tuple(writer.blocks), figures, (), ()), tuple(writer.traced)


def _scheme(writer: _Writer, row: cockpit.SchemeRow, year: int, month: Month) -> None:
    lived = periods.by_period(row.scheme, year, "year", month)
    values = lived[-1].values if lived and lived[-1].last // 100 == year else {}

    def people(name: str, title: str, value: int) -> Run:
        definition = groups.SETS[name].definition
        return writer.figure(f"{row.title}{title}", value, "人", definition, value, ("set", row.scheme, name, month))

    parts: list[str | Run] = [
        f"{row.title}：年末参保 ",
        people("insured", "年末参保人数", row.insured),
        "，领取待遇 ",
        people("recipients", "领取待遇人数", row.recipients),
    ]
    if values.get("joined") or values.get("left"):
        joined = writer.figure(
            f"{row.title}新参保人数", values["joined"], "人", "年内参保关系开始的人", values["joined"], ("none", row.scheme, "joined", year)
        )
        left = writer.figure(
            f"{row.title}减少人数", values["left"], "人", "年内参保关系终止的人，按原因", values["left"], ("none", row.scheme, "left", year)
        )
        parts += ["；新参保 ", joined, "，减少 ", left]
    if values.get("times"):
        times = writer.figure(
            f"{row.title}发放人次",
            values["times"],
            "人次",
            "年内到账的发放笔数，退回重发的计一次",
            values["times"],
            ("paid", row.scheme, "times", year),
        )
        paid = writer.figure(
            f"{row.title}发放金额", values["paid_fen"], "fen", "年内到账的发放金额", values["times"], ("paid", row.scheme, "paid", year)
        )
        parts += ["；全年发放 ", times, "、", paid]
    writer.paragraph(*parts, "。")


def _table(writer: _Writer, title: str, by: str, month: Month) -> None:
    result = groups.count(by, schemes.MAIN, month)
    header = (result.division.title, *(one.title for one in groups.SETS.values()))
    rows = [(label, *(f"{n:,}" for n in counts)) for _, label, counts in result.rows()]
    rows.append(("合计", *(f"{n:,}" for n in result.totals())))
    widths = (3, *(2 for _ in groups.SETS))
    writer.blocks.append(Table(title, header, tuple(tuple(Run(text) for text in row) for row in rows), widths))


def _areas(writer: _Writer, month: Month, numeral: str) -> None:
    writer.blocks.append(Heading(1, f"{numeral}、按乡镇"))
    counts = groups.count("township", schemes.MAIN, month).counts["insured"]
    insured = int(counts.sum())
    whole = writer.figure(
        "有居民参保的乡镇（街道）",
        int((counts[:-1] > 0).sum()),
        "个",
        "当月末有参保人的乡镇（街道）",
        insured,
        ("none", schemes.MAIN, "township", month),
    )
    writer.paragraph(f"{schemes.title(schemes.MAIN)}参保人分布在 ", whole, "，各乡镇（街道）人数见表。")
    _table(writer, f"{schemes.title(schemes.MAIN)}按乡镇（街道）", "township", month)


def _ages(writer: _Writer, month: Month, numeral: str) -> None:
    writer.blocks.append(Heading(1, f"{numeral}、按年龄"))
    writer.paragraph("年龄为当年内达到的周岁。")
    _table(writer, f"{schemes.title(schemes.MAIN)}按年龄", "age", month)


def _identities(writer: _Writer, month: Month, numeral: str) -> None:
    writer.blocks.append(Heading(1, f"{numeral}、按身份"))
    writer.paragraph("困难群体按政府代缴的名单，领取待遇的单列。")
    _table(writer, f"{schemes.title(schemes.MAIN)}按身份", "identity", month)


def _money(writer: _Writer, rows: list[cockpit.SchemeRow], year: int, month: Month) -> None:
    writer.blocks.append(Heading(1, "五、基金收支"))
    books = set(fund.schemes())
    for row in rows:
        if row.scheme not in books or (fund.first_month(row.scheme) or month + 1) > month:
            continue
        state = fund.statement_of(row.scheme, max(year * 100 + 1, fund.first_month(row.scheme) or 0), month)
        place = ("fund", row.scheme, "statement", year)
        rows_of_books = fund.listed(row.scheme).filter(month__gte=year * 100 + 1, month__lte=month).count()
        income = writer.figure(f"{row.title}基金收入", state.income_fen, "fen", "年内已记账的收入类科目", rows_of_books, place)
        expense = writer.figure(f"{row.title}基金支出", state.expense_fen, "fen", "年内已记账的支出类科目", rows_of_books, place)
        left = writer.figure(f"{row.title}基金结余", state.closing_fen, "fen", "期末基金净额", rows_of_books, place)
        parts: list[str | Run] = [f"{row.title}基金：收入 ", income, "，支出 ", expense, "，期末结余 ", left]
        if row.payable is not None:
            parts += [
                "，可支付 ",
                writer.figure(f"{row.title}可支付月数", row.payable, "个月", "期末结余 ÷ 年内月均支出", rows_of_books, place),
            ]
        writer.paragraph(*parts, "。")


def shown(one: Traced) -> str:
    """The exact value of a figure: whole fen in yuan."""
    return f"{grouped(int(one.value))} 元" if one.unit == "fen" else one.printed
