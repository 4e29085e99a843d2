"""What was posted stays as it was posted: the database itself refuses changes and deletions."""

from django.db import migrations

from shebao.agency.store.guards import append_only


class Migration(migrations.Migration):

    dependencies = [("transfers", "0001_initial")]

    operations = [append_only(f"transfers_{name}") for name in ("case", "casestep", "packet", "transferyear", "medicaltransfer")]
