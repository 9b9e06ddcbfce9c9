import pytest
from django.db import connection


@pytest.mark.django_db
def test_the_database_knows_the_plan_digest():
    with connection.cursor() as cursor:
        cursor.execute("select plan_digest('{}'::jsonb)")
        # sha256 of the two bytes {}
        assert cursor.fetchone()[0] == "44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a"
