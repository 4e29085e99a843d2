"""A satisfaction survey: who is asked, how sure the answer is, and what the answers add up to.

Sampling is simple random sampling without replacement from a numbered list with a stated seed, so that anybody with the
list can draw the same sample again. The margin of error is for 95 % confidence and a share of one half, the least sure.
"""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import ceil, isqrt

from shebao.base.finding import refuse

SCALE: tuple[tuple[str, str], ...] = (("5", "非常满意"), ("4", "满意"), ("3", "一般"), ("2", "不满意"), ("1", "非常不满意"))
SATISFIED = frozenset({"5", "4"})
QUESTIONS: tuple[tuple[str, str], ...] = (
    ("overall", "总的来说，您对社保经办服务满意吗？"),
    ("convenience", "办事是否方便"),
    ("manner", "工作人员的态度"),
    ("clarity", "政策是否说得明白"),
    ("payment", "待遇发放是否准时、清楚"),
)
OVERALL = "overall"
_Z_SQUARED = Fraction(38416, 10000)
"""1.96², 95 % confidence."""


@dataclass(frozen=True, slots=True)
class Result:
    """What a survey found. share: satisfied ÷ valid, None without a valid answer. margin: as a share of one."""

    sample: int
    returned: int
    valid: int
    satisfied: int
    share: Fraction | None
    margin: Fraction | None
    by_question: Mapping[str, Mapping[str, int]]

    @property
    def method(self) -> str:
        """How it was done, in one sentence for the report."""
        return f"简单随机抽样{self.sample}人，收回{self.returned}份，有效{self.valid}份"


def size_for(population: int, margin: Fraction) -> int:
    """How many answers a margin of error needs (with the finite-population correction). Refuses a margin outside (0, 0.5)."""
    if not 0 < margin < Fraction(1, 2):
        refuse("survey.margin", "允许误差应在 0 到 50% 之间", "通常取 5%。")
    unlimited = _Z_SQUARED / (4 * margin * margin)
    return min(population, ceil(unlimited / (1 + (unlimited - 1) / population))) if population else 0


def margin_of(answers: int, population: int) -> Fraction | None:
    """The margin of error of so many valid answers, to a ten-thousandth, rounded up; None without answers."""
    if not answers or population < 1:
        return None
    correction = Fraction(population - answers, population - 1) if population > 1 else Fraction(0)
    squared = _Z_SQUARED * correction / (4 * answers)
    root = isqrt(squared.numerator * 10**8 // squared.denominator)
    return Fraction(root + (root * root * squared.denominator < squared.numerator * 10**8), 10**4)


def sample(ids: Sequence[int], size: int, seed: int) -> list[int]:
    """`size` of the ids, drawn with a seed from the ids in ascending order; sorted. Refuses a size beyond the list."""
    if not 0 < size <= len(ids):
        refuse("survey.size", f"样本量 {size} 不在 1 至 {len(ids)} 之间", "样本不能多于名单上的人数。", "size")
    return sorted(random.Random(seed).sample(sorted(ids), size))  # noqa: S311 - repeatable on purpose


def check_answers(answers: Mapping[str, str]) -> dict[str, str]:
    """Answers held to the questions and the scale; unanswered ones left out. Refuses anything else."""
    known, allowed = {key for key, _ in QUESTIONS}, {code for code, _ in SCALE}
    wrong = [key for key, value in answers.items() if key not in known or (value and value not in allowed)]
    if wrong:
        refuse("survey.answer", "问卷里有不认识的题目或选项", "请按问卷填写。", wrong[0])
    return {key: answers[key] for key, _ in QUESTIONS if answers.get(key)}


def tally(sampled: int, population: int, answers: Sequence[Mapping[str, str]]) -> Result:
    """What the answers add up to; an answer without the overall question is returned but not valid."""
    valid = [one for one in answers if one.get(OVERALL)]
    satisfied = sum(one[OVERALL] in SATISFIED for one in valid)
    by_question = {key: {code: sum(one.get(key) == code for one in valid) for code, _ in SCALE} for key, _ in QUESTIONS}
    share = Fraction(satisfied, len(valid)) if valid else None
    return Result(sampled, len(answers), len(valid), satisfied, share, margin_of(len(valid), population), by_question)
