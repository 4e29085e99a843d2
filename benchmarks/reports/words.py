"""The words of the invented reports: subjects, places and numbers, drawn by a seeded generator."""

from __future__ import annotations

import random
from dataclasses import dataclass, field

PLACES = ("青溪县", "云岭市", "白石区", "东湖镇", "南屏乡", "长宁州")
PROJECTS = (
    "农村危房改造",
    "高标准农田建设",
    "城乡居民养老保险",
    "残疾人事业发展",
    "中小学校舍维修",
    "村卫生室运行",
    "公益性岗位补贴",
    "老旧小区改造",
    "水库移民后期扶持",
    "创业担保贷款贴息",
    "文化馆免费开放",
    "森林生态效益补偿",
    "职业技能培训",
    "低收入家庭救助",
    "乡村道路养护",
    "智慧政务平台运维",
)
SOURCES = (
    ("中央", "省级", "市级", "县级"),
    ("财政拨款", "自筹资金", "其他资金"),
    ("一般公共预算", "政府性基金", "专项债券"),
    ("上级补助", "本级安排"),
)
USES = ("设备购置费", "培训费", "维修费", "劳务费", "宣传费", "差旅费", "印刷费", "咨询费", "租赁费", "办公费")
STAFF = (("行政编制", "事业编制"), ("管理岗", "专业技术岗", "工勤岗"), ("公务员", "参公人员", "事业人员"))
UNITS = ("东坝村", "西河村", "南山村", "北沟村", "上坪村", "下寨村", "石桥村", "柳林村", "龙潭村", "新塘村", "枫树村", "白沙村")
OFFICES = ("办公室", "财务股", "人事股", "法规股", "规划股", "项目股", "稽核股", "信息中心", "档案室", "服务中心", "监督股", "宣教股")
COUNTS = ("户", "人", "亩", "件", "台", "公里", "处")


@dataclass(slots=True)
class Draw:
    """A source of words and amounts; the same seed gives the same ones."""

    seed: int
    rng: random.Random = field(init=False)

    def __post_init__(self) -> None:
        self.rng = random.Random(self.seed)

    def one(self, words: tuple[str, ...]) -> str:
        """One of the words."""
        return self.rng.choice(words)

    def some(self, words: tuple[str, ...], least: int, most: int) -> list[str]:
        """Several different words."""
        return self.rng.sample(list(words), min(len(words), self.rng.randint(least, most)))

    def cents(self, low: int = 1_000, high: int = 900_000) -> int:
        """An amount in hundredths."""
        return self.rng.randint(low, high)

    def whole(self, low: int = 20, high: int = 9_000) -> int:
        """A whole number."""
        return self.rng.randint(low, high)

    def parts(self, count: int, low: int = 500, high: int = 300_000) -> list[int]:
        """Several amounts in hundredths."""
        return [self.rng.randint(low, high) for _ in range(count)]


def yuan(cents: int) -> str:
    """Hundredths as a decimal text: 1234 → 12.34, 1200 → 12."""
    whole, rest = divmod(cents, 100)
    return f"{whole}.{rest:02d}".rstrip("0").rstrip(".") if rest else str(whole)


def share(part: int, whole: int, places: int = 2) -> str:
    """part ÷ whole in percent, half up, with that many decimals."""
    scaled = (part * 100 * 10**places * 2 + whole) // (2 * whole)
    text = str(scaled).rjust(places + 1, "0")
    return f"{text[:-places]}.{text[-places:]}" if places else text
