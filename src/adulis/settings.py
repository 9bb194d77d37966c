"""Settings, twelve-factor: all from the environment, every name is in ``.env.example``.

Defaults suit a developer's machine where that is harmless; where it would not be harmless there is
no default and the process refuses to start.
"""

from __future__ import annotations

from pathlib import Path

import environ

from adulis.kernel.logs import logging_config
from adulis.settings_database import database
from adulis.settings_traces import traces

env = environ.Env()

REPOSITORY = Path(__file__).resolve().parents[2]
if (REPOSITORY / ".env").is_file():
    env.read_env(REPOSITORY / ".env")

# --- What kind of installation this is -----------------------------------------------------------
ADULIS_MODE = env.str("ADULIS_MODE", default="sandbox")  # sandbox | live; shown in key prefixes
# "email:password" of a login for whoever looks around; the sign-in page offers it.
DEMO_LOGIN = env.str("DEMO_LOGIN", default="")
ADULIS_FAILPOINT = env.str("ADULIS_FAILPOINT", default="")  # see kernel/failpoints.py
SECRET_KEY = env.str("SECRET_KEY")  # no usable default, on purpose
SECRET_KEY_FALLBACKS = env.list("SECRET_KEY_FALLBACKS", default=[])  # while it is being changed
DEBUG = env.bool("DEBUG", default=False)
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["localhost", "127.0.0.1", "[::1]"])
# How many proxies of ours stand in front: what X-Forwarded-For may be believed for.
NUM_PROXIES = env.int("NUM_PROXIES", default=0)
# What our proxy says in X-Gateway-Key: who does not say it came around it. Empty: anybody may come.
GATEWAY_KEY = env.str("GATEWAY_KEY", default="")
GATEWAY_KEY_FALLBACKS = env.list("GATEWAY_KEY_FALLBACKS", default=[])  # while it is being changed

