"""Which posts did well and which have not landed, among those of one workspace. Pure."""

from collections.abc import Iterable
from statistics import median
from typing import TypeVar

Post = TypeVar("Post")


def sides(posts: Iterable[tuple[Post, int]]) -> tuple[list[Post], list[Post]]:
    """Return the posts above the middle, best first, and those below it, weakest first; at the middle is neither."""
    rows = list(posts)
    if not rows:
        return [], []
    middle = median(value for _post, value in rows)
    above = sorted((row for row in rows if row[1] > middle), key=lambda row: -row[1])
    below = sorted((row for row in rows if row[1] < middle), key=lambda row: row[1])
    return [post for post, _value in above], [post for post, _value in below]
