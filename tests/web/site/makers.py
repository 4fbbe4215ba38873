"""One of everything: what stands in a place of the walk. Each maker takes the place and is asked once a place."""

from datetime import date

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction

from rasoat.law.book import shipped_law
from rasoat.web.exchange.models import Export, Import, ImportRow, OpeningSettlement
from rasoat.web.jobs.models import Job
from rasoat.web.ledger.record import record
from rasoat.web.register.actions.add_households import add_households
from rasoat.web.register.actions.ask_handover import ask_handover
from rasoat.web.register.actions.record_decision import DecisionDraft, LineDraft, record_decision
from rasoat.web.register.drafts import HouseholdDraft, MemberDraft
from rasoat.web.register.models import Attachment, DuplicatePair, Household, HouseholdEvent, PersonalNumber, ToDo
from rasoat.web.register.occasion import Occasion
from rasoat.web.vault.files import Accepts, store
from rasoat.web.vault.models import SealedFile
from web.site.places import Place, make_place, person

__all__ = [
    "decision_id", "entry_id", "event_id", "export", "handover_id", "household", "import_batch", "import_row", "job",
    "number_id", "opening", "pair_id", "paper_id", "person", "read_file", "sealed_file", "to_do_id",
]  # fmt: skip
STANDARD = shipped_law().ids_in_time()[0]
NUMBER = "001180000123"
PDF = b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"


def household(place: Place) -> Household:
    member = MemberDraft("Lò Thị Thử", number=1, relation="head", sex=2, birth_year=1980, personal_id=NUMBER)
    draft = HouseholdDraft(place.commune, place.village, place.village.valid_from, (member,))
    return add_households(place.acting, [draft])[0]


def job(place: Place) -> Job:
    return Job.objects.create(kind="thu", label="Việc thử", unit=place.commune, owner=place.make(person))


def entry_id(place: Place) -> int:
    with transaction.atomic():
        return record(place.acting, "site.tried", place.commune, unit=place.commune).pk


def sealed_file(place: Place) -> SealedFile:
    bound = f"household:{place.make(household).public_id}"
    return store(SimpleUploadedFile("thu.pdf", PDF), media_type=Accepts.PDF, bound=bound)


def paper_id(place: Place) -> int:
    home, file = place.make(household), place.make(sealed_file)
    return Attachment.objects.create(household=home, file=file, kind="other").pk


def read_file(place: Place) -> SealedFile:
    """A file that a household keeps."""
    place.make(paper_id)
    return place.make(sealed_file)


def number_id(place: Place) -> int:
    return PersonalNumber.objects.get(member__household=place.make(household)).pk


def event_id(place: Place) -> int:
    return HouseholdEvent.objects.filter(household=place.make(household)).latest("id").pk


def to_do_id(place: Place) -> int:
    home = place.make(household)
    return ToDo.objects.create(household=home, commune=place.commune, kind="members").pk


def decision_id(place: Place) -> int:
    draft = DecisionDraft(place.commune, STANDARD, 2026, date(2026, 1, 1), number="1/QĐ-UBND")
    return record_decision(place.acting, draft, [LineDraft(place.make(household), "poor")]).pk


def pair_id(place: Place) -> int:
    member = MemberDraft("Lò Thị Thử", number=1, relation="head", sex=2, birth_year=1980)
    draft = HouseholdDraft(place.commune, place.village, place.village.valid_from, (member,))
    first, second = place.make(household), add_households(place.acting, [draft])[0]
    return DuplicatePair.objects.get_or_create(first=first, second=second, defaults={"ground": "name", "score": 90})[
        0
    ].pk


def handover_id(place: Place) -> int:
    """A third commune asks for the household."""
    home, third = place.make(household), make_place(f"{place.commune.key}X", place.province)
    occasion = Occasion(date(2026, 1, 1), "thử")
    return ask_handover(place.acting, third.commune, None, occasion, code=home.code, head_name=home.head_name).pk


def import_batch(place: Place) -> Import:
    return Import.objects.create(
        province=place.province, commune=place.commune, owner=place.make(person), file=place.make(sealed_file),
        list_date=date(2026, 1, 1), state="ready", layout="national",
    )  # fmt: skip


def import_row(place: Place) -> ImportRow:
    return ImportRow.objects.create(batch=place.make(import_batch), number=1)


def export(place: Place) -> Export:
    return Export.objects.create(owner=place.make(person), province=place.province, commune=place.commune)


def opening(place: Place) -> OpeningSettlement:
    return OpeningSettlement.objects.create(
        province=place.province, commune=place.commune, year=2026, standard_id=STANDARD, on=date(2026, 1, 1)
    )
