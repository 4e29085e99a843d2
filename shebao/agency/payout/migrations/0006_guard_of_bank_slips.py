"""What was entered from a bank's slip stays as it was entered."""

from django.db import migrations

from shebao.agency.store.guards import append_only


class Migration(migrations.Migration):
    """Guard of bank slips."""

    dependencies = [("payout", "0005_bank_slips")]

    operations = [append_only("payout_bankslip")]
