"""What was posted stays as it was posted: the database itself refuses changes and deletions."""

from django.db import migrations

from shebao.agency.store.guards import append_only


class Migration(migrations.Migration):
    dependencies = [("benefits", "0001_initial")]

    operations = [
        append_only("benefits_decision"),
        append_only("benefits_decisionpart"),
        append_only("benefits_statechange"),
        append_only("benefits_ruletext"),
    ]
