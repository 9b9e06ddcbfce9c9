"""Django's settings. Everything an administrator may set comes from the environment and is listed in SETTINGS."""

import os
from pathlib import Path
from typing import Final

from django.utils.translation import gettext_lazy as _

from leitstand.config.database import django_settings, url_for
from leitstand.config.folder import addresses, data_folder, ensure, secret, secret_keys
from leitstand.house.faults import stop

BASE_DIR: Final = Path(__file__).resolve().parent.parent
try:
    DATA_FOLDER = ensure(data_folder())
except OSError as problem:
    raise stop("leitstand.E001", data_folder()) from problem
_RUNNING: Final = addresses(DATA_FOLDER)

# name: (default, what it is for); docs/reference/settings.md is made from this table.
SETTINGS: Final = {
    "LEITSTAND_DATA": ("", "The data folder: database, media, secrets."),
    "DATABASE_URL": ("", "A PostgreSQL server of your own, as postgresql://user:password@host/database."),
    "LEITSTAND_URL": (
        "http://127.0.0.1:8000",
        "The address people reach Leitstand under; links in mails are made from it.",
    ),
    "LEITSTAND_HOSTS": ("", "Further host names that are answered, separated by commas."),
    "LEITSTAND_DEBUG": ("", "1 shows error details; never on a server that others reach."),
    "LEITSTAND_SMTP": (
        "",
        "The mail server, as smtp://user:password@host:port or smtps://…; without it no mail is sent.",
    ),
    "LEITSTAND_MAIL_FROM": ("leitstand@localhost", "The sender of mails."),
    "LEITSTAND_PROXY": ("", "1 if a reverse proxy sets X-Forwarded-Proto and X-Forwarded-For."),
    "LEITSTAND_ALLOW_PRIVATE": (
        "",
        "1 lets channels lie in a private network (a Mastodon or WordPress inside the company).",
    ),
    "LEITSTAND_REHEARSAL_URL": ("http://127.0.0.1:8001", "Where the rehearsal network answers."),
    "LEITSTAND_UPLOAD_MB": ("2048", "The largest file that can be uploaded, in megabytes."),
}


def setting(name: str) -> str:
    """Return a setting from the environment; else as the Leitstand that runs on this folder has it; else its default."""
    return os.environ.get(name, _RUNNING.get(name, SETTINGS[name][0]))


SECRET_KEY = secret(DATA_FOLDER, "django.key")
CREDENTIAL_KEYS = secret_keys(DATA_FOLDER, "fernet.key")
DEBUG = setting("LEITSTAND_DEBUG") == "1"
PUBLIC_URL = setting("LEITSTAND_URL").rstrip("/")
REHEARSAL_URL = setting("LEITSTAND_REHEARSAL_URL").rstrip("/")
ALLOW_PRIVATE = setting("LEITSTAND_ALLOW_PRIVATE") == "1"
MEDIA_FOLDER = DATA_FOLDER / "media"
_upload = setting("LEITSTAND_UPLOAD_MB")
if not _upload.isdigit() or not int(_upload):
    raise stop("leitstand.E007", _upload)
UPLOAD_MAX_BYTES = int(_upload) * 1_000_000

_host = PUBLIC_URL.split("://", 1)[-1].split("/", 1)[0].rsplit(":", 1)[0]
ALLOWED_HOSTS = [
    "127.0.0.1",
    "localhost",
    "[::1]",
    _host,
    *[name.strip() for name in setting("LEITSTAND_HOSTS").split(",") if name.strip()],
]
CSRF_TRUSTED_ORIGINS = [PUBLIC_URL]

INSTALLED_APPS = [
    "django.forms",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django.contrib.humanize",
    "django_htmx",
    "heroicons",
    "leitstand.house",  # before allauth: our templates stand in for theirs
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "procrastinate.contrib.django",
    "ninja",  # the description of the API is drawn from its own files, not from a stranger's server
    "leitstand.library",
    "leitstand.channels",
    "leitstand.contacts",
    "leitstand.compliance",
    "leitstand.strategy",
    "leitstand.planning",
    "leitstand.publishing",
    "leitstand.community",
    "leitstand.leads",
    "leitstand.advertising",
    "leitstand.listening",
    "leitstand.measurement",
    "leitstand.overview",
    "leitstand.config",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "leitstand.house.middleware.security_headers",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "leitstand.house.middleware.language",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "leitstand.house.middleware.workspace",
]

