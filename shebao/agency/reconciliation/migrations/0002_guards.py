"""Differences and what was done with them stay as they were entered."""

from django.db import migrations

from shebao.agency.store.guards import append_only


class Migration(migrations.Migration):
    """Guards of both tables."""

    dependencies = [("reconciliation", "0001_initial")]

    operations = [append_only("reconciliation_item"), append_only("reconciliation_itemstep")]
