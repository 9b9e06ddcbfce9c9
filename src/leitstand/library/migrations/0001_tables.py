"""The tables of this room. What a database went through before this file stands under `replaces`."""

import django.contrib.postgres.fields
import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models

from leitstand.house.migrating import CreateModels


class Migration(migrations.Migration):

    replaces = [('library', '0001_initial'), ('library', '0002_preparing'), ('library', '0003_replacing'), ('library', '0004_likeness')]

    initial = True

    dependencies = [
        ('house', '0001_tables'),
    ]

    operations = [
        CreateModels(
            models=[
                migrations.CreateModel(
                    name='Asset',
                    fields=[
                        ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                        ('kind', models.CharField(choices=[('picture', 'Picture'), ('video', 'Video')], max_length=8)),
                        ('name', models.CharField(max_length=200, verbose_name='name')),
                        ('alt_text', models.TextField(blank=True, verbose_name='alternative text')),
                        ('tags', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=60), blank=True, default=list, size=None)),
                        ('state', models.CharField(choices=[('processing', 'Being prepared'), ('ready', 'Ready'), ('refused', 'Cannot be used')], default='processing', max_length=12)),
                        ('problem', models.TextField(blank=True)),
                        ('original_path', models.CharField(max_length=300)),
                        ('original_sha256', models.CharField(max_length=64)),
                        ('original_bytes', models.BigIntegerField()),
                        ('path', models.CharField(blank=True, max_length=300)),
                        ('sha256', models.CharField(blank=True, max_length=64)),
                        ('mime', models.CharField(blank=True, max_length=60)),
                        ('bytes', models.BigIntegerField(default=0)),
                        ('width', models.PositiveIntegerField(default=0)),
                        ('height', models.PositiveIntegerField(default=0)),
                        ('seconds', models.FloatField(null=True)),
                        ('codec', models.CharField(blank=True, max_length=30)),
                        ('thumb_path', models.CharField(blank=True, max_length=300)),
                        ('frames_per_second', models.FloatField(null=True)),
                        ('progress', models.PositiveSmallIntegerField(default=0)),
                        ('looks_across', models.BigIntegerField(null=True)),
                        ('looks_down', models.BigIntegerField(null=True)),
                        ('uploaded_at', models.DateTimeField()),
                        ('deleted_at', models.DateTimeField(null=True)),
                        ('replaced_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='replaces', to='library.asset')),
                        ('takes_place_of', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='comers', to='library.asset')),
                        ('uploaded_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('workspace', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='house.workspace')),
                    ],
                    options={
                        'indexes': [models.Index(fields=['workspace', '-uploaded_at'], name='library_ass_workspa_225f3c_idx'), models.Index(fields=['workspace', 'original_sha256'], name='library_ass_workspa_a56b06_idx'), models.Index(condition=models.Q(('deleted_at', None), ('looks_across', None), models.Q(('thumb_path', ''), _negated=True)), fields=['uploaded_at'], name='asset_not_looked_at'), models.Index(condition=models.Q(('deleted_at', None), ('looks_across__isnull', False), ('replaced_by', None)), fields=['workspace'], include=('looks_across', 'looks_down'), name='asset_looks')],
                    },
                ),
                migrations.CreateModel(
                    name='Order',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('recipe', models.JSONField()),
                        ('recipe_key', models.CharField(max_length=64)),
                        ('ordered_at', models.DateTimeField()),
                        ('progress', models.PositiveSmallIntegerField(default=0)),
                        ('problem', models.TextField(blank=True)),
                        ('asset', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='orders', to='library.asset')),
                        ('ordered_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('workspace', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='house.workspace')),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(fields=('asset', 'recipe_key'), name='one_order_per_recipe')],
                    },
                ),
                migrations.CreateModel(
                    name='Rendition',
                    fields=[
                        ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                        ('recipe', models.JSONField(default=dict)),
                        ('recipe_key', models.CharField(max_length=64)),
                        ('path', models.CharField(max_length=300)),
                        ('sha256', models.CharField(max_length=64)),
                        ('mime', models.CharField(max_length=60)),
                        ('bytes', models.BigIntegerField()),
                        ('width', models.PositiveIntegerField()),
                        ('height', models.PositiveIntegerField()),
                        ('seconds', models.FloatField(null=True)),
                        ('codec', models.CharField(blank=True, max_length=30)),
                        ('made_at', models.DateTimeField()),
                        ('asset', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='renditions', to='library.asset')),
                        ('workspace', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='house.workspace')),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(fields=('asset', 'recipe_key'), name='one_rendition_per_recipe')],
                    },
                ),
            ],
        ),
    ]
