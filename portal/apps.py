from django.apps import AppConfig


class PortalConfig(AppConfig):
    name = "portal"
    verbose_name = "Portal"

    def ready(self) -> None:
        """Register the checks of ``manage.py check``."""
        from portal import checks  # noqa: F401, PLC0415  needs the apps to be loaded
