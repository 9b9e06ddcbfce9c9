"""What files look like."""

from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('house', '0004_keeping'),
        ('library', '0003_replacing'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='asset',
            name='looks_across',
            field=models.BigIntegerField(null=True),
        ),
        migrations.AddField(
            model_name='asset',
            name='looks_down',
            field=models.BigIntegerField(null=True),
        ),
        migrations.AddIndex(
            model_name='asset',
            index=models.Index(condition=models.Q(('deleted_at', None), ('looks_across', None), models.Q(('thumb_path', ''), _negated=True)), fields=['uploaded_at'], name='asset_not_looked_at'),
        ),
        migrations.AddIndex(
            model_name='asset',
            index=models.Index(condition=models.Q(('deleted_at', None), ('looks_across__isnull', False), ('replaced_by', None)), fields=['workspace'], include=('looks_across', 'looks_down'), name='asset_looks'),
        ),
    ]
