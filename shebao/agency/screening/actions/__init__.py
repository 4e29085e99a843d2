"""What people do with lists and clues. Each verb journals what it did, or refuses; none of them changes a benefit."""

from .clues import NewConclusion, assign, conclude
from .lists import ListRow, NewList, record_list, withdraw_list
from .screening import screen_county

__all__ = ["ListRow", "NewConclusion", "NewList", "assign", "conclude", "record_list", "screen_county", "withdraw_list"]