# --- Database -------------------------------------------------------------------------------------
DATABASES = {"default": database(env)}
# The hottest statements are prepared; a pooler in transaction mode may not know such statements.
DB_PREPARED_STATEMENTS = env.bool("DB_PREPARED_STATEMENTS", default=True)
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# --- The house, from the ground up ----------------------------------------------------------------
ROOMS = [
    "adulis.events",
    "adulis.timers",
    "adulis.audit",
    "adulis.cases",
    "adulis.approvals",
    "adulis.fees",
    "adulis.files",
    "adulis.limits",
    "adulis.papers",
    "adulis.mail",
    "adulis.identity",
    "adulis.ledger",
    "adulis.gateways",
    "adulis.wallets",
    "adulis.billing",
    "adulis.transfers",
    "adulis.verification",
    "adulis.deposits",
    "adulis.payouts",
    "adulis.deals",
    "adulis.escrow",
    "adulis.bidding",
    "adulis.notifications",
    "adulis.webhooks",
    "adulis.disputes",
    "adulis.reconciliation",
    "adulis.reports",
    "adulis.oversight",
    "adulis.api",
    "adulis.backoffice",
    "adulis.ops",
]
INSTALLED_APPS = [
    *ROOMS,
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "rest_framework",
    "drf_spectacular",
    "drf_spectacular_sidecar",
]
# The ones for browsers step aside for /api/, see adulis.api.middleware.
MIDDLEWARE = [
    "adulis.api.middleware.RequestMiddleware",
    "adulis.api.middleware.GatewayKey",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "adulis.api.middleware.KnownHosts",
    "adulis.api.middleware.PageSessions",
    "adulis.api.middleware.PageCsrf",
    "adulis.api.middleware.PageAuthentication",
    "adulis.api.middleware.PageMessages",
    "adulis.api.middleware.PageFrames",
    "adulis.api.middleware.PagePolicy",
    "adulis.backoffice.sessions.SessionsEnd",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ]
        },
    }
]
ROOT_URLCONF = "adulis.urls"
WSGI_APPLICATION = "adulis.wsgi.application"
AUTH_USER_MODEL = "identity.User"
AUTHENTICATION_BACKENDS = ["django.contrib.auth.backends.ModelBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]
LANGUAGE_CODE = "en-in"
TIME_ZONE = "Asia/Kolkata"
USE_TZ = True
STATIC_URL = "/static/"
# Served straight from the packages; with STATIC_ROOT, from where collectstatic put them.
STATIC_ROOT = env.str("STATIC_ROOT", default="") or None
# The web app as it was built: files at the root, those in assets/ named by their content.
WEB_DIST = Path(env.str("WEB_DIST", default=str(REPOSITORY / "web" / "dist")))
WHITENOISE_ROOT = WEB_DIST if WEB_DIST.is_dir() else None
WHITENOISE_IMMUTABLE_FILE_TEST = r"^/assets/[^/]+-[\w-]{8}\.\w+$"
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = False

# --- HTTP -----------------------------------------------------------------------------------------
REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": ["adulis.api.authentication.BearerAuthentication"],
    "DEFAULT_PERMISSION_CLASSES": ["adulis.api.permissions.SignedIn"],
    "DEFAULT_PARSER_CLASSES": ["adulis.api.parsers.StrictJSONParser"],
    "DEFAULT_RENDERER_CLASSES": ["adulis.api.renderers.OrjsonRenderer"],
    "DEFAULT_SCHEMA_CLASS": "adulis.api.schema.Schema",
    "EXCEPTION_HANDLER": "adulis.api.problems.exception_handler",
    "UNAUTHENTICATED_USER": None,
    "NUM_PROXIES": NUM_PROXIES,
}
SPECTACULAR_SETTINGS = {
    "TITLE": "Adulis",
    "DESCRIPTION": "Deals, bids, escrow, wallets and payouts on one double-entry ledger.",
    "VERSION": "1",
    "OAS_VERSION": "3.1.1",
    "SCHEMA_PATH_PREFIX": "/api/v1",
    "POSTPROCESSING_HOOKS": ["adulis.api.schema.add_problem"],
    "SERVE_INCLUDE_SCHEMA": False,
    "SERVE_AUTHENTICATION": [],
    "SWAGGER_UI_DIST": "SIDECAR",
    "SWAGGER_UI_FAVICON_HREF": "SIDECAR",
    "SWAGGER_UI_SETTINGS": {"deepLinking": True, "persistAuthorization": True},
}
MAX_BODY_BYTES = env.int("MAX_BODY_BYTES", default=1_048_576)
DATA_UPLOAD_MAX_MEMORY_SIZE = 12 * 1_048_576
# TLS ends at the proxy, which says so; without a proxy of ours nobody's word is taken.
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if NUM_PROXIES else None
SECURE_HSTS_SECONDS = env.int("HSTS_SECONDS", default=31_536_000)  # sent over TLS only
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SILENCED_SYSTEM_CHECKS = [
    "security.W002",  # our subclass of XFrameOptionsMiddleware; every answer's header is tested
    "security.W003",  # our subclass of CsrfViewMiddleware; the back office's door is tested
    "security.W008",  # plain HTTP is the proxy's to refuse: a redirected POST has told its secret
    "security.W021",  # being on browsers' preload list is the domain owner's decision
]
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
# What a page of ours may load and where it may send forms; the API's answers load nothing at all.
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "object-src": ["'none'"],
        "base-uri": ["'self'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'none'"],
    }
}
# Pages of other origins that may use the session cookie of the web app, none by default.
WEB_ORIGINS = env.list("WEB_ORIGINS", default=[])
# The back office: so long after a sign-in, and so long without a click (backoffice/sessions.py).
BACK_OFFICE_SESSION_SECONDS = env.int("BACK_OFFICE_SESSION_SECONDS", default=12 * 3_600)
BACK_OFFICE_IDLE_SECONDS = env.int("BACK_OFFICE_IDLE_SECONDS", default=30 * 60)
# Whether operators come in by password alone; where money is real they do not.
BACK_OFFICE_NEEDS_AUTHENTICATOR = env.bool(
    "BACK_OFFICE_NEEDS_AUTHENTICATOR", default=ADULIS_MODE == "live"
)
SESSION_COOKIE_AGE = BACK_OFFICE_SESSION_SECONDS
# Sent to the back office and to nothing else.
SESSION_ENGINE, SESSION_COOKIE_NAME = "adulis.backoffice.session_store", "adulis_back_office"
SESSION_COOKIE_PATH, SESSION_COOKIE_HTTPONLY, SESSION_COOKIE_SAMESITE = "/admin/", True, "Strict"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = env.bool("COOKIES_SECURE", default=not DEBUG)

