"""Exports of listening tools: every encoding and separator, columns by their headers, errors by row, nothing lost."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leitstand.listening.core.imports import NotATable, Problem, guess, items, moment, read_table
from leitstand.listening.core.items import Item

BERLIN = ZoneInfo("Europe/Berlin")
TABLE = "Datum;Text;Autor\n02.11.2026 09:00;Grüße aus Köln;Jörg\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
def test_every_encoding_gives_the_same_text(encoding):
    table = read_table(TABLE.encode(encoding))
    assert table.rows == (("02.11.2026 09:00", "Grüße aus Köln", "Jörg"),)


@pytest.mark.parametrize("separator", [";", ",", "\t", "|"])
def test_every_separator_is_found_and_line_breaks_inside_a_cell_stay(separator):
    data = separator.join(["Date", "Text"]) + "\n" + separator.join(["2026-11-02", '"one\ntwo"']) + "\n"
    assert read_table(data.encode()).rows == (("2026-11-02", "one\ntwo"),)


def test_lines_above_the_headers_are_passed_over():
    table = read_table(f"Export von Suche X;;\nZeitraum;November;\n{TABLE}".encode())
    assert table.headers == ("Datum", "Text", "Autor")
    assert len(table.rows) == 1


@pytest.mark.parametrize(
    ("headers", "columns"),
    [
        (["Mention Id", "Date", "Full Text", "Url", "Author", "Sentiment"], ["id", "at", "text", "url", "author_name", "tone"]),
        (["Veröffentlicht am", "Überschrift", "Inhalt", "Quelle", "Gefällt mir"], ["at", "title", "text", "network", "likes"]),
        (["created_at", "message", "username", "Retweets"], ["at", "text", "author_handle", "shares"]),
    ],
)  # fmt: skip
def test_columns_are_known_by_what_tools_call_them(headers, columns):
    found = guess(headers)
    assert {column: headers[place] for column, place in found.items()} == dict(zip(columns, headers, strict=True))


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("02.11.2026 09:00", datetime(2026, 11, 2, 8, 0, tzinfo=UTC)),
        ("2026-11-02T09:00:00Z", datetime(2026, 11, 2, 9, 0, tzinfo=UTC)),
        ("2026-11-02 09:00:00 UTC", datetime(2026, 11, 2, 9, 0, tzinfo=UTC)),
        ("1793610000", datetime(2026, 11, 2, 9, 0, tzinfo=UTC)),
        ("11/13/2026 09:00", datetime(2026, 11, 13, 8, 0, tzinfo=UTC)),
        ("32.11.2026", None),
        ("gestern", None),
    ],
)
def test_moments_are_read_in_the_workspaces_own_time(written, expected):
    assert moment(written, zone=BERLIN) == expected


def test_each_row_is_an_item_or_a_problem_with_its_number_and_figures_are_tamed():
    data = 'Date,Text,Likes,Followers\n2026-11-02,gut,"1,234",-\n2026-11-02,,1,1\n2026-11-02,schlecht,viele,1\n,x,1,1\n'
    table = read_table(data.encode())
    found = list(items(table, guess(table.headers), zone=BERLIN))
    assert isinstance(found[0], Item)
    assert (found[0].likes, found[0].followers) == (1234, None)
    assert found[1:] == [Problem(3, "text", ""), Problem(4, "likes", "viele"), Problem(5, "at", "")]


def test_whether_the_month_stands_first_follows_from_the_other_rows():
    table = read_table(b"Date,Text\n03/04/2026,a\n03/25/2026,b\n")
    told = [one.at.date().isoformat() for one in items(table, guess(table.headers), zone=UTC) if isinstance(one, Item)]
    assert told == ["2026-03-04", "2026-03-25"]


@given(st.binary(max_size=300))
def test_whatever_bytes_come_they_are_a_table_or_refused(data):
    try:
        table = read_table(data)
    except NotATable:
        return
    assert len(list(items(table, guess(table.headers), zone=UTC))) == len(table.rows)
