"""The database's own guards of what a run says of its operations: fixed with the seal, like its lines; releases and thresholds never change."""

from collections.abc import Callable

from django.db import migrations

from shebao.agency.store.guards import Guard, append_only

_STAYS = ("id", "scheme", "place", "month", "kind", "part", "business_day", "maker_id", "previous_month", "cursor", "basis", "lines", "amount_fen",
          "previous_fen", "explained_fen", "held", "held_fen", "digest", "chain_head", "rules_digest", "total", "done", "excluded")
_NEW = ("thresholds", "remark")
_REFUSE = "USING ERRCODE = 'integrity_constraint_violation'"
_RUN_SAYS = "payout_run: a sealed run stays as it was signed"
_FIXED = "(OLD.sealed OR (OLD.state = 'discarded' AND OLD.digest <> ''))"
_GIVEN_UP = (
    "OLD.sealed AND NOT NEW.sealed AND OLD.state = 'refused' AND NEW.state = 'discarded' "
    "AND EXISTS (SELECT 1 FROM payout_refusal f WHERE f.run_id = OLD.id AND f.digest = OLD.digest) "
    "AND NOT EXISTS (SELECT 1 FROM payout_bankfile b WHERE b.run_id = OLD.id AND b.submitted_on IS NOT NULL)"
)
_BREAKS = "{changed} OR (OLD.sealed <> NEW.sealed AND NOT (" + _GIVEN_UP + "))"
_T = "payout_operation"
_SEALED = "EXISTS (SELECT 1 FROM payout_run r WHERE r.id = {row}.run_id AND r.sealed)"


def _sqlite(columns: tuple[str, ...]) -> str:
    return "(" + " OR ".join(f"OLD.{column} IS NOT NEW.{column}" for column in columns) + ")"


def _postgresql(columns: tuple[str, ...]) -> str:
    return f"({', '.join(f'OLD.{c}' for c in columns)}) IS DISTINCT FROM ({', '.join(f'NEW.{c}' for c in columns)})"


def _run_on_sqlite(columns: tuple[str, ...]) -> list[str]:
    return [
        "DROP TRIGGER payout_run_fixed",
        f"CREATE TRIGGER payout_run_fixed BEFORE UPDATE ON payout_run WHEN {_FIXED} BEGIN "
        f"SELECT RAISE(ABORT, '{_RUN_SAYS}') WHERE {_BREAKS.format(changed=_sqlite(columns))}; END",
    ]


def _run_on_postgresql(columns: tuple[str, ...]) -> list[str]:
    return [
        f"""CREATE OR REPLACE FUNCTION payout_run_fixed() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
              IF {_FIXED} AND ({_BREAKS.format(changed=_postgresql(columns))}) THEN RAISE EXCEPTION '{_RUN_SAYS}' {_REFUSE}; END IF;
              RETURN NEW; END $$""",
    ]


def _rows_on_sqlite(sealed: Callable[..., str]) -> list[str]:
    return [
        f"CREATE TRIGGER {_T}_new BEFORE INSERT ON {_T} BEGIN "
        f"SELECT RAISE(ABORT, '{_T}: nothing is added to a sealed run') WHERE {sealed(row='NEW')}; END",
        f"CREATE TRIGGER {_T}_fixed BEFORE UPDATE ON {_T} BEGIN SELECT RAISE(ABORT, '{_T}: rows never change'); END",
        f"CREATE TRIGGER {_T}_kept BEFORE DELETE ON {_T} BEGIN "
        f"SELECT RAISE(ABORT, '{_T}: nothing is taken from a sealed run') WHERE {sealed(row='OLD')}; END",
    ]


_ROWS_ON_POSTGRESQL = [
    f"CREATE TRIGGER {_T}_new BEFORE INSERT ON {_T} FOR EACH ROW EXECUTE FUNCTION payout_row_new()",
    f"CREATE TRIGGER {_T}_fixed BEFORE UPDATE ON {_T} FOR EACH ROW EXECUTE FUNCTION payout_never()",
    f"CREATE TRIGGER {_T}_kept BEFORE DELETE ON {_T} FOR EACH ROW EXECUTE FUNCTION payout_row_kept()",
    f"CREATE TRIGGER {_T}_no_truncate BEFORE TRUNCATE ON {_T} FOR EACH STATEMENT EXECUTE FUNCTION payout_deleted()",
]
_NAMES = [f"{_T}_{what}" for what in ("new", "fixed", "kept")]


class Migration(migrations.Migration):
    """Guards of operations, their releases and the thresholds."""

    dependencies = [("payout", "0007_operations")]

    operations = [
        Guard(
            [*_rows_on_sqlite(_SEALED.format), *_run_on_sqlite((*_STAYS, *_NEW))],
            [*_ROWS_ON_POSTGRESQL, *_run_on_postgresql((*_STAYS, *_NEW))],
            [*(f"DROP TRIGGER {name}" for name in _NAMES), *_run_on_sqlite(_STAYS)],
            [*(f"DROP TRIGGER {name} ON {_T}" for name in (*_NAMES, f"{_T}_no_truncate")), *_run_on_postgresql(_STAYS)],
        ),
        append_only("payout_operationrelease"),
        append_only("payout_threshold"),
    ]
