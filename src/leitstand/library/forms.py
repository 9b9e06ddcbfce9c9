"""The small forms of the library."""

from django import forms
from django.utils.translation import gettext_lazy as _

from leitstand.library.models import Asset


class DescribeForm(forms.Form):
    """Name, alternative text and tags of a file."""

    name = forms.CharField(label=_("Name"), max_length=200)
    alt_text = forms.CharField(
        label=_("Alternative text"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("What can be seen, for people who cannot see it. Proposed for every new post with this file."),
    )
    tags = forms.CharField(label=_("Tags"), required=False, help_text=_("Separated by commas."))

    @classmethod
    def of(cls, asset: Asset) -> "DescribeForm":
        """Return the form filled with what is known."""
        return cls(
            initial={"name": asset.name, "alt_text": asset.alt_text, "tags": ", ".join(asset.tags)},
            auto_id="asset-%s",
        )

    def words(self) -> list[str]:
        """Return the tags one by one."""
        return [tag.strip() for tag in self.cleaned_data["tags"].split(",") if tag.strip()]
