"""The tables of this room. What a database went through before this file stands under `replaces`."""

import django.db.models.deletion
import django.db.models.functions.text
from django.conf import settings
from django.db import migrations, models

from leitstand.house.migrating import CreateModels


class Migration(migrations.Migration):

    replaces = [('leads', '0001_initial')]

    initial = True

    dependencies = [
        ('channels', '0001_tables'),
        ('contacts', '0001_tables'),
        ('house', '0001_tables'),
        ('planning', '0001_tables'),
    ]

    operations = [
        CreateModels(
            models=[
                migrations.CreateModel(
                    name='Opportunity',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('title', models.CharField(max_length=160, verbose_name='what it is about')),
                        ('organisation', models.CharField(blank=True, max_length=120, verbose_name='company')),
                        ('value', models.DecimalField(blank=True, decimal_places=2, max_digits=12, null=True, verbose_name='value in euro')),
                        ('outcome', models.CharField(blank=True, choices=[('', 'Open'), ('won', 'Won'), ('lost', 'Lost')], max_length=4)),
                        ('closed_on', models.DateField(blank=True, null=True, verbose_name='closed on')),
                        ('why', models.CharField(blank=True, max_length=300, verbose_name='why')),
                        ('added_at', models.DateTimeField()),
                        ('campaign', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='planning.campaign')),
                        ('contact', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='opportunities', to='contacts.contact')),
                        ('owner', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('workspace', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='house.workspace')),
                    ],
                    options={
                        'verbose_name_plural': 'opportunities',
                        'ordering': (django.db.models.functions.text.Lower('title'), 'pk'),
                        'indexes': [models.Index(fields=['workspace', 'closed_on'], name='opportunity_closed')],
                        'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('closed_on', None), ('outcome', '')), models.Q(models.Q(('outcome', ''), _negated=True), ('closed_on__isnull', False)), _connector='OR'), name='closed_with_outcome_only'), models.CheckConstraint(condition=models.Q(('value', None), ('value__gte', 0), _connector='OR'), name='no_negative_deal')],
                    },
                ),
                migrations.CreateModel(
                    name='OpportunityStep',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('kind', models.CharField(choices=[('touch', 'Contact on a network'), ('conversation', 'Conversation on a network'), ('phone', 'Phone call'), ('web', 'Web conference'), ('meeting', 'Meeting in person'), ('other', 'Other way')], max_length=12, verbose_name='kind')),
                        ('day', models.DateField(verbose_name='day')),
                        ('note', models.CharField(blank=True, max_length=300, verbose_name='note')),
                        ('added_at', models.DateTimeField()),
                        ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('channel', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='channels.channel')),
                        ('opportunity', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='steps', to='leads.opportunity')),
                        ('workspace', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='house.workspace')),
                    ],
                    options={
                        'ordering': ('day', 'pk'),
                    },
                ),
            ],
        ),
    ]
