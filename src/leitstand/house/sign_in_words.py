"""Sentences of the sign-in library that our German catalogue says anew: the library speaks du, and we do as the workspace wishes.

The house stands before the library among the apps, so a sentence that our catalogue has is taken from it.
"""

from typing import Final

from django.utils.translation import gettext_noop as _

SENTENCES: Final = (
    _("Please type your current password."),
    _("Too many failed login attempts. Try again later."),
    _("Be patient, you are sending too many requests."),
    _("You must type the same password each time."),
    _("The email address and/or password you specified are not correct."),
    _("Your password has been changed."),
    _("Password Changed"),
    _("Use your password"),
    _("Use authenticator app or code"),
    _("Use a security key"),
    _("Passwordless"),
    _(
        "Enabling passwordless operation allows you to sign in using just this key, but imposes additional "
        "requirements such as biometrics or PIN protection."
    ),
    _("Authenticator code"),
    _("Incorrect code."),
    _("Incorrect password."),
    _("Password successfully changed."),
    _("Password successfully set."),
)
