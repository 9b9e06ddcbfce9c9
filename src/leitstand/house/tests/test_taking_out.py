"""A name is taken out of texts in every order of its words, and of nothing else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leitstand.house.core.taking_out import GONE, names, sought, without


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Anfrage von Kerstin Vogt, Kiel", f"Anfrage von {GONE}, Kiel"),
        ("Vogt, Kerstin und VOGT KERSTIN", f"{GONE} und {GONE}"),
        ("Die Kerstin Vogtin bleibt", "Die Kerstin Vogtin bleibt"),
        ("Mail an kv@example.org bitte", f"Mail an {GONE} bitte"),
        ("@kvogt schrieb", f"@{GONE} schrieb"),
        ("Kerstin und die Vögte", "Kerstin und die Vögte"),
    ],
)
def test_the_name_goes_and_the_words_around_it_stay(text, left):
    whom = sought("Kerstin Vogt", "kv@example.org", "@kvogt")
    assert without(text, whom) == left
    assert names(text, whom) is (text != left)


def test_it_goes_out_of_lists_and_tables_as_well():
    told = {"a": ["von Kerstin Vogt", 3, None], "b": {"c": "Kerstin Vogt"}}
    assert without(told, sought("Kerstin Vogt")) == {"a": [f"von {GONE}", 3, None], "b": {"c": GONE}}


@given(st.text(max_size=60), st.text(max_size=40))
def test_whatever_is_typed_breaks_nothing_and_is_gone_afterwards(name, text):
    whom = sought(name)
    left = without(f"{text} {name} {text}", whom)
    assert isinstance(left, str)
    if whom.expression is not None:
        assert not names(str(left).replace(GONE, " "), whom) or GONE in str(left)
