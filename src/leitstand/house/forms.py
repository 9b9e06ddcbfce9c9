"""Forms of the house. They only gather; what is right or wrong is decided by the actions."""

from decimal import Decimal

from babel.numbers import NumberFormatError, parse_decimal
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from leitstand.house.errors import Invalid
from leitstand.house.models import LANGUAGES, ROLE_LABELS, STATES, THEMES
from leitstand.house.zones import zones


def put_errors(form: forms.BaseForm, invalid: Invalid) -> None:
    """Show what an action found wrong at the fields it belongs to; what has no field stands above the form."""
    for name, sentence in invalid.errors.items():
        form.add_error(name if name in form.fields else None, sentence)


class AmountField(forms.DecimalField):
    """A number as people write it in their language, thousands grouped or not; Django's own knows no groups."""

    widget = forms.TextInput(attrs={"inputmode": "decimal"})

    def to_python(self, value: object) -> Decimal | None:  # type: ignore[override]  # the stubs call it a whole number
        """Read the number; raises ValidationError where it could mean two things."""
        if not isinstance(value, str):
            return super().to_python(value)
        if not value.strip():
            return None
        try:
            return parse_decimal(value.strip(), locale=(get_language() or "de")[:2], strict=True)
        except NumberFormatError:
            raise ValidationError(self.error_messages["invalid"], code="invalid") from None


def _zone_choices() -> list[tuple[str, str]]:
    return [(name, name.replace("_", " ")) for name in zones()]


STATE_CHOICES = [("", _("Outside Germany, or not said")), *STATES]
ADDRESS_CHOICES = [("sie", _("Sie")), ("du", _("du"))]


class CompanyForm(forms.Form):
    """First step of the assistant: the company."""

    code = forms.CharField(
        label=_("Set-up code"),
        help_text=_(
            "It stands in the terminal in which Leitstand was started. So nobody else on the network can move in."
        ),
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}),
    )
    company = forms.CharField(
        label=_("Company or brand"), max_length=120, widget=forms.TextInput(attrs={"autocomplete": "organization"})
    )
    state = forms.ChoiceField(
        label=_("Federal state"),
        choices=STATE_CHOICES,
        required=False,
        help_text=_("Public holidays in the calendar follow from it."),
    )
    address_form = forms.ChoiceField(
        label=_("Form of address"),
        choices=ADDRESS_CHOICES,
        initial="sie",
        help_text=_("How Leitstand speaks to the team in German."),
    )


class FirstPersonForm(forms.Form):
    """Second step of the assistant: oneself."""

    name = forms.CharField(label=_("Your name"), max_length=120, widget=forms.TextInput(attrs={"autocomplete": "name"}))
    email = forms.EmailField(
        label=_("E-mail"),
        help_text=_("You sign in with it."),
        widget=forms.EmailInput(attrs={"autocomplete": "username"}),
    )
    password = forms.CharField(
        label=_("Password"),
        help_text=_("At least 10 characters. A sentence is easier to remember than signs."),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    alone = forms.BooleanField(
        label=_("I work alone for now and approve my own posts"),
        required=False,
        help_text=_("Otherwise a second person approves every post: four eyes. The settings change it at any time."),
    )


class JoinForm(forms.Form):
    """What a newcomer tells who accepts an invitation."""

    name = forms.CharField(label=_("Your name"), max_length=120, widget=forms.TextInput(attrs={"autocomplete": "name"}))
    password = forms.CharField(
        label=_("Password"),
        help_text=_("At least 10 characters. A sentence is easier to remember than signs."),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )


class NewWorkspaceForm(forms.Form):
    """A further workspace."""

    name = forms.CharField(label=_("Company or brand"), max_length=120)
    time_zone = forms.ChoiceField(label=_("Time zone"), choices=_zone_choices, initial="Europe/Berlin")
    state = forms.ChoiceField(label=_("Federal state"), choices=STATE_CHOICES, required=False)
    address_form = forms.ChoiceField(label=_("Form of address"), choices=ADDRESS_CHOICES, initial="sie")


class WorkspaceForm(forms.Form):
    """The settings of a workspace."""

    name = forms.CharField(label=_("Name"), max_length=120)
    time_zone = forms.ChoiceField(
        label=_("Time zone"), choices=_zone_choices, help_text=_("All times in the plan are meant in it.")
    )
    state = forms.ChoiceField(
        label=_("Federal state"),
        choices=STATE_CHOICES,
        required=False,
        help_text=_("Public holidays in the calendar follow from it."),
    )
    accent = forms.CharField(
        label=_("Accent colour"),
        max_length=7,
        widget=forms.TextInput(attrs={"type": "color"}),
        help_text=_("Where a colour could not be read it is made darker or lighter until it can."),
    )
    address_form = forms.ChoiceField(
        label=_("Form of address"),
        choices=ADDRESS_CHOICES,
        help_text=_("How Leitstand speaks to the team in German."),
    )
    four_eyes = forms.BooleanField(
        label=_("Four eyes: nobody approves what they have written themselves"), required=False
    )
    self_approval_reason = forms.CharField(
        label=_("Why people approve their own posts"),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_(
            "Only needed without four eyes, for instance in a team of one. It stands beside every such approval."
        ),
    )
    grace_minutes = forms.IntegerField(
        label=_("Minutes a post may be late"),
        min_value=1,
        max_value=10080,
        help_text=_("What is later than this is held back, and a person decides. Applies to newly scheduled posts."),
    )
    allow_private_servers = forms.BooleanField(
        label=_("Channels may lie in the company's own network"),
        required=False,
        help_text=_("For a server that only the company reaches. The installation must allow it as well."),
    )


class ProfileForm(forms.Form):
    """One's own account."""

    name = forms.CharField(label=_("Your name"), max_length=120, widget=forms.TextInput(attrs={"autocomplete": "name"}))
    language = forms.ChoiceField(label=_("Language"), choices=LANGUAGES)
    theme = forms.ChoiceField(label=_("Appearance"), choices=THEMES)
    mail_notifications = forms.BooleanField(label=_("Send me notifications by mail as well"), required=False)


class EmailForm(forms.Form):
    """One's mail address."""

    email = forms.EmailField(label=_("New e-mail address"), widget=forms.EmailInput(attrs={"autocomplete": "email"}))


class InviteForm(forms.Form):
    """Somebody to be invited."""

    email = forms.EmailField(label=_("E-mail"), widget=forms.EmailInput(attrs={"autocomplete": "off"}))
    role = forms.ChoiceField(label=_("Role"), choices=ROLE_LABELS, initial="editor")


class TokenForm(forms.Form):
    """A token for a program."""

    name = forms.CharField(label=_("For which program"), max_length=80)
    days = forms.ChoiceField(
        label=_("Ends"),
        choices=[("30", _("In 30 days")), ("365", _("In a year")), ("0", _("Never"))],
        initial="365",
    )
