"""All settings, read from the environment; `docs/operations.md` lists each variable.

Without any variable the project runs for development on SQLite. `LN_MODE=production` refuses to start without
its secrets; `LN_MODE=demo` refuses to start for a public host.
"""

import ipaddress
import os
from datetime import timedelta
from pathlib import Path

import dj_database_url
from django.core.exceptions import ImproperlyConfigured
from django.utils.csp import CSP

BASE_DIR = Path(__file__).resolve().parent.parent


def text(name: str, default: str = "") -> str:
    return os.environ.get(name, default).strip()


def flag(name: str, default: bool = False) -> bool:
    value = text(name, "1" if default else "0").lower()
    if value not in ("0", "1", "true", "false"):
        raise ImproperlyConfigured(f"{name} is {value!r}; use 1 or 0.")
    return value in ("1", "true")


def number(name: str, default: int) -> int:
    value = text(name, str(default))
    if not value.isdecimal():
        raise ImproperlyConfigured(f"{name} is {value!r}; use a whole number.")
    return int(value)


def words(name: str, default: str = "") -> list[str]:
    return [word.strip() for word in text(name, default).split(",") if word.strip()]


MODE = text("LN_MODE", "development")
if MODE not in ("development", "demo", "production"):
    raise ImproperlyConfigured(f"LN_MODE is {MODE!r}; use development, demo or production.")
PRODUCTION = MODE == "production"
DEMO = MODE == "demo"
DEBUG = MODE == "development" and flag("LN_DEBUG", default=True)

if PRODUCTION:
    missing = [name for name in ("LN_SECRET_KEY", "LN_LINK_KEY", "LN_ALLOWED_HOSTS") if not text(name)]
    if missing:
        raise ImproperlyConfigured(f"Production does not start without {', '.join(missing)}. See docs/operations.md.")

SECRET_KEY = text("LN_SECRET_KEY", "only-for-development-and-the-demo-" + "x" * 30)
# Personal links are derived from this key. Replacing it withdraws every link that was ever sent.
LINK_KEY = text("LN_LINK_KEY", "only-for-development-and-the-demo-links-" + "y" * 24)
# Whoever wants no announcements is recognised by this key, and their link to say so is derived from it: it never changes.
OPT_OUT_KEY = text("LN_OPT_OUT_KEY") or LINK_KEY
if PRODUCTION and SECRET_KEY == LINK_KEY:
    raise ImproperlyConfigured("LN_SECRET_KEY and LN_LINK_KEY must differ: one opens web sessions, the other links.")

ALLOWED_HOSTS = words("LN_ALLOWED_HOSTS", "127.0.0.1,localhost,[::1]")
# Where links in mails and QR codes point to; mails are made by the worker, which has no request to ask.
BASE_URL = text("LN_BASE_URL", f"https://{ALLOWED_HOSTS[0]}" if PRODUCTION else "http://127.0.0.1:8000").rstrip("/")
CSRF_TRUSTED_ORIGINS = [BASE_URL] if BASE_URL.startswith("https://") else []


def is_private_host(host: str) -> bool:
    if host in ("localhost", "testserver") or host.endswith(".localhost"):
        return True
    try:
        address = ipaddress.ip_address(host.strip("[]"))
    except ValueError:
        return False
    return address.is_private or address.is_loopback


if DEMO and not all(is_private_host(host) for host in ALLOWED_HOSTS):
    raise ImproperlyConfigured(
        "The demo lets anybody sign in, so it only starts for this machine or the local network: "
        f"LN_ALLOWED_HOSTS is {','.join(ALLOWED_HOSTS)}."
    )

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.admin",
    "django.forms",  # LookRenderer finds Django's own widget templates through the apps
    "django_htmx",
    "lucide",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "lerendnetwerk.accounts",
    "lerendnetwerk.audit",
    "lerendnetwerk.outbox",
    "networks",
    "sessions.apps.LearningSessionsConfig",
    "evaluations",
    "reports",
    "desk",
]

