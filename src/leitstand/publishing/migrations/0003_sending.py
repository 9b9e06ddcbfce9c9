from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [("publishing", "0002_draft")]

    operations = [
        migrations.RemoveIndex(model_name="publication", name="publication_leased"),
        migrations.RemoveField(model_name="publication", name="lease_until"),
        migrations.AddField(model_name="lane", name="lease_until", field=models.DateTimeField(null=True)),
        migrations.AddField(
            model_name="lane", name="worker", field=models.CharField(blank=True, db_default="", default="", max_length=80)
        ),
        migrations.AddField(
            model_name="publication", name="round", field=models.PositiveIntegerField(db_default=1, default=1)
        ),
        migrations.AddField(
            model_name="publication", name="untold", field=models.BooleanField(db_default=False, default=False)
        ),
        migrations.AddIndex(
            model_name="publication",
            index=models.Index(
                condition=models.Q(("state__in", ["claimed", "sending"])),
                fields=["channel"],
                name="publication_on_its_way",
            ),
        ),
        migrations.AddIndex(
            model_name="publication",
            index=models.Index(
                condition=models.Q(("untold", True)), fields=["updated_at"], name="publication_untold"
            ),
        ),
        migrations.AddConstraint(
            model_name="publication",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state", "sending")), fields=("channel",), name="one_in_flight_per_channel"
            ),
        ),
        # What was sent, or may have been, keeps its words: no way of writing to the table changes them afterwards.
        migrations.RunSQL(
            sql="""
                CREATE FUNCTION publication_content_is_frozen() RETURNS trigger LANGUAGE plpgsql AS $$
                BEGIN
                    IF NEW.content IS DISTINCT FROM OLD.content AND (
                        OLD.state IN ('sending', 'published', 'unknown', 'handed_over') OR OLD.external_id <> ''
                    ) THEN
                        RAISE EXCEPTION 'the content of publication % is frozen: it is %', OLD.id, OLD.state
                            USING ERRCODE = 'check_violation', CONSTRAINT = 'content_is_frozen';
                    END IF;
                    RETURN NEW;
                END $$;
                CREATE TRIGGER content_is_frozen BEFORE UPDATE OF content ON publishing_publication
                    FOR EACH ROW EXECUTE FUNCTION publication_content_is_frozen();
            """,
            reverse_sql="""
                DROP TRIGGER content_is_frozen ON publishing_publication;
                DROP FUNCTION publication_content_is_frozen();
            """,
        ),
    ]