# --- Logs, metrics and traces ---------------------------------------------------------------------
LOGGING_CONFIG = "adulis.kernel.logs.configure"
LOGGING = logging_config(
    as_json=env.bool("LOG_JSON", default=not DEBUG), level=env.str("LOG_LEVEL", default="INFO")
)
# What whoever reads /metrics says as its bearer token; empty: there is no such address.
METRICS_TOKEN = env.str("METRICS_TOKEN", default="")
# Where processes of one machine count together; the library reads the same name itself.
PROMETHEUS_MULTIPROC_DIR = env.str("PROMETHEUS_MULTIPROC_DIR", default="")
TRACES = traces(env)

# --- Keys -----------------------------------------------------------------------------------------
# "id:base64 of 32 bytes", the first one encrypts, all of them decrypt.
ENCRYPTION_KEYS = env.list("ENCRYPTION_KEYS", default=[])
ENCRYPTION_KEYS_FILE = env.str("ENCRYPTION_KEYS_FILE", default="")  # or a file: one a line
BLIND_INDEX_KEY = env.str("BLIND_INDEX_KEY", default="")
API_KEY_PEPPER = env.str("API_KEY_PEPPER", default="")
JWT_ACCESS_SECONDS = env.int("JWT_ACCESS_SECONDS", default=600)
JWT_REFRESH_SECONDS = env.int("JWT_REFRESH_SECONDS", default=14 * 86_400)

# --- Time -----------------------------------------------------------------------------------------
# For how long no worker has to be seen before that counts as an outage, which hurts nobody.
OUTAGE_AFTER_SECONDS = env.int("OUTAGE_AFTER_SECONDS", default=30)
# From when on somebody who joined a team, or was given a higher role, counts as a second person.
SECOND_PERSON_AFTER_HOURS = env.int("SECOND_PERSON_AFTER_HOURS", default=24)

# --- Seals, backups and letters -------------------------------------------------------------------
# Where people reach the web app: what the links in letters begin with.
PUBLIC_URL = env.str("PUBLIC_URL", default="http://127.0.0.1:8000").rstrip("/")
# Under which name heads are signed and published; the same for as long as there is this book.
LEDGER_ORIGIN = (
    env.str("LEDGER_ORIGIN", default="") or f"{PUBLIC_URL.partition('://')[2] or PUBLIC_URL}/ledger"
)
LEDGER_SEAL_KEYS = env.list("LEDGER_SEAL_KEYS", default=[])  # the first signs; see ledger.signing
LEDGER_HEADS_TO = env.str("LEDGER_HEADS_TO", default="")  # a file, or a server's URL
# A folder, or s3://bucket/prefix; for whom backups are sealed (age); how the server is entered.
BACKUP_EVERY_HOURS = env.int("BACKUP_EVERY_HOURS", default=24)
BACKUP_KEPT_DAYS = env.int("BACKUP_KEPT_DAYS", default=14)
BACKUP_TO = env.str("BACKUP_TO", default="")
BACKUP_RECIPIENTS = env.list("BACKUP_RECIPIENTS", default=[])
BACKUP_DATABASE_URL = env.str("BACKUP_DATABASE_URL", default="")
BACKUP_S3 = {
    "endpoint_url": env.str("BACKUP_S3_ENDPOINT", default="") or None,
    "aws_access_key_id": env.str("BACKUP_S3_ACCESS_KEY", default="") or None,
    "aws_secret_access_key": env.str("BACKUP_S3_SECRET_KEY", default="") or None,
}
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", default="Adulis <no-reply@adulis.example>")
# smtp+tls://user:password@host:587; smtp+ssl:// is TLS from the first byte, smtp:// none at all.
EMAIL_URL = env.str("EMAIL_URL", default="")
# Where letters are written as .eml files instead, when there is no EMAIL_URL.
EMAIL_FOLDER = env.str("EMAIL_FOLDER", default="")
EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
if EMAIL_URL:
    globals().update(environ.Env.email_url_config(EMAIL_URL))
    EMAIL_BACKEND = "adulis.mail.backends.SmtpBackend"
