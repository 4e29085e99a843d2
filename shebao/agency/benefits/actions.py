"""The verbs of this counter, gathered: decide, take over, correct; award and revise what stands; suspend, resume, end, reinstate."""

from .awards import award, revise, take_over_awards
from .decisions import TakenOver, correct, decide, take_over
from .reform import declare_reform, record_former
from .states import end, reinstate, resume, suspend

__all__ = [
    "TakenOver",
    "award",
    "correct",
    "decide",
    "declare_reform",
    "end",
    "record_former",
    "reinstate",
    "resume",
    "revise",
    "suspend",
    "take_over",
    "take_over_awards",
]
