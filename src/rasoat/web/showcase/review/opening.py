"""The rounds of the demonstration: one of the whole province under way, and one for training in a single commune."""

from datetime import date, timedelta

from rasoat.web.accounts.acting import Acting
from rasoat.web.areas.models import Unit
from rasoat.web.register.models import Household
from rasoat.web.reviews.actions.add_case import add_case
from rasoat.web.rounds.actions.create_round import create_round
from rasoat.web.rounds.actions.open_round import open_round
from rasoat.web.rounds.actions.set_parameter import Word, set_parameter
from rasoat.web.rounds.dates import allowed_span
from rasoat.web.rounds.drafts import RoundDraft
from rasoat.web.rounds.models import Purpose, Round, RoundKind
from rasoat.web.rounds.standards import StandardDraft
from rasoat.web.showcase.review.stand import STANDARD, TABLE

BEGUN, LEFT = 60, 18
"""The round began so many days ago and has so many days left."""
PROCEDURE = "qd24_2021"
DOCUMENT = "Văn bản mẫu của tỉnh mẫu"
OFFICE = "Cơ quan của tỉnh (mẫu)"
TRAINED = 3


def open_demo_round(admin: Acting, province: Unit, today: date) -> Round:
    """The periodic round of the province; it names whose opinion is asked, and ends by the day of the law if it can."""
    first, last = today - timedelta(days=BEGUN), today + timedelta(days=LEFT)
    span = allowed_span(province, PROCEDURE, RoundKind.PERIODIC, first.year, None)
    if span is not None and today <= span.last:
        last = min(last, span.last)
    row = create_round(admin, RoundDraft(
        Purpose.DEMO, RoundKind.PERIODIC, first.year, province, starts_on=first, ends_on=last,
        standards=[StandardDraft(STANDARD, "answers", TABLE)], document=DOCUMENT,
    ))  # fmt: skip
    for key, value in (
        ("higher_opinion_step", {"code": "province_office", "body": OFFICE}), ("higher_opinion_days", 5),
    ):  # fmt: skip
        set_parameter(
            admin, province, row.procedure_id, key, Word.SET, valid_from=first, value=value, document=DOCUMENT
        )
    return open_round(admin, row)


def open_training_round(admin: Acting, officer: Acting, commune: Unit, today: date) -> Round:
    """A monthly round of one commune to practise in, with a few households."""
    row = create_round(admin, RoundDraft(
        Purpose.TRAINING, RoundKind.REGULAR, today.year, commune.province or commune, month=today.month,
        commune=commune, standards=[StandardDraft(STANDARD, "answers", TABLE)],
    ))  # fmt: skip
    row = open_round(admin, row)
    for home in Household.objects.filter(commune=commune, ended_on__isnull=True).order_by("pk")[:TRAINED]:
        add_case(officer, row, home, "để tập nhập phiếu")
    return row
