"""Give a sealed file to a person who may read it."""

import uuid
from collections.abc import Generator, Iterator
from itertools import chain

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from rasoat.web.vault.access import may_read
from rasoat.web.vault.file_types import PICTURES
from rasoat.web.vault.files import FileGoneError, open_sealed
from rasoat.web.vault.keyring import KeysMissingError
from rasoat.web.vault.models import SealedFile
from rasoat.web.vault.sealing import SealBrokenError

SAFE = "default-src 'none'; frame-ancestors 'self'; sandbox"


@require_safe
@login_required
def file(request: HttpRequest, file_id: uuid.UUID) -> HttpResponse | StreamingHttpResponse:
    """The plain bytes. Pictures show in the page, everything else is a download; `?tai=1` downloads a picture too.

    404 for files that no app lets this person read; a page that says why where the content is gone or broken.
    """
    found = get_object_or_404(SealedFile, pk=file_id)
    if not may_read(request.acting, found):  # type: ignore[attr-defined]
        raise Http404
    try:
        content = open_sealed(found)
        first = next(content, b"")
    except FileGoneError as error:
        return _sorry(request, found, str(error), 410)
    except KeysMissingError:
        return _sorry(
            request,
            found,
            _("Máy chủ không còn khóa để mở tệp này. Hãy báo quản trị kỹ thuật khôi phục tệp khóa."),
            503,
        )
    except SealBrokenError:
        return _sorry(
            request, found, _("Nội dung tệp trên máy chủ đã bị thay đổi nên không mở. Hãy báo quản trị kỹ thuật."), 500
        )
    response = StreamingHttpResponse(_Content(first, content), content_type=found.media_type)
    inline = found.media_type in PICTURES and request.GET.get("tai") != "1"
    response["Content-Disposition"] = content_disposition_header(not inline, found.name) or "attachment"
    response["Content-Length"] = str(found.size)
    response["Content-Security-Policy"] = SAFE
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    response["Content-Encoding"] = "identity"
    return response


class _Content:
    """The first chunk, which was opened to see whether it opens, then the rest; closed with the response."""

    def __init__(self, first: bytes, rest: Generator[bytes, None, None]) -> None:
        self._all, self.close = chain((first,), rest), rest.close

    def __iter__(self) -> Iterator[bytes]:
        return self._all


def _sorry(request: HttpRequest, found: SealedFile, why: str, status: int) -> HttpResponse:
    return render(request, "vault/file_gone.html", {"file": found, "why": why}, status=status)
