"""Plans, cases, campaigns and samples are never changed."""

from django.db import migrations

from shebao.agency.store.guards import append_only

TABLES = (
    "plan", "plantarget", "case", "caseinspector", "casestep", "casefinding", "campaign", "campaigntask", "campaignstep", "ownsample",
    "sampledmatter", "sampleresult",
)  # fmt: skip


class Migration(migrations.Migration):

    dependencies = [("inspection", "0001_initial")]

    operations = [append_only(f"inspection_{name}") for name in TABLES]
