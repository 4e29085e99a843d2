"""The database's own guards where a sealed run may move after all: given up once it was sent back, its file replaced by one that pays less."""

from collections.abc import Callable

from django.db import migrations

from shebao.agency.store.guards import Guard, append_only

_STAYS = ("id", "scheme", "place", "month", "kind", "part", "business_day", "maker_id", "previous_month", "cursor", "basis", "lines", "amount_fen",
          "previous_fen", "explained_fen", "held", "held_fen", "digest", "chain_head", "rules_digest", "total", "done", "excluded")
_FILE_STAYS = ("id", "run_id", "layout")
_FILE_MOVES = ("number", "path", "lines", "amount_fen", "withheld", "digest", "made_by_id", "made_on")
_REFUSE = "USING ERRCODE = 'integrity_constraint_violation'"
_RUN_SAYS = "payout_run: a sealed run stays as it was signed"
_FILE_SAYS = "payout_bankfile: a file stays as it was made and is submitted once"
_FIXED = "(OLD.sealed OR (OLD.state = 'discarded' AND OLD.digest <> ''))"
_GIVEN_UP = (
    "OLD.sealed AND NOT NEW.sealed AND OLD.state = 'refused' AND NEW.state = 'discarded' "
    "AND EXISTS (SELECT 1 FROM payout_refusal f WHERE f.run_id = OLD.id AND f.digest = OLD.digest) "
    "AND NOT EXISTS (SELECT 1 FROM payout_bankfile b WHERE b.run_id = OLD.id AND b.submitted_on IS NOT NULL)"
)
_REPLACED = (
    "NEW.submitted_on IS NULL AND NEW.number <> OLD.number AND NEW.withheld > OLD.withheld AND NEW.amount_fen < OLD.amount_fen "
    "AND NEW.lines + NEW.withheld = OLD.lines + OLD.withheld"
)


def _sqlite(columns: tuple[str, ...]) -> str:
    return "(" + " OR ".join(f"OLD.{column} IS NOT NEW.{column}" for column in columns) + ")"


def _postgresql(columns: tuple[str, ...]) -> str:
    return f"({', '.join(f'OLD.{c}' for c in columns)}) IS DISTINCT FROM ({', '.join(f'NEW.{c}' for c in columns)})"


_RUN_BREAKS = "{changed} OR (OLD.sealed <> NEW.sealed AND NOT (" + _GIVEN_UP + "))"
_FILE_BREAKS = "OLD.submitted_on IS NOT NULL OR {stays} OR ({moves} AND NOT (" + _REPLACED + "))"


def _sqlite_guards(run_when: str, run_breaks: str, file_breaks: str) -> list[str]:
    return [
        "DROP TRIGGER payout_run_fixed",
        f"CREATE TRIGGER payout_run_fixed BEFORE UPDATE ON payout_run WHEN {run_when} BEGIN "
        f"SELECT RAISE(ABORT, '{_RUN_SAYS}') WHERE {run_breaks}; END",
        "DROP TRIGGER payout_bankfile_fixed",
        f"CREATE TRIGGER payout_bankfile_fixed BEFORE UPDATE ON payout_bankfile BEGIN "
        f"SELECT RAISE(ABORT, '{_FILE_SAYS}') WHERE {file_breaks}; END",
    ]


def _postgresql_guards(run_when: str, run_breaks: str, file_breaks: str) -> list[str]:
    return [
        f"""CREATE OR REPLACE FUNCTION payout_run_fixed() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
              IF {run_when} AND ({run_breaks}) THEN RAISE EXCEPTION '{_RUN_SAYS}' {_REFUSE}; END IF;
              RETURN NEW; END $$""",
        f"""CREATE OR REPLACE FUNCTION payout_bankfile_fixed() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
              IF {file_breaks} THEN RAISE EXCEPTION '{_FILE_SAYS}' {_REFUSE}; END IF;
              RETURN NEW; END $$""",
    ]


def _now(differs: Callable[[tuple[str, ...]], str]) -> tuple[str, str, str]:
    return (
        _FIXED,
        _RUN_BREAKS.format(changed=differs(_STAYS)),
        _FILE_BREAKS.format(stays=differs(_FILE_STAYS), moves=differs(_FILE_MOVES)),
    )


def _before(differs: Callable[[tuple[str, ...]], str]) -> tuple[str, str, str]:
    return "OLD.sealed", differs((*_STAYS, "sealed")), f"OLD.submitted_on IS NOT NULL OR {differs(_FILE_STAYS + _FILE_MOVES)}"


class Migration(migrations.Migration):
    """Guards of runs that were sent back."""

    dependencies = [("payout", "0003_refusals")]

    operations = [
        Guard(
            _sqlite_guards(*_now(_sqlite)),
            _postgresql_guards(*_now(_postgresql)),
            _sqlite_guards(*_before(_sqlite)),
            _postgresql_guards(*_before(_postgresql)),
        ),
        append_only("payout_refusal"),
    ]
