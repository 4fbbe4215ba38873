"""Load the wording of questions in another language, as a province supplies it."""

import csv
import io
import json
from collections.abc import Mapping

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext as _

from rasoat.survey.text import clean
from rasoat.web.accounts.acting import Acting
from rasoat.web.accounts.capabilities import Capability
from rasoat.web.areas.models import Unit
from rasoat.web.ledger.record import record
from rasoat.web.look.refusals import RefusedError
from rasoat.web.reviews.models import Wording

LIMIT = 1 << 20
LONGEST = 500


def load_wordings(acting: Acting, province: Unit, language: str, upload: UploadedFile) -> int:
    """Replace the wording of a language: CSV with two columns (code, wording), or JSON `{"code": "wording"}`, UTF-8.

    Returns how many. Raises `NotAllowedError`; `RefusedError`: no name of a language, a file that cannot be read.
    """
    acting.require(Capability.PARAMETER_SET, province)
    name = clean(language)
    if not name:
        raise RefusedError(_("Chưa ghi tên ngôn ngữ."), remedy=_("Ví dụ: Tày, Mông."), field="language")
    told = _read(upload)
    with transaction.atomic():
        before = {row.code: row for row in Wording.objects.select_for_update().filter(province=province, language=name)}
        gone = [row for code, row in before.items() if code not in told]
        removed = [Wording(id=row.pk, province=province, language=name, code=row.code, text=row.text) for row in gone]
        Wording.objects.filter(pk__in=[row.pk for row in gone]).delete()
        rows = []
        for code, text in told.items():
            row = before.get(code) or Wording(province=province, language=name, code=code)
            if row.text != text:
                row.text = text
                row.save()
                rows.append(row)
        record(
            acting, "reviews.wordings_loaded", province, unit=province, rows=rows, gone=removed,
            after={"language": name, "questions": len(told)}, role=acting.role_for(Capability.PARAMETER_SET, province),
        )  # fmt: skip
    return len(told)


def _read(upload: UploadedFile) -> Mapping[str, str]:
    if (upload.size or 0) > LIMIT:
        raise _unread(_("Tệp quá lớn: chỉ nhận đến 1 MB."))
    try:
        text = upload.read().decode("utf-8-sig")
    except UnicodeDecodeError:
        raise _unread(_("Tệp không phải UTF-8.")) from None
    if text.lstrip().startswith("{"):
        try:
            pairs = list(json.loads(text).items())
        except ValueError:
            raise _unread(_("Tệp JSON bị hỏng.")) from None
    else:
        pairs = [(row[0], row[1]) for row in csv.reader(io.StringIO(text)) if len(row) > 1]
    told = {clean(str(code)): clean(str(words))[:LONGEST] for code, words in pairs}
    found = {code: words for code, words in told.items() if code and words}
    if not found:
        raise _unread(_("Tệp không có dòng nào đọc được."))
    return found


def _unread(message: str) -> RefusedError:
    return RefusedError(
        message, remedy=_("Lưu tệp CSV UTF-8 hai cột: mã câu hỏi, lời hỏi; hoặc JSON cùng nội dung."), field="file"
    )
