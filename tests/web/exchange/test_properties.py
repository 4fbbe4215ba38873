"""What holds for any list: it comes back the same, twice is once, and no file whatever breaks the reading."""

from io import BytesIO

import pytest
import xlsxwriter
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.web.exchange.conftest import HEADINGS, LIST_DATE, content_of, exported, settle, upload, workbook
from tests.web.exchange.test_importing import write

from rasoat.law.faults import FaultsFoundError
from rasoat.web.areas.models import Unit
from rasoat.web.exchange.actions.confirm_import import ImportOptions
from rasoat.web.exchange.actions.start_import import start_import
from rasoat.web.exchange.comparing import compare, is_empty, load_live
from rasoat.web.exchange.drafting import drafts_by_key
from rasoat.web.exchange.files import table_of
from rasoat.web.exchange.matching import match
from rasoat.web.exchange.models import ImportState
from rasoat.web.exchange.places import Placed
from rasoat.web.exchange.proposing import proposal_of
from rasoat.web.exchange.read_job import pack_of
from rasoat.web.exchange.reading import profile_of, read_file
from rasoat.web.jobs.models import Job, JobState
from rasoat.web.look.refusals import RefusedError
from rasoat.web.register.models import Household

FEW = settings(max_examples=6, suppress_health_check=list(HealthCheck))
MANY = settings(max_examples=60, suppress_health_check=list(HealthCheck))

NAMES = st.tuples(
    st.sampled_from(("Hoàng", "Lò", "Vàng", "Nông", "Giàng")), st.sampled_from(("Văn", "Thị", "A", "Minh")),
    st.sampled_from(("Mẫu", "Thử", "Dụ", "Ví", "Ướm", "Đo")),
).map(" ".join)  # fmt: skip
BIRTHS = st.one_of(
    st.integers(1930, 2024).map(str),
    st.dates(LIST_DATE.replace(year=1930), LIST_DATE).map(lambda day: f"{day:%d/%m/%Y}"),
)
PERSON = st.tuples(
    NAMES, BIRTHS, st.sampled_from(("Nam", "Nữ", "")), st.sampled_from(("Kinh", "Mông", "Tày", "")),
    st.sampled_from(("", "ở nhờ", "007", "=1+1", " hai  dấu cách ")),
)  # fmt: skip
HOME = st.tuples(st.lists(PERSON, min_size=1, max_size=3), st.sampled_from(("Cuối Suối", "Gốc Đa")))
LISTS = st.lists(HOME, min_size=1, max_size=5)
KINS = ("Chủ hộ", "Vợ", "Con")
CELLS = st.one_of(
    st.none(), st.booleans(), st.integers(-(10**12), 10**12), st.floats(allow_nan=False, allow_infinity=False),
    st.dates(), st.text(max_size=20), st.sampled_from((*HEADINGS, *KINS, "Xã Đồng Trám", "Cộng", "31/02/2000", "=A1")),
)  # fmt: skip


def rows_of(homes) -> list[list[object]]:
    """The rows of a list; everybody has a number of the own."""
    rows: list[list[object]] = []
    for number, (people, village) in enumerate(homes, start=1):
        for at, (name, birth, sex, ethnicity, note) in enumerate(people):
            own = f"001{len(rows):09}"
            rows.append([number, name, KINS[at], birth, sex, own, ethnicity, "Đồng Trám", village, "Hộ nghèo", note])
    return rows


def any_book(cells, sheets: int) -> bytes:
    out = BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": True, "strings_to_urls": False})
    day = book.add_format({"num_format": "dd/mm/yyyy"})
    for _sheet in range(sheets):
        page = book.add_worksheet()
        for row, values in enumerate(cells):
            for column, value in enumerate(values):
                if hasattr(value, "year"):
                    page.write_datetime(row, column, value, day)
                elif isinstance(value, str) and not value.startswith("="):
                    page.write_string(row, column, value)
                elif value is not None:
                    page.write(row, column, value)
    book.close()
    return out.getvalue()


@pytest.mark.django_db
@FEW
@given(homes=LISTS)
def test_what_goes_out_comes_back_the_same(officer, communes, read, homes) -> None:
    with transaction.atomic():
        batch = write(officer, read(workbook(rows_of(homes))), ImportOptions())
        assert batch.counts["outcomes"] == {"add": len(homes)}

        back = read(content_of(exported(officer, communes[0], batch)), name="ve.xlsx")

        assert back.state == ImportState.READY, back.error
        assert back.counts["outcomes"] == {"same": len(homes)}
        transaction.set_rollback(True)


@pytest.mark.django_db
@FEW
@given(homes=LISTS)
def test_twice_is_once(officer, read, homes) -> None:
    with transaction.atomic():
        content = workbook(rows_of(homes))
        write(officer, read(content), ImportOptions())
        before = sorted(Household.objects.values_list("code", "version", "member_count"))

        again = read(content, name="lan-hai.xlsx")

        assert again.counts["outcomes"] == {"same": len(homes)}
        assert sorted(Household.objects.values_list("code", "version", "member_count")) == before
        transaction.set_rollback(True)


@pytest.mark.django_db
@FEW
@given(homes=LISTS)
def test_each_household_is_matched_with_itself_and_differs_in_nothing(officer, communes, read, homes) -> None:
    with transaction.atomic():
        batch = write(officer, read(workbook(rows_of(homes))), ImportOptions())
        data, _more = table_of(batch)
        places = {row.key: Placed(row.commune, row.village) for row in batch.rows.select_related("commune", "village")}

        drafts = drafts_by_key(data, places, on=LIST_DATE, source=batch.source)
        found = match(drafts, communes[0].province)

        written = dict(batch.rows.values_list("key", "household_id"))
        assert {key: item.household_id for key, item in found.items()} == written
        live = load_live(list(written.values()))
        assert all(is_empty(compare(drafts[key], live[pk])[0]) for key, pk in written.items())
        transaction.set_rollback(True)


@MANY
@given(cells=st.lists(st.lists(CELLS, max_size=12), max_size=14), sheets=st.integers(1, 2), headed=st.booleans())
def test_no_cells_break_the_mapping_and_reading(tmp_path_factory, cells, sheets, headed) -> None:
    path = tmp_path_factory.mktemp("bat-ky") / "bat-ky.xlsx"
    path.write_bytes(any_book([HEADINGS, *cells] if headed else cells, sheets))

    try:
        profile = profile_of(proposal_of(path)["profile"])
        found = read_file(path, pack_of("national_2022"), LIST_DATE, profile=profile)
        faults = found.faults if found else ()
    except FaultsFoundError as refused:
        faults = tuple(refused.faults)

    assert all(fault.vi and fault.remedy_vi for fault in faults)


@pytest.mark.django_db
@FEW
@given(cells=st.lists(st.lists(CELLS, max_size=11), max_size=8), headed=st.booleans())
def test_any_workbook_ends_refused_asked_or_previewed(officer, communes, cells, headed) -> None:
    place: Unit = communes[0]
    with transaction.atomic():
        try:
            content = any_book([HEADINGS, *cells] if headed else cells, 1)
            batch = start_import(officer, place, upload(content), list_date=LIST_DATE, standard_id="national_2022")
            batch = settle(officer, batch)
        except (RefusedError, FaultsFoundError):
            pass
        else:
            assert batch.state in {ImportState.REFUSED, ImportState.PLACES, ImportState.READY}
            assert not Job.objects.filter(state=JobState.FAILED).exists()
            assert batch.state != ImportState.REFUSED or batch.error
        transaction.set_rollback(True)
