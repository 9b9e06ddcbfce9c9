"""A profile is known by its address; a post is shared where the network takes it."""

import pytest

from leitstand.connectors.xing import MANIFEST
from leitstand.connectors.xing.translate import account, share_url
from leitstand.kernel.post import LinkCard, Part, PostPlan


@pytest.mark.parametrize("path", ["/pages/pruefwerk", "pages/pruefwerk/", "/pages/Pruefwerk"])
def test_a_profile_is_the_same_however_its_address_was_typed(path: str) -> None:
    assert account(path, "").id == "pages/pruefwerk"


def test_a_profile_without_a_name_is_called_by_its_address() -> None:
    assert account("/pages/pruefwerk", " ").name == "pruefwerk"
    assert account("/pages/pruefwerk", "Prüfwerk GmbH").name == "Prüfwerk GmbH"


@pytest.mark.parametrize(
    ("plan", "address"),
    [
        (
            PostPlan("c", (Part("Text"),), link=LinkCard("https://example.org/a?b=1&c=ü")),
            "https://www.xing.com/spi/shares/new?url=https%3A%2F%2Fexample.org%2Fa%3Fb%3D1%26c%3D%C3%BC",
        ),
        (
            PostPlan("c", (Part("Mehr: https://example.org/bericht und weiter"),)),
            "https://www.xing.com/spi/shares/new?url=https%3A%2F%2Fexample.org%2Fbericht",
        ),
        (PostPlan("c", (Part("Nur Text"),)), "https://www.xing.com/discover"),
    ],
)
def test_a_post_is_shared_with_its_link(plan: PostPlan, address: str) -> None:
    assert MANIFEST.share_url is not None
    assert share_url(plan, {}) == address
