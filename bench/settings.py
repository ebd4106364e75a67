"""The settings of the product, on the database the bench was given."""

from portal.settings import *  # noqa: F403

LOGGING["root"]["level"] = "ERROR"  # noqa: F405
STORAGES["staticfiles"] = {  # noqa: F405 -- nothing is collected here
    "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
}
WHITENOISE_AUTOREFRESH = True
