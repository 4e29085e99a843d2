"""The words of the trade: names of amounts and head counts, budget phases, insurance schemes, known partitions."""

from __future__ import annotations

import re
from functools import lru_cache

# canonical name → pattern that must cover the whole label once year, phase and filler words are gone
METRICS: dict[str, str] = {
    "基本支出": r"基本支出(?:经费)?",
    "项目支出": r"项目(?:经费)?支出|项目经费",
    "支出合计": r"(?:本年|整体|部门整体|部门|总|年度|全年)?支出(?:总额|合计|总计)?|资金总额|年度资金总额",
    "收入合计": r"(?:本年|总|年度)?收入(?:总额|合计|总计)?",
    "人员经费": r"人员经费(?:支出)?",
    "公用经费": r"(?:日常|机关)?公用经费(?:支出)?",
    "工资福利支出": r"工资(?:和)?福利支出",
    "商品和服务支出": r"(?:一般)?商品(?:和|及)?服务支出",
    "资本性支出": r"(?:其他)?资本性支出",
    "三公经费": r"三公(?:经费)?(?:支出)?",
    "公务接待费": r"公务接待(?:费用?|经费|支出)?",
    "因公出国（境）费": r"(?:因公)?出国(?:（境）|境)?(?:费用?|经费|支出)?",
    "公务用车费": r"公务用车(?:购置)?(?:及|和|与)?(?:运行|运行维护|购置|维护)?(?:费用?|经费|支出)?",
    "编制数": r"(?:.{0,14}(?:核定|规定|批复|共有)的?)?(?:实有|实际)?(?:人员|总)?编制(?:人?数|名额|人员)?",
    "在职人数": r"(?:实有|实际)?在职(?:在编)?(?:人员?|职工)?(?:人?数)?|实有(?:在职)?(?:在编)?(?:人员?)?(?:数)?",
    "退休人数": r"退休人员?(?:数)?",
    "固定资产原值": r"固定资产(?:账面)?原值",
    "累计折旧": r"(?:固定资产)?累计折旧",
    "固定资产净值": r"(?:固定资产)?净值",
    "结转结余": r"(?:年末|年终)?(?:财政拨款)?结转(?:和|及)?结余(?:资金|总额)?",
    "年初结转结余": r"(?:年初|上年)(?:财政拨款)?(?:结转(?:和|及)?结余|结转|结余)(?:资金|收入)?(?:总额)?",
    "服务对象满意度": r"(?:服务对象|群众|社会公众|参保对象|参保群众|参保人员)(?:的)?满意(?:度|率)",
    "自评得分": r"(?:自评|评价|绩效|综合|整体|自查|自我)*(?:得分|总分|评分|分数|总得分)",
}
_METRICS = {name: re.compile(rf"(?:{pattern})") for name, pattern in METRICS.items()}

# words that say nothing about which amount is meant
_FILLER = re.compile(
    r"其中|分别|单位|财政批复|局机关|批复|部门|本级|我局|我中心|我单位|本单位|本局|全部|共计|共有|合计|总计|累计|约|达到|达|为|^是|是$|计$|^有|有$|的|数额|金额|数$|等|单位名称|"
    r"全额拨款|财政拨款|[“”\"'‘’：:，、；。\s]|^\d+[、.]|^[（(]?[一二三四五六七八九十\d]+[）)、.]|万元|（万元）|（元）|（亿元）|（）|按.{2,8}分"
)
_YEAR = re.compile(r"(?:19|20)\d{2}年(?:度|末|底|初)?")

PHASES: tuple[tuple[str, re.Pattern[str]], ...] = (
    (
        "initial",
        re.compile(r"年初(?:部门)?预算(?:安排)?数?|年初批复(?:预算)?数?|年初.{0,16}预算(?:安排)?数?|年初安排(?:预算)?|批复预算数?"),
    ),
    ("full", re.compile(r"全年预算数?|调整后?(?:的)?预算数?|预算调整(?:后|数)|调整预算数?|调整后")),
    ("final", re.compile(r"决算数?|实际支出数|执行数|全年执行|实际执行|累计支出数|(?<=支出)数|实际使用|实际完成|实际")),
    ("budget", re.compile(r"预算安排|预算数?|计划数?")),
)

