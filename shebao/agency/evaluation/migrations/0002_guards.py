"""Stated figures are never changed or deleted; a correction is a later row."""

from django.db import migrations

from shebao.agency.store.guards import append_only


class Migration(migrations.Migration):
    """Append-only guards of the self-evaluation."""

    dependencies = [("agency_evaluation", "0001_initial")]
    operations = [append_only("agency_evaluation_enteredfigure")]
