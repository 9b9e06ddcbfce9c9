"""Somebody outside who stands in any field any room has registered is found, handed out, and gone after the erasure."""

from contextlib import contextmanager

import pytest
from django.apps import apps
from django.db import connection, models

from leitstand.house.audit import record
from leitstand.house.core.taking_out import sought
from leitstand.house.models import Person, Workspace
from leitstand.house.outsiders import aliases, has_more, hits_of, let_go, name_of, outsider_entries, search, tell
from tests.house.strangers import _make, one_of_each

MARK = "Zyprian Qwolletz"
WORDS = ("Zyprian", "Qwolletz")
ENTRIES = outsider_entries()
TEXT = models.CharField | models.TextField


def named(entry, made, name):
    """Make a row of the entry's table that names somebody in one of its fields; what it needs is made once."""
    made.pop(entry.model, None)
    row = _make(entry.model, made)
    field = entry.model._meta.get_field(name)
    value = MARK if isinstance(field, TEXT) else {"who": [f"Es war {MARK}."]}
    changes = {name: value}
    for mark in ("text_forgotten_at", "author_forgotten_at"):
        if mark in {one.name for one in entry.model._meta.get_fields()}:
            changes[mark] = None
    if entry.model._meta.label == "compliance.Incident":
        changes["closed_at"] = row.opened_at
    if entry.model._meta.label in {"compliance.Evidence", "compliance.IncidentStep"}:
        type(row.incident).objects.filter(pk=row.incident_id).update(closed_at=row.incident.opened_at)
    if entry.model._meta.label == "community.CrisisEntry":
        type(row.crisis).objects.filter(pk=row.crisis_id).update(ended_at=row.crisis.began_at)
    with a_log_that_may_be_written():
        entry.model._base_manager.filter(pk=row.pk).update(**changes)
    return row


