"""Load the wording of questions in another language, as a province supplies it."""

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext as _

from rasoat.survey.text import clean
from rasoat.web.accounts.acting import Acting
from rasoat.web.accounts.capabilities import Capability
from rasoat.web.areas.models import Unit
from rasoat.web.ledger.record import record
from rasoat.web.look.refusals import RefusedError
from rasoat.web.reviews.listing.wordings import read_wordings
from rasoat.web.reviews.models import Wording


def load_wordings(acting: Acting, province: Unit, language: str, upload: UploadedFile) -> int:
    """Replace the wording of a language by that of the filled template, of a CSV with its headings, or of JSON.

    Returns how many. Raises `NotAllowedError`; `RefusedError`: no name of a language, a file that cannot be read, wrong
    rows (`WrongWordingsError`). Then nothing is loaded.
    """
    acting.require(Capability.PARAMETER_SET, province)
    name = clean(language)
    if not name:
        raise RefusedError(_("Chưa ghi tên ngôn ngữ."), remedy=_("Ví dụ: Tày, Mông."), field="language")
    told = read_wordings(upload, acting.today())
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
