"""All settings. What differs between machines is an environment variable.

`docs/operations.md` lists every variable. Policy (office hours, holidays, texts, officers) is
data, never a setting.
"""

from urllib.parse import urlsplit

from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from portal.env import choice, database, demo_default, flag, number, secret, text, words
from portal.places import BASE_DIR, here

PLACES = here()
DATA_DIR = PLACES.data

# --- this installation
DEMO = flag("DEMO", demo_default())
DEBUG = False
SECRET_KEY = secret("SECRET_KEY", demo=DEMO)
DATA_KEY = secret("DATA_KEY", demo=DEMO)
PORT = number("PORT", 8000, high=65535)
STANDIN_PORT = number("STANDIN_PORT", PORT + 1, high=65535)
PUBLIC_URL = text("PUBLIC_URL", f"http://127.0.0.1:{PORT}").rstrip("/")
STANDIN_URL = f"http://127.0.0.1:{STANDIN_PORT}"
PUBLIC_SUBMISSION = choice("PUBLIC_SUBMISSION", "local", "national")
DEADLINE_METHOD = choice("DEADLINE_METHOD", "hours", "days")
UNDO_SECONDS = number("UNDO_SECONDS", 60, high=3600)
OFFICER_IDLE_MINUTES = number("OFFICER_IDLE_MINUTES", 15, low=1, high=720)
CITIZEN_IDLE_MINUTES = number("CITIZEN_IDLE_MINUTES", 30, low=1, high=720)
OFFICER_SESSION_HOURS = 12
FILE_SCANNER = text("FILE_SCANNER", "builtin")
FILE_STORE = text("FILE_STORE", f"file://{PLACES.files}")

# --- the national portal (docs/api/national.md); a demo talks to its own stand-in
NATIONAL_BASE_URL = text("NATIONAL_BASE_URL", STANDIN_URL if DEMO else "")
NATIONAL_ENABLED = flag("NATIONAL_ENABLED", bool(NATIONAL_BASE_URL))
NATIONAL_DIALECT = choice("NATIONAL_DIALECT", "ext24", "v14")
NATIONAL_LOGIN_PATH = text("NATIONAL_LOGIN_PATH", "mapi/login")
NATIONAL_SHARE_PATH = text("NATIONAL_SHARE_PATH", "mapi/g")
NATIONAL_INTEGRATION_PATH = text("NATIONAL_INTEGRATION_PATH", "mapi/g")
NATIONAL_DSTCODE = text("NATIONAL_DSTCODE", "VN:GOV:000.00.00.G22:vpcpdvcprovider")
NATIONAL_DSTCODE_IN = choice("NATIONAL_DSTCODE_IN", "header", "query", "none")
NATIONAL_USERNAME = text("NATIONAL_USERNAME", "demo" if DEMO else "")
NATIONAL_PASSWORD = text("NATIONAL_PASSWORD", "demo" if DEMO else "")
NATIONAL_MADONVI = text("NATIONAL_MADONVI", "H57")
NATIONAL_TENDONVI = text("NATIONAL_TENDONVI", "UBND thành phố Huế")
NATIONAL_FILE_BASE_URL = text("NATIONAL_FILE_BASE_URL", PUBLIC_URL)
NATIONAL_SESSION_TTL = number("NATIONAL_SESSION_TTL", 480)
NATIONAL_TIMEOUT = (3, 20, 25)  # seconds to connect, for each read, for all of it
NATIONAL_PROGRESS_CHUNK = number("NATIONAL_PROGRESS_CHUNK", 10, low=1, high=100)
NATIONAL_MAX_PARALLEL = number("NATIONAL_MAX_PARALLEL", 4, low=1, high=16)

# --- the identity provider of citizens (VNeID); a demo has one in the stand-in
IDENTITY_URL = text("IDENTITY_URL", STANDIN_URL if DEMO else "")
IDENTITY_CLIENT_ID = text("IDENTITY_CLIENT_ID", "mot-cua")
IDENTITY_CLIENT_SECRET = text("IDENTITY_CLIENT_SECRET", "mot-cua-demo" if DEMO else "")

# --- messages to people; a demo keeps them in the stand-in
MESSAGE_PROVIDER = text("MESSAGE_PROVIDER", "portal.connect.message.gateway.JsonGateway")
MESSAGE_GATEWAY_URL = text(
    "MESSAGE_GATEWAY_URL", f"{STANDIN_URL}/gateway/messages" if DEMO else ""
)
MESSAGE_GATEWAY_KEY = text("MESSAGE_GATEWAY_KEY", "mot-cua-demo" if DEMO else "")

# --- electronic signatures; a demo makes its own authority and keys
SIGNATURE_PROVIDER = text(
    "SIGNATURE_PROVIDER",
    "portal.connect.signature.demo.DemoAuthority" if DEMO else "",
)

# --- Django
ROOT_URLCONF = "portal.urls"
WSGI_APPLICATION = "portal.wsgi.application"
INSTALLED_APPS = [
    "procedures",
    "portal.accounts",
    "portal",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.admin",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.idp.oidc",
    "rest_framework",
    "drf_spectacular",
    "csp",
]
MIDDLEWARE = [
    "portal.api.problems.as_problems",
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "portal.middleware.language_by_choice",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "portal.accounts.lock.session_lock",
    "allauth.account.middleware.AccountMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "portal.middleware.private_pages",
    "portal.middleware.wake_duties",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "portal.ui.frame.frame",
            ],
            "libraries": {"ui": "portal.ui.templatetags.ui"},
        },
    }
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
APPEND_SLASH = True

