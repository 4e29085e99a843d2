"""Entered values are never changed or deleted."""

from django.db import migrations

from shebao.agency.store.guards import append_only


class Migration(migrations.Migration):
    """Append-only guard of the entered values."""

    dependencies = [("parameters", "0001_initial")]
    operations = [append_only("parameters_enteredvalue")]
