import django.db.models.deletion
from django.db import migrations, models

# The table of django.core.cache.backends.db.DatabaseCache: rate limits are counted there, for all processes together.
MAKE_CACHE = """
CREATE TABLE house_cache (
    cache_key varchar(255) NOT NULL PRIMARY KEY,
    value text NOT NULL,
    expires timestamp with time zone NOT NULL
);
CREATE INDEX house_cache_expires ON house_cache (expires);
"""


class Migration(migrations.Migration):
    dependencies = [
        ("house", "0001_initial"),
    ]

    operations = [
        migrations.AddField(
            model_name="person",
            name="last_workspace",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to="house.workspace"
            ),
        ),
        migrations.RunSQL(MAKE_CACHE, "DROP TABLE house_cache"),
    ]
