"""What people do with lists and clues. Each verb journals what it did, or refuses; none of them changes a benefit."""

from .campaigns import NewBatch, NewRow, record_batch, settle_rows
from .clues import NewConclusion, assign, conclude
from .lists import ListRow, NewList, record_list, withdraw_list
from .screening import screen_county

__all__ = [
    "ListRow", "NewBatch", "NewConclusion", "NewList", "NewRow", "assign", "conclude", "record_batch", "record_list", "screen_county",
    "settle_rows", "withdraw_list",
]  # fmt: skip
