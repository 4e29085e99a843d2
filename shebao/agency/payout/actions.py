"""Verbs of the payout counter, in the order of a run: propose, compute, seal, review, approve, file, submit, return, re-issue."""

from .holds.releases import LONGEST, ReleaseOrder, check_release, release
from .run.answer import Settlement, take_return
from .run.compute import compute
from .run.epoch import after_restore, check_unlock, unlock
from .run.file import submit, write_file
from .run.owe import Owed, owe
from .run.propose import discard, propose, propose_reissue
from .run.seal import seal
from .run.sign import approve, review

__all__ = [
    "LONGEST",
    "Owed",
    "ReleaseOrder",
    "Settlement",
    "after_restore",
    "approve",
    "check_release",
    "check_unlock",
    "compute",
    "discard",
    "owe",
    "propose",
    "propose_reissue",
    "release",
    "review",
    "seal",
    "submit",
    "take_return",
    "unlock",
    "write_file",
]
