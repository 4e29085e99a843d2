"""The journal's entries are never changed or deleted, and its head is there from the first day."""

from django.db import migrations

from shebao.agency.store.guards import append_only


def _make_head(apps, schema_editor):
    apps.get_model("journal", "Head").objects.get_or_create(id=1)


class Migration(migrations.Migration):

    dependencies = [("journal", "0001_initial")]

    operations = [append_only("journal_entry"), migrations.RunPython(_make_head, migrations.RunPython.noop)]
