"""A reconciliation is posted once; one put right is a new version."""

from django.db import migrations

from shebao.agency.store.guards import append_only


class Migration(migrations.Migration):

    dependencies = [("declarations", "0003_reconciliation")]

    operations = [append_only("declarations_reconciliation"), append_only("declarations_reconcileddifference")]