elif EMAIL_FOLDER:
    EMAIL_BACKEND = "adulis.mail.backends.FolderBackend"
EMAIL_TIMEOUT = env.int("EMAIL_TIMEOUT_SECONDS", default=10)  # for one answer of the mail server
EMAIL_TOTAL_SECONDS = env.int("EMAIL_TOTAL_SECONDS", default=30)  # for all of one letter

# --- Webhooks -------------------------------------------------------------------------------------
# Whether http to this machine itself may be called, as localhost or 127.0.0.1: to develop with.
WEBHOOKS_TO_LOOPBACK = ADULIS_MODE == "sandbox" and env.bool("WEBHOOKS_TO_LOOPBACK", default=DEBUG)

# --- Files ----------------------------------------------------------------------------------------
# Sealed before they are put there: in a folder, or in a bucket of S3-compatible storage.
FILES_DIR = env.str("FILES_DIR", default=str(REPOSITORY / "var" / "files"))
FILES_S3_BUCKET = env.str("FILES_S3_BUCKET", default="")
FILES_S3 = {
    "bucket_name": FILES_S3_BUCKET,
    "endpoint_url": env.str("FILES_S3_ENDPOINT", default="") or None,
    "region_name": env.str("FILES_S3_REGION", default="") or None,
    "access_key": env.str("FILES_S3_ACCESS_KEY", default="") or None,
    "secret_key": env.str("FILES_S3_SECRET_KEY", default="") or None,
}
STORAGES = {
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    "private": {"BACKEND": "adulis.files.bucket.PrivateBucket", "OPTIONS": FILES_S3}
    if FILES_S3_BUCKET
    else {"BACKEND": "adulis.files.storage.PrivateFolder", "OPTIONS": {"location": FILES_DIR}},
}

# --- Throttles: steady rate per second and burst --------------------------------------------------
THROTTLES = {
    "money_per_key": (env.float("THROTTLE_MONEY_PER_SECOND", default=100.0), 500),
    "login_per_account": (10 / 60, 10),
    "login_per_address": (1.0, 60),
    "second_factor_per_account": (1 / 60, 10),  # a million codes, three of them right
    "register_per_address": (10 / 3600, 10),
    "wrong_keys_per_address": (1.0, 60),  # API keys that are none; a right one costs nothing
    "letters_per_recipient": (3 / 3600, 5),  # what strangers may have sent to a mailbox
    "links_per_address": (20 / 60, 30),
    "confirmations_per_link": (1 / 60, 10),  # passwords tried at one letter's link
    "merchants_per_person": (10 / 3600, 10),
    "invitations_per_merchant": (30 / 3600, 30),
    "recipients_per_caller": (10 / 60, 20),  # names behind account numbers, to confirm one
    "penny_drops_per_merchant": (10 / 60, 20),  # each costs money, and may hold a thread for long
    "report_rows_per_caller": (1.0, 30),  # each looks through the period for what is in the row
    "uploads_per_merchant": (10 / 60, 30),
    "bids_per_party": (env.float("THROTTLE_BIDS_PER_SECOND", default=2.0), 4),
    "streams_per_caller": (1.0, 30),  # opened, by a person or an API key
}

# Those that are asked most: counted in Redis, where there is one. The others stay in the database:
# they guard secrets, letters and what costs us money, and an emptied Redis forgets.
BUSY_THROTTLES = {"money_per_key", "bids_per_party", "login_per_address", "streams_per_caller"}
# redis://:password@host:6379/0, rediss:// with TLS; empty: everything is counted in the database.
REDIS_URL = env.str("REDIS_URL", default="")

# --- Streams: how many may be open at once in one process -----------------------------------------
STREAMS_PER_CALLER = env.int("STREAMS_PER_CALLER", default=20)
STREAMS_PER_PROCESS = env.int("STREAMS_PER_PROCESS", default=5_000)

