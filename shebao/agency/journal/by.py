"""Who does something, on which business day, and under which matter: the noun that every verb takes and the journal writes down."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class By:
    """Whoever acts.

    actor_id: a member of staff, or None where the system itself acts (a demonstration, a timer, the first set-up).
    day: the business day it belongs to; a demonstration lives in another year. matter_id: the matter it carries out, if any.
    """

    actor_id: int | None
    day: date
    matter_id: int | None = None

    @property
    def member_id(self) -> int:
        """The member of staff who acts, for what the system never does by itself."""
        assert self.actor_id is not None, "a member of staff does this, never the system"
        return self.actor_id

    @property
    def matter(self) -> int:
        """The matter it carries out, for what is never done without one."""
        assert self.matter_id is not None, "this is only done by a matter"
        return self.matter_id
