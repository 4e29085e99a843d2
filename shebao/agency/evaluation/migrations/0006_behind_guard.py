"""What stood behind a draft's figures is never changed or deleted."""

from django.db import migrations

from shebao.agency.store.guards import append_only


class Migration(migrations.Migration):
    """Append-only guard of the rows behind figures."""

    dependencies = [("agency_evaluation", "0005_behind")]
    operations = [append_only("agency_evaluation_behind")]
