"""The tables of this room. What a database went through before this file stands under `replaces`."""

import django.db.models.deletion
import django.db.models.functions.text
from django.conf import settings
from django.db import migrations, models

from leitstand.house.migrating import CreateModels


class Migration(migrations.Migration):

    replaces = [('contacts', '0001_initial'), ('contacts', '0002_heard_at')]

    initial = True

    dependencies = [
        ('house', '0001_tables'),
    ]

    operations = [
        CreateModels(
            models=[
                migrations.CreateModel(
                    name='Contact',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('name', models.CharField(max_length=120, verbose_name='name')),
                        ('organisation', models.CharField(blank=True, max_length=120, verbose_name='company')),
                        ('email', models.EmailField(blank=True, max_length=254, verbose_name='e-mail')),
                        ('note', models.CharField(blank=True, max_length=500, verbose_name='note')),
                        ('role', models.CharField(blank=True, max_length=12, verbose_name='part')),
                        ('source', models.CharField(choices=[('typed', 'Entered by hand'), ('inbox', 'From a conversation')], default='typed', max_length=8)),
                        ('added_at', models.DateTimeField()),
                        ('heard_at', models.DateTimeField(null=True)),
                        ('added_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('workspace', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='house.workspace')),
                    ],
                    options={
                        'ordering': (django.db.models.functions.text.Lower('name'), 'pk'),
                        'indexes': [models.Index(models.F('workspace'), django.db.models.functions.text.Lower('name'), name='contact_by_name')],
                    },
                ),
                migrations.CreateModel(
                    name='ContactProfile',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('network', models.SlugField(max_length=40)),
                        ('key', models.CharField(max_length=200)),
                        ('contact', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='profiles', to='contacts.contact')),
                        ('workspace', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='house.workspace')),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(fields=('workspace', 'network', 'key'), name='a_profile_belongs_to_one_contact')],
                    },
                ),
                migrations.CreateModel(
                    name='RoleChange',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('at', models.DateTimeField()),
                        ('before', models.CharField(blank=True, max_length=12)),
                        ('after', models.CharField(blank=True, max_length=12)),
                        ('reason', models.CharField(blank=True, max_length=300, verbose_name='reason')),
                        ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('contact', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='role_changes', to='contacts.contact')),
                        ('workspace', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='house.workspace')),
                    ],
                    options={
                        'ordering': ('at', 'pk'),
                        'indexes': [models.Index(fields=['workspace', 'at'], name='role_changes_in_time')],
                    },
                ),
            ],
        ),
    ]
