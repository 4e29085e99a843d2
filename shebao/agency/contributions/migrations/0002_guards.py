"""What was posted stays as it was posted: the database itself refuses changes and deletions."""

from django.db import migrations

from shebao.agency.store.guards import append_only


class Migration(migrations.Migration):
    dependencies = [("contributions", "0001_initial")]

    operations = [
        append_only("contributions_contribution"),
        append_only("contributions_contributionpart"),
        append_only("contributions_carriedover"),
    ]
