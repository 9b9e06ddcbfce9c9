"""The tables of this room. What a database went through before this file stands under `replaces`."""

import django.contrib.postgres.fields
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from leitstand.house.migrating import CreateModels


class Migration(migrations.Migration):

    replaces = [('strategy', '0001_initial'), ('strategy', '0002_accounts'), ('strategy', '0003_audiences'), ('strategy', '0004_resources'), ('strategy', '0005_make_or_buy'), ('strategy', '0006_people'), ('strategy', '0007_tools'), ('strategy', '0008_goals'), ('strategy', '0009_choices')]

    initial = True

    dependencies = [
        ('channels', '0001_tables'),
        ('house', '0001_tables'),
    ]

    operations = [
        CreateModels(
            models=[
                migrations.CreateModel(
                    name='Account',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('platform', models.SlugField(max_length=40, verbose_name='network')),
                        ('name', models.CharField(max_length=120, verbose_name='name')),
                        ('kind', models.CharField(choices=[('company', 'Company'), ('product', 'Product'), ('topic', 'Topic'), ('country', 'Country or region'), ('person', 'Person')], default='company', max_length=8, verbose_name='kind')),
                        ('state', models.CharField(choices=[('idea', 'Under consideration'), ('planned', 'Planned'), ('active', 'Active'), ('resting', 'Resting'), ('closed', 'Closed')], default='active', max_length=8, verbose_name='status')),
                        ('languages', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=8), default=list, size=None, verbose_name='languages')),
                        ('market', models.CharField(blank=True, max_length=80, verbose_name='country or region')),
                        ('purpose', models.CharField(blank=True, max_length=300, verbose_name='purpose')),
                        ('breadth', models.CharField(choices=[('narrow', 'Narrow: one group with one interest'), ('mixed', 'Mixed: some groups'), ('broad', 'Broad: everybody who has to do with us')], default='mixed', max_length=8, verbose_name='audience')),
                        ('posts_a_week', models.JSONField(default=dict)),
                        ('created_at', models.DateTimeField()),
                        ('channel', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='channels.channel', verbose_name='connected as')),
                        ('owner', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='looked after by')),
                        ('workspace', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='house.workspace')),
                    ],
                    options={
                        'ordering': ['platform', 'name'],
                    },
                ),
                migrations.CreateModel(
                    name='AccountScoring',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('factors', models.JSONField(default=list)),
                        ('candidates', models.JSONField(default=list)),
                        ('scale', models.PositiveSmallIntegerField(default=5)),
                        ('gap_percent', models.PositiveSmallIntegerField(default=15)),
                        ('version', models.PositiveIntegerField(default=1)),
                        ('changed_at', models.DateTimeField()),
                        ('workspace', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='house.workspace')),
                    ],
                ),
                migrations.CreateModel(
                    name='BusinessCase',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('asks', models.CharField(max_length=300, verbose_name='what is to be decided')),
                        ('months', models.PositiveSmallIntegerField(default=12, verbose_name='months')),
                        ('posts_a_month', models.PositiveSmallIntegerField(default=8, verbose_name='posts a month')),
                        ('hours_a_post', models.DecimalField(decimal_places=1, max_digits=5, verbose_name='hours for a post')),
                        ('cost_an_hour', models.DecimalField(decimal_places=2, max_digits=7, verbose_name='cost per hour in euro')),
                        ('other_a_month', models.DecimalField(decimal_places=2, default=0, max_digits=9, verbose_name='tools and advertising a month in euro')),
                        ('reach_a_post', models.PositiveIntegerField(blank=True, null=True, verbose_name='reach of a post, assumed')),
                        ('interactions_a_post', models.PositiveIntegerField(blank=True, null=True, verbose_name='interactions of a post, assumed')),
                        ('facts', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=40), default=list, size=None)),
                        ('cards', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=40), default=list, size=None)),
                        ('changed_at', models.DateTimeField()),
                        ('changed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('workspace', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='house.workspace')),
                    ],
                ),
                migrations.CreateModel(
                    name='Decision',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('about', models.SlugField(max_length=40)),
                        ('subject', models.CharField(max_length=200, verbose_name='subject')),
                        ('outcome', models.CharField(max_length=200, verbose_name='decision')),
                        ('reason', models.TextField(blank=True, verbose_name='reason')),
                        ('basis', models.JSONField(default=dict)),
                        ('decided_at', models.DateTimeField()),
                        ('review_on', models.DateField(blank=True, null=True, verbose_name='look at it again on')),
                        ('decided_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('workspace', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='house.workspace')),
                    ],
                    options={
                        'ordering': ['-decided_at', '-pk'],
                        'indexes': [models.Index(fields=['workspace', 'about', '-decided_at'], name='decision_about')],
                    },
                ),
                migrations.CreateModel(
                    name='Duty',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('duty', models.SlugField(max_length=16)),
                        ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('workspace', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='house.workspace')),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(fields=('workspace', 'person', 'duty'), name='a_duty_once')],
                    },
                ),
                migrations.CreateModel(
                    name='Fact',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('statement', models.CharField(max_length=500, verbose_name='what it says')),
                        ('value', models.CharField(max_length=60, verbose_name='figure')),
                        ('unit', models.CharField(blank=True, max_length=40, verbose_name='unit')),
                        ('population', models.CharField(blank=True, max_length=200, verbose_name='who was asked')),
                        ('period', models.CharField(blank=True, max_length=60, verbose_name='period')),
                        ('source', models.CharField(max_length=300, verbose_name='source')),
                        ('link', models.URLField(blank=True, max_length=500, verbose_name='link')),
                        ('retrieved_on', models.DateField(verbose_name='looked up on')),
                        ('stale_after', models.DateField(verbose_name='old from')),
                        ('added_at', models.DateTimeField()),
                        ('added_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('workspace', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='house.workspace')),
                    ],
                    options={
                        'ordering': ['-added_at', '-pk'],
                    },
                ),
                migrations.CreateModel(
                    name='FormatHours',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('kind', models.SlugField(max_length=12)),
                        ('hours', models.DecimalField(decimal_places=1, max_digits=4)),
                        ('workspace', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='house.workspace')),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(fields=('workspace', 'kind'), name='one_effort_per_kind')],
                    },
                ),
                migrations.CreateModel(
                    name='Goal',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('name', models.CharField(max_length=200, verbose_name='goal')),
                        ('level', models.CharField(choices=[('company', 'Company goal'), ('social', 'Social media goal'), ('part', 'Partial goal')], default='social', max_length=8, verbose_name='level')),
                        ('direction', models.CharField(choices=[('top_down', "From the company's goals"), ('bottom_up', 'From a department')], default='top_down', max_length=9, verbose_name='where it comes from')),
                        ('kind', models.SlugField(default='awareness', max_length=16, verbose_name='what it is about')),
                        ('area', models.CharField(choices=[('communication', 'Communication and PR'), ('marketing', 'Marketing and advertising'), ('hr', 'HR and employer branding'), ('sales', 'Sales and social selling'), ('service', 'Customer service'), ('management', 'Management')], default='marketing', max_length=16, verbose_name='department')),
                        ('metric', models.SlugField(blank=True, max_length=30, verbose_name='measured by')),
                        ('unit', models.CharField(blank=True, max_length=40, verbose_name='unit')),
                        ('mode', models.CharField(choices=[('target', 'A figure to reach'), ('observe', 'Watch first, set the figure afterwards')], default='target', max_length=7, verbose_name='kind of goal')),
                        ('baseline', models.DecimalField(blank=True, decimal_places=2, max_digits=14, null=True, verbose_name="today's figure")),
                        ('target', models.DecimalField(blank=True, decimal_places=2, max_digits=14, null=True, verbose_name='figure to reach')),
                        ('starts_on', models.DateField(verbose_name='from')),
                        ('due_on', models.DateField(blank=True, null=True, verbose_name='until')),
                        ('note', models.CharField(blank=True, max_length=500, verbose_name='note')),
                        ('end', models.CharField(blank=True, choices=[('', 'Under way'), ('reached', 'Reached'), ('missed', 'Missed'), ('dropped', 'Dropped')], max_length=8)),
                        ('end_note', models.CharField(blank=True, max_length=500, verbose_name='what was learnt')),
                        ('ended_at', models.DateTimeField(null=True)),
                        ('reminded_of', models.CharField(blank=True, max_length=8)),
                        ('created_at', models.DateTimeField()),
                        ('channel', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='channels.channel', verbose_name='on the channel')),
                        ('owner', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='owner')),
                        ('parent', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='parts', to='strategy.goal', verbose_name='serves')),
                        ('workspace', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='house.workspace')),
                    ],
                    options={
                        'ordering': ['pk'],
                        'indexes': [models.Index(fields=['workspace', 'end'], name='goal_open')],
                    },
                ),
                migrations.CreateModel(
                    name='JourneyStage',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('name', models.CharField(max_length=60, verbose_name='name')),
                        ('position', models.PositiveSmallIntegerField(default=0)),
                        ('workspace', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='house.workspace')),
                    ],
                    options={
                        'ordering': ['position', 'pk'],
                        'constraints': [models.UniqueConstraint(fields=('workspace', 'name'), name='one_journey_stage_per_name')],
                    },
                ),
                migrations.CreateModel(
                    name='Partner',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('kind', models.CharField(choices=[('supplier', 'Service provider'), ('role', 'Role to be filled')], default='supplier', max_length=8, verbose_name='kind')),
                        ('company', models.CharField(max_length=120, verbose_name='supplier or role')),
                        ('service', models.CharField(blank=True, max_length=200, verbose_name='for what')),
                        ('answers', models.JSONField(default=dict)),
                        ('note', models.TextField(blank=True, verbose_name='note')),
                        ('updated_at', models.DateTimeField()),
                        ('workspace', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='house.workspace')),
                    ],
                    options={
                        'ordering': ['company', 'pk'],
                    },
                ),
                migrations.CreateModel(
                    name='Pillar',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('name', models.CharField(max_length=80, verbose_name='name')),
                        ('purpose', models.CharField(blank=True, max_length=200, verbose_name='purpose')),
                        ('share', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='wished share in percent')),
                        ('position', models.PositiveSmallIntegerField(default=0)),
                        ('workspace', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='house.workspace')),
                    ],
                    options={
                        'ordering': ['position', 'pk'],
                        'constraints': [models.UniqueConstraint(fields=('workspace', 'name'), name='one_pillar_per_name')],
                    },
                ),
                migrations.CreateModel(
                    name='Pilot',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('aim', models.CharField(max_length=300, verbose_name='what is tried out')),
                        ('freed_hours', models.DecimalField(decimal_places=1, max_digits=4, verbose_name='freed hours a week')),
                        ('freed_from', models.CharField(max_length=200, verbose_name='what is left to others for it')),
                        ('starts', models.DateField(verbose_name='from')),
                        ('ends', models.DateField(verbose_name='until')),
                        ('outcome', models.TextField(blank=True, verbose_name='what came of it')),
                        ('ended_at', models.DateTimeField(blank=True, null=True)),
                        ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='pilot')),
                        ('workspace', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='house.workspace')),
                    ],
                    options={
                        'ordering': ['-starts', '-pk'],
                        'constraints': [models.CheckConstraint(condition=models.Q(('ends__gte', models.F('starts'))), name='pilot_ends_after_start')],
                    },
                ),
                migrations.CreateModel(
                    name='Responsibility',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('area', models.CharField(choices=[('communication', 'Communication and PR'), ('marketing', 'Marketing and advertising'), ('hr', 'HR and employer branding'), ('sales', 'Sales and social selling'), ('service', 'Customer service'), ('management', 'Management')], max_length=16, verbose_name='department')),
                        ('contributors', models.CharField(blank=True, max_length=300, verbose_name='who contributes')),
                        ('purpose', models.CharField(blank=True, max_length=300, verbose_name='what for')),
                        ('yearly_budget', models.DecimalField(blank=True, decimal_places=2, max_digits=10, null=True, verbose_name='budget a year in euro')),
                        ('is_leading', models.BooleanField(default=False, verbose_name='leads the whole')),
                        ('lead', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='lead')),
                        ('workspace', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='house.workspace')),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(fields=('workspace', 'area'), name='one_responsibility_per_area'), models.UniqueConstraint(condition=models.Q(('is_leading', True)), fields=('workspace',), name='one_area_leads_the_whole')],
                    },
                ),
                migrations.CreateModel(
                    name='Seat',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('name', models.CharField(blank=True, max_length=120, verbose_name='name')),
                        ('hours_a_week', models.DecimalField(decimal_places=1, max_digits=4, verbose_name='hours a week')),
                        ('content_percent', models.PositiveSmallIntegerField(default=60, verbose_name='share for making content')),
                        ('cost_per_hour', models.DecimalField(blank=True, decimal_places=2, max_digits=6, null=True, verbose_name='cost per hour in euro')),
                        ('person', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('workspace', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='house.workspace')),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(fields=('workspace', 'person'), name='one_seat_per_person'), models.CheckConstraint(condition=models.Q(('person__isnull', False), models.Q(('name', ''), _negated=True), _connector='OR'), name='seat_has_a_name')],
                    },
                ),
                migrations.CreateModel(
                    name='SheetAnswer',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('sheet', models.SlugField(max_length=60)),
                        ('subject', models.CharField(blank=True, max_length=80)),
                        ('answers', models.JSONField(default=dict)),
                        ('findings', models.JSONField(default=list)),
                        ('verdict', models.CharField(blank=True, max_length=60)),
                        ('answered_at', models.DateTimeField()),
                        ('review_on', models.DateField(null=True)),
                        ('is_current', models.BooleanField(default=True)),
                        ('answered_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('workspace', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='house.workspace')),
                    ],
                    options={
                        'ordering': ['-answered_at', '-pk'],
                        'constraints': [models.UniqueConstraint(condition=models.Q(('is_current', True)), fields=('workspace', 'sheet', 'subject'), name='one_current_answer_per_sheet')],
                    },
                ),
                migrations.CreateModel(
                    name='Start',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('business', models.CharField(choices=[('b2b', 'Companies (B2B)'), ('b2c', 'Consumers (B2C)'), ('both', 'Both')], default='b2b', max_length=4, verbose_name='customers')),
                        ('team_size', models.PositiveSmallIntegerField(choices=[(1, 'One person'), (2, 'Two people'), (3, 'Three people'), (4, 'More than three')], default=1, verbose_name='team')),
                        ('maturity_yes', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=16), default=list, size=None)),
                        ('hurdles', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=16), default=list, size=None)),
                        ('mode', models.CharField(choices=[('starter', 'Starter: the least that is needed, more step by step'), ('full', 'Everything at once')], default='starter', max_length=7, verbose_name='view')),
                        ('modules', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=16), default=list, size=None)),
                        ('sparring', models.CharField(blank=True, choices=[('', 'Nobody yet'), ('internal', 'Somebody in the company'), ('external', 'Somebody outside, near our trade')], max_length=8, verbose_name='sparring partner')),
                        ('sparring_with', models.CharField(blank=True, max_length=120, verbose_name='who')),
                        ('sparring_weeks', models.PositiveSmallIntegerField(default=4, verbose_name='every … weeks')),
                        ('sparring_next_on', models.DateField(null=True)),
                        ('answered_at', models.DateTimeField()),
                        ('answered_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('workspace', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='house.workspace')),
                    ],
                ),
                migrations.CreateModel(
                    name='TargetGroup',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('name', models.CharField(max_length=120, verbose_name='name')),
                        ('description', models.TextField(blank=True, verbose_name='who they are')),
                        ('concerns', models.TextField(blank=True, verbose_name='what concerns them')),
                        ('platforms', django.contrib.postgres.fields.ArrayField(base_field=models.SlugField(max_length=40), default=list, size=None, verbose_name='networks they use')),
                        ('address', models.CharField(choices=[('sie', 'Sie'), ('du', 'du'), ('ihr', 'ihr'), ('none', 'without address')], default='sie', max_length=4, verbose_name='form of address')),
                        ('formality', models.CharField(choices=[('formal', 'Formal'), ('plain', 'Plain'), ('relaxed', 'Relaxed')], default='plain', max_length=8, verbose_name='tone')),
                        ('emoji', models.CharField(choices=[('none', 'None'), ('few', 'Few (up to 3)'), ('many', 'As many as fit')], default='few', max_length=4, verbose_name='emoji')),
                        ('jargon', models.CharField(choices=[('none', 'No trade terms'), ('explained', 'Trade terms with an explanation'), ('expert', "Experts' vocabulary")], default='explained', max_length=9, verbose_name='trade terms')),
                        ('words_to_use', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=60), default=list, size=None, verbose_name='words to use')),
                        ('words_to_avoid', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=60), default=list, size=None, verbose_name='words to avoid')),
                        ('glossary', models.JSONField(default=dict)),
                        ('created_at', models.DateTimeField()),
                        ('ended_at', models.DateTimeField(null=True)),
                        ('workspace', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='house.workspace')),
                    ],
                    options={
                        'ordering': ['name'],
                        'constraints': [models.UniqueConstraint(fields=('workspace', 'name'), name='one_target_group_per_name')],
                    },
                ),
                migrations.CreateModel(
                    name='Topic',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('name', models.CharField(max_length=120, verbose_name='topic')),
                        ('workspace', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='house.workspace')),
                    ],
                    options={
                        'ordering': ['pk'],
                        'constraints': [models.UniqueConstraint(fields=('workspace', 'name'), name='one_topic_per_name')],
                    },
                ),
                migrations.CreateModel(
                    name='BudgetEntry',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('month', models.DateField(verbose_name='month')),
                        ('line', models.CharField(choices=[('staff', 'Staff hours'), ('purchases', 'Purchases'), ('media', 'Paid media'), ('software', 'Software'), ('agency', 'Agency'), ('training', 'Training')], max_length=10, verbose_name='line')),
                        ('component', models.CharField(blank=True, choices=[('community', 'Community management'), ('content', 'Varied content'), ('ads', 'Ads')], max_length=10, verbose_name='for')),
                        ('channel', models.SlugField(blank=True, max_length=40, verbose_name='channel')),
                        ('what', models.CharField(max_length=200, verbose_name='what')),
                        ('planned', models.DecimalField(decimal_places=2, max_digits=10, verbose_name='planned')),
                        ('actual', models.DecimalField(blank=True, decimal_places=2, max_digits=10, null=True, verbose_name='spent')),
                        ('planned_hours', models.DecimalField(decimal_places=1, default=0, max_digits=6, verbose_name='planned hours')),
                        ('actual_hours', models.DecimalField(blank=True, decimal_places=1, max_digits=6, null=True, verbose_name='hours worked')),
                        ('rate', models.DecimalField(blank=True, decimal_places=2, max_digits=6, null=True, verbose_name='cost per hour')),
                        ('is_from_seats', models.BooleanField(default=False)),
                        ('workspace', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='house.workspace')),
                    ],
                    options={
                        'ordering': ['month', 'pk'],
                        'indexes': [models.Index(fields=['workspace', 'month'], name='budget_month')],
                        'constraints': [models.CheckConstraint(condition=models.Q(('month__day', 1)), name='budget_month_is_its_first_day'), models.CheckConstraint(condition=models.Q(('planned__gte', 0)), name='budget_is_not_below_zero')],
                    },
                ),
                migrations.CreateModel(
                    name='ChannelTime',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('channel', models.SlugField(max_length=40, verbose_name='channel')),
                        ('amount', models.DecimalField(decimal_places=1, max_digits=6, verbose_name='time given')),
                        ('source', models.CharField(max_length=300, verbose_name='source')),
                        ('as_of', models.DateField(verbose_name='as of')),
                        ('workspace', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='house.workspace')),
                    ],
                    options={
                        'ordering': ['-amount', 'channel'],
                        'constraints': [models.UniqueConstraint(fields=('workspace', 'channel'), name='one_time_per_channel')],
                    },
                ),
                migrations.CreateModel(
                    name='FirstWin',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('kind', models.CharField(choices=[('contact', 'An important contact'), ('conversation', 'A conversation'), ('enquiry', 'An enquiry'), ('application', 'An application'), ('mention', 'A mention'), ('other', 'Something else')], default='contact', max_length=12, verbose_name='kind')),
                        ('text', models.CharField(max_length=300, verbose_name='what happened')),
                        ('on', models.DateField(verbose_name='day')),
                        ('entered_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('workspace', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='house.workspace')),
                        ('goal', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='wins', to='strategy.goal')),
                    ],
                    options={
                        'ordering': ['-on', '-pk'],
                    },
                ),
                migrations.CreateModel(
                    name='GoalValue',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('value', models.DecimalField(decimal_places=2, max_digits=14, verbose_name='figure')),
                        ('on', models.DateField(verbose_name='as of')),
                        ('entered_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('goal', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='values', to='strategy.goal')),
                        ('workspace', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='house.workspace')),
                    ],
                    options={
                        'ordering': ['on', 'pk'],
                        'constraints': [models.UniqueConstraint(fields=('goal', 'on'), name='one_goal_value_per_day')],
                    },
                ),
                migrations.CreateModel(
                    name='Instrument',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('name', models.CharField(max_length=120, verbose_name='instrument')),
                        ('monthly_cost', models.DecimalField(blank=True, decimal_places=2, max_digits=9, null=True, verbose_name='cost per month in euro')),
                        ('note', models.CharField(blank=True, max_length=300, verbose_name='note')),
                        ('owner', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='owner')),
                        ('workspace', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='house.workspace')),
                        ('stage', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='strategy.journeystage', verbose_name='journey stage')),
                    ],
                    options={
                        'ordering': ['name'],
                    },
                ),
                migrations.CreateModel(
                    name='MakeOrBuy',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('what', models.CharField(max_length=200, verbose_name='what')),
                        ('pieces', models.PositiveSmallIntegerField(default=1, verbose_name='pieces')),
                        ('hours', models.DecimalField(decimal_places=1, max_digits=5, verbose_name='own hours for one piece')),
                        ('rate', models.DecimalField(decimal_places=2, max_digits=6, verbose_name='cost per hour')),
                        ('material', models.DecimalField(decimal_places=2, default=0, max_digits=9, verbose_name='material for one piece')),
                        ('training', models.DecimalField(decimal_places=2, default=0, max_digits=9, verbose_name='training in all')),
                        ('price', models.DecimalField(decimal_places=2, max_digits=9, verbose_name='price of one piece')),
                        ('steering_hours', models.DecimalField(decimal_places=1, max_digits=5, verbose_name='hours to steer the agency, for one piece')),
                        ('ratings', models.JSONField(default=dict)),
                        ('weights', models.JSONField(default=dict)),
                        ('created_at', models.DateTimeField()),
                        ('decision', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='strategy.decision')),
                        ('workspace', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='house.workspace')),
                    ],
                    options={
                        'ordering': ['-created_at', '-pk'],
                    },
                ),
                migrations.CreateModel(
                    name='PilotNote',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('on', models.DateField(verbose_name='day')),
                        ('tried', models.CharField(max_length=300, verbose_name='tried')),
                        ('learned', models.TextField(verbose_name='learned')),
                        ('hours', models.DecimalField(decimal_places=1, default=0, max_digits=4, verbose_name='hours')),
                        ('pilot', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='notes', to='strategy.pilot')),
                    ],
                    options={
                        'ordering': ['-on', '-pk'],
                    },
                ),
                migrations.CreateModel(
                    name='Stakeholder',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('group', models.CharField(max_length=120, verbose_name='group')),
                        ('wants', models.CharField(blank=True, max_length=300, verbose_name='what matters to them')),
                        ('influence', models.PositiveSmallIntegerField(default=3, verbose_name='influence on us')),
                        ('interest', models.PositiveSmallIntegerField(default=3, verbose_name='interest in us')),
                        ('workspace', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='house.workspace')),
                        ('target_group', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='strategy.targetgroup', verbose_name='target group')),
                    ],
                    options={
                        'ordering': ['-influence', '-interest', 'group'],
                        'constraints': [models.CheckConstraint(condition=models.Q(('influence__range', (1, 5)), ('interest__range', (1, 5))), name='stakeholder_from_1_to_5')],
                    },
                ),
                migrations.CreateModel(
                    name='Persona',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('name', models.CharField(max_length=80, verbose_name='name')),
                        ('role', models.CharField(blank=True, max_length=120, verbose_name='position')),
                        ('age', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='age')),
                        ('motives', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=16), default=list, size=None, verbose_name='why they use networks')),
                        ('context', models.CharField(choices=[('private', 'Private'), ('social', 'Social'), ('professional', 'Professional')], default='professional', max_length=12, verbose_name='context')),
                        ('goals', models.TextField(blank=True, verbose_name='what they want')),
                        ('worries', models.TextField(blank=True, verbose_name='what keeps them')),
                        ('workspace', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='house.workspace')),
                        ('group', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='personas', to='strategy.targetgroup')),
                    ],
                    options={
                        'ordering': ['name'],
                    },
                ),
                migrations.CreateModel(
                    name='Skill',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('level', models.CharField(choices=[('focus', 'own focus'), ('can', 'can take over'), ('learning', 'is learning')], max_length=8)),
                        ('seat', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='skills', to='strategy.seat')),
                        ('topic', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='skills', to='strategy.topic')),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(fields=('topic', 'seat'), name='one_level_per_topic_and_seat')],
                    },
                ),
                migrations.CreateModel(
                    name='Touchpoint',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('name', models.CharField(max_length=120, verbose_name='touchpoint')),
                        ('question', models.CharField(blank=True, max_length=300, verbose_name='what they ask')),
                        ('interaction', models.CharField(blank=True, max_length=300, verbose_name='how we interact')),
                        ('call_to_action', models.CharField(blank=True, max_length=200, verbose_name='what they may do next')),
                        ('group', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='touchpoints', to='strategy.targetgroup')),
                        ('stage', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='touchpoints', to='strategy.journeystage')),
                        ('workspace', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='house.workspace')),
                    ],
                    options={
                        'ordering': ['stage__position', 'pk'],
                    },
                ),
                migrations.CreateModel(
                    name='WorkTool',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('product', models.CharField(max_length=120, verbose_name='tool')),
                        ('purpose', models.CharField(blank=True, max_length=200, verbose_name='for what')),
                        ('cost', models.DecimalField(decimal_places=2, default=0, max_digits=9, verbose_name='cost a month')),
                        ('users', models.PositiveSmallIntegerField(default=1, verbose_name='people with access')),
                        ('able', models.PositiveSmallIntegerField(default=0, verbose_name='people able to run it')),
                        ('functions', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=120), default=list, size=None, verbose_name='functions')),
                        ('used', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=120), default=list, size=None, verbose_name='functions in use')),
                        ('connections', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=120), default=list, size=None, verbose_name='connected with')),
                        ('silos', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=120), default=list, size=None, verbose_name='data only there')),
                        ('hours_saved', models.DecimalField(blank=True, decimal_places=1, max_digits=5, null=True, verbose_name='hours saved a month')),
                        ('hours_needed', models.DecimalField(blank=True, decimal_places=1, max_digits=4, null=True, verbose_name='hours needed a week')),
                        ('hours_available', models.DecimalField(blank=True, decimal_places=1, max_digits=4, null=True, verbose_name='hours available a week')),
                        ('updated_at', models.DateTimeField()),
                        ('decision', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='strategy.decision')),
                        ('workspace', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='house.workspace')),
                    ],
                    options={
                        'ordering': ['product', 'pk'],
                    },
                ),
            ],
        ),
    ]
