import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("compliance", "0007_twins"), ("contacts", "0002_heard_at"), migrations.swappable_dependency(settings.AUTH_USER_MODEL)]

    operations = [
        migrations.AddField("accountfile", "links_wanted_at", models.DateTimeField(null=True)),
        migrations.AddField(
            "accountfile",
            "links_wanted_by",
            models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField("linktest", "was_asked", models.BooleanField(default=False)),
        migrations.AddField("wishedname", "skeleton", models.CharField(blank=True, max_length=160, default=""), preserve_default=False),
        migrations.AddField("wishedname", "compared_at", models.DateTimeField(null=True)),
        migrations.AddField(
            "lookalike",
            "contact",
            models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to="contacts.contact"
            ),
        ),
    ]