# --- database: the application's role at run time, the owner's for migrations (manage.py)
EMBEDDED = f"postgres:///motcua?host={PLACES.database_sockets}&user="
DATABASE_URL = text("DATABASE_URL", f"{EMBEDDED}motcua_app")
DATABASE_OWNER_URL = text(
    "DATABASE_OWNER_URL", text("DATABASE_URL", f"{EMBEDDED}motcua_owner")
)
DATABASE_AS_OWNER = choice("DATABASE_AS", "app", "owner") == "owner"
DATABASE_APP_ROLE = "motcua_app"
LIMITS = {"statement_timeout": "10s", "lock_timeout": "5s"}
if DATABASE_AS_OWNER:  # a migration may run long, but never makes a case wait for a lock
    LIMITS = {"lock_timeout": "2s"}
LIMITS |= {"idle_in_transaction_session_timeout": "15s"}
DATABASES = {"default": database(DATABASE_OWNER_URL if DATABASE_AS_OWNER else DATABASE_URL)}
DATABASES["default"] |= {"CONN_MAX_AGE": 60, "CONN_HEALTH_CHECKS": True}
DATABASES["default"]["OPTIONS"] = {
    "connect_timeout": 3,
    "tcp_user_timeout": 5000,
    "options": " ".join(f"-c {name}={value}" for name, value in LIMITS.items()),
    **DATABASES["default"]["OPTIONS"],
}

# --- words and time
LANGUAGE_CODE = "vi"
FORMAT_MODULE_PATH = ["portal.ui.formats"]
LANGUAGES = [("vi", _("Vietnamese")), ("en", _("English"))]
LOCALE_PATHS = [BASE_DIR / "portal" / "locale", BASE_DIR / "portal" / "locale" / "of_django"]
LANGUAGE_COOKIE_NAME = "ngon-ngu"
LANGUAGE_COOKIE_AGE = 365 * 24 * 3600
LANGUAGE_COOKIE_SAMESITE = "Lax"
TIME_ZONE = "Asia/Ho_Chi_Minh"
USE_TZ = True

# --- sign-in
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["django.contrib.auth.backends.ModelBackend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]
LOGIN_URL = "/dang-nhap/"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "/"

# --- sessions and cookies; they live in the database, so a flushed Redis signs nobody out
SECURE = PUBLIC_URL.startswith("https://")
COOKIE_PREFIX = "__Host-" if SECURE else ""
SESSION_ENGINE = "django.contrib.sessions.backends.db"
SESSION_COOKIE_NAME = f"{COOKIE_PREFIX}phien"
SESSION_COOKIE_SECURE = SECURE
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = OFFICER_SESSION_HOURS * 3600
CSRF_USE_SESSIONS = True
CSRF_FAILURE_VIEW = "portal.ui.errors.csrf_failure"
CSRF_COOKIE_SECURE = SECURE
CSRF_COOKIE_HTTPONLY = True
LANGUAGE_COOKIE_SECURE = SECURE

# --- headers
HOST = urlsplit(PUBLIC_URL).hostname or "127.0.0.1"
ALLOWED_HOSTS = [HOST, *words("ALLOWED_HOSTS"), *(["127.0.0.1", "localhost"] if DEMO else [])]
CSRF_TRUSTED_ORIGINS = [PUBLIC_URL] if SECURE else []
if flag("BEHIND_PROXY", False):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_SSL_REDIRECT = SECURE
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
SECURE_HSTS_SECONDS = 366 * 24 * 3600 if SECURE else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE
SECURE_HSTS_PRELOAD = SECURE
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
# A form of ours may end at the identity provider: browsers check the redirect as well.
FORM_TARGETS = (
    ["{0.scheme}://{0.netloc}".format(urlsplit(IDENTITY_URL))] if IDENTITY_URL else []
)
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF, *FORM_TARGETS],
        "frame-ancestors": [NONE],
    }
}

# --- what comes in, and where files lie
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_621_440
DATA_UPLOAD_MAX_NUMBER_FIELDS = 1000
DATA_UPLOAD_MAX_NUMBER_FILES = 20
FILE_UPLOAD_PERMISSIONS = 0o440
STATIC_URL = "/static/"
STATIC_ROOT = PLACES.data / "static"
WHITENOISE_MANIFEST_STRICT = False  # a file that is not there costs its looks, not the page
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "portal.ui.assets.Assets"},
}

# --- Redis: wakes duties, never keeps them
REDIS_URL = text("REDIS_URL", f"unix://{PLACES.valkey_socket}")

# --- API
REST_FRAMEWORK = {
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["rest_framework.parsers.JSONParser"],
    "DEFAULT_AUTHENTICATION_CLASSES": [],
    "DEFAULT_PERMISSION_CLASSES": [],
    "EXCEPTION_HANDLER": "portal.api.problems.refused",
    "URL_FORMAT_OVERRIDE": None,
}
SPECTACULAR_SETTINGS = {
    "TITLE": "Một Cửa: status API",
    "VERSION": "1.0.0",
    "SERVE_INCLUDE_SCHEMA": False,
    "SERVE_PUBLIC": True,
    "POSTPROCESSING_HOOKS": [],  # choices stay where they are used
}

# --- logs: words and facts, never personal data
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": text("LOG_LEVEL", "INFO")},
    # fontTools lists the letters it embeds: those of people's names.
    "loggers": {"pikepdf": {"level": "WARNING"}, "fontTools": {"level": "WARNING"}},
}
