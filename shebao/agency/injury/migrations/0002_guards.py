"""What was posted about an injury, a provider or a payable is never changed."""

from django.db import migrations

from shebao.agency.store.guards import append_only

TABLES = (
    "case", "recognition", "grade", "care", "claim", "claimcancelled", "bill", "dependant", "advance", "repayment",
    "provider", "provideraccount", "providerevent", "settlement", "payable", "payablepaid", "payablecancelled",
)


class Migration(migrations.Migration):

    dependencies = [("injury", "0001_initial")]

    operations = [append_only(f"injury_{name}") for name in TABLES]