MIDDLEWARE = [
    "lerendnetwerk.polling.polling",
    "django.middleware.csp.ContentSecurityPolicyMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "lerendnetwerk.middleware.clean_input",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "lerendnetwerk.middleware.private_pages_are_not_cached",
    "lerendnetwerk.doors.DoorMiddleware",
]

ROOT_URLCONF = "lerendnetwerk.urls"
WSGI_APPLICATION = "lerendnetwerk.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "builtins": [
                "lerendnetwerk.templatetags.inputs",
                "lerendnetwerk.templatetags.look",
                "lerendnetwerk.templatetags.paper",
                "lerendnetwerk.templatetags.qr",
                "django.templatetags.static",
            ],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "lerendnetwerk.context.product",
            ],
        },
    }
]
FORM_RENDERER = "lerendnetwerk.forms.LookRenderer"

VAR_DIR = Path(text("LN_VAR_DIR", str(BASE_DIR / "var")))
# Never served as files: a view with a door opens each of them.
MEDIA_ROOT = VAR_DIR / "files"

DATABASES = {
    "default": dj_database_url.parse(
        text("DATABASE_URL") or f"sqlite:///{VAR_DIR / 'lerendnetwerk.sqlite3'}",
        # A new one costs PostgreSQL 10 ms: it knows no table yet. A health check finds out when it restarted.
        conn_max_age=600,
        conn_health_checks=True,
    )
}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    # Measured: the defaults gave 30 % "database is locked" under a busy room, IMMEDIATE with WAL none.
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 10,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON; "
        # What is removed is overwritten: an evaluation answer may not stay behind at the place where it came in.
        "PRAGMA secure_delete=ON; "
        # The system keeps the file in memory already; each of 32 threads keeping 2 MB of it once more is too much.
        "PRAGMA cache_size=-500;",
    }
    # A file, so that tests with a real server meet the same locks as a real installation.
    DATABASES["default"]["TEST"] = {"NAME": str(VAR_DIR / "test.sqlite3")}
else:
    # Values beside the query instead of inside it, so that a query that comes back is planned once a connection.
    DATABASES["default"].setdefault("OPTIONS", {}).update(server_side_binding=True, prepare_threshold=3)

CACHES = {
    # Shared between workers, because the limits on guessing count over all of them.
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "shared_cache",
        # Room for every limit: a full cache throws entries away, and a limit with them.
        "OPTIONS": {"MAX_ENTRIES": 50_000},
    },
    # Of one process only: for what may be half a minute old and would cost every page a query.
    "here": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "here"},
}

LANGUAGE_CODE = "nl-be"
LANGUAGES = [("nl-be", "Nederlands (België)"), ("nl", "Nederlands")]
TIME_ZONE = "Europe/Brussels"
USE_I18N = True
USE_TZ = True
FORMAT_MODULE_PATH = ["lerendnetwerk.formats"]

STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static", VAR_DIR / "made"]
for folder in (VAR_DIR / "made", STATIC_ROOT):
    folder.mkdir(parents=True, exist_ok=True)
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
WHITENOISE_USE_FINDERS = DEBUG

# Sign-in of staff. Participants have no account: see doors.py.
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "lerendnetwerk.accounts.adapter.StaffAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 600
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_LOGOUT_REDIRECT_URL = "/"
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not PRODUCTION
MFA_TOTP_ISSUER = "lerendnetwerk"
MFA_FORMS = {
    "activate_totp": "lerendnetwerk.accounts.forms.AppForm",
    "add_webauthn": "lerendnetwerk.accounts.forms.PasskeyForm",
    "edit_webauthn": "lerendnetwerk.accounts.forms.PasskeyNameForm",
}
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]

