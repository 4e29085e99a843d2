"""What was posted of the annuity stays as it was posted: the database itself refuses changes and deletions."""

from django.db import migrations

from shebao.agency.store.guards import append_only


class Migration(migrations.Migration):
    dependencies = [("annuity", "0001_initial")]

    operations = [
        append_only("annuity_posting"),
        append_only("annuity_nominalentry"),
        append_only("annuity_claim"),
        append_only("annuity_arrival"),
        append_only("annuity_remittance"),
        append_only("annuity_choice"),
        append_only("annuity_undone"),
    ]
