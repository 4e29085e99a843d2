"""A county that really commits, as the rooms of the agency have it."""

from __future__ import annotations

from tests.agency.conftest import county, on_sqlite, paying, paying_snapshot, snapshot_of, sqlite_template

__all__ = ["county", "on_sqlite", "paying", "paying_snapshot", "snapshot_of", "sqlite_template"]
