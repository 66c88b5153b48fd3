"""Settings of the platform. Everything that differs between installations comes from the environment."""

from pathlib import Path

from celery.schedules import crontab
from csp.constants import NONCE, SELF
from django.utils.translation import gettext_lazy as _

from betteroff import environment
from betteroff.serving.addresses import networks
from core.circuit import ANSWER_SECONDS

BASE_DIR = Path(__file__).resolve().parent.parent
VAR_DIR = Path(environment.text("VAR_DIR", str(BASE_DIR / "var")))

SECRET_KEY = environment.text("SECRET_KEY")
FIELD_KEYS = environment.field_keys(environment.text("FIELD_KEYS"))
DEBUG = False
# The demo shows sign-in hints and a local mailbox page. Never set it where real people are.
DEMO = environment.flag("DEMO")
# Hosts of councils come from the database (accounts.middleware); these serve the platform's own pages.
PLATFORM_HOSTS = environment.listing("PLATFORM_HOSTS", "localhost,127.0.0.1")
ALLOWED_HOSTS = environment.listing("ALLOWED_HOSTS", ".localhost,localhost,127.0.0.1")
HTTPS = environment.flag("HTTPS")
# Networks of the proxies in front: whose word about the visitor's address and scheme is taken (betteroff/serving).
TRUSTED_PROXIES = networks(environment.listing("TRUSTED_PROXIES", "127.0.0.1,::1"))
# The port in links of messages; empty where people need not type one.
PUBLIC_PORT = environment.text("PUBLIC_PORT", "")

INSTALLED_APPS = [
    "betteroff",
    "reports",
    "records.apps.RecordsConfig",
    "advocates.apps.AdvocatesConfig",
    "casework.apps.CaseworkConfig",
    "cobrowse.apps.CobrowseConfig",
    "studio.apps.StudioConfig",
    "estimates.apps.EstimatesConfig",
    "claims.apps.ClaimsConfig",
    "jobjournal.apps.JobjournalConfig",
    "formspec.apps.FormspecConfig",
    "notifications",
    "accounts.apps.AccountsConfig",
    "core",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.staticfiles",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "rest_framework",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "csp",
    "pgtrigger",
    "pghistory",
    "django_structlog",
    "django_prometheus",
]

MIDDLEWARE = [
    "django_prometheus.middleware.PrometheusBeforeMiddleware",
    "betteroff.middleware.HealthMiddleware",
    "betteroff.middleware.HeadMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "accounts.middleware.CouncilMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "accounts.middleware.LanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "accounts.middleware.ActorMiddleware",
    "accounts.middleware.SignInRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "csp.middleware.CSPMiddleware",
    "django_permissions_policy.PermissionsPolicyMiddleware",
    "accounts.middleware.WrongMethodMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_structlog.middlewares.RequestMiddleware",
    "django_prometheus.middleware.PrometheusAfterMiddleware",
]

ROOT_URLCONF = "betteroff.urls"
PLATFORM_URLCONF = "betteroff.urls.platform"
CLOSED_URLCONF = "betteroff.urls.closed"
WSGI_APPLICATION = "betteroff.wsgi.application"
FORM_RENDERER = "core.govuk.forms.GovukRenderer"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            # Every form that posts says for whom it was drawn.
            "builtins": ["accounts.templatetags.form_owners"],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "django.template.context_processors.i18n",
                "accounts.context_processors.council",
            ],
        },
    },
]

# --- Data ------------------------------------------------------------

DATABASES = {
    "default": {
        **environment.database(environment.text("DATABASE_URL")),
        "ATOMIC_REQUESTS": True,
        # HTTP runs on a fixed pool of threads that keep their connections (betteroff/asgi.py).
        "CONN_MAX_AGE": 600,
        "CONN_HEALTH_CHECKS": True,
        # PgBouncer in transaction mode cannot keep a cursor between transactions.
        "DISABLE_SERVER_SIDE_CURSORS": True,
    }
}
# The role that owns the tables: migrations only. The web and the workers never connect as it.
DATABASE_OWNER_URL = environment.text("DATABASE_OWNER_URL", "")
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
REDIS_URL = environment.text("REDIS_URL")
# Which is which, and what no Redis means: core/cache.py.
_IN_REDIS = {
    "LOCATION": REDIS_URL,
    "OPTIONS": {
        "serializer": "core.cache.JsonSerializer",
        "socket_timeout": ANSWER_SECONDS,
        "socket_connect_timeout": ANSWER_SECONDS,
    },
}
CACHES = {
    "default": {"BACKEND": "core.cache.RememberingCache", **_IN_REDIS},
    "counters": {"BACKEND": "core.cache.SharedCache", **_IN_REDIS},
}
RATELIMIT_USE_CACHE = "counters"