ROOT_URLCONF = "leitstand.config.urls"
WSGI_APPLICATION = "leitstand.config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "leitstand.house.context.frame",
                "leitstand.publishing.context.sending",
            ],
            "builtins": [
                "django.templatetags.i18n",
                "django.templatetags.static",
                "leitstand.house.templatetags.kit",
                "leitstand.house.templatetags.figures",
                "leitstand.house.templatetags.frame",
            ],
        },
    }
]

try:
    DATABASES = {"default": django_settings(url_for(DATA_FOLDER))}
except ValueError as problem:
    raise stop("leitstand.E002") from problem
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "house.Person"
AUTHENTICATION_BACKENDS = [
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "leitstand.house.accounts.ClosedHouse"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_EMAIL_NOTIFICATIONS = True
# Mail addresses are vouched for by the owner who invites, not by a confirmation.
MFA_ALLOW_UNVERIFIED_EMAIL = True
# Besides allauth's own limits on signing in (30 a minute, 5 wrong passwords for an account in 5 minutes).
ACCOUNT_RATE_LIMITS = {
    "login_link": "20/m/ip",
    "invitation": "20/m/ip",
    "setup": "10/m/ip",
    # A whole company may share one address.
    "idea_page": "120/m/ip",
    "idea_sent": "60/h/ip",
    "consent_page": "120/m/ip",
    "consent_sent": "60/h/ip",
    # One website tells of every purchase and enquiry.
    "conversion_sent": "600/m/ip",
    "offer_page": "120/m/ip",
    "offer_sent": "60/h/ip",
    "crm_call": "600/m/ip",
    "report_page": "120/m/ip",
    "report_file": "20/m/ip",
}
USERSESSIONS_TRACK_ACTIVITY = False  # the house notes a session every few minutes, not at every request
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Leitstand"
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = PUBLIC_URL.startswith("http://")
SESSION_ENGINE = "django.contrib.sessions.backends.db"
SESSION_COOKIE_AGE = 60 * 60 * 24 * 14
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = PUBLIC_URL.startswith("https://")
CSRF_COOKIE_SECURE = SESSION_COOKIE_SECURE
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
if setting("LEITSTAND_PROXY") == "1":
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    ALLAUTH_TRUSTED_PROXY_COUNT = 1
# Shared by all processes, so that rate limits count whichever of them was asked.
CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "house_cache"},
}

LANGUAGE_CODE = "de"
LANGUAGES = [("de", _("German")), ("en", _("English"))]
USE_I18N = True
USE_TZ = True
FORMAT_MODULE_PATH = ["leitstand.house.formats"]
TIME_ZONE = "UTC"
# A connector brings its own words for the questions it asks.
LOCALE_PATHS = sorted((BASE_DIR / "connectors").glob("*/locale"))

STATIC_URL = "static/"
STATIC_ROOT = DATA_FOLDER / "static"
STATIC_ROOT.mkdir(exist_ok=True)
# What this installation writes for itself: the bundle that draws charts.
MADE_FOLDER = DATA_FOLDER / "made"
MADE_FOLDER.mkdir(exist_ok=True)
STATICFILES_DIRS = [MADE_FOLDER]
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = DEBUG
DATA_UPLOAD_MAX_MEMORY_SIZE = 5_000_000
FILE_UPLOAD_MAX_MEMORY_SIZE = 1_000_000
FILE_UPLOAD_HANDLERS = [
    "leitstand.library.uploads.Limit",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000

_smtp = setting("LEITSTAND_SMTP")
EMAIL_BACKEND = "leitstand.house.mail.SmtpBackend" if _smtp else "django.core.mail.backends.dummy.EmailBackend"
SMTP_URL = _smtp
DEFAULT_FROM_EMAIL = setting("LEITSTAND_MAIL_FROM")

FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {"leitstand": {"level": "INFO"}, "procrastinate": {"level": "WARNING"}},
}
