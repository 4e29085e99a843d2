"""Posts, their rights, and which posts one person may not hold together: read from `data/posts.yaml`, nothing else."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import combinations

from shebao.base.finding import Finding
from shebao.base.unique_yaml import read_yaml


@dataclass(frozen=True, slots=True)
class Post:
    """A post with its Chinese title, its line of work, and what it may do ("area.verb")."""

    key: str
    title: str
    family: str
    rights: frozenset[str]


@dataclass(frozen=True, slots=True)
class Conflict:
    """A rule that keeps posts apart: no natural person holds a post of `one` together with a different post of `other`.

    Members of `one` and `other` are posts or families; where both are the same set the rule is "any two of these".
    """

    rule: str
    title: str
    one: frozenset[str]
    other: frozenset[str]
    source: str
    by_family: bool

    def forbids(self, first: Post, second: Post) -> bool:
        """Whether this rule keeps the two posts apart."""
        a, b = (first.family, second.family) if self.by_family else (first.key, second.key)
        return a != b and ((a in self.one and b in self.other) or (b in self.one and a in self.other))


@dataclass(frozen=True, slots=True)
class Rulebook:
    """All posts, the conflicts between them, and the posts a county cannot do without."""

    posts: Mapping[str, Post]
    conflicts: tuple[Conflict, ...]
    minimum: tuple[str, ...]


@cache
def rulebook() -> Rulebook:
    """The rules as shipped."""
    data = read_yaml(files("shebao.agency.staff").joinpath("data", "posts.yaml").read_text(encoding="utf-8"))
    posts = {key: Post(key, item["title"], item["family"], frozenset(item["rights"])) for key, item in data["posts"].items()}
    conflicts = []
    for item in data["conflicts"]:
        by_family = "families" in item
        one = frozenset(item["families"] if by_family else item["posts"])
        conflicts.append(Conflict(item["rule"], item["title"], one, frozenset(item.get("against", one)), item["source"], by_family))
    return Rulebook(posts, tuple(conflicts), tuple(data["minimum"]))


def title_of(post: str) -> str:
    """The Chinese title of a post."""
    return rulebook().posts[post].title


_AREAS = {
    "person": "人员和参保",
    "bank_account": "银行账户",
    "payout": "待遇发放",
    "guard": "发放核查",
    "bank_file": "银行文件",
    "fund": "基金账务",
    "collection": "申报和征收",
    "parameters": "法定标准",
    "journal": "操作日志",
    "staff": "工作人员",
    "statistics": "统计",
    "evaluation": "年度自评",
    "register": "业务台账",
    "audit": "审计整改和举报",
}
_VERBS = {"read": "查看", "unmask": "查看完整号码", "create": "受理或制单", "review": "复核", "approve": "审批"}


def right_title(right: str) -> str:
    """A right in words: "person.review" → "人员和参保：复核"."""
    area, _, verb = right.partition(".")
    return f"{_AREAS[area]}：{_VERBS[verb]}"


def rights_of(posts: Collection[str]) -> frozenset[str]:
    """Everything the holders of these posts may do."""
    return frozenset().union(*(rulebook().posts[post].rights for post in posts))


def all_rights() -> frozenset[str]:
    """Every right some post has."""
    return rights_of(rulebook().posts)


def broken_by(posts: Collection[str], where: str = "") -> list[Finding]:
    """The rules one natural person breaks by holding all of `posts`."""
    book = rulebook()
    items = []
    for first, second in combinations([post for post in book.posts if post in posts], 2):
        a, b = book.posts[first], book.posts[second]
        for conflict in book.conflicts:
            if conflict.forbids(a, b):
                items.append(
                    Finding(
                        "staff." + conflict.rule,
                        f"“{a.title}”与“{b.title}”不能由同一人担任：{conflict.title}。",
                        where=where,
                        advice="请由另一人担任其中一个岗位。",
                        source=conflict.source,
                        values={"posts": [first, second]},
                    )
                )
    return items


def examine_plan(plan: Mapping[str, Collection[str]]) -> list[Finding]:
    """Which rules a staffing plan (person → posts) breaks: posts one person may not combine, and posts nobody holds."""
    items = [finding for person, posts in plan.items() for finding in broken_by(posts, person)]
    held = {post for posts in plan.values() for post in posts}
    items += [
        Finding(
            "staff.minimum",
            f"没有人担任“{title_of(post)}”岗位。",
            advice="请指定一名不违反兼任规则的人员。",
            source="社会保险经办条例 第37条",
            values={"posts": [post]},
        )
        for post in rulebook().minimum
        if post not in held
    ]
    return items
