"""Samples and what was found stay as they were entered."""

from django.db import migrations

from shebao.agency.store.guards import append_only


class Migration(migrations.Migration):
    """Guards of all four tables."""

    dependencies = [("accuracy", "0001_initial")]

    operations = [
        append_only("accuracy_sample"),
        append_only("accuracy_samplestratum"),
        append_only("accuracy_sampleline"),
        append_only("accuracy_sampleanswer"),
    ]