@contextmanager
def a_log_that_may_be_written():
    """Let a name be put into the log of a crisis, whose words the table keeps from everybody."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('leitstand.forgetting', 'on', true)")
        yield
        cursor.execute("SELECT set_config('leitstand.forgetting', '', true)")


def where_it_stands(word: str) -> set[str]:
    """Search every column of texts in the whole database."""
    found = set()
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT count(*) FROM "{table}" AS t WHERE t::text ILIKE %s', [f"%{word}%"])  # noqa: S608
            if cursor.fetchone()[0]:
                found.add(table)
    return found


@pytest.mark.django_db
@pytest.mark.parametrize("entry", ENTRIES, ids=name_of)
def test_who_stands_in_a_field_is_found_told_and_gone(entry, owner, now):
    fields = [one for one in entry.fields if one in (entry.outsider.seek or entry.fields)]
    made = {Workspace: owner.workspace, Person: owner.person}
    for name in fields:
        row = named(entry, made, name)
        whom = sought(MARK)
        hits = [hit for hit in search(owner.workspace, whom) if hit.row.pk == row.pk and hit.entry is entry]
        assert hits, f"{name_of(entry)}.{name} is not searched"
        (hit,) = hits
        assert MARK in str(tell(hit)), name
        assert str(hit.path).startswith("/w/") or hit.path == ""
        chosen = hits_of(owner.workspace, [hit.key])
        assert [one.key for one in chosen] == [hit.key]
        let_go(owner, chosen, whom, now=now)
        if hit.stays:
            assert len(str(hit.stays)) > 40, "what stays says why"
            assert where_it_stands(WORDS[0]) == {entry.model._meta.db_table}
            entry.model._base_manager.filter(pk=row.pk).delete()
        else:
            for word in WORDS:
                assert not where_it_stands(word), (name_of(entry), name)
            entry.model._base_manager.filter(pk=row.pk).delete()


@pytest.mark.django_db
def test_in_another_workspace_nothing_is_found_and_nothing_goes(owner, emil, now):
    one_of_each(emil.workspace, emil.person)
    for entry in ENTRIES:
        for name in entry.fields:
            field = entry.model._meta.get_field(name)
            if isinstance(field, TEXT) and entry.model._meta.label != "house.AuditEntry":
                value = MARK[: field.max_length or 99]
                rows = entry.model._base_manager.filter(workspace=emil.workspace)
                if not any(one.name.endswith("_forgotten_at") for one in entry.model._meta.get_fields()):
                    with a_log_that_may_be_written():
                        rows.update(**{name: value})
    whom = sought(MARK)
    theirs = search(emil.workspace, whom)
    assert len(theirs) > 10
    assert search(owner.workspace, whom) == ()
    assert hits_of(owner.workspace, [hit.key for hit in theirs]) == ()
    before = where_it_stands("Qwolletz")
    let_go(owner, theirs, whom, now=now)
    assert where_it_stands("Qwolletz") == before


@pytest.mark.django_db
def test_a_key_that_is_none_names_nothing(owner):
    assert (
        hits_of(owner.workspace, ["", "x", "contacts.Contact:name:", "contacts.Contact:name:1 OR 1=1", "a:b:c:d"]) == ()
    )
    label = next(name_of(one) for one in ENTRIES if one.model._meta.label == "planning.Item")
    assert hits_of(owner.workspace, [f"{label}:nonsense", f"{label}:💥"]) == ()


@pytest.mark.django_db
def test_what_a_contact_tells_leads_to_what_they_wrote_under_another_name(owner, now):
    contact_model, profile_model, incoming_model = (
        apps.get_model(label) for label in ("contacts.Contact", "contacts.ContactProfile", "community.Incoming")
    )
    contact = contact_model.objects.create(workspace=owner.workspace, name=MARK, email="zq@example.org", added_at=now)
    profile_model.objects.create(workspace=owner.workspace, contact=contact, network="netz", key="k-4711")
    incoming = _make(incoming_model, {Workspace: owner.workspace, Person: owner.person})
    incoming_model.objects.filter(pk=incoming.pk).update(author_key="k-4711", author_handle="wolle", text="Guten Tag")
    hits = search(owner.workspace, sought(MARK))
    assert {hit.entry.model for hit in hits} >= {contact_model, incoming_model}
    assert {"zq@example.org", "k-4711", "wolle"} <= set(aliases(hits))
    let_go(owner, hits, sought(MARK), now=now)
    assert not contact_model.objects.exists()
    assert incoming_model.objects.get(pk=incoming.pk).text == ""


def test_short_words_are_part_of_too_many_others_to_be_looked_for():
    assert sought("Al", " @ann ", "", "Kerstin  Vogt").terms == ("ann", "Kerstin Vogt")
    assert sought("x").expression is None


@pytest.mark.django_db
def test_more_than_one_page_of_hits_says_so_and_leads_on(owner, now, monkeypatch):
    monkeypatch.setattr("leitstand.house.outsiders.MOST", 3)
    contact_model = apps.get_model("contacts.Contact")
    for number in range(5):
        contact_model.objects.create(workspace=owner.workspace, name=f"{MARK} {number}", added_at=now)
    first, second = (search(owner.workspace, sought(MARK), page=page) for page in (0, 1))
    assert (len(first), has_more(first)) == (3, True)
    assert (len(second), has_more(second)) == (2, False)
    assert not {hit.key for hit in first} & {hit.key for hit in second}


@pytest.mark.django_db
def test_the_names_of_many_contacts_are_read_at_once(owner, now, django_assert_num_queries):
    contact_model, profile_model = apps.get_model("contacts.Contact"), apps.get_model("contacts.ContactProfile")
    for number in range(8):
        contact = contact_model.objects.create(workspace=owner.workspace, name=f"{MARK} {number}", added_at=now)
        profile_model.objects.create(workspace=owner.workspace, contact=contact, network="netz", key=f"k{number}")
    hits = search(owner.workspace, sought(MARK))
    with django_assert_num_queries(0):
        assert {f"k{number}" for number in range(8)} <= set(aliases(hits))


@pytest.mark.django_db
def test_the_trail_loses_the_name_where_it_is_about_what_went_and_a_namesake_keeps_theirs(owner, now):
    project_model, partner_model = apps.get_model("planning.Project"), apps.get_model("planning.Partner")
    partner = partner_model.objects.create(workspace=owner.workspace, name=MARK, added_at=now)
    project = project_model(pk=77, workspace=owner.workspace, name=MARK)
    about = record(owner, "planning.keep_partner", partner, now=now, details={"name": MARK})
    namesake = record(owner, "planning.keep_project", project, now=now, details={"name": MARK})
    hits = [hit for hit in search(owner.workspace, sought(MARK)) if hit.row == partner]
    let_go(owner, hits, sought(MARK), now=now)
    about.refresh_from_db()
    namesake.refresh_from_db()
    assert MARK not in f"{about.subject} {about.details}"
    assert namesake.details == {"name": MARK}
