"""What was concluded stays as it was posted; a later version says otherwise."""

from django.db import migrations

from shebao.agency.store.guards import append_only


class Migration(migrations.Migration):
    dependencies = [("benefits", "0004_conclusions")]

    operations = [append_only("benefits_conclusion")]
