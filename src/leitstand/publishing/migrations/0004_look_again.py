from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [("publishing", "0003_sending")]

    operations = [
        migrations.RemoveField(model_name="publication", name="round"),
        migrations.AddIndex(
            model_name="publication",
            index=models.Index(
                condition=models.Q(("state", "unknown")), fields=["try_at"], name="publication_look_again"
            ),
        ),
    ]