SCHEMES: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("resident", re.compile(r"城乡居民|居民(?:基本)?养老|城乡居保|居保")),
    ("public_institution", re.compile(r"机关事业|机关事保|机关养老|机关保")),
    ("employee", re.compile(r"(?:城镇)?企业(?:职工|养老|职保|退休)|职工基本养老|职工养老|企保|城镇职工")),
    ("unemployment", re.compile(r"失业")),
    ("work_injury", re.compile(r"工伤|工保")),
    ("medical", re.compile(r"医疗|医保")),
)

# parts that make the whole when all of them are printed: (whole, parts)
PARTITIONS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("支出合计", ("基本支出", "项目支出")),
    ("基本支出", ("人员经费", "公用经费")),
    ("三公经费", ("公务接待费", "因公出国（境）费", "公务用车费")),
)
# labels that name sibling classes of one thing: where all parts of a list belong to one family, they do not overlap
FAMILIES: tuple[re.Pattern[str], ...] = (
    re.compile(r"基本支出|项目支出|经营支出|上缴|对附属"),
    re.compile(r"人员经费|公用经费"),
    re.compile(r"工资|商品和?服务|对个人和家庭|债务|资本性|其他支出|对企业"),
    re.compile(r"接待|出国|用车|车辆"),
    re.compile(r"一般公共预算|政府性基金|国有资本|财政专户|专户管理|非税|其他资金|其他收入|事业收入|经营收入|单位资金|上级补助"),
    re.compile(r"职保|事保|居保|工保|失保|养老|失业|工伤|医疗|生育|年金|医保"),
    re.compile(r"参公|事业|行政|工勤|编外|合同|聘用|公益性?岗|劳务|派遣|公务员|管理岗|专技|专业技术"),
    re.compile(r"一般公共服务|社会保障和就业|卫生健康|住房保障|教育支出|农林水|城乡社区|科学技术|节能环保|公共安全"),
    re.compile(r"转入|转出"),
    re.compile(r"男|女"),
    re.compile(r"中央|省级|市级|县级|区级|自筹|本级"),
)
MONEY_ADDITIVE = ("money", "people", "times")


def bare_label(label: str) -> str:
    """A label without its year, filler words, quotes and brackets of units."""
    return _FILLER.sub("", _YEAR.sub("", label))


@lru_cache(maxsize=50_000)
def phase_of(label: str) -> str:
    """The budget phase a label names: initial, full, budget (not said which), final, or ""."""
    for name, pattern in PHASES:
        if pattern.search(label):
            return name
    return ""


def scheme_of(text: str) -> str:
    """The insurance scheme named last in a text, or ""."""
    best, where = "", -1
    for name, pattern in SCHEMES:
        for match in pattern.finditer(text):
            if match.end() > where:
                best, where = name, match.end()
    return best


@lru_cache(maxsize=50_000)
def metric_of(label: str) -> str:
    """The canonical amount or head count a label names exactly, or "" where it says more or something else."""
    bare = bare_label(label)
    for _, pattern in PHASES:
        bare = pattern.sub("", bare)
    bare = re.sub(
        r"^(?:全年|本年|年度|当年|年末|年初|末|初|目前|现|安排|实际|数|支出(?=三公))+|(?:支出)?(?:数|额|实际|安排|控制在)+$", "", bare
    )
    for name, pattern in _METRICS.items():
        if bare and pattern.fullmatch(bare):
            return name
    return ""


def is_bare_phase(label: str) -> bool:
    """Whether a label names a stage of the budget and nothing else: 决算数, 实际支出, 支出决算为."""
    bare = bare_label(label)
    named = bool(phase_of(label))
    for _, pattern in PHASES:
        bare = pattern.sub("", bare)
    return named and not re.sub(r"全年|本年|支出|完成|执行|安排|数|额|使用", "", bare)


def year_of(text: str) -> int | None:
    """The year named last in a text."""
    result = re.findall(r"((?:19|20)\d{2})年", text)
    return int(result[-1]) if result else None


def one_family(labels: list[str], kind: str = "money") -> bool:
    """Whether the labels name sibling classes that do not overlap; one person may be insured under several schemes."""
    families = FAMILIES if kind == "money" else [family for family in FAMILIES if not family.search("养老")]
    return any(all(family.search(label) for label in labels) for family in families)


def stem_of(label: str) -> str:
    """What a label names apart from phase, year and direction: 一般公共预算收入年初预算数 and 一般公共预算支出决算数 share a stem."""
    text = re.sub(r"一般公共预算", "一般公共", bare_label(label))
    for _, pattern in PHASES:
        text = pattern.sub("", text)
    return re.sub(r"收入|支出|调整|^(?:全年|本年|年度|当年|部门|整体|年)+|数$", "", text)
