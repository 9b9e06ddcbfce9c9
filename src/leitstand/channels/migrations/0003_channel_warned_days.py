"""Remember which warning of an ending sign-in was told last."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("channels", "0002_initial")]

    operations = [
        migrations.AddField(
            model_name="channel",
            name="warned_days",
            field=models.PositiveSmallIntegerField(null=True),
        ),
    ]
