"""Files that people upload: sealed on disk, known by an id."""

import uuid

from django.db import models


class SealedFile(models.Model):
    """One uploaded file. Its bytes lie sealed in `FILES_ROOT`, in chunks bound to `id`, `bound` and their number.

    `bound` names what the file belongs to (`household:UUID`, `import:UUID`). `media_type` is what the content is, not
    what the name says. The row outlives the bytes: `erased_at` tells when they went.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField(max_length=200)
    media_type = models.CharField(max_length=100)
    size = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64)
    bound = models.CharField(max_length=80, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    erased_at = models.DateTimeField(null=True)

    STATE_FIELDS = ("name", "media_type", "size", "sha256", "bound", "erased_at")

    def __str__(self) -> str:
        return self.name
