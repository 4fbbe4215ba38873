"""Django settings, from the environment of the installation."""

from datetime import timedelta
from pathlib import Path

from csp.constants import NONE, SELF

from rasoat.web.site.environment import database_settings, read_environment
from rasoat.web.site.secret import secret_key

ENVIRONMENT = read_environment()
WEB = Path(__file__).parents[1]

SECRET_KEY = secret_key(ENVIRONMENT.data)
DEBUG = ENVIRONMENT.debug
ALLOWED_HOSTS = list(ENVIRONMENT.hosts)
CSRF_TRUSTED_ORIGINS = [ENVIRONMENT.base_url]
BASE_URL = ENVIRONMENT.base_url
DEMO = ENVIRONMENT.demo
KEYS_PATH = ENVIRONMENT.keys
FILES_ROOT = ENVIRONMENT.data / "files"
DATA_ROOT = ENVIRONMENT.data
LAW_DIRECTORY = ENVIRONMENT.law
LAW_DIRECTORY_NAMED = ENVIRONMENT.law_named
TRUSTED_PROXIES = ENVIRONMENT.proxies

INSTALLED_APPS = [
    "rasoat.web.look",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.humanize",
    "django.contrib.staticfiles",
    "django.forms",
    "csp",
    "axes",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "ninja",
    "rasoat.web.vault",
    "rasoat.web.areas",
    "rasoat.web.ledger",
    "rasoat.web.accounts",
    "rasoat.web.jobs",
    "rasoat.web.register",
    "rasoat.web.exchange",
    "rasoat.web.boundaries",
    "rasoat.web.rounds",
    "rasoat.web.reviews",
    "rasoat.web.complaints",
    "rasoat.web.certificates",
    "rasoat.web.paperwork",
    "rasoat.web.receivers",
    "rasoat.web.trust",
    "rasoat.web.reporting",
    "rasoat.web.public",
    "rasoat.web.desk",
    "rasoat.web.showcase",
]
MIDDLEWARE = [
    "rasoat.web.site.proxy.ProxyMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "rasoat.web.site.caching.NothingKeptMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "rasoat.web.look.language.ChosenLanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "rasoat.web.accounts.middleware.ActingMiddleware",
    "rasoat.web.accounts.middleware.EntranceMiddleware",
    "axes.middleware.AxesMiddleware",
    "rasoat.web.look.errors.RefusedPages",
]
ROOT_URLCONF = "rasoat.web.site.urls"
WSGI_APPLICATION = "rasoat.web.site.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "django.template.context_processors.i18n",
                "rasoat.web.look.context.look",
            ],
        },
    }
]
FORM_RENDERER = "rasoat.web.look.form_renderer.FormRenderer"

DATABASES = {"default": database_settings(ENVIRONMENT) | {"ATOMIC_REQUESTS": False, "CONN_HEALTH_CHECKS": True}}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CACHES = {  # shared by the web processes: lock-outs, used one-time codes and rate limits count over all of them
    "default": {
        "BACKEND": "django.core.cache.backends.filebased.FileBasedCache",
        "LOCATION": ENVIRONMENT.data / "cache",
    },
    "template_fragments": {  # parts of pages that are the same for everybody; each process keeps its own
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "LOCATION": "template_fragments",
    },
}

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
ACCOUNT_USER_MODEL_EMAIL_FIELD = None
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_ADAPTER = "rasoat.web.accounts.adapters.AccountAdapter"
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_RATE_LIMITS = {"login_failed": "60/m/ip,20/300s/key", "login": "120/m/ip"}
LOGIN_URL = "account_login"
MFA_ADAPTER = "rasoat.web.accounts.adapters.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_TOTP_ISSUER = "RaSoat"
MFA_TOTP_TOLERANCE = 1
AXES_FAILURE_LIMIT = 5
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_RESET_ON_SUCCESS = True
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_LOCKOUT_CALLABLE = "rasoat.web.accounts.lockout.locked_page"
AXES_USERNAME_CALLABLE = "rasoat.web.accounts.lockout.username_of"
AXES_SENSITIVE_PARAMETERS = ["username", "ip_address", "code", "credential"]
AXES_ENABLE_ADMIN = False
AXES_VERBOSE = False
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]

LANGUAGE_CODE = "vi"
LANGUAGES = [("vi", "Tiếng Việt"), ("en", "English")]
LOCALE_PATHS = [WEB / "locale"]
USE_I18N = True
TIME_ZONE = "Asia/Ho_Chi_Minh"
USE_TZ = True
FORMAT_MODULE_PATH = ["rasoat.web.look.formats"]
USE_THOUSAND_SEPARATOR = False  # identifiers and years are numbers too; the filter `number` groups digits

STATIC_URL = "/static/"
STATIC_ROOT = ENVIRONMENT.data / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": FILES_ROOT}},
    "staticfiles": {"BACKEND": "rasoat.web.look.static_files.StaticFiles"},
}
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = DEBUG

DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 2**20
FILE_UPLOAD_MAX_MEMORY_SIZE = 5 * 2**20
UPLOAD_LIMIT_BYTES = 60 * 2**20

SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 12 * 3600
SESSION_COOKIE_SECURE = ENVIRONMENT.https
CSRF_COOKIE_SECURE = ENVIRONMENT.https
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "rasoat.web.look.errors.csrf_failure"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_HSTS_SECONDS = ENVIRONMENT.hsts if ENVIRONMENT.https else 0
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:", "blob:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "worker-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "filters": {"refused": {"()": "rasoat.web.site.logs.RefusedWithoutTrace"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line", "filters": ["refused"]}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
