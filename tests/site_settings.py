"""Settings of the tests: the database from `RASOAT_TEST_DATABASE_URL` (SQLite when empty), cheap password hashes."""

import os
import tempfile

os.environ["RASOAT_DATA_DIR"] = tempfile.mkdtemp(prefix="rasoat-test-")
os.environ["RASOAT_DATABASE_URL"] = os.environ.get("RASOAT_TEST_DATABASE_URL", "")
os.environ.pop("RASOAT_DEMO", None)

from rasoat.web.site.settings import *  # noqa: F403

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
WHITENOISE_USE_FINDERS = True
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}  # noqa: F405
if DATABASES["default"]["ENGINE"].endswith("postgresql"):  # noqa: F405
    DATABASES["default"]["OPTIONS"].pop("pool", None)  # noqa: F405
STATIC_ROOT.mkdir(parents=True, exist_ok=True)  # noqa: F405
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
