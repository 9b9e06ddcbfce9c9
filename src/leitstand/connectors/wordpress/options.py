"""What only a blog asks about a post, as data."""

from leitstand.connector_kit.manifest import Question

OPTIONS = (
    Question(
        name="category",
        label="Category",
        help="Without one the blog puts the post into its default category.",
        kind="choice",
        required=False,
        choices_from="categories",
    ),
    Question(
        name="tags",
        label="Tags",
        help="Separated by commas; a tag that the blog does not know yet is made.",
        required=False,
    ),
    Question(
        name="featured",
        label="First picture",
        kind="choice",
        required=False,
        choices=(("featured", "Stands as featured picture above the post"), ("inline", "Stands in the text")),
        default="featured",
    ),
)
