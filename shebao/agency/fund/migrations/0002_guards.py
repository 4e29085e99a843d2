"""The database's own guards over the books: balanced, gapless, never changed, closed for good, on SQLite and PostgreSQL."""

from django.db import migrations

from shebao.agency.store.guards import Guard, append_only

_SQLITE = [
    """CREATE TRIGGER fund_voucher_new BEFORE INSERT ON fund_voucher BEGIN
         SELECT RAISE(ABORT, 'fund_voucher: a voucher is entered unposted, with the next number of an open period')
         WHERE NEW.posted OR NOT EXISTS (SELECT 1 FROM fund_period p WHERE p.scheme = NEW.scheme AND p.month = NEW.month
                                         AND NOT p.closed AND p.next_number = NEW.number); END""",
    """CREATE TRIGGER fund_voucher_change BEFORE UPDATE ON fund_voucher BEGIN
         SELECT RAISE(ABORT, 'fund_voucher: a posted voucher never changes') WHERE OLD.posted;
         SELECT RAISE(ABORT, 'fund_voucher: posting changes nothing else')
         WHERE NOT NEW.posted OR OLD.id IS NOT NEW.id OR OLD.scheme IS NOT NEW.scheme OR OLD.month IS NOT NEW.month
            OR OLD.number IS NOT NEW.number OR OLD."on" IS NOT NEW."on" OR OLD.memo IS NOT NEW.memo OR OLD.source_kind IS NOT NEW.source_kind
            OR OLD.source_id IS NOT NEW.source_id OR OLD.reverses_id IS NOT NEW.reverses_id OR OLD.entry_id IS NOT NEW.entry_id;
         SELECT RAISE(ABORT, 'fund_voucher: debits and credits must be equal')
         WHERE (SELECT COUNT(*) < 2 OR SUM(debit_fen) <> SUM(credit_fen) FROM fund_voucherline WHERE voucher_id = NEW.id);
         SELECT RAISE(ABORT, 'fund_voucher: the period is closed')
         WHERE NOT EXISTS (SELECT 1 FROM fund_period p WHERE p.scheme = NEW.scheme AND p.month = NEW.month AND NOT p.closed); END""",
    """CREATE TRIGGER fund_voucher_posted AFTER UPDATE ON fund_voucher WHEN NEW.posted AND NOT OLD.posted BEGIN
         UPDATE fund_period SET next_number = next_number + 1 WHERE scheme = NEW.scheme AND month = NEW.month; END""",
    "CREATE TRIGGER fund_voucher_kept BEFORE DELETE ON fund_voucher BEGIN SELECT RAISE(ABORT, 'fund_voucher: vouchers are never deleted'); END",
    """CREATE TRIGGER fund_line_new BEFORE INSERT ON fund_voucherline BEGIN
         SELECT RAISE(ABORT, 'fund_voucherline: nothing is added to a posted voucher')
         WHERE EXISTS (SELECT 1 FROM fund_voucher v WHERE v.id = NEW.voucher_id AND v.posted); END""",
    """CREATE TRIGGER fund_period_change BEFORE UPDATE ON fund_period BEGIN
         SELECT RAISE(ABORT, 'fund_period: a closed period stays closed') WHERE OLD.closed;
         SELECT RAISE(ABORT, 'fund_period: scheme and month never change, numbers go up one by one')
         WHERE OLD.scheme IS NOT NEW.scheme OR OLD.month IS NOT NEW.month OR NEW.next_number NOT IN (OLD.next_number, OLD.next_number + 1)
            OR NEW.next_number <> 1 + (SELECT COUNT(*) FROM fund_voucher v WHERE v.scheme = NEW.scheme AND v.month = NEW.month AND v.posted); END""",
    "CREATE TRIGGER fund_period_kept BEFORE DELETE ON fund_period BEGIN SELECT RAISE(ABORT, 'fund_period: periods are never deleted'); END",
]
_SQLITE_NAMES = ["fund_voucher_new", "fund_voucher_change", "fund_voucher_posted", "fund_voucher_kept", "fund_line_new", "fund_period_change",
                 "fund_period_kept"]

