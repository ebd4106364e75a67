"""Settings of the test run: the production settings in a directory that dies with it.

`tests/conftest.py` starts the servers; only their places are decided here, because Django
reads its settings before pytest reads conftest. With xdist the workers inherit the place from
the environment. ``DATABASE_URL`` or ``REDIS_URL`` set by hand are used instead.

A fresh clone has no compiled catalogue, and Django remembers for good that it found none, so
that is done here as well. Each worker keeps its files apart, as each has its own database.
"""

import os
import tempfile

if "MOTCUA_TEST_HOME" not in os.environ:
    os.environ["MOTCUA_TEST_HOME"] = tempfile.mkdtemp(prefix="motcua-test-")
HOME = os.environ["MOTCUA_TEST_HOME"]
os.environ |= {"DATA_DIR": HOME, "DEMO": "1", "UNDO_SECONDS": "0"}
os.environ.setdefault(
    "DATABASE_URL", f"postgres:///postgres?host={HOME}/postgres/run&user=postgres"
)
os.environ.setdefault("DATABASE_OWNER_URL", os.environ["DATABASE_URL"])

from portal.settings import *  # noqa: E402, F403
from portal.stack.messages import compile_all  # noqa: E402

compile_all(LOCALE_PATHS)  # noqa: F405
FILE_STORE = f"file://{HOME}/files-{os.environ.get('PYTEST_XDIST_WORKER', 'main')}"
DATABASES["default"]["TEST"] = {"TEMPLATE": "motcua_template"}  # noqa: F405
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES["staticfiles"] = {  # noqa: F405
    "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
}
WHITENOISE_AUTOREFRESH = True
