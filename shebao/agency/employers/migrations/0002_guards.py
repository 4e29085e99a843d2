"""What was posted about an employer is never changed; that it left, and that its part in a scheme ended, is written later."""

from django.db import migrations

from shebao.agency.store.guards import append_only, frozen


class Migration(migrations.Migration):

    dependencies = [("employers", "0001_initial")]

    operations = [
        frozen("employers_employer", ["id", "uscc", "kind", "founded_on", "registered_on", "entry_id"]),
        frozen("employers_insurance", ["id", "employer_id", "scheme", "from_month", "entry_id"]),
        append_only("employers_particulars"),
        append_only("employers_employeraccount"),
        append_only("employers_injuryrate"),
        append_only("employers_ratecut"),
        append_only("employers_verification"),
    ]
