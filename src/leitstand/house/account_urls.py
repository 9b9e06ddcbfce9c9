"""Addresses of signing in. Of allauth's views only those stand here that this house has a use for."""

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as keys
from django.urls import path, re_path

from leitstand.house.views import sessions

urlpatterns = [
    path("anmelden/", account.login, name="account_login"),
    path("anmelden/zweiter-faktor/", mfa.authenticate, name="mfa_authenticate"),
    path("anmelden/passkey/", keys.login_webauthn, name="mfa_login_webauthn"),
    path("abmelden/", account.logout, name="account_logout"),
    path("anmelden/gesperrt/", account.account_inactive, name="account_inactive"),
    path("registrieren/", account.signup, name="account_signup"),
    path("passwort/vergessen/", account.password_reset, name="account_reset_password"),
    path("passwort/vergessen/gesendet/", account.password_reset_done, name="account_reset_password_done"),
    re_path(
        r"^passwort/neu/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        account.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path("passwort/neu/", account.password_reset_from_key_done, name="account_reset_password_from_key_done"),
    path("ich/bestaetigen/", account.reauthenticate, name="account_reauthenticate"),
    path("ich/bestaetigen/code/", mfa.reauthenticate, name="mfa_reauthenticate"),
    path("ich/bestaetigen/passkey/", keys.reauthenticate_webauthn, name="mfa_reauthenticate_webauthn"),
    path("ich/passwort/", account.password_change, name="account_change_password"),
    path("ich/passwort/setzen/", account.password_set, name="account_set_password"),
    path("ich/anmeldung/", mfa.index, name="mfa_index"),
    path("ich/anmeldung/app/einrichten/", totp.activate_totp, name="mfa_activate_totp"),
    path("ich/anmeldung/app/abschalten/", totp.deactivate_totp, name="mfa_deactivate_totp"),
    path("ich/anmeldung/codes/", codes.view_recovery_codes, name="mfa_view_recovery_codes"),
    path("ich/anmeldung/codes/neu/", codes.generate_recovery_codes, name="mfa_generate_recovery_codes"),
    path("ich/anmeldung/codes/laden/", codes.download_recovery_codes, name="mfa_download_recovery_codes"),
    path("ich/anmeldung/passkeys/", keys.list_webauthn, name="mfa_list_webauthn"),
    path("ich/anmeldung/passkeys/neu/", keys.add_webauthn, name="mfa_add_webauthn"),
    path("ich/anmeldung/passkeys/<int:pk>/", keys.edit_webauthn, name="mfa_edit_webauthn"),
    path("ich/anmeldung/passkeys/<int:pk>/entfernen/", keys.remove_webauthn, name="mfa_remove_webauthn"),
    path("ich/sitzungen/", sessions.sessions, name="usersessions_list"),
]
