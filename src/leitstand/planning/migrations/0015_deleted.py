"""Find what was deleted without reading what was not."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("planning", "0014_motifs")]

    operations = [
        migrations.AddIndex(
            model_name="item",
            index=models.Index(
                fields=["workspace"], name="item_deleted", condition=models.Q(deleted_at__isnull=False)
            ),
        )
    ]