# Mail. Sign-in codes leave at once; all other mail goes through the outbox, which the worker empties.
SMTP_HOST = text("LN_SMTP_HOST")
MAIL_FROM = text("LN_MAIL_FROM", "lerendnetwerk <post@lerendnetwerk.example>")
DEFAULT_FROM_EMAIL = MAIL_FROM
SERVER_EMAIL = MAIL_FROM
# Without a server the mails land in the practice mailbox that staff read in the app.
PRACTICE_MAILBOX = not SMTP_HOST
SMTP_OPTIONS = {
    "host": SMTP_HOST or "localhost",
    "port": number("LN_SMTP_PORT", 587),
    "username": text("LN_SMTP_USER"),
    "password": text("LN_SMTP_PASSWORD"),
    "use_tls": flag("LN_SMTP_TLS", default=not flag("LN_SMTP_SSL")),
    "use_ssl": flag("LN_SMTP_SSL"),
    "timeout": 20,
}
MAILERS = {
    "default": {"BACKEND": "lerendnetwerk.outbox.smtp.Smtp", "OPTIONS": SMTP_OPTIONS}
    if SMTP_HOST
    else {"BACKEND": "lerendnetwerk.outbox.practice.PracticeMailbox"},
}

# Who knows the personal link of a recipient; the outbox itself knows nobody.
OUTBOX_LINKS = {
    "{persoonlijke_link}": "networks.mail.personal_link_for",
    "{evaluatie_link}": "evaluations.asking.evaluation_link_for",
    # With a number: about one session.
    "{ik_kom_link:}": "sessions.calendar.links.coming_link_for",
    "{datums_link:}": "sessions.calendar.polling.poll_link_for",
    "{ik_kom_niet_link:}": "sessions.calendar.links.staying_away_link_for",
    "{adres_link:}": "networks.address.address_link_for",
    "{afmelden_link}": "networks.announcement.mailing.opt_out_link_for",
    "{inschrijving_link}": "networks.enrolment.mail.enrolment_link_for",
}
# A mail with this link tells mail programs too how to say no.
OUTBOX_OPT_OUT = "{afmelden_link}"

# What the worker will make and send by itself, for the page with a network's post: see networks/post.py.
POST_TO_COME = [
    "sessions.calendar.reminding.reminders_to_come",
    "evaluations.asking.reminders_to_come",
    "evaluations.following_up.follow_ups_to_come",
]

# What runs live in the room, in the order in which it is offered; a kind may stand on a higher floor than the room.
# See sessions/activities/face.py.
ACTIVITY_KINDS: list[str] = [
    "sessions.activities.check_round.kind.ARRIVAL",
    "sessions.activities.speed_dating.kind.KIND",
    "sessions.activities.reception.kind.KIND",
    "sessions.activities.table_round.kind.KIND",
    "sessions.activities.wall.kind.KIND",
    "sessions.activities.vote.kind.KIND",
    "sessions.activities.statements.kind.KIND",
    "sessions.activities.course.kind.KIND",
    "sessions.activities.decision.kind.KIND",
    "sessions.activities.subgroups.kind.KIND",
    "sessions.activities.case_talk.kind.KIND",
    "sessions.activities.conversation_card.kind.KIND",
    "sessions.activities.network_map.kind.KIND",
    "sessions.activities.history_line.kind.KIND",
    "sessions.activities.postcard.kind.KIND",
    "sessions.activities.plain_method.kind.KIND",
    "sessions.activities.check_round.kind.CLOSING",
    "evaluations.live_kind.KIND",
]

# What a lower floor asks of a higher one: how a werkvorm was liked, to print a report anew when a story in it is withdrawn,
# at which session somebody who joins now can begin, and to take the sessions out of the calendar of who stops.
METHOD_LIKING = "evaluations.liking.liking_of"
STORY_FOLLOWED = "reports.stories.follow_stories"
NUMBER_TO_COME = "sessions.to_come.number_to_come"
CALENDAR_CLEARED = "sessions.calendar.inviting.clear_calendar"

