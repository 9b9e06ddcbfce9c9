import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [("planning", "0001_initial"), ("house", "0001_initial"), ("publishing", "0005_cards_of_a_workspace")]

    operations = [
        migrations.CreateModel(
            name="DoneOnce",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.CharField(max_length=120)),
                ("at", models.DateTimeField()),
                (
                    "item",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="planning.item"
                    ),
                ),
                (
                    "workspace",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="house.workspace"
                    ),
                ),
            ],
        ),
        migrations.AddConstraint(
            model_name="doneonce",
            constraint=models.UniqueConstraint(fields=("workspace", "key"), name="done_once_per_key"),
        ),
    ]