# --- People ------------------------------------------------------------

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["accounts.adapters.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "accounts:sign_in"
LOGIN_REDIRECT_URL = "accounts:after_sign_in"
ACCOUNT_LOGOUT_REDIRECT_URL = "home"
ACCOUNT_ADAPTER = "accounts.adapters.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = "username"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_SESSION_REMEMBER = False
# Ours count by council, and nobody can lock out somebody else by them (accounts/guessing.py).
ACCOUNT_RATE_LIMITS = False
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_TOTP_TOLERANCE = 1
MFA_TOTP_ISSUER = "BetterOff"
MFA_PASSKEY_LOGIN_ENABLED = False
MFA_ADAPTER = "accounts.adapters.SecondFactorAdapter"
MFA_FORMS = {
    "authenticate": "accounts.forms.SecondFactorForm",
    "reauthenticate": "accounts.forms.SecondFactorAgainForm",
    "activate_totp": "accounts.forms.SetUpAppForm",
    "add_webauthn": "accounts.forms.AddPasskeyForm",
    "authenticate_webauthn": "accounts.forms.PasskeyForm",
    "reauthenticate_webauthn": "accounts.forms.PasskeyAgainForm",
}
# A session lives for a day after it was last used, so that nothing is lost, and ends with the browser; staff sessions
# end sooner (accounts/keeping/session_life.py). Who says "this is my own device" stays signed in there.
SESSION_ENGINE = "accounts.keeping.session_store"
SESSION_COOKIE_AGE = 60 * 60 * 24
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
OWN_DEVICE_DAYS = 14
SESSION_COOKIE_SECURE = HTTPS
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SECURE = HTTPS
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "betteroff.views.csrf_failure"
STAFF_IDLE_MINUTES = 30
STAFF_SESSION_HOURS = 12
# A visit at a public computer ends after as long (accounts/keeping/kiosk.py).
KIOSK_IDLE_MINUTES = 10

# --- Messages ------------------------------------------------------------

EMAIL_BACKEND = environment.text("EMAIL_BACKEND", "notifications.smtp.PatientBackend")
DEFAULT_FROM_EMAIL = environment.text("DEFAULT_FROM_EMAIL", "no-reply@betteroff.invalid")
MESSAGE_BACKEND = environment.text("MESSAGE_BACKEND", "notifications.channels.MailboxBackend")
MAILBOX_DIR = VAR_DIR / "mailbox"
NOTIFY_API_KEY = environment.text("NOTIFY_API_KEY", "")
NOTIFY_BASE_URL = environment.text("NOTIFY_BASE_URL", "")
NOTIFY_TEMPLATE_EMAIL = environment.text("NOTIFY_TEMPLATE_EMAIL", "")
NOTIFY_TEMPLATE_SMS = environment.text("NOTIFY_TEMPLATE_SMS", "")
NOTIFY_COUNCILS = environment.by_council("NOTIFY_COUNCILS", {"key", "email", "sms"})
SMTP, SMTP_COUNCILS = environment.mail_servers()

# What people may ask to be sent to addresses that they type, for each council and day; an alert comes at four fifths.
EMAILS_A_DAY = environment.number("EMAILS_A_DAY", 5000)
TEXTS_A_DAY = environment.number("TEXTS_A_DAY", 1000)

# --- Files that people send ------------------------------------------------------------

# clamd's socket. With it every file is scanned, and none is taken while the scanner does not answer.
CLAMD_SOCKET = environment.text("CLAMD_SOCKET", "")

# --- Services of others ------------------------------------------------------------

# Lets councils point a calculator or a hand-over at http:// on this very machine: for a stand-in, never where others
# run councils.
OUTSIDE_ON_LOOPBACK = environment.flag("OUTSIDE_ON_LOOPBACK")

# --- Work in the background ------------------------------------------------------------

QUEUES = ["default", "documents", "estimates"]
CELERY_BROKER_URL = REDIS_URL.replace("unix://", "redis+socket://")
CELERY_TASK_DEFAULT_QUEUE = "default"
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_TASK_TIME_LIMIT = 120
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
# Redis hands a lost task out again only after the visibility time-out; a killed worker must not cost an hour.
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "visibility_timeout": 300,
    # Without Redis a page must not wait: the row is there, and the poller finds it.
    "max_retries": 0,
    "interval_start": 0,
    "unacked_restore_interval": 5,
    "unacked_restore_throttle": 1,
    # A Redis that is silent is one that is away (core/circuit.py); a worker waits longer (betteroff/celery.py).
    "socket_timeout": ANSWER_SECONDS,
    "socket_connect_timeout": ANSWER_SECONDS,
    "socket_keepalive": True,
}
# However long Redis is away, a worker goes on looking for it.
CELERY_BROKER_CONNECTION_MAX_RETRIES = None
CELERY_BEAT_SCHEDULE_FILENAME = str(VAR_DIR / "beat")
_DOCUMENTS = {"queue": "documents", "expires": 10}
_ESTIMATES = {"queue": "estimates", "expires": 10}
_TEN_MINUTES = {"expires": 600}
CELERY_BEAT_SCHEDULE = {
    "look-after-help-queues": {"task": "cobrowse.look_after_queues", "schedule": 20.0, "options": {"expires": 20}},
    "end-abandoned-shares": {"task": "cobrowse.end_abandoned_shares", "schedule": 60.0, "options": {"expires": 60}},
    "ask-how-help-was": {"task": "cobrowse.ask_how_it_was", "schedule": 3600.0},
    "delete-old-help": {"task": "cobrowse.delete_old_requests", "schedule": 3600.0},
    "look-after-bookings": {"task": "cobrowse.look_after_bookings", "schedule": 60.0, "options": {"expires": 60}},
    "delete-old-bookings": {"task": "cobrowse.delete_old_bookings", "schedule": 3600.0},
    "delete-old-try-outs": {"task": "studio.delete_old_try_outs", "schedule": crontab(hour=4, minute=25)},
    "clear-sessions": {"task": "betteroff.clear_sessions", "schedule": crontab(hour=4, minute=10)},
    "send-due-messages": {"task": "notifications.send_due_messages", "schedule": 5.0},
    "follow-sent-messages": {"task": "notifications.follow_sent_messages", "schedule": 60.0},
    "make-due-journals": {"task": "jobjournal.make_due_documents", "schedule": 10.0, "options": _DOCUMENTS},
    "send-journal-reminders": {"task": "jobjournal.send_reminders", "schedule": crontab(hour="9-17", minute=10)},
    "tell-of-ending-entries": {"task": "jobjournal.tell_of_ending_drafts", "schedule": crontab(hour="9-17", minute=40)},
    "delete-old-journals": {"task": "jobjournal.delete_old_parts", "schedule": 3600.0},
    "make-due-documents": {"task": "claims.make_due_documents", "schedule": 10.0, "options": _DOCUMENTS},
    "send-due-letters": {"task": "casework.send_due_letters", "schedule": 10.0, "options": _DOCUMENTS},
    "end-due-holds": {"task": "casework.end_due_holds", "schedule": 60.0, "options": _DOCUMENTS | {"expires": 60}},
    "keep-due-days": {"task": "casework.keep_due_days", "schedule": 30.0, "options": _DOCUMENTS | {"expires": 30}},
    "work-off-batches": {"task": "casework.work_off_batches", "schedule": 10.0, "options": _DOCUMENTS},
    "look-after-caseloads": {"task": "advocates.look_after_caseloads", "schedule": 60.0, "options": {"expires": 60}},
    "send-case-digests": {"task": "advocates.send_digests", "schedule": crontab(hour="7-10", minute=50)},
    "work-off-case-batches": {"task": "advocates.work_off_batches", "schedule": 10.0, "options": _DOCUMENTS},
    "hand-over-claims": {"task": "casework.deliver_due", "schedule": 10.0, "options": _DOCUMENTS},
    "make-due-estimate-documents": {"task": "estimates.make_due_documents", "schedule": 10.0, "options": _DOCUMENTS},
    "delete-api-estimates": {"task": "estimates.delete_api_estimates", "schedule": 3600.0},
    "delete-old-exchanges": {"task": "estimates.delete_old_exchanges", "schedule": 3600.0},
    "remind-of-agreements": {"task": "betteroff.remind_of_agreements", "schedule": crontab(hour=9, minute=25)},
    "delete-incoming-files": {"task": "betteroff.delete_incoming_files", "schedule": 600.0, "options": _TEN_MINUTES},
    "delete-unsaved-drafts": {"task": "claims.delete_unsaved_drafts", "schedule": 3600.0},
    "end-old-drafts": {"task": "claims.end_old_drafts", "schedule": crontab(hour="9-17", minute=35)},
    "delete-old-claims": {"task": "records.delete_due_claims", "schedule": crontab(hour="1-4", minute=45)},
    "make-due-exports": {"task": "records.make_due_exports", "schedule": 30.0, "options": _DOCUMENTS | {"expires": 30}},
    "delete-old-exports": {"task": "records.delete_old_exports", "schedule": 3600.0},
    "remind-partners": {"task": "claims.remind_partners", "schedule": crontab(hour="9-17", minute=20)},
    "remind-on-the-eve": {"task": "claims.remind_on_the_eve", "schedule": crontab(hour="9-17", minute=35)},
    "tell-of-ends-of-grants": {"task": "advocates.tell_of_ends", "schedule": crontab(hour="9-17", minute=45)},
    "remind-of-reviews": {"task": "claims.remind_of_reviews", "schedule": crontab(hour="9-17", minute=25)},
    "remind-of-yearly-looks": {"task": "advocates.remind_of_looks", "schedule": crontab(hour="9-17", minute=25)},
    "delete-old-work-together": {"task": "advocates.delete_old_work", "schedule": crontab(hour=3, minute=50)},
    "look-after-plans": {"task": "advocates.look_after_plans", "schedule": crontab(hour="9-17", minute=15)},
    "tell-of-messages": {"task": "claims.tell_of_messages", "schedule": 60.0, "options": {"expires": 60}},
    "close-ended-shares": {"task": "jobjournal.close_ended_shares", "schedule": 60.0},
    "delete-old-shares": {"task": "jobjournal.delete_old_shares", "schedule": 3600.0},
    "run-due-estimates": {"task": "estimates.run_due_estimates", "schedule": 10.0, "options": _ESTIMATES},
    "rerun-all-estimates": {
        "task": "estimates.rerun_all_estimates",
        "schedule": crontab(hour=3, minute=20),
        "options": _ESTIMATES | {"expires": 3600},
    },
}
CELERY_TASK_ROUTES = {
    "jobjournal.make_due_documents": {"queue": "documents"},
    "jobjournal.make_document": {"queue": "documents"},
    "claims.make_document": {"queue": "documents"},
    "estimates.make_document": {"queue": "documents"},
    "claims.make_due_documents": {"queue": "documents"},
    "casework.send_due_letters": {"queue": "documents"},
    "casework.end_due_holds": {"queue": "documents"},
    "casework.keep_due_day": {"queue": "documents"},
    "casework.keep_due_days": {"queue": "documents"},
    "advocates.work_off_batch": {"queue": "documents"},
    "advocates.work_off_batches": {"queue": "documents"},
    "casework.work_off_batch": {"queue": "documents"},
    "casework.work_off_batches": {"queue": "documents"},
    "casework.deliver": {"queue": "documents"},
    "casework.deliver_due": {"queue": "documents"},
    "estimates.make_due_documents": {"queue": "documents"},
    "records.make_due_exports": {"queue": "documents"},
    "records.make_export": {"queue": "documents"},
    "estimates.run_estimate": {"queue": "estimates"},
    "estimates.run_hours_curve": {"queue": "estimates"},
    "estimates.run_comparison": {"queue": "estimates"},
    "estimates.run_change_estimate": {"queue": "estimates"},
    "estimates.run_scheme_effect": {"queue": "estimates"},
    "estimates.run_due_estimates": {"queue": "estimates"},
    "estimates.rerun_estimates": {"queue": "estimates"},
    "estimates.rerun_all_estimates": {"queue": "estimates"},
}

