"""Answers and published copies are never changed or deleted; a correction is a later row."""

from django.db import migrations

from shebao.agency.store.guards import append_only


class Migration(migrations.Migration):
    """Append-only guards of surveys and publications."""

    dependencies = [("agency_evaluation", "0003_surveys_and_publications")]
    operations = [append_only("agency_evaluation_answer"), append_only("agency_evaluation_publication")]