# What erasing one person does, the highest floor first and the person herself last; see lerendnetwerk/erasing.py.
ERASERS = [
    "reports.erasing.forget_in_editions",
    "reports.erasing.forget_packs",
    "reports.erasing.forget_certificates",
    "evaluations.erasing.forget_story",
    "sessions.erasing.forget_coming",
    "sessions.erasing.forget_brought",
    "sessions.erasing.forget_profile",
    "sessions.erasing.forget_in_notes",
    "sessions.erasing.forget_in_room",
    "sessions.erasing.forget_cases",
    "sessions.erasing.forget_in_other_roles",
    "lerendnetwerk.texts.forget_full_name",
    "networks.erasing.forget_contact",
    "networks.erasing.forget_own_data",
    "networks.erasing.forget_web_sessions",
    "networks.erasing.forget_enrolments",
    "networks.erasing.forget_in_admin_log",
    "lerendnetwerk.outbox.erasing.forget_practice",
    "lerendnetwerk.outbox.erasing.forget_mail",
    "networks.erasing.forget_person",
]

# Where people type words, in which a name may stand; see lerendnetwerk/texts.py.
TEXTS = ["reports.erasing.TEXTS", "evaluations.erasing.TEXTS", "sessions.erasing.TEXTS", "networks.erasing.TEXTS"]

# What is kept of a participant, in the order in which she reads it; see lerendnetwerk/own_data.py.
OWN_DATA = ["sessions.own_data.KEPT", "evaluations.own_data.KEPT", "reports.own_data.KEPT", "networks.own_data.KEPT"]

# Who knows whether a live screen changed; see lerendnetwerk/polling.py.
POLL_REVISION = "sessions.live.presence.look"

SESSION_COOKIE_AGE = int(timedelta(days=90).total_seconds())
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "lerendnetwerk.errors.csrf_failure"
SECURE_REFERRER_POLICY = "same-origin"  # no-referrer breaks Django's CSRF check
SECURE_CONTENT_TYPE_NOSNIFF = True
X_FRAME_OPTIONS = "DENY"
if PRODUCTION:
    SESSION_COOKIE_NAME = "__Host-sessionid"
    CSRF_COOKIE_NAME = "__Host-csrftoken"
    SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = True
    SECURE_SSL_REDIRECT = True
    if flag("LN_BEHIND_PROXY"):
        SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
        # Limits on guessing count per visitor; without this all would come from the proxy.
        ALLAUTH_TRUSTED_PROXY_COUNT = 1
    SECURE_HSTS_SECONDS = number("LN_HSTS_SECONDS", 31_536_000)
    SECURE_HSTS_INCLUDE_SUBDOMAINS = flag("LN_HSTS_SUBDOMAINS", default=True)
    SECURE_HSTS_PRELOAD = flag("LN_HSTS_PRELOAD", default=True)

SECURE_CSP = {
    "default-src": [CSP.NONE],
    "script-src": [CSP.SELF],
    "style-src": [CSP.SELF],
    "font-src": [CSP.SELF],
    "img-src": [CSP.SELF, "blob:"],
    "connect-src": [CSP.SELF],
    "form-action": [CSP.SELF],
    "manifest-src": [CSP.SELF],
    "base-uri": [CSP.NONE],
    "frame-ancestors": [CSP.NONE],
}

# Uploads. One file may be 20 MB; the web worker streams it to disk and never opens it.
FILE_UPLOAD_MAX_MEMORY_SIZE = 512 * 1024
DATA_UPLOAD_MAX_MEMORY_SIZE = 4 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"without_tokens": {"()": "lerendnetwerk.logs.WithoutTokens"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "filters": ["without_tokens"]}},
    "root": {"handlers": ["console"], "level": "INFO" if PRODUCTION else "WARNING"},
    # Fifteen lines for each PDF, about nothing that went wrong.
    "loggers": {"weasyprint.progress": {"level": "WARNING"}, "fontTools": {"level": "WARNING"}},
}

SILENCED_SYSTEM_CHECKS: list[str] = []
