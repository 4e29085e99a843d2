"""The database's own guards over payout: a sealed run and everything in it stay as they were signed, on SQLite and PostgreSQL."""

from django.db import migrations

from shebao.agency.store.guards import Guard, append_only

_ROWS = ("line", "cover", "change", "exclusion", "linepart")
_RUN = dict.fromkeys(_ROWS, "{row}.run_id") | {"linepart": "{row}.line_id / 10000000"}
"""Where a row says which run it belongs to: a line's id begins with the number of its run."""
_KIND = dict.fromkeys(_ROWS, "row") | {"linepart": "part"}
_FIXED = ("id", "scheme", "place", "month", "kind", "part", "business_day", "maker_id", "previous_month", "cursor", "basis", "lines", "amount_fen",
          "previous_fen", "explained_fen", "held", "held_fen", "digest", "chain_head", "rules_digest", "sealed", "total", "done", "excluded")
_FILE = ("id", "run_id", "number", "layout", "path", "lines", "amount_fen", "withheld", "digest", "made_by_id", "made_on")
_REFUSE = "USING ERRCODE = 'integrity_constraint_violation'"


def _sqlite_rows(name: str) -> list[str]:
    table = f"payout_{name}"
    sealed = f"EXISTS (SELECT 1 FROM payout_run r WHERE r.id = {_RUN[name]} AND r.sealed)"
    return [
        f"CREATE TRIGGER {table}_new BEFORE INSERT ON {table} BEGIN "
        f"SELECT RAISE(ABORT, '{table}: nothing is added to a sealed run') WHERE {sealed.format(row='NEW')}; END",
        f"CREATE TRIGGER {table}_fixed BEFORE UPDATE ON {table} BEGIN SELECT RAISE(ABORT, '{table}: rows never change'); END",
        f"CREATE TRIGGER {table}_kept BEFORE DELETE ON {table} BEGIN "
        f"SELECT RAISE(ABORT, '{table}: nothing is taken from a sealed run') WHERE {sealed.format(row='OLD')}; END",
    ]


_SQLITE = [
    *(statement for name in _ROWS for statement in _sqlite_rows(name)),
    "CREATE TRIGGER payout_run_fixed BEFORE UPDATE ON payout_run WHEN OLD.sealed BEGIN "
    "SELECT RAISE(ABORT, 'payout_run: a sealed run stays as it was signed') WHERE "
    + " OR ".join(f"OLD.{column} IS NOT NEW.{column}" for column in _FIXED) + "; END",
    "CREATE TRIGGER payout_run_kept BEFORE DELETE ON payout_run BEGIN SELECT RAISE(ABORT, 'payout_run: runs are never deleted'); END",
    "CREATE TRIGGER payout_approval_new BEFORE INSERT ON payout_approval BEGIN "
    "SELECT RAISE(ABORT, 'payout_approval: a signature is bound to the digest of a sealed run') WHERE NOT EXISTS "
    "(SELECT 1 FROM payout_run r WHERE r.id = NEW.run_id AND r.sealed AND r.digest = NEW.digest AND r.maker_id <> NEW.member_id); END",
    "CREATE TRIGGER payout_bankfile_fixed BEFORE UPDATE ON payout_bankfile BEGIN "
    "SELECT RAISE(ABORT, 'payout_bankfile: a file stays as it was made and is submitted once') WHERE OLD.submitted_on IS NOT NULL OR "
    + " OR ".join(f"OLD.{column} IS NOT NEW.{column}" for column in _FILE) + "; END",
    "CREATE TRIGGER payout_bankfile_kept BEFORE DELETE ON payout_bankfile BEGIN SELECT RAISE(ABORT, 'payout_bankfile: files are never deleted'); END",
]
_SQLITE_NAMES = [*(f"payout_{name}_{what}" for name in _ROWS for what in ("new", "fixed", "kept")), "payout_run_fixed", "payout_run_kept",
                 "payout_approval_new", "payout_bankfile_fixed", "payout_bankfile_kept"]


def _distinct(columns: tuple[str, ...]) -> str:
    return f"({', '.join(f'OLD.{c}' for c in columns)}) IS DISTINCT FROM ({', '.join(f'NEW.{c}' for c in columns)})"


