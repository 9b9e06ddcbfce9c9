import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [("house", "0001_initial"), ("publishing", "0004_look_again")]

    operations = [
        # Cards are kept for a while only; they are fetched again.
        migrations.RunSQL("DELETE FROM publishing_card", migrations.RunSQL.noop),
        migrations.AddField(
            model_name="card",
            name="workspace",
            field=models.ForeignKey(
                default=0, on_delete=django.db.models.deletion.CASCADE, related_name="+", to="house.workspace"
            ),
            preserve_default=False,
        ),
        migrations.AlterField(model_name="card", name="url", field=models.CharField(max_length=2000)),
        migrations.AddConstraint(
            model_name="card",
            constraint=models.UniqueConstraint(fields=("workspace", "url"), name="one_card_per_link"),
        ),
    ]
