"""Every printed figure with what it is about: its words, its role (planned, arrived, spent, left …), its place in the text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from shebao.core.evaluation.check.model import Quote
from shebao.core.evaluation.check.numbers import SCALES, Number, numbers, step_of
from shebao.core.evaluation.check.relations.exact import NOUGHT, Point, point
from shebao.core.evaluation.check.text import Passage, Span, bracket_depths, quotes_of

_SENTENCE_END = re.compile(r"[。！？]")
_MONEY = re.compile(r"资金|经费|金额|投资|投入|预算|支出|补助|补贴|拨款|收入")
_LONGEST_NAME = 80
_DIGITS = re.compile(r"\d[\d,.]*")
_MOST_FIGURES = 400  # a paragraph with more is a dump of data, not prose

# what a figure stands for, read from the end of the words before it; the last match in a label wins
ROLES: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("post", re.compile(r"编制|核编|定编|员额")),
    ("person", re.compile(r"在职|实有|在岗|在编(?!制)|现有人员|实有人数")),
    ("retired", re.compile(r"退休|离休|遗属|抚恤|退养")),
    ("arrived", re.compile(r"到位|到账|拨入|收到|拨到|已下拨")),
    ("target", re.compile(r"目标|任务|指标值|计划(?!资金|安排资金|投资)|预定|预期|不低于|应(?:完成|发)|≥|需求")),
    (
        "plan",
        re.compile(
            r"预算|下达|安排|批复|总投资|计划投资|计划(?:安排)?资金|规模|总额|资金共|经费共|概算|估算|投入|资金总额|筹集|申报|申请|可用资金|可使用|可支配资金"
        ),
    ),
    ("spent", re.compile(r"支出(?!预算)|使用|执行|支付|拨付|发放|决算|支用|报账|兑付|花费|列支|投放")),
    ("done", re.compile(r"完成|实际|实现|达到|新增|建成|改造|已")),
    (
        "left",
        re.compile(
            r"结[余存]|结转|剩余|余额|节余|余款|未(?:支出|使用|拨付|支付|完成|执行|到位)|收回|退回|缺口|节约|(?:还|尚|仍)需[一-龥]{0,4}|差额|差异(?:总额|总数|金额)?|净增|盈余"
        ),
    ),
    ("income", re.compile(r"收入")),
)
# words that say how one figure stands to another, not what it is
DELTA = re.compile(
    r"(?:增加|增长|减少|下降|上升|提高|降低|增收|减收|增支|减支|净增|净减|多|少|超收|超支|短收|(?<!新)增|减|增幅|降幅|减幅|[多少]完成|[多少]支|升|降|回落|增产|减产|超额|超|超出|超过|高于|低于|高出|追加|调增|调减|缺口|差额|扣除|剔除|压减)"
    r"(?:了|额|约|率|为|达|数|资金|任务|计划|目标|预算|支出|收入|全省平均(?:增幅|水平)?|[一-龥]{0,8}平均[一-龥]{0,4})?$"
)
FALL = re.compile(r"减|降|少|跌|回落|压缩|下滑|缩减|低")
BASE = re.compile(r"^(?:比|较|与|同比)")
OF_LAST_YEAR = re.compile(r"上年(?!结[转余])|上一年|去年|同期|上年度|前年")


@dataclass(frozen=True, slots=True)
class Figure:
    """A printed figure.

    label: words of its own clause before it. clause: the text from the last comma or stop. before, after: the sentence around it.
    sentence: number of its sentence in the report; order: number of the figure in the report; depth: brackets it stands in.
    role: see ROLES, "" where nothing says. cell: it stands in a table or on a line of its own, named by the cell `name`,
    in line `row` and in `column` where the line prints its columns.
    """

    number: Number
    passage: Passage
    label: str
    label_start: int
    role: str
    sentence: int
    bounds: tuple[int, int]
    order: int
    depth: int
    paragraph: int
    cell: bool = False
    name: Span | None = None
    row: int = 0
    point: Point = NOUGHT
    measure: str = ""
    digits: str = ""
    column: int = -1

    @property
    def start(self) -> int:
        """Where the figure begins in its passage."""
        return self.number.start

    @property
    def end(self) -> int:
        """Where the figure ends in its passage."""
        return self.number.end

    @property
    def before(self) -> str:
        """The sentence up to the figure."""
        return self.passage.text[self.bounds[0] : self.start]

    @property
    def after(self) -> str:
        """The sentence after the figure."""
        return self.passage.text[self.end : self.bounds[1]]

    @property
    def span(self) -> Span:
        """The figure with the words that name it."""
        return Span(self.passage, self.label_start, self.end)

    @property
    def kind(self) -> str:
        """The dimension of the figure."""
        return self.number.kind

    @property
    def printed(self) -> str:
        """The figure as printed."""
        return self.number.text

    @property
    def key(self) -> tuple[int, int]:
        """The figure's identity within the report."""
        return (self.paragraph, self.row * 1000 + self.passage.places[self.start][1] if self.cell and self.row else self.number.start)

    @property
    def words(self) -> str:
        """The label with the figure, for messages."""
        return f"{self.label[-24:]}{self.number.text}"


