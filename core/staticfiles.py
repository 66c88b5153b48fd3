"""Static files with a hash in their names, compressed, for WhiteNoise."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class HashedStaticFilesStorage(CompressedManifestStaticFilesStorage):
    """Leaves scripts as esbuild made them.

    Django's own storage looks for `sourceMappingURL=` and imports inside scripts and stops on text that only
    looks like one (a worker kept as a string). esbuild has already put hashes into the names of chunks.
    """

    patterns = tuple(
        pattern for pattern in CompressedManifestStaticFilesStorage.patterns if not pattern[0].endswith(".js")
    )