# --- Pages ------------------------------------------------------------

LANGUAGE_CODE = "en-gb"
LANGUAGES = [("en-gb", _("English")), ("cy", _("Welsh"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
TIME_ZONE = "Europe/London"
USE_I18N = True
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = BASE_DIR / "static" / "root"
STATICFILES_DIRS = [BASE_DIR / "static" / "dist", ("films", BASE_DIR / "formspec" / "films")]
# Files with addresses and hashes of their own: guidance read aloud (formspec/presenters/media.py).
WHITENOISE_ROOT = BASE_DIR / "static" / "public"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "core.staticfiles.HashedStaticFilesStorage"},
}
WHITENOISE_MAX_AGE = 60 * 60 * 24 * 365
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024

# --- Security ------------------------------------------------------------

SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
PERMISSIONS_POLICY = {name: [] for name in ("camera", "geolocation", "microphone", "payment", "usb")}
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'self'"],
        "script-src": [SELF, NONCE],
        "style-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "media-src": ["'self'"],
        "worker-src": ["'self'"],
        "object-src": ["'none'"],
        "base-uri": ["'none'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'none'"],
    }
}
METRICS_TOKEN = environment.text("METRICS_TOKEN", "")

# --- API ------------------------------------------------------------

REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": ["rest_framework.authentication.SessionAuthentication"],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAuthenticated"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["rest_framework.parsers.JSONParser"],
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "UNAUTHENTICATED_USER": "django.contrib.auth.models.AnonymousUser",
}
SPECTACULAR_SETTINGS = {
    "TITLE": "BetterOff",
    "VERSION": "1",
    "SERVE_INCLUDE_SCHEMA": False,
    "SWAGGER_UI_DIST": "SIDECAR",
    "REDOC_DIST": "SIDECAR",
}

# Plain http has a check of its own: betteroff/checks.py.
SILENCED_SYSTEM_CHECKS = ["security.W004", "security.W008", "security.W012", "security.W016"] if not HTTPS else []

from betteroff.logging import LOGGING  # noqa: E402, F401 - kept apart because it is long
