"""Files that look the same."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('compliance', '0006_releases'),
        ('house', '0004_keeping'),
        ('library', '0004_likeness'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Twin',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('bits', models.PositiveSmallIntegerField()),
                ('decision', models.SlugField(blank=True, choices=[('same', 'The same picture'), ('other', 'Another picture')], max_length=8)),
                ('decided_at', models.DateTimeField(null=True)),
                ('found_at', models.DateTimeField()),
                ('asset', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='older_twins', to='library.asset')),
                ('decided_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('other', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='newer_twins', to='library.asset')),
                ('workspace', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='house.workspace')),
            ],
            options={
                'ordering': ('bits', 'pk'),
                'indexes': [models.Index(condition=models.Q(('decision', '')), fields=['workspace', 'asset'], name='twins_open')],
                'constraints': [models.UniqueConstraint(fields=('asset', 'other'), name='one_pair_of_twins')],
            },
        ),
    ]
