"""Runs in a process of its own: fills a site whose tables are there (`fill`), goes on writing (`write N`), or says what it
holds (`tell`)."""
# ruff: noqa: E501

import json
import os
import sys
from datetime import date

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "rasoat.web.site.settings")
django.setup()

from django.conf import settings  # noqa: E402
from django.core.files.uploadedfile import SimpleUploadedFile  # noqa: E402
from django.db import transaction  # noqa: E402

from rasoat.law.book import shipped_law  # noqa: E402
from rasoat.scoring.packs import make_pack  # noqa: E402
from rasoat.survey.text import fold  # noqa: E402
from rasoat.web.accounts.acting import installer  # noqa: E402
from rasoat.web.areas.models import Unit  # noqa: E402
from rasoat.web.ledger.record import record  # noqa: E402
from rasoat.web.register.actions.add_households import add_households  # noqa: E402
from rasoat.web.register.drafts import HouseholdDraft, MemberDraft  # noqa: E402
from rasoat.web.register.identity import reveal  # noqa: E402
from rasoat.web.register.models import Household, PersonalNumber  # noqa: E402
from rasoat.web.rounds.kept_packs import keep, kept_pack  # noqa: E402
from rasoat.web.rounds.models import KeptPack  # noqa: E402
from rasoat.web.vault.files import open_sealed, store  # noqa: E402
from rasoat.web.vault.keyring import KeysMissingError, new_ring, write_ring  # noqa: E402
from rasoat.web.vault.models import SealedFile  # noqa: E402

PDF = b"%PDF-1.7\n%%EOF\n"


def fill() -> None:
    """Keys, a province with a commune, two households, a file."""
    write_ring(settings.KEYS_PATH, new_ring())
    province = Unit.objects.create(
        key="TT", code="TT", name="Tỉnh Thử", level="province", folded="tinh thu", initials="tt", sort_key="t"
    )
    Unit.objects.filter(pk=province.pk).update(province=province)
    commune = Unit.objects.create(
        key="TT0001", code="TT0001", name="Đồng Trám", kind="Xã", level="commune", parent=province, province=province,
        area="rural", folded=fold("Đồng Trám"), initials="dt", sort_key="d", latitude=21.25,
    )  # fmt: skip
    Unit.objects.filter(pk=commune.pk).update(commune=commune)
    write(2)
    keep(make_pack(shipped_law(), "national_2022", "minh-hoa-2022"))
    with transaction.atomic():
        file = store(SimpleUploadedFile("giấy.pdf", PDF), media_type="pdf", bound="test:1")
        record(installer(), "test.file_kept", file, unit=commune, rows=[file])


def write(count: int) -> None:
    """More households, each in its own transaction."""
    commune = Unit.objects.get(key="TT0001")
    commune.province = Unit.objects.get(key="TT")
    for number in range(count):
        add_households(installer(), [HouseholdDraft(
            commune=commune, village=None, on=date(2026, 1, 5), answers={"income": 1.5, "rooms": 2}, latitude=21.5,
            members=(MemberDraft(f"Lò Thị Mai {number}", relation="head", sex=2, birth_year=1984, personal_id="024184012345",
                                 health={"disability_degree": "severe"}),),
        )])  # fmt: skip


def tell() -> None:
    """Counts, plain numbers and files as JSON."""
    try:
        numbers = [reveal(row) for row in PersonalNumber.objects.select_related("member").order_by("pk")]
        files = [b"".join(open_sealed(file)).decode() for file in SealedFile.objects.all()]
    except KeysMissingError:
        numbers, files = [], []
    packs = [kept_pack(row.pk).hash for row in KeptPack.objects.order_by("pk")]
    print(json.dumps({"households": Household.objects.count(), "numbers": numbers, "files": files, "packs": packs}))


if __name__ == "__main__":
    {"fill": fill, "tell": tell, "write": lambda: write(int(sys.argv[2]))}[sys.argv[1]]()
