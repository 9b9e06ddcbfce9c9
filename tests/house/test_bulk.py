"""Rows copied in stand as if each had been inserted."""

from datetime import UTC, datetime

import pytest
from django.db import IntegrityError

from leitstand.channels.models import Channel
from leitstand.house.bulk import copy_in
from leitstand.planning.models import Item
from leitstand.planning.tests.factories import make_channel, make_item
from leitstand.publishing.models import Publication

NOW = datetime(2026, 11, 2, 8, 0, tzinfo=UTC)
HARD = 'Tab\t, neue\nZeile, \\N, "Zeichen", \U0001f44d\U0001f3fd, שלום'


def waiting(item: Item, channel: Channel, content: dict[str, object]) -> Publication:
    return Publication(
        workspace=item.workspace, item=item, channel=channel, content=content, created_at=NOW, updated_at=NOW
    )


def test_every_value_arrives_as_an_insert_would_store_it(workspace) -> None:
    channel = make_channel(workspace, "Werk")
    first, second = make_item(workspace, "Eins"), make_item(workspace, "Zwei")
    content = {"parts": [{"text": HARD}], "zahl": 1.5, "nichts": None}
    waiting(first, channel, content).save()
    copy_in([waiting(second, channel, content)])
    inserted, copied = Publication.objects.get(item=first), Publication.objects.get(item=second)
    own = {"id", "item_id"}
    values = [
        {field.attname: getattr(one, field.attname) for field in Publication._meta.concrete_fields}
        for one in (inserted, copied)
    ]
    assert {name: value for name, value in values[0].items() if name not in own} == {
        name: value for name, value in values[1].items() if name not in own
    }
    assert copied.content == content


def test_what_the_database_makes_by_itself_is_read_back_at_once(workspace, django_assert_num_queries) -> None:
    made = waiting(make_item(workspace, "Eins"), make_channel(workspace, "Werk"), {"parts": []})
    copy_in([made])
    with django_assert_num_queries(0):
        assert len(made.content_digest) == 64
        assert made.judged == ""
        assert made.untold is False


def test_one_row_that_cannot_be_lets_none_in(workspace, transactional_db) -> None:
    channel = make_channel(workspace, "Werk")
    item = make_item(workspace, "Eins")
    with pytest.raises(IntegrityError):
        copy_in([waiting(item, channel, {}), waiting(item, channel, {})])
    assert not Publication.objects.exists()


def test_nothing_to_store_asks_the_database_nothing(db, django_assert_num_queries) -> None:
    with django_assert_num_queries(0):
        copy_in([])
