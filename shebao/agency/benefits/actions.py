"""The verbs of this counter, gathered: decide, take over, correct; suspend, resume, end."""

from .decisions import TakenOver, correct, decide, take_over
from .states import end, resume, suspend

__all__ = ["TakenOver", "correct", "decide", "end", "resume", "suspend", "take_over"]
