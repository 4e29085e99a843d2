"""Lists, runs, clues and conclusions are never changed."""

from django.db import migrations

from shebao.agency.store.guards import append_only

TABLES = ("sourcelist", "sourcerow", "listwithdrawn", "screening", "clue", "assignment", "conclusion")


class Migration(migrations.Migration):

    dependencies = [("screening", "0001_initial")]

    operations = [append_only(f"screening_{name}") for name in TABLES]
