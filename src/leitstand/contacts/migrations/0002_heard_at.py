from django.db import migrations, models
from django.db.models import Max, OuterRef, Subquery
from django.db.models.functions import Coalesce, Greatest


def fill(apps, _schema_editor):
    """Until now nothing was noted: whoever is there counts from their latest part, or from when they were entered."""
    contacts, changes = apps.get_model("contacts", "Contact"), apps.get_model("contacts", "RoleChange")
    latest = changes.objects.filter(contact=OuterRef("pk")).order_by().values("contact").annotate(m=Max("at")).values("m")
    contacts.objects.update(heard_at=Greatest("added_at", Coalesce(Subquery(latest), "added_at")))


class Migration(migrations.Migration):
    dependencies = [("contacts", "0001_initial")]

    operations = [
        migrations.AddField("contact", "heard_at", models.DateTimeField(null=True)),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