_POSTGRESQL = [
    f"""CREATE FUNCTION payout_row_new() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
          IF EXISTS (SELECT 1 FROM payout_run r WHERE r.id = NEW.run_id AND r.sealed) THEN
            RAISE EXCEPTION '%: nothing is added to a sealed run', TG_TABLE_NAME {_REFUSE}; END IF;
          RETURN NEW; END $$""",
    f"""CREATE FUNCTION payout_row_kept() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
          IF EXISTS (SELECT 1 FROM payout_run r WHERE r.id = OLD.run_id AND r.sealed) THEN
            RAISE EXCEPTION '%: nothing is taken from a sealed run', TG_TABLE_NAME {_REFUSE}; END IF;
          RETURN OLD; END $$""",
    f"""CREATE FUNCTION payout_part_new() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
          IF EXISTS (SELECT 1 FROM payout_run r WHERE r.id = NEW.line_id / 10000000 AND r.sealed) THEN
            RAISE EXCEPTION '%: nothing is added to a sealed run', TG_TABLE_NAME {_REFUSE}; END IF;
          RETURN NEW; END $$""",
    f"""CREATE FUNCTION payout_part_kept() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
          IF EXISTS (SELECT 1 FROM payout_run r WHERE r.id = OLD.line_id / 10000000 AND r.sealed) THEN
            RAISE EXCEPTION '%: nothing is taken from a sealed run', TG_TABLE_NAME {_REFUSE}; END IF;
          RETURN OLD; END $$""",
    f"""CREATE FUNCTION payout_never() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
          RAISE EXCEPTION '%: rows never change', TG_TABLE_NAME {_REFUSE}; END $$""",
    f"""CREATE FUNCTION payout_run_fixed() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
          IF OLD.sealed AND {_distinct(_FIXED)} THEN
            RAISE EXCEPTION 'payout_run: a sealed run stays as it was signed' {_REFUSE}; END IF;
          RETURN NEW; END $$""",
    f"""CREATE FUNCTION payout_deleted() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
          RAISE EXCEPTION '%: rows are never deleted', TG_TABLE_NAME {_REFUSE}; END $$""",
    f"""CREATE FUNCTION payout_approval_new() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
          IF NOT EXISTS (SELECT 1 FROM payout_run r WHERE r.id = NEW.run_id AND r.sealed AND r.digest = NEW.digest AND r.maker_id <> NEW.member_id) THEN
            RAISE EXCEPTION 'payout_approval: a signature is bound to the digest of a sealed run' {_REFUSE}; END IF;
          RETURN NEW; END $$""",
    f"""CREATE FUNCTION payout_bankfile_fixed() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
          IF OLD.submitted_on IS NOT NULL OR {_distinct(_FILE)} THEN
            RAISE EXCEPTION 'payout_bankfile: a file stays as it was made and is submitted once' {_REFUSE}; END IF;
          RETURN NEW; END $$""",
    *(statement for name in _ROWS for statement in (
        f"CREATE TRIGGER payout_{name}_new BEFORE INSERT ON payout_{name} FOR EACH ROW EXECUTE FUNCTION payout_{_KIND[name]}_new()",
        f"CREATE TRIGGER payout_{name}_fixed BEFORE UPDATE ON payout_{name} FOR EACH ROW EXECUTE FUNCTION payout_never()",
        f"CREATE TRIGGER payout_{name}_kept BEFORE DELETE ON payout_{name} FOR EACH ROW EXECUTE FUNCTION payout_{_KIND[name]}_kept()",
        f"CREATE TRIGGER payout_{name}_no_truncate BEFORE TRUNCATE ON payout_{name} FOR EACH STATEMENT EXECUTE FUNCTION payout_deleted()")),
    "CREATE TRIGGER payout_run_fixed BEFORE UPDATE ON payout_run FOR EACH ROW EXECUTE FUNCTION payout_run_fixed()",
    "CREATE TRIGGER payout_run_kept BEFORE DELETE ON payout_run FOR EACH ROW EXECUTE FUNCTION payout_deleted()",
    "CREATE TRIGGER payout_approval_new BEFORE INSERT ON payout_approval FOR EACH ROW EXECUTE FUNCTION payout_approval_new()",
    "CREATE TRIGGER payout_bankfile_fixed BEFORE UPDATE ON payout_bankfile FOR EACH ROW EXECUTE FUNCTION payout_bankfile_fixed()",
    "CREATE TRIGGER payout_bankfile_kept BEFORE DELETE ON payout_bankfile FOR EACH ROW EXECUTE FUNCTION payout_deleted()",
]
_POSTGRESQL_UNDO = [
    *(f"DROP TRIGGER payout_{name}_{what} ON payout_{name}" for name in _ROWS for what in ("new", "fixed", "kept", "no_truncate")),
    "DROP TRIGGER payout_run_fixed ON payout_run", "DROP TRIGGER payout_run_kept ON payout_run",
    "DROP TRIGGER payout_approval_new ON payout_approval", "DROP TRIGGER payout_bankfile_fixed ON payout_bankfile",
    "DROP TRIGGER payout_bankfile_kept ON payout_bankfile",
    *(f"DROP FUNCTION {name}()" for name in ("payout_row_new", "payout_row_kept", "payout_part_new", "payout_part_kept", "payout_never", "payout_run_fixed", "payout_deleted",
                                            "payout_approval_new", "payout_bankfile_fixed")),
]


class Migration(migrations.Migration):
    """Guards of the payout counter."""

    dependencies = [("payout", "0001_initial")]

    operations = [
        Guard(_SQLITE, _POSTGRESQL, [f"DROP TRIGGER {name}" for name in _SQLITE_NAMES], _POSTGRESQL_UNDO),
        *(append_only(f"payout_{name}") for name in ("approval", "withheld", "returnfile", "outcome", "release", "due")),
    ]
