"""The tables and the steps that make them."""

import pytest
from django.core.management import call_command
from django.db import connection, models
from django.db.migrations import CreateModel
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.recorder import MigrationRecorder
from django.db.migrations.state import ProjectState

from leitstand.house.migrating import CreateModels


@pytest.mark.django_db
def test_the_migrations_say_what_the_models_say() -> None:
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


@pytest.mark.django_db
def test_a_database_that_took_the_earlier_steps_has_nothing_left_to_do() -> None:
    recorder = MigrationRecorder(connection)
    replacing = MigrationExecutor(connection).loader.replacements
    assert replacing
    for (room, name), migration in replacing.items():
        recorder.record_unapplied(room, name)
        for earlier in migration.replaces:
            recorder.record_applied(*earlier)

    executor = MigrationExecutor(connection)

    assert executor.migration_plan(executor.loader.graph.leaf_nodes()) == []


@pytest.mark.django_db
def test_several_tables_are_made_in_one_step_and_taken_away_again() -> None:
    mother = CreateModel("Mother", [("id", models.BigAutoField(primary_key=True))])
    child = CreateModel(
        "Child",
        [
            ("id", models.BigAutoField(primary_key=True)),
            ("mother", models.ForeignKey("house.Mother", on_delete=models.CASCADE)),
        ],
        options={"indexes": [models.Index(fields=["mother", "id"], name="child_of")]},
    )
    step = CreateModels([mother, child])
    before = ProjectState()
    after = before.clone()
    step.state_forwards("house", after)

    with connection.schema_editor() as editor:
        step.database_forwards("house", editor, before, after)
    made = set(connection.introspection.table_names()) & {"house_mother", "house_child"}
    with connection.cursor() as cursor:
        ties = connection.introspection.get_constraints(cursor, "house_child")
    with connection.schema_editor() as editor:
        step.database_backwards("house", editor, after, before)

    assert made == {"house_mother", "house_child"}
    assert ties["child_of"]["index"]
    assert any(tie["foreign_key"] == ("house_mother", "id") for tie in ties.values())
    assert not set(connection.introspection.table_names()) & made
    assert step.references_model("Mother", "house")
