"""Villages, names, totals and what an office loads: with and without permission, inside and outside the area."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest

from rasoat.web.accounts.acting import Acting, installer
from rasoat.web.accounts.policy import NotAllowedError
from rasoat.web.areas.figures import on_map
from rasoat.web.areas.loading import UnitRow, add_units
from rasoat.web.areas.models import Succession, Unit, UnitTag, UnitTotal
from rasoat.web.boundaries.actions.add_village import add_village
from rasoat.web.boundaries.actions.correct_unit import correct_unit
from rasoat.web.boundaries.actions.end_village import end_village
from rasoat.web.boundaries.actions.load_areas import load_areas
from rasoat.web.boundaries.actions.load_shares import load_shares
from rasoat.web.boundaries.actions.load_shipped_units import load_shipped_units
from rasoat.web.boundaries.actions.load_tags import load_tags
from rasoat.web.boundaries.actions.load_totals import load_totals
from rasoat.web.boundaries.actions.load_validity import load_validity
from rasoat.web.boundaries.actions.merge_villages import merge_villages
from rasoat.web.boundaries.actions.regroup_communes import regroup_communes
from rasoat.web.boundaries.actions.rename_unit import rename_unit
from rasoat.web.boundaries.actions.save_totals import TotalDraft, save_totals
from rasoat.web.boundaries.matching import match
from rasoat.web.boundaries.office_files import FILE_KINDS, read_table
from rasoat.web.boundaries.plan import ChangePlan, NewUnit
from rasoat.web.ledger.models import Entry
from rasoat.web.look.refusals import RefusedError
from rasoat.web.register.models import Household, HouseholdEvent

ON = date(2026, 7, 1)
PAPER = "Nghị quyết 02/NQ-HĐND"


@pytest.fixture
def officer(acting_for: Callable[..., Acting], communes: list[Unit]) -> Acting:
    return acting_for("commune_officer", communes[0])


def checked(acting: Acting, kind: str, text: str):
    return match(acting, FILE_KINDS[kind], read_table(text, FILE_KINDS[kind]))


@pytest.mark.django_db
def test_a_commune_adds_its_villages_and_no_others(officer: Acting, communes: list[Unit], villages: list[Unit]) -> None:
    village = add_village(officer, communes[0], " Nà  Hang ", "Bản", on=ON)

    assert (village.key, village.full_name, village.area, village.commune, village.province) == (
        "TT0001-03", "Bản Nà Hang", "rural", communes[0], communes[0].province,
    )  # fmt: skip
    assert Entry.objects.get(action="boundaries.village_added").subject_id == str(village.pk)
    with pytest.raises(NotAllowedError):
        add_village(officer, communes[1], "Nà Hang", "Bản")
    with pytest.raises(RefusedError, match="Xã đã có"):
        add_village(officer, communes[0], "Nà Hang", "Bản")


@pytest.mark.django_db
@pytest.mark.parametrize("role", ["village_head", "reviewer", "commune_board", "auditor", "province_officer"])
def test_readers_add_no_village(
    acting_for: Callable[..., Acting], communes: list[Unit], villages: list[Unit], role: str
) -> None:
    unit = (
        villages[0]
        if role in {"village_head", "reviewer"}
        else communes[0]
        if role == "commune_board"
        else communes[0].province
    )

    with pytest.raises(NotAllowedError):
        add_village(acting_for(role, unit), communes[0], "Nà Hang", "Bản")


@pytest.mark.django_db
def test_a_renamed_unit_keeps_its_old_name_on_the_old_map(
    admin: Acting, communes: list[Unit], households: list[Household]
) -> None:
    save_totals(admin, [TotalDraft(communes[0], 2025, 200, 800), TotalDraft(communes[0], 2026, 210, 820)])

    old = rename_unit(admin, communes[0], "Trám Thơm", "Phường", on=ON, document=PAPER, area="urban")

    living = Unit.objects.get(pk=communes[0].pk)
    assert (old.full_name, old.key, old.valid_until, old.commune_id) == (
        "Xã Đồng Trám",
        "TT0001~2026",
        date(2026, 6, 30),
        old.pk,
    )
    assert (living.full_name, living.key, living.valid_from, living.folded) == (
        "Phường Trám Thơm",
        "TT0001",
        ON,
        "tram thom",
    )
    assert list(UnitTotal.objects.order_by("year").values_list("year", "unit_id")) == [
        (2025, old.pk),
        (2026, living.pk),
    ]
    assert on_map({old.pk: {"households": 200}}, ON).rows == {living.pk: {"households": 200}}
    assert on_map({living.pk: {"households": 210}}, date(2026, 1, 1)).rows == {old.pk: {"households": 210}}
    assert Household.objects.filter(commune=living).count() == 4
    assert not HouseholdEvent.objects.filter(kind="unit_change").exists()


@pytest.mark.django_db
def test_renamed_twice_gives_a_chain(admin: Acting, communes: list[Unit]) -> None:
    first = rename_unit(admin, communes[0], "Một", "Xã", on=date(2026, 3, 1), document=PAPER)
    second = rename_unit(admin, communes[0], "Hai", "Xã", on=date(2026, 5, 1), document=PAPER)

    assert (first.key, second.key) == ("TT0001~2026", "TT0001~2026.2")
    assert on_map({first.pk: {"n": 1}}, ON).rows == {communes[0].pk: {"n": 1}}
    assert set(Succession.objects.values_list("before_id", "after_id")) == {
        (first.pk, second.pk),
        (second.pk, communes[0].pk),
    }


@pytest.mark.django_db
def test_a_correction_makes_no_new_unit(admin: Acting, officer: Acting, communes: list[Unit]) -> None:
    correct_unit(admin, communes[0], "Đồng Chàm", "Xã", reason="ghi sai chính tả")

    assert Unit.objects.get(pk=communes[0].pk).name == "Đồng Chàm"
    assert not Succession.objects.exists()
    with pytest.raises(NotAllowedError):
        correct_unit(officer, communes[0], "Đồng Chàm", "Xã", reason="x")


@pytest.mark.django_db
def test_merged_villages_hand_their_households_on(
    officer: Acting, villages: list[Unit], households: list[Household]
) -> None:
    new = merge_villages(officer, villages[:2], "Suối Đa", "Thôn", on=ON, document=PAPER)

    assert Household.objects.filter(village=new).count() == 4
    assert {unit.valid_until for unit in Unit.objects.filter(pk__in=[villages[0].pk, villages[1].pk])} == {
        date(2026, 6, 30)
    }
    assert on_map({villages[0].pk: {"n": 1}, villages[1].pk: {"n": 2}}, ON).rows == {new.pk: {"n": 3}}


@pytest.mark.django_db
def test_villages_of_two_communes_do_not_merge(admin: Acting, villages: list[Unit]) -> None:
    with pytest.raises(RefusedError, match="cùng một xã"):
        merge_villages(admin, villages[1:3], "Suối Đa", "Thôn", on=ON, document=PAPER)


@pytest.mark.django_db
def test_a_village_ends_only_when_nobody_lives_there(
    officer: Acting, villages: list[Unit], households: list[Household]
) -> None:
    with pytest.raises(RefusedError, match="còn 2 hộ"):
        end_village(officer, villages[0], on=ON, document=PAPER)
    Household.objects.filter(village=villages[0]).update(village=villages[1])

    assert end_village(officer, villages[0], on=ON, document=PAPER).key == "TT0001-01~2026"


@pytest.mark.django_db
def test_totals_are_kept_by_source_and_the_ledger_keeps_what_stood(officer: Acting, villages: list[Unit]) -> None:
    save_totals(officer, [TotalDraft(villages[0], 2025, 90, 300)])
    save_totals(officer, [TotalDraft(villages[0], 2025, 95, 310)])
    save_totals(officer, [TotalDraft(villages[0], 2025, 88, 290)], source="bàn giao của huyện")

    assert list(UnitTotal.objects.order_by("source").values_list("source", "households")) == [
        ("", 95),
        ("bàn giao của huyện", 88),
    ]
    assert Entry.objects.filter(action="boundaries.totals_saved").count() == 3
    with pytest.raises(RefusedError, match="số khẩu ít hơn"):
        save_totals(officer, [TotalDraft(villages[0], 2025, 90, 30)])
    with pytest.raises(NotAllowedError):
        save_totals(officer, [TotalDraft(villages[2], 2025, 90, 300)])
    with pytest.raises(RefusedError, match="Năm"):
        save_totals(officer, [TotalDraft(villages[0], 2099, 90, 300)])


@pytest.mark.django_db
def test_an_office_loads_attributes_areas_and_days_with_their_document(admin: Acting, communes: list[Unit]) -> None:
    tags = checked(admin, "tags", "Mã đơn vị\tThuộc tính\tTừ ngày\nTT0001\tkhu vực III\t01/01/2026\nXX\tbiên giới\t")
    areas = checked(admin, "areas", "Mã đơn vị\tKhu vực\nTT0001\tThành thị")
    days = checked(admin, "validity", "Mã đơn vị\tTừ ngày\nTT0001\t01/06/2025")

    load_tags(admin, tags.rows, PAPER)
    load_tags(admin, tags.rows, PAPER)
    load_areas(admin, areas.rows, PAPER)
    load_validity(admin, days.rows, PAPER)

    assert [(fault.place.row, fault.rule) for fault in tags.faults] == [(3, "unknown-unit")]
    assert list(UnitTag.objects.values_list("tag", "valid_from", "document", "mark")) == [
        ("tag_kv3", date(2026, 1, 1), PAPER, "verified")
    ]
    unit = Unit.objects.get(pk=communes[0].pk)
    assert (unit.area, unit.valid_from) == ("urban", date(2025, 6, 1))


@pytest.mark.django_db
def test_loading_stays_inside_the_area(
    officer: Acting, acting_for: Callable[..., Acting], communes: list[Unit]
) -> None:
    text = "Mã đơn vị\tNăm\tSố hộ\nTT0001\t2025\t10\nTT0002\t2025\t20"

    found = checked(officer, "totals", text)

    assert [row.unit for row in found.rows] == [communes[0]]
    assert [(fault.place.row, fault.rule) for fault in found.faults] == [(3, "other-unit")]
    with pytest.raises(NotAllowedError):
        load_tags(
            officer,
            checked(
                acting_for("province_admin", communes[0].province), "tags", "Mã đơn vị\tThuộc tính\nTT0001\tatk"
            ).rows,
            PAPER,
        )


@pytest.mark.django_db
def test_shares_must_cover_all_parts_and_add_up(admin: Acting, communes: list[Unit], villages: list[Unit]) -> None:
    after = [NewUnit("TT0003", "Đông", "Xã"), NewUnit("TT0004", "Tây", "Xã")]
    east, west = regroup_communes(
        admin, ChangePlan(communes[:1], after, ON, PAPER, {villages[0].pk: 0, villages[1].pk: 1})
    ).units

    with pytest.raises(RefusedError, match="kế tiếp"):
        load_shares(admin, checked(admin, "shares", "Mã cũ\tMã mới\tTỷ lệ\nTT0001\tTT0003\t1").rows, PAPER)
    with pytest.raises(RefusedError, match="tổng"):
        load_shares(
            admin,
            checked(admin, "shares", "Mã cũ\tMã mới\tTỷ lệ\nTT0001\tTT0003\t0,5\nTT0001\tTT0004\t0,4").rows,
            PAPER,
        )
    load_shares(
        admin, checked(admin, "shares", "Mã cũ\tMã mới\tTỷ lệ\nTT0001\tTT0003\t25%\nTT0001\tTT0004\t75%").rows, PAPER
    )

    assert set(Succession.objects.values_list("share", flat=True)) == {Decimal("0.25"), Decimal("0.75")}
    moved = on_map({communes[0].pk: {"households": 200}}, ON)
    assert moved.rows == {east.pk: {"households": 50}, west.pk: {"households": 150}}
    assert moved.by_share == {east.pk, west.pk}


@pytest.mark.django_db
def test_a_former_district_hands_over_with_its_name(admin: Acting, communes: list[Unit]) -> None:
    regroup_communes(admin, ChangePlan(communes, [NewUnit("TT0009", "Mới", "Xã")], ON, PAPER))
    found = checked(admin, "totals", "Mã đơn vị\tNăm\tSố hộ\tSố khẩu\nTT0001~2026\t2024\t190\t800")

    load_totals(admin, found.rows, "Biên bản bàn giao số 3", "bàn giao của huyện Mẫu")

    row = UnitTotal.objects.get()
    assert (row.unit.key, row.source, row.document) == (
        "TT0001~2026",
        "bàn giao của huyện Mẫu",
        "Biên bản bàn giao số 3",
    )
    with pytest.raises(RefusedError, match="nguồn"):
        load_totals(admin, found.rows, "Biên bản", " ")


@pytest.mark.django_db
def test_the_shipped_units_are_noted_in_the_nations_chain(officer: Acting) -> None:
    before = Unit.objects.count()

    loaded = load_shipped_units(installer())

    assert Unit.objects.count() == before + 14_149
    assert sum(len(entry.rows) for entry in Entry.objects.filter(action="boundaries.units_loaded")) == len(
        loaded.added
    ) + len(loaded.successions)
    assert not load_shipped_units(installer()).added
    with pytest.raises(NotAllowedError):
        load_shipped_units(officer)


@pytest.mark.django_db
def test_totals_of_an_abolished_district_come_in_and_stay_on_the_old_map(
    admin: Acting, officer: Acting, province: Unit
) -> None:
    add_units(
        [
            UnitRow("MM~2025", "MM", "Mẫu cũ", "Tỉnh", "province", valid_until=date(2025, 6, 30)),
            UnitRow("MM1~2025", "MM1", "Mẫu", "Huyện", "district", "MM~2025", valid_until=date(2025, 6, 30)),
        ]
    )
    district = Unit.objects.get(code="MM1")
    Succession.objects.create(before=district.province, after=province, kind="merge", on=date(2025, 7, 1))
    text = "Mã đơn vị;Năm;Số hộ;Số khẩu\nMM1;2024;20.100;81.000"

    load_totals(admin, checked(admin, "totals", text).rows, "Biên bản bàn giao", "bàn giao của huyện Mẫu")

    counted = {row.unit_id: {"households": row.households} for row in UnitTotal.objects.all()}
    assert on_map(counted, date(2025, 6, 30)).rows == {district.pk: {"households": 20100}}
    assert [each.reason for each in on_map(counted, ON).unplaced] == ["không có đơn vị kế tiếp trên bản đồ này"]
    assert [fault.rule for fault in checked(officer, "totals", text).faults] == ["other-unit"]
