"""The verbs of this counter, gathered: decide, take over, correct; suspend, resume, end, reinstate."""

from .decisions import TakenOver, correct, decide, take_over
from .states import end, reinstate, resume, suspend

__all__ = ["TakenOver", "correct", "decide", "end", "reinstate", "resume", "suspend", "take_over"]
