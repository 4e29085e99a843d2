"""What each kind of run pays: one file a kind, each giving the whole `Table` of a run from the facts of the day."""

from __future__ import annotations

from dataclasses import replace
from types import ModuleType

from shebao.agency.payout.holds.thresholds import thresholds_on
from shebao.agency.payout.models import Run
from shebao.agency.payout.tables.table import Table

from . import back_pay, one_off, regular, reissue

_TABLES: dict[str, ModuleType] = {"regular": regular, "back_pay": back_pay, "one_off": one_off, "reissue": reissue}


def table_of(run: Run) -> Table:
    """Everything the run pays, holds and excludes, computed afresh; the same facts give the same table."""
    table: Table = _TABLES[run.kind].table(run)
    return replace(table, thresholds=thresholds_on(run.business_day, run.scheme).text())
