"""An event entered by mistake is withdrawn by a row of its own, posted once and never changed."""

from django.db import migrations, models

import shebao.agency.store.fields
from shebao.agency.store.guards import append_only


class Migration(migrations.Migration):

    dependencies = [("certification", "0003_notices")]

    operations = [
        migrations.CreateModel(
            name="EventWithdrawn",
            fields=[
                ("id", shebao.agency.store.fields.RowId(help_text="= event id", primary_key=True, serialize=False)),
                ("reason", models.CharField(max_length=120, verbose_name="原因")),
                ("entry_id", models.BigIntegerField(db_index=True, verbose_name="日志")),
            ],
        ),
        append_only("certification_eventwithdrawn"),
    ]
