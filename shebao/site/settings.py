"""Settings of one installation: one county, one database. Everything that differs comes from the environment.

SHEBAO_HOME    folder of the database, keys, files and logs (default: ./data)
DATABASE_URL   postgresql://… for production; without it an SQLite file in SHEBAO_HOME
SHEBAO_PLACE   the county's place file, whose standards hold here, e.g. gansu_zhengning; overrides installation.json
SHEBAO_AGENCY  the agency's name; overrides installation.json
SHEBAO_HOSTS   names this server answers to, separated by commas
SHEBAO_WITNESS folder where the journal's hashes are noted outside the database, best on another disk (default: in SHEBAO_HOME)
SHEBAO_CODE_PROVIDER  address of the provider of one-time codes and faces for the public's sign-in; without it the public has none
SHEBAO_PROXY   address of the TLS proxy in front, e.g. 127.0.0.1: its word on the client and on https is taken, nobody else's
"""

from __future__ import annotations

import os
import secrets
from pathlib import Path
from typing import Any

import environ
from csp.constants import NONE, SELF

from shebao.site import logs

BASE_DIR = Path(__file__).resolve().parent
SHEBAO_HOME = Path(os.environ.get("SHEBAO_HOME", "data")).resolve()
DEBUG = False
# What a real agency never has; `shebao.demo.desk.settings` puts its own in these places.
API_SUNSET: dict[str, str] = {}  # version of the interface → the HTTP date from which it is no longer there
INVENTED = False  # every person here is invented, and every page says so
PUBLISHED_PASSWORD = ""  # a password that is printed for everybody, and so cannot be changed
BUSINESS_DAY = ""  # dotted name of a function that says the day business is done on; empty: today
WORDS: list[str] = []  # dotted names of words for verbs of the journal that no counter writes
CODE_PROVIDER = "shebao.agency.public.provider.configured"  # dotted name of a function that gives the adapter to it, or None
CODE_PROVIDER_URL = os.environ.get("SHEBAO_CODE_PROVIDER", "").strip()
EXTRAS: dict[str, str] = {}  # a spot that pages name with {% extra %} → the template that is put there


def _secret_key() -> str:
    """The signing key: a file of the installation, made at the first start, readable by its owner only."""
    path = SHEBAO_HOME / "keys" / "session.key"
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text()
    with os.fdopen(handle, "w") as out:
        out.write(key := secrets.token_urlsafe(64))
    return key


SECRET_KEY = _secret_key()
ALLOWED_HOSTS = [host.strip() for host in os.environ.get("SHEBAO_HOSTS", "127.0.0.1,localhost").split(",") if host.strip()]
PROXY = os.environ.get("SHEBAO_PROXY", "").strip()
ROOT_URLCONF = "shebao.site.urls"
WSGI_APPLICATION = "shebao.site.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

COUNTERS = [
    "journal",
    "staff",
    "jobs",
    "parameters",
    "matters",
    "people",
    "employers",
    "enrolment",
    "contributions",
    "declarations",
    "accounts",
    "benefits",
    "annuity",
    "certification",
    "payout",
    "local_payments",
    "residents",
    "remittances",
    "fund",
    "injury",
    "unemployment",
    "screening",
    "inspection",
    "transfers",
    "registers",
    "reconciliation",
    "hall",
    "public",
    "exchange",
    "accuracy",
    "statistics",
    "evaluation",
    "procedures",
    "desk",
    "portal",
]
INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django_htmx",
    "template_partials.apps.SimpleAppConfig",
    "django_cotton.apps.SimpleAppConfig",
    "django_tasks",
    "django_tasks_db",
    "axes",
    "csp",
    *(f"shebao.agency.{name}" for name in COUNTERS),
    "shebao.site",
]
AUTH_USER_MODEL = "staff.Member"
AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", "django.contrib.auth.backends.ModelBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS: list[dict[str, Any]] = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "shebao.agency.staff.passwords.ContextWords"},
]
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = 0.25
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_RESET_ON_SUCCESS = True
AXES_LOCKOUT_TEMPLATE = "locked.html"
LOGIN_URL = "/login/"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "/login/"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 8 * 3600
IDLE_SECONDS = 30 * 60  # a login that nobody uses ends sooner
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
CSRF_COOKIE_HTTPONLY = True
# Behind a TLS proxy everything a browser keeps for us goes over https alone, and it remembers that we are never plain http.
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = bool(PROXY)
CSRF_TRUSTED_ORIGINS = [f"https://{host.lstrip('.')}" for host in ALLOWED_HOSTS if host != "*"] if PROXY else []
SECURE_HSTS_SECONDS = 365 * 86400 if PROXY else 0
CSRF_FAILURE_VIEW = "shebao.agency.desk.errors.stale"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "shebao.agency.api.door.Door",
    "shebao.agency.portal.kiosk.mode.KioskMode",
    "shebao.agency.desk.office.readable.ReadableText",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "shebao.agency.desk.office.unkept.Unkept",
    "shebao.agency.desk.office.idle.IdleLimit",
    "shebao.agency.desk.office.carryover.KeepTyped",
    "shebao.agency.desk.office.first_password.FirstPassword",
    "django.contrib.messages.middleware.MessageMiddleware",
    "shebao.agency.desk.office.post_only.PostOnly",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "axes.middleware.AxesMiddleware",
]
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
    },
}
TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        # A page lies beside its view: "desk/payout/run.html" is agency/desk/payout/run.html.
        "DIRS": [BASE_DIR / "templates", BASE_DIR.parent / "agency"],
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "shebao.agency.desk.context.page",
            ],
            "loaders": [
                (
                    "template_partials.loader.Loader",
                    [
                        (
                            "django.template.loaders.cached.Loader",
                            [
                                "django_cotton.cotton_loader.Loader",
                                "django.template.loaders.filesystem.Loader",
                                "django.template.loaders.app_directories.Loader",
                            ],
                        )
                    ],
                )
            ],
            "builtins": [
                "django_cotton.templatetags.cotton",
                "template_partials.templatetags.partials",
                "shebao.site.templatetags.shebao",
                "django.templatetags.static",
            ],
        },
    }
]

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "简体中文"), ("en", "English")]
LOCALE_PATHS = [BASE_DIR / "locale"]
TIME_ZONE = "Asia/Shanghai"
USE_I18N = True
USE_TZ = True
STATIC_URL = "/static/"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATIC_ROOT = SHEBAO_HOME / "static"
WHITENOISE_USE_FINDERS = True
FILES_FOLDER = SHEBAO_HOME / "files"
WITNESS_FOLDER = os.environ.get("SHEBAO_WITNESS", "")  # "": below FILES_FOLDER
DATA_UPLOAD_MAX_MEMORY_SIZE = 20 * 1024 * 1024
# A scan is encrypted before it touches a disk; up to its limit an upload stays in memory.
FILE_UPLOAD_MAX_MEMORY_SIZE = 20 * 1024 * 1024

LOGGING = logs.configuration()
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}


def _database() -> dict[str, Any]:
    """The database, with the settings money asks for: full durability, and short immediate writes on SQLite."""
    url = os.environ.get("DATABASE_URL")
    if url:
        return dict(environ.Env.db_url_config(url)) | {"CONN_MAX_AGE": 60, "CONN_HEALTH_CHECKS": True}
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": SHEBAO_HOME / "shebao.sqlite3",
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; PRAGMA cache_size=-65536;",
        },
    }


DATABASES = {"default": _database()}
