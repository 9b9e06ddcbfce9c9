"""A question nobody has answered stays open; "none of these" is an answer of its own."""

import pytest
from django.http import QueryDict

from leitstand.compliance.forms import QuestionsForm


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("sent", "told"),
    [
        ("", None),
        ("x-post.topics=-", []),
        ("x-post.topics=health", ["health"]),
        ("x-post.topics=health&x-post.topics=-", ["health"]),
    ],
)
def test_nothing_ticked_is_no_answer_and_none_of_these_is_one(sent, told):
    form = QuestionsForm.of(["post.topics"], {}, prefix="x", data=QueryDict(sent))
    assert form.is_valid(), form.errors
    assert form.told() == {"post.topics": told}


@pytest.mark.django_db
def test_what_was_told_is_ticked_again():
    def ticked(told: dict[str, object]) -> object:
        return QuestionsForm.of(["post.topics"], told, prefix="x").fields["post.topics"].initial

    assert ticked({}) == []
    assert ticked({"post.topics": []}) == ["-"]
    assert ticked({"post.topics": ["health"]}) == ["health"]