_REFUSE = "USING ERRCODE = 'integrity_constraint_violation'"
_POSTGRESQL = [
    f"""CREATE FUNCTION fund_voucher_new() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
          IF NEW.posted OR NOT EXISTS (SELECT 1 FROM fund_period p WHERE p.scheme = NEW.scheme AND p.month = NEW.month
                                       AND NOT p.closed AND p.next_number = NEW.number) THEN
            RAISE EXCEPTION 'fund_voucher: a voucher is entered unposted, with the next number of an open period' {_REFUSE}; END IF;
          RETURN NEW; END $$""",
    "CREATE TRIGGER fund_voucher_new BEFORE INSERT ON fund_voucher FOR EACH ROW EXECUTE FUNCTION fund_voucher_new()",
    f"""CREATE FUNCTION fund_voucher_change() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
          IF OLD.posted THEN RAISE EXCEPTION 'fund_voucher: a posted voucher never changes' {_REFUSE}; END IF;
          IF NOT NEW.posted OR (OLD.id, OLD.scheme, OLD.month, OLD.number, OLD."on", OLD.memo, OLD.source_kind, OLD.source_id, OLD.reverses_id,
              OLD.entry_id) IS DISTINCT FROM (NEW.id, NEW.scheme, NEW.month, NEW.number, NEW."on", NEW.memo, NEW.source_kind, NEW.source_id,
              NEW.reverses_id, NEW.entry_id) THEN
            RAISE EXCEPTION 'fund_voucher: posting changes nothing else' {_REFUSE}; END IF;
          IF (SELECT COUNT(*) < 2 OR SUM(debit_fen) <> SUM(credit_fen) FROM fund_voucherline WHERE voucher_id = NEW.id) THEN
            RAISE EXCEPTION 'fund_voucher: debits and credits must be equal' {_REFUSE}; END IF;
          IF NOT EXISTS (SELECT 1 FROM fund_period p WHERE p.scheme = NEW.scheme AND p.month = NEW.month AND NOT p.closed) THEN
            RAISE EXCEPTION 'fund_voucher: the period is closed' {_REFUSE}; END IF;
          RETURN NEW; END $$""",
    "CREATE TRIGGER fund_voucher_change BEFORE UPDATE ON fund_voucher FOR EACH ROW EXECUTE FUNCTION fund_voucher_change()",
    """CREATE FUNCTION fund_voucher_posted() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
         UPDATE fund_period SET next_number = next_number + 1 WHERE scheme = NEW.scheme AND month = NEW.month; RETURN NULL; END $$""",
    """CREATE TRIGGER fund_voucher_posted AFTER UPDATE ON fund_voucher FOR EACH ROW WHEN (NEW.posted AND NOT OLD.posted)
       EXECUTE FUNCTION fund_voucher_posted()""",
    f"""CREATE FUNCTION fund_voucher_whole() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
          IF NOT (SELECT posted FROM fund_voucher WHERE id = NEW.id) THEN
            RAISE EXCEPTION 'fund_voucher: a voucher is posted in the transaction that enters it' {_REFUSE}; END IF;
          RETURN NULL; END $$""",
    """CREATE CONSTRAINT TRIGGER fund_voucher_whole AFTER INSERT ON fund_voucher DEFERRABLE INITIALLY DEFERRED
       FOR EACH ROW EXECUTE FUNCTION fund_voucher_whole()""",
    f"""CREATE FUNCTION fund_never() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
          RAISE EXCEPTION '%: rows are never deleted', TG_TABLE_NAME {_REFUSE}; END $$""",
    "CREATE TRIGGER fund_voucher_kept BEFORE DELETE ON fund_voucher FOR EACH ROW EXECUTE FUNCTION fund_never()",
    "CREATE TRIGGER fund_voucher_no_truncate BEFORE TRUNCATE ON fund_voucher FOR EACH STATEMENT EXECUTE FUNCTION fund_never()",
    "CREATE TRIGGER fund_period_kept BEFORE DELETE ON fund_period FOR EACH ROW EXECUTE FUNCTION fund_never()",
    "CREATE TRIGGER fund_period_no_truncate BEFORE TRUNCATE ON fund_period FOR EACH STATEMENT EXECUTE FUNCTION fund_never()",
    f"""CREATE FUNCTION fund_line_new() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
          IF EXISTS (SELECT 1 FROM fund_voucher v WHERE v.id = NEW.voucher_id AND v.posted) THEN
            RAISE EXCEPTION 'fund_voucherline: nothing is added to a posted voucher' {_REFUSE}; END IF;
          RETURN NEW; END $$""",
    "CREATE TRIGGER fund_line_new BEFORE INSERT ON fund_voucherline FOR EACH ROW EXECUTE FUNCTION fund_line_new()",
    f"""CREATE FUNCTION fund_period_change() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
          IF OLD.closed THEN RAISE EXCEPTION 'fund_period: a closed period stays closed' {_REFUSE}; END IF;
          IF (OLD.scheme, OLD.month) IS DISTINCT FROM (NEW.scheme, NEW.month) OR NEW.next_number NOT IN (OLD.next_number, OLD.next_number + 1)
             OR NEW.next_number <> 1 + (SELECT COUNT(*) FROM fund_voucher v WHERE v.scheme = NEW.scheme AND v.month = NEW.month AND v.posted) THEN
            RAISE EXCEPTION 'fund_period: scheme and month never change, numbers go up one by one' {_REFUSE}; END IF;
          RETURN NEW; END $$""",
    "CREATE TRIGGER fund_period_change BEFORE UPDATE ON fund_period FOR EACH ROW EXECUTE FUNCTION fund_period_change()",
]
_POSTGRESQL_UNDO = [
    *(f"DROP TRIGGER {name} ON {table}" for table, names in (
        ("fund_voucher", ["fund_voucher_new", "fund_voucher_change", "fund_voucher_posted", "fund_voucher_whole", "fund_voucher_kept",
                          "fund_voucher_no_truncate"]),
        ("fund_period", ["fund_period_kept", "fund_period_no_truncate", "fund_period_change"]), ("fund_voucherline", ["fund_line_new"]))
      for name in names),
    *(f"DROP FUNCTION {name}()" for name in ("fund_voucher_new", "fund_voucher_change", "fund_voucher_posted", "fund_voucher_whole", "fund_never",
                                            "fund_line_new", "fund_period_change")),
]


class Migration(migrations.Migration):
    """Guards of the books."""

    dependencies = [("fund", "0001_initial")]

    operations = [
        Guard(_SQLITE, _POSTGRESQL, [f"DROP TRIGGER {name}" for name in _SQLITE_NAMES], _POSTGRESQL_UNDO),
        append_only("fund_voucherline"),
        append_only("fund_budget"),
    ]
