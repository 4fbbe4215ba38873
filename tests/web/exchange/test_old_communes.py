"""One file with several communes of the old map: each name leads to the commune and village of today."""

from datetime import date

import pytest
from tests.web.conftest import make_unit
from tests.web.exchange.conftest import settle, workbook
from tests.web.exchange.test_importing import write

from rasoat.web.accounts.acting import Acting
from rasoat.web.areas.models import Succession, Unit
from rasoat.web.exchange.actions.answer_places import Answer, answer_places
from rasoat.web.exchange.actions.confirm_import import ImportOptions
from rasoat.web.exchange.models import PlaceName
from rasoat.web.register.models import Household

pytestmark = pytest.mark.django_db

MERGED = date(2025, 7, 1)
ROWS = (
    ("Suối Cũ", "Gốc Đa", "Người Một"), ("Đồi Cũ", "Cuối Suối", "Người Hai"), ("Bãi Cũ", "Gốc Đa", "Người Ba"),
    ("Chia Cũ", "Bờ Đông", "Người Bốn"), ("Chia Cũ", "Bờ Tây", "Người Năm"), ("Chia Cũ", "Bờ Tây", "Người Sáu"),
)  # fmt: skip


@pytest.fixture
def old(province: Unit, communes: list[Unit], villages: list[Unit]) -> dict[str, Unit]:
    """Two old communes went into the first of today, one into the second, one was split between both."""
    assert villages
    leads = {"Suối Cũ": [0], "Đồi Cũ": [0], "Bãi Cũ": [1], "Chia Cũ": [0, 1]}
    units = {}
    for number, (name, after) in enumerate(leads.items(), start=1):
        unit = make_unit(f"CU{number:04}", name, "commune", province, kind="Xã", valid_until=MERGED)
        units[name] = unit
        for at in after:
            Succession.objects.create(
                before=unit, after=communes[at], kind="split" if len(after) > 1 else "merge", on=MERGED
            )
    return units


@pytest.fixture
def admin(acting_for, province: Unit) -> Acting:
    return acting_for("province_admin", province)


def people(rows=ROWS) -> bytes:
    return workbook([
        (number, name, "Chủ hộ", str(1950 + number), "Nam", f"0010500001{number:02}", "Kinh", commune, village, "", "")
        for number, (commune, village, name) in enumerate(rows, start=1)
    ])  # fmt: skip


@pytest.mark.usefixtures("old")
def test_old_names_lead_to_units_of_today_and_only_the_split_one_is_asked(admin, province, communes, read) -> None:
    batch = read(people(), acting=admin, place=province)

    asked = {(item["commune"], item["village"]): item["households"] for item in batch.counts["places"]}

    assert batch.state == "places"
    assert asked == {("Chia Cũ", "Bờ Đông"): 1, ("Chia Cũ", "Bờ Tây"): 2}


@pytest.mark.usefixtures("old")
def test_answers_go_to_the_right_commune_and_village_and_are_kept(admin, province, communes, villages, read) -> None:
    batch = read(people(), acting=admin, place=province)
    by_village = {item["village"]: item["key"] for item in batch.counts["places"]}
    answers = {
        by_village["Bờ Đông"]: Answer(communes[0], villages[0]),
        by_village["Bờ Tây"]: Answer(communes[1], new_village="Bờ Tây"),
    }

    answer_places(admin, batch, answers)
    write(admin, settle(admin, batch), ImportOptions())
    again = read(people(), acting=admin, place=province, name="lai.xlsx")

    placed = set(Household.objects.values_list("head_name", "commune__name", "village__name"))
    assert placed == {
        ("Người Một", "Đồng Trám", "Gốc Đa"), ("Người Hai", "Đồng Trám", "Cuối Suối"),
        ("Người Ba", "Bến Gỗ", "Gốc Đa"), ("Người Bốn", "Đồng Trám", "Cuối Suối"),
        ("Người Năm", "Bến Gỗ", "Bờ Tây"), ("Người Sáu", "Bến Gỗ", "Bờ Tây"),
    }  # fmt: skip
    assert (again.state, again.counts["outcomes"]) == ("ready", {"same": 6})
    assert PlaceName.objects.count() == 2


@pytest.mark.usefixtures("old")
def test_a_commune_takes_only_its_own_part(officer, communes, read) -> None:
    rows = ROWS[:3]

    batch = read(people(rows))

    assert batch.counts["outcomes"] == {"add": 2, "refused": 1}
    refused = batch.rows.get(outcome="refused")
    assert (refused.head_name, refused.commune) == ("Người Ba", communes[1])
    assert communes[1].full_name in refused.said
