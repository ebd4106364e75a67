"""Static files under names that change with their content; browsers keep them for a year."""

from __future__ import annotations

from whitenoise.storage import CompressedManifestStaticFilesStorage


class Assets(CompressedManifestStaticFilesStorage):
    """Also renames what a module imports: else browsers would fetch it under two names."""

    support_js_module_import_aggregation = True