# --- Who we are, on papers and invoices -----------------------------------------------------------
PLATFORM_NAME = env.str("PLATFORM_NAME", default="Adulis")
_IS_SANDBOX = ADULIS_MODE == "sandbox"
PLATFORM_LEGAL_NAME = env.str(
    "PLATFORM_LEGAL_NAME",
    default="Adulis sandbox (not a registered company)" if _IS_SANDBOX else "",
)
PLATFORM_ADDRESS = env.str(
    "PLATFORM_ADDRESS", default="1 Harbour Road, Bengaluru 560001, Karnataka" if _IS_SANDBOX else ""
)
# Its first two digits are our state: whoever is billed in the same state pays CGST and SGST.
PLATFORM_GSTIN = env.str("PLATFORM_GSTIN", default="29AAACA0001A1ZT" if _IS_SANDBOX else "")

# --- Payouts --------------------------------------------------------------------------------------
PAYOUT_IDEMPOTENCY_WINDOW_HOURS = env.int("PAYOUT_IDEMPOTENCY_WINDOW_HOURS", default=24)
PAYOUT_MAX_RETRIES = env.int("PAYOUT_MAX_RETRIES", default=3)
PAYOUT_PROCESSING_TIMEOUT_SECONDS = env.int("PAYOUT_PROCESSING_TIMEOUT_SECONDS", default=30)
# Whether a payout that the bank took back also gives its fee back.
PAYOUT_RETURN_REFUNDS_FEE = env.bool("PAYOUT_RETURN_REFUNDS_FEE", default=True)

# --- Deals ----------------------------------------------------------------------------------------
# What is worth more than this (25 lakh rupees) is seen by others once an operator approved it.
DEAL_APPROVAL_ABOVE_PAISE = env.int("DEAL_APPROVAL_ABOVE_PAISE", default=250_000_000)

# --- Disputes -------------------------------------------------------------------------------------
# A ruling about more than this (1 lakh rupees) needs a second operator.
DISPUTE_APPROVAL_ABOVE_PAISE = env.int("DISPUTE_APPROVAL_ABOVE_PAISE", default=10_000_000)

# --- The bank -------------------------------------------------------------------------------------
BANK_CODE = env.str("BANK_CODE", default="simbank")
BANK_BASE_URL = env.str("BANK_BASE_URL", default="http://127.0.0.1:8001")
BANK_KEY_ID = env.str("BANK_KEY_ID", default="adulis")
BANK_SECRET = env.str("BANK_SECRET", default="")
# Secrets the bank signs callbacks with; several while one is being rotated.
BANK_CALLBACK_SECRETS = env.list("BANK_CALLBACK_SECRETS", default=[])
BANK_PROFILE = env.str("BANK_PROFILE", default="npci")  # see gateways.values.PROFILES

# --- The payment gateway --------------------------------------------------------------------------
PAYMENT_GATEWAY_CODE = env.str("PAYMENT_GATEWAY_CODE", default="simgate")
PAYMENT_GATEWAY_URL = env.str("PAYMENT_GATEWAY_URL", default="http://127.0.0.1:8002")
PAYMENT_GATEWAY_KEY_ID = env.str("PAYMENT_GATEWAY_KEY_ID", default="adulis")
PAYMENT_GATEWAY_SECRET = env.str("PAYMENT_GATEWAY_SECRET", default="")
# How long the worker waits for a whole answer of it.
PAYMENT_GATEWAY_TIMEOUT_SECONDS = env.float("PAYMENT_GATEWAY_TIMEOUT_SECONDS", default=15.0)
# Secrets the gateway signs webhooks with; several while one is being rotated.
PAYMENT_GATEWAY_WEBHOOK_SECRETS = env.list("PAYMENT_GATEWAY_WEBHOOK_SECRETS", default=[])
# real: cards clear after days | demo: after seconds
PAYMENT_GATEWAY_PROFILE = env.str("PAYMENT_GATEWAY_PROFILE", default="real")

# --- Deposits in foreign money --------------------------------------------------------------------
FX_QUOTE_MINUTES = env.int("FX_QUOTE_MINUTES", default=15)
# What of a rate is ours, in ten-thousandths.
FX_MARKUP_BASIS_POINTS = env.int("FX_MARKUP_BASIS_POINTS", default=100)
# How old a rate may be that a promise is made on.
FX_RATE_MAX_AGE_SECONDS = env.int("FX_RATE_MAX_AGE_SECONDS", default=600)
