"""Photos that go with a step, beside the scan of its paper."""

from django.core.files.uploadedfile import UploadedFile

from rasoat.web.vault.file_types import Accepts
from rasoat.web.vault.files import store
from rasoat.web.vault.models import SealedFile

Scan = UploadedFile | SealedFile | None
"""A picture as it comes in: an upload is kept by the action that is told, a sealed file is kept already."""


def keep_photo(photo: Scan, *, bound: str, field: str = "photo") -> SealedFile | None:
    """Seal an upload; inside the action's transaction. Raises `RefusedError` for what is no picture."""
    if photo is None or isinstance(photo, SealedFile):
        return photo
    return store(photo, media_type=Accepts.PHOTO, bound=bound, field=field)
