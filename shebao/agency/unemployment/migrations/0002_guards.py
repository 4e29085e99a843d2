"""What was posted stays as it was posted: the database itself refuses changes and deletions."""

from django.db import migrations

from shebao.agency.store.guards import append_only


class Migration(migrations.Migration):

    dependencies = [("unemployment", "0001_initial")]

    operations = [append_only(f"unemployment_{name}") for name in ('claim', 'claimend', 'medicalmonth', 'medicalback', 'medicalsettled', 'grant', 'grantcancelled', 'employergrant')]
