"""Static files under names that change with their content; browsers keep them for a year."""

from __future__ import annotations

from collections.abc import Iterator

from whitenoise.storage import CompressedManifestStaticFilesStorage

UNCOMPRESSED = "admin/"
"""A few administrators load these; compressing them costs a first start three seconds."""


class Assets(CompressedManifestStaticFilesStorage):
    """Also renames what a module imports: else browsers would fetch it under two names."""

    support_js_module_import_aggregation = True

    def compress_files(self, paths: list[str]) -> Iterator[tuple[str, str]]:
        """Compressed twins of what many people load."""
        yield from super().compress_files([p for p in paths if not p.startswith(UNCOMPRESSED)])
