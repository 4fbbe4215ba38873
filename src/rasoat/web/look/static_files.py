"""Static files with a hash of their content in their name, compressed once."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class StaticFiles(CompressedManifestStaticFilesStorage):
    """Falls back to the plain name where `collectstatic` has not run (tests, development)."""

    manifest_strict = False
