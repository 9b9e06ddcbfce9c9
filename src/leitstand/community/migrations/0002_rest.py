"""Community: whom a brand-safety check is about, how many follow an author, and a log that may forget a name."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('community', '0001_tables'),
        ('contacts', '0001_tables'),
        ('planning', '0001_tables'),
    ]

    operations = [
        migrations.AddField(
            model_name='incoming',
            name='author_followers',
            field=models.PositiveIntegerField(null=True),
        ),
        migrations.AddField(
            model_name='safetycheck',
            name='contact',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='contacts.contact'),
        ),
        migrations.AddField(
            model_name='safetycheck',
            name='partner',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='planning.partner'),
        ),
        migrations.AddIndex(
            model_name='incoming',
            index=models.Index(fields=['workspace', 'at'], name='incoming_in_time'),
        ),
        migrations.AddIndex(
            model_name='answer',
            index=models.Index(condition=models.Q(('sent_at__isnull', False)), fields=['workspace', 'sent_at'], name='answers_in_time'),
        ),
        # The log of a crisis only grows, but for the names of people outside who have a right to be forgotten: the erasure
        # says so for its own transaction, and then nothing but the words may differ.
        migrations.RunSQL(
            """
            CREATE OR REPLACE FUNCTION community_crisis_log_stays() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN
                IF TG_OP = 'DELETE' THEN
                    IF EXISTS (SELECT FROM community_crisis c WHERE c.id = OLD.crisis_id AND c.ended_at IS NULL) THEN
                        RAISE EXCEPTION 'the log of a crisis only grows' USING ERRCODE = 'integrity_constraint_violation';
                    END IF;
                    RETURN OLD;
                END IF;
                IF NEW.at <> OLD.at OR NEW.kind <> OLD.kind OR NEW.crisis_id <> OLD.crisis_id
                    OR (NEW.text <> OLD.text AND current_setting('leitstand.forgetting', true) IS DISTINCT FROM 'on')
                    OR (NEW.person_id IS NOT NULL AND NEW.person_id IS DISTINCT FROM OLD.person_id) THEN
                    RAISE EXCEPTION 'the log of a crisis only grows' USING ERRCODE = 'integrity_constraint_violation';
                END IF;
                RETURN NEW;
            END $$;
            """,
            """
            CREATE OR REPLACE FUNCTION community_crisis_log_stays() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN
                IF TG_OP = 'DELETE' THEN
                    IF EXISTS (SELECT FROM community_crisis c WHERE c.id = OLD.crisis_id AND c.ended_at IS NULL) THEN
                        RAISE EXCEPTION 'the log of a crisis only grows' USING ERRCODE = 'integrity_constraint_violation';
                    END IF;
                    RETURN OLD;
                END IF;
                IF NEW.at <> OLD.at OR NEW.kind <> OLD.kind OR NEW.text <> OLD.text OR NEW.crisis_id <> OLD.crisis_id
                    OR (NEW.person_id IS NOT NULL AND NEW.person_id IS DISTINCT FROM OLD.person_id) THEN
                    RAISE EXCEPTION 'the log of a crisis only grows' USING ERRCODE = 'integrity_constraint_violation';
                END IF;
                RETURN NEW;
            END $$;
            """,
        ),
    ]
