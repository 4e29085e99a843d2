"""Steps are never changed; a matter that has ended, or any matter's number, stays as it is."""

from django.db import migrations

from shebao.agency.store.guards import Guard, append_only

_ENDED = "matters_matter: a matter that has ended is never changed"
_KEPT = "matters_matter: matters are never deleted"


class Migration(migrations.Migration):

    dependencies = [("matters", "0001_initial")]

    operations = [
        append_only("matters_step"),
        Guard(
            sqlite=[
                "CREATE TRIGGER matters_matter_ended BEFORE UPDATE ON matters_matter WHEN OLD.state IN ('applied', 'withdrawn') "
                f"OR NEW.number <> OLD.number OR NEW.kind <> OLD.kind OR NEW.maker_id <> OLD.maker_id BEGIN SELECT RAISE(ABORT, '{_ENDED}'); END",
                f"CREATE TRIGGER matters_matter_kept BEFORE DELETE ON matters_matter BEGIN SELECT RAISE(ABORT, '{_KEPT}'); END",
            ],
            postgresql=[
                "CREATE FUNCTION matters_matter_ended() RETURNS trigger LANGUAGE plpgsql AS "
                f"$$ BEGIN RAISE EXCEPTION '{_ENDED}' USING ERRCODE = 'integrity_constraint_violation'; END $$",
                "CREATE TRIGGER matters_matter_ended BEFORE UPDATE ON matters_matter FOR EACH ROW WHEN (OLD.state IN ('applied', 'withdrawn') "
                "OR NEW.number <> OLD.number OR NEW.kind <> OLD.kind OR NEW.maker_id <> OLD.maker_id) EXECUTE FUNCTION matters_matter_ended()",
                "CREATE TRIGGER matters_matter_kept BEFORE DELETE ON matters_matter FOR EACH ROW EXECUTE FUNCTION matters_matter_ended()",
            ],
            undo_sqlite=["DROP TRIGGER matters_matter_ended", "DROP TRIGGER matters_matter_kept"],
            undo_postgresql=["DROP TRIGGER matters_matter_ended ON matters_matter", "DROP TRIGGER matters_matter_kept ON matters_matter",
                             "DROP FUNCTION matters_matter_ended()"],
        ),
    ]
