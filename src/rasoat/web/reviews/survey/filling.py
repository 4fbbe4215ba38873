"""What a form starts with: the standing form, else what the register was last told."""

from rasoat.web.register.models import FactSheet
from rasoat.web.reviews.models import Case, Entry, Wording
from rasoat.web.reviews.survey.answers import Answers, answers_of, known_answers
from rasoat.web.reviews.survey.sheet import Sheet


def first_answers(case: Case, sheet: Sheet) -> Answers:
    """The latest form of the case; without one the facts of earlier years, but never ticks nor points."""
    latest = case.submissions.exclude(entry=Entry.SIGNED_LIST).order_by("-number").first()
    if latest is not None:
        return answers_of(latest)
    known = FactSheet.objects.filter(household=case.household_id).order_by("-on", "-id").first()
    return Answers(known_answers(sheet, known.values)) if known else Answers()


def languages_of(case: Case) -> list[str]:
    """Languages in which the province supplied wordings."""
    rows = Wording.objects.filter(province=case.province_id).order_by("language")
    return list(rows.values_list("language", flat=True).distinct())


def wordings_of(case: Case, language: str) -> dict[str, str]:
    """The wordings of a language by code of the question; empty for none."""
    if not language:
        return {}
    rows = Wording.objects.filter(province=case.province_id, language=language)
    return dict(rows.values_list("code", "text"))
