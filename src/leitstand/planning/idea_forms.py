"""Forms of ideas, of the ways they come in, and of those who know about something."""

from django import forms
from django.utils.translation import gettext_lazy as _

from leitstand.house.models import Person, Workspace
from leitstand.planning.models import KnowledgeHolder

MOST_FILES = 3


def _long(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


class IdeaForm(forms.Form):
    """An idea of a member."""

    title = forms.CharField(label=_("In one line"), max_length=200, required=False)
    text = forms.CharField(
        label=_("Your idea"),
        max_length=4000,
        widget=_long(6),
        help_text=_("What happened, what is new, who would like to read it? Notes are enough."),
    )


class PublicIdeaForm(forms.Form):
    """An idea of somebody without an account. `website` is a trap: people do not see it, programs fill it in."""

    text = forms.CharField(
        label=_("Your idea"),
        max_length=4000,
        widget=_long(6),
        help_text=_("What happened, what is new, who would like to read it? Notes are enough."),
    )
    contributor = forms.CharField(
        label=_("Your name"), max_length=120, required=False, widget=forms.TextInput(attrs={"autocomplete": "name"})
    )
    department = forms.CharField(label=_("Department"), max_length=120, required=False)
    email = forms.EmailField(
        label=_("E-mail"),
        required=False,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        help_text=_("So that you hear what becomes of it, and what the post achieved."),
    )
    consent = forms.BooleanField(label=_("I agree"))
    website = forms.CharField(
        label=_("Leave this empty"),
        required=False,
        widget=forms.TextInput(attrs={"tabindex": "-1", "autocomplete": "off"}),
    )


class WordsForm(forms.Form):
    """A question, an answer or a kind word."""

    words = forms.CharField(label=_("Your words"), max_length=4000, widget=_long(4))


class TakeOverForm(forms.Form):
    """Who knows about an idea, and who makes a post of it."""

    holder = forms.ModelChoiceField(
        label=_("Knowledge holder"), queryset=KnowledgeHolder.objects.none(), required=False, empty_label=_("Open")
    )
    owner = forms.ModelChoiceField(label=_("Who looks after it"), queryset=Person.objects.none(), required=False)

    def for_workspace(self, workspace: Workspace) -> "TakeOverForm":
        """Offer the people of a workspace."""
        self.fields["holder"].queryset = KnowledgeHolder.objects.filter(workspace=workspace)  # type: ignore[attr-defined]
        members = Person.objects.filter(memberships__workspace=workspace, is_active=True).order_by("name")
        self.fields["owner"].queryset = members  # type: ignore[attr-defined]
        return self


class HolderForm(forms.Form):
    """A knowledge holder."""

    name = forms.CharField(label=_("Name"), max_length=120)
    department = forms.CharField(label=_("Department"), max_length=120, required=False)
    topics = forms.CharField(
        label=_("Topics"),
        required=False,
        widget=_long(3),
        help_text=_("One in each line. Ideas that speak of one find their way here."),
    )
    email = forms.EmailField(label=_("E-mail"), required=False)
    person = forms.ModelChoiceField(label=_("Account here"), queryset=Person.objects.none(), required=False)
    note = forms.CharField(label=_("Note"), max_length=300, required=False)

    def for_workspace(self, workspace: Workspace) -> "HolderForm":
        """Offer the members of a workspace."""
        members = Person.objects.filter(memberships__workspace=workspace, is_active=True).order_by("name")
        self.fields["person"].queryset = members  # type: ignore[attr-defined]
        return self


class IntakeWordsForm(forms.Form):
    """What the page for colleagues says."""

    welcome = forms.CharField(
        label=_("Welcome"), required=False, max_length=2000, widget=_long(2), help_text=_("Empty: our words.")
    )
    consent = forms.CharField(
        label=_("To what contributors agree"),
        required=False,
        max_length=2000,
        widget=_long(4),
        help_text=_("Empty: our words. Have your own looked at by whoever is responsible for data protection."),
    )


class MailboxForm(forms.Form):
    """The mailbox for ideas."""

    is_on = forms.BooleanField(label=_("Read this mailbox every five minutes"), required=False)
    host = forms.CharField(label=_("IMAP server"), max_length=200)
    port = forms.IntegerField(label=_("Port"), min_value=1, max_value=65535, initial=993)
    security = forms.ChoiceField(
        label=_("Encryption"),
        choices=[("tls", "TLS"), ("starttls", "STARTTLS"), ("none", _("None: only on this machine"))],
    )
    user = forms.CharField(label=_("User name"), max_length=200, widget=forms.TextInput(attrs={"autocomplete": "off"}))
    password = forms.CharField(
        label=_("Password"),
        required=False,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=_("Kept encrypted. Empty: the one that is known stays."),
    )
    folder = forms.CharField(label=_("Folder"), max_length=100, initial="INBOX")
