"""Colours can be read, whatever a company wishes for."""

import pytest

from leitstand.house.core.colour import accent_for, contrast, tidy


@pytest.mark.parametrize(
    "wished", ["#2f5bd0", "#ffff00", "#000000", "#ffffff", "#7f7f7f", "#e10098", "#00ff88", "nonsense"]
)
@pytest.mark.parametrize("dark", [False, True])
def test_any_accent_a_company_wishes_can_be_read(wished: str, dark: bool) -> None:
    accent = accent_for(wished, dark=dark)
    assert contrast(accent.on_ground, accent.ground) >= 4.5
    assert contrast(accent.text, "#151920" if dark else "#ffffff") >= 4.5


@pytest.mark.parametrize(("colours", "ratio"), [(("#000000", "#ffffff"), 21.0), (("#777777", "#ffffff"), 4.48)])
def test_contrast_is_reckoned_as_wcag_does(colours: tuple[str, str], ratio: float) -> None:
    assert round(contrast(*colours), 2) == ratio


def test_a_short_colour_is_written_out_and_nonsense_is_no_colour() -> None:
    assert tidy(" #ABC ") == "#aabbcc"
    assert tidy("red; background: url(x)") is None