_FUNDS = re.compile(r"(?:一般)?公共预算|公共财政预算|转移支付|基金预算|国有资本经营预算|预算[内外]|预算单位")


def role_of(words: str) -> str:
    """The role named last in the words."""
    words = _FUNDS.sub("", words)
    best, at = "", -1
    for name, pattern in ROLES:
        for match in pattern.finditer(words):
            if match.end() > at or (match.end() == at and name == "left"):
                best, at = name, match.end()
    return best


def alike(a: Figure, b: Figure) -> bool:
    """Whether two figures can be added or compared: the same dimension; 29.6万 goes with money and with heads."""
    if a.kind == b.kind:
        return a.kind not in _LOOSE_COUNTERS or _one_noun(a, b)
    if "scaled" in (a.kind, b.kind):
        other = b.kind if a.kind == "scaled" else a.kind
        return other in ("money", "people", "times") or other.startswith("count:")
    heads = {"people", "count:个"}
    return {a.kind, b.kind} == heads and all("人" in noun_of(f) or f.kind == "people" for f in (a, b))


_LOOSE_COUNTERS = (
    "count:个",
    "count:项",
    "count:次",
    "count:处",
    "count:件",
    "count:所",
    "count:家",
    "count:条",
    "count:种",
    "count:类",
    "count:大",
)


def noun_of(figure: Figure) -> str:
    """What is counted, named after the counter: 9 个街道; "" where nothing follows."""
    match = re.match(r"[^，。；、：（）“”\d]{1,8}", figure.after[:8])
    return match.group() if match else ""


_STATE = re.compile(r"^(?:[已未]|正在|属于?|为|是|的$|限期|继续|仍|尚)")


def _one_noun(a: Figure, b: Figure) -> bool:
    """Whether two counts may be of one thing: the same noun, or none printed after both."""
    first, second = noun_of(a), noun_of(b)
    first, second = ("" if _STATE.match(noun) else noun for noun in (first, second))  # 45 个 … 尚有 7 个未出列
    return bool(first) == bool(second) and (not first or first[-1:] == second[-1:] or first[:2] == second[:2])


_YEAR = re.compile(r"((?:19|20)\d\d)年")


def of_last_year(a: Figure, b: Figure) -> bool:
    """Whether the first is of an earlier year than the second: by words, or by the years printed with them."""
    first, second = _YEAR.findall(a.label), _YEAR.findall(b.label)
    if first and second and first[-1] != second[-1]:
        return bool(first[-1] < second[-1])
    if first and BASE.search(a.label) and not second:
        return True
    if re.search(r"(?:当年|本年|今年)[^，。；]*$", a.label):
        return False  # 上年缴费而当年应缴的
    return bool(OF_LAST_YEAR.search(a.label)) and not OF_LAST_YEAR.search(b.label)


def additive(figure: Figure) -> bool:
    """Whether figures of this dimension may be added up."""
    kind = figure.kind
    return figure.number.firm and (kind in ("money", "people", "times", "scaled", "points") or kind.startswith("count:"))


def quoted(rows: Iterable[Figure], *, join: int = 40) -> tuple[Quote, ...]:
    """Quotes of the figures with their words."""
    spans: list[Span] = []
    for figure in rows:
        if figure.name is not None:
            spans.append(figure.name)
        spans.append(figure.span)
    return quotes_of(spans, join=join)


def figures(passages: Sequence[Passage]) -> tuple[Figure, ...]:
    """The figures of all passages in order."""
    out: list[Figure] = []
    sentence = 0
    for paragraph, passage in enumerate(passages):
        text = passage.text
        values = list(_with_units(text, list(_values(text, bare=True))))
        sentence += 1
        if not values or len(values) > _MOST_FIGURES:
            continue
        depths = bracket_depths(text)
        ends = [m.end() for m in _SENTENCE_END.finditer(text)]
        if not ends or ends[-1] != len(text):
            ends.append(len(text))
        start, pointer = 0, 0
        for end in ends:
            previous = start
            while pointer < len(values) and values[pointer].start < end:
                number = values[pointer]
                pointer += 1
                at = _label_start(text, previous, number.start)
                label = text[at : number.start]
                if not label and previous == number.start and out:
                    label = out[-1].label  # 11200户26940人: the second figure is of the same thing
                if number.kind == "scaled" and _MONEY.search(label):
                    number = replace(number, kind="money")  # 省级资金 290.36 万: the yuan was left out
                role = role_of(label) or _role_after(text[number.end : number.end + 4])
                out.append(
                    Figure(
                        number, passage, label, at, role, sentence, (start, end), len(out), depths[number.start], paragraph, passage.cell
                    )
                )
                previous = number.end
            start = end
            sentence += 1
    return tuple(measured(figure) for figure in _roles_shared(out))


