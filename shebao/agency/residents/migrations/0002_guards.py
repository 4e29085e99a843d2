"""What was posted stays as it was posted: the database itself refuses changes and deletions."""

from django.db import migrations

from shebao.agency.store.guards import append_only


class Migration(migrations.Migration):

    dependencies = [("residents", "0001_initial")]

    operations = [
        append_only(f"residents_{name}")
        for name in ("tierchoice", "landproject", "landshare", "landpayment", "landpaymentcancelled", "agenotice")
    ]
