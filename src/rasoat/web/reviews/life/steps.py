"""Keep a step of a case as it was told: when, who acted, on whose behalf, the scan."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db import models
from django.utils.translation import gettext as _

from rasoat.survey.text import clean
from rasoat.web.accounts.acting import Acting
from rasoat.web.look.refusals import RefusedError
from rasoat.web.reviews.models import Case, CaseStep, Situation, StepKind
from rasoat.web.reviews.once import done
from rasoat.web.reviews.recording import Told, kept_paper, recorded
from rasoat.web.rounds.models import Round


def keep_step(
    acting: Acting, case: Case, kind: StepKind, told: Told, *, text: str = "", witness: str = "",
    situation: Situation | None = None,
) -> Sequence[models.Model]:  # fmt: skip
    """The step of a locked case, and its scan: the rows for the ledger.

    Raises `RefusedError`: a day in the future or before the round, nobody named when entered on behalf.
    """
    not_before(case.round, told.happened_on)
    columns: dict[str, Any] = recorded(acting, told, bound=f"case:{case.public_id}")
    row = CaseStep.objects.create(
        case=case, kind=kind, text=text.strip(), witness=clean(witness), situation=situation or "", **columns
    )
    done(told.key, row)
    return [row, *kept_paper(columns)]


def not_before(row: Round, day: date) -> None:
    """Raises `RefusedError` for a day before the round began."""
    if day < row.starts_on:
        raise RefusedError(
            _("Ngày %(day)s trước ngày bắt đầu đợt %(first)s.")
            % {"day": f"{day:%d/%m/%Y}", "first": f"{row.starts_on:%d/%m/%Y}"},
            remedy=_("Sửa lại ngày."), field="happened_on", code="before-round",
        )  # fmt: skip