def measured(figure: Figure) -> Figure:
    """The figure with its whole-number value, its unit as printed and its digits, worked out once."""
    digits = _DIGITS.search(figure.number.text)
    plain = digits.group().replace(",", "").rstrip(".") if digits else "0"
    return replace(figure, point=point(figure.number), measure=figure.number.measure, digits=plain)


_ALONE = re.compile(r"[、，；。）]|$")


_SIGN_BEFORE = re.compile(r"[+×*÷/=][（]?$")
_SIGN_AFTER = re.compile(r"^[一-龥）]{0,4}[+×*÷=]|^[一-龥]{0,4}/\d")


def _calculated(text: str, number: Number) -> bool:
    """Whether the figure stands in arithmetic written out in signs: 12 × 5 = 60."""
    return bool(_SIGN_BEFORE.search(text[: number.start]) or _SIGN_AFTER.match(text[number.end : number.end + 6]))


def _with_units(text: str, values: list[Number]) -> Iterator[Number]:
    """总投资 100 万元，其中：中央 60、省级 30、县级 10: bare figures of such a list have the unit of its total; other bare ones are dropped."""
    total: Number | None = None
    position = 0
    while position < len(values):
        number = values[position]
        position += 1
        if number.kind != "bare":
            total = number if number.kind == "money" else total
            yield number
            continue
        if _calculated(text, number):
            yield number
            continue
        run = [number]
        while position < len(values) and values[position].kind == "bare":
            run.append(values[position])
            position += 1
        if total is None or len(run) < 2:
            continue
        gaps = [text[a.end : b.start] for a, b in zip([total, *run], run, strict=False)]
        listed = re.fullmatch(r"[，。（]?(?:其中|包括|分别为|即)?[：，]?[一-龥]{2,12}", gaps[0]) and re.search(
            r"其中|包括|：|（|分别", gaps[0]
        )
        if (
            not listed
            or not all(re.fullmatch(r"[、，；][一-龥]{2,12}", gap) for gap in gaps[1:])
            or not _ALONE.match(text[run[-1].end :][:1])
        ):
            continue
        unit = total.measure
        scale = next((SCALES[word] for word in ("万亿", "亿", "千万", "百万", "十万", "万") if unit.startswith(word)), 1)
        for bare in run:
            fine = step_of(bare.text) * scale if "." in bare.text or scale > 1 else Fraction(0)
            yield replace(bare, value=bare.value * scale, ulp=fine, kind="money", unit=unit)


def _values(text: str, *, bare: bool = False) -> Iterator[Number]:
    for number in numbers(text):
        if number.kind == "bare":
            if re.match(r"：1(?![\d.])", text[number.end : number.end + 3]):
                yield replace(number, kind="to one", text=number.text)
            elif bare:
                yield number
            continue
        if number.kind in ("year", "date") or re.search(r"\d[.,] ?$", text[max(0, number.start - 4) : number.start]):
            continue  # a date, or the rest of a literal that is no number
        yield number


def _role_after(tail: str) -> str:
    """The role of a figure that stands before its noun: 41 名在职人员, 30 个编制."""
    match = re.match(r"(?:名|个)?(编制|在职|在编|实有)", tail)
    return role_of(match[1]) if match else ""


def _roles_shared(rows: list[Figure]) -> Iterator[Figure]:
    """Parts of one list, A 8 万元、B 6 万元, have the role of the first where they name none of their own."""
    last: Figure | None = None
    for figure in rows:
        if not figure.role and last is not None and last.paragraph == figure.paragraph and last.kind == figure.kind:
            gap = figure.passage.text[last.end : figure.start]
            if len(gap) < 16 and gap[:1] in "、，；和及" and last.role not in ("left",):
                figure = replace(figure, role=last.role)
        yield figure
        last = figure


def _label_start(text: str, floor: int, number: int) -> int:
    """Where the words that name the figure begin: after the last break, or after the figure before it."""
    position, depth = number, 0
    while position > max(floor, number - _LONGEST_NAME):
        char = text[position - 1]
        if char == "）":
            depth += 1
        elif char == "（":
            if not depth:
                break
            depth -= 1
        elif char in "，；;。：:、！？|\n" and not depth and not (char in "：:，,、" and position == number):
            break
        position -= 1
    return position
