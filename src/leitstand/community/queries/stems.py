"""Stems of words, as PostgreSQL knows them."""

from django.db import connection


def stems_of(words: set[str]) -> dict[str, str]:
    """Return the German stem of each word; stop words of German and English have none."""
    if not words:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT word, (ts_lexize('german_stem', word))[1] FROM unnest(%s::text[]) AS told(word)
            WHERE ts_lexize('german_stem', word) <> '{}' AND ts_lexize('english_stem', word) <> '{}'
            """,
            [sorted(words)],
        )
        return dict(cursor.fetchall())
