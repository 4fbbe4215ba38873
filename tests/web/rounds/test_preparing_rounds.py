"""Drafts of rounds: days, standards, routes, overlaps, changes and withdrawals."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest
from tests.web.rounds.conftest import PROCEDURE, TOTAL_2022, TRAINED, draft_of

from rasoat.web.accounts.acting import Acting
from rasoat.web.accounts.policy import NotAllowedError
from rasoat.web.areas.models import Unit
from rasoat.web.ledger.verify import verify
from rasoat.web.look.refusals import RefusedError
from rasoat.web.rounds.actions.create_round import create_round
from rasoat.web.rounds.actions.drop_round import drop_round
from rasoat.web.rounds.actions.edit_round import edit_round
from rasoat.web.rounds.actions.set_parameter import Word, set_parameter
from rasoat.web.rounds.deadlines import deadlines
from rasoat.web.rounds.models import Round
from rasoat.web.rounds.standards import StandardDraft, route_choices

pytestmark = pytest.mark.django_db
ENTERED_2027 = StandardDraft("national_2027", "entered", effective_from=date(2027, 1, 1))


def refused_code(act: Callable[[], object]) -> str:
    with pytest.raises(RefusedError) as refused:
        act()
    return refused.value.code


def test_a_periodic_round_takes_the_days_of_the_law(admin: Acting, province: Unit) -> None:
    row = create_round(admin, draft_of(province))

    assert (row.starts_on, row.ends_on, row.state) == (date(2026, 9, 1), date(2026, 12, 14), "draft")
    assert (row.name, row.procedure_id) == ("Rà soát định kỳ năm 2026, Tỉnh Thử", PROCEDURE)
    standard = row.standards.get()
    assert (standard.route, standard.effective_from) == ("total", date(2027, 1, 1))
    assert len(standard.pack_hash) == 64
    assert [finding for finding in verify([province], []) if finding.is_fault] == []


def test_a_regular_round_begins_on_the_fifteenth_and_lasts_fifteen_days(admin: Acting, province, communes) -> None:
    row = create_round(admin, draft_of(province, kind="regular", month=9, commune=communes[0]))

    assert (row.starts_on, row.ends_on) == (date(2026, 9, 15), date(2026, 9, 29))
    assert row.name == "Rà soát thường xuyên tháng 9/2026, Xã Đồng Trám"
    assert row.standards.get().effective_from == row.ends_on


def test_the_end_of_2026_has_two_standards_side_by_side(admin: Acting, province: Unit) -> None:
    row = create_round(admin, draft_of(province, standards=[TOTAL_2022, ENTERED_2027]))

    assert [(each.standard_id, each.route, each.pack_hash != "") for each in row.standards.all()] == [
        ("national_2022", "total", True), ("national_2027", "entered", False),
    ]  # fmt: skip


def test_a_training_round_takes_the_illustrative_table_with_its_watermark(training: Round) -> None:
    standard = training.standards.get()

    assert "MINH HỌA" in standard.watermark
    assert (training.counts, training.number_prefix) == (False, "MẪU-")
    assert training.name.endswith("(tập huấn)")


def test_routes_that_are_offered() -> None:
    day = date(2026, 9, 1)

    official = [code for code, _ in route_choices("official", "national_2022", day)]
    training = [code for code, _ in route_choices("training", "national_2022", day)]
    blocked = [code for code, _ in route_choices("official", "national_2027", day)]

    assert official == ["total", "entered"]
    assert training == ["answers:minh-hoa-2022", "total", "entered"]
    assert blocked == ["entered"]


@pytest.mark.parametrize(("more", "code"), [
    ({"standards": [TRAINED]}, "table-illustrative"),
    ({"standards": [StandardDraft("national_2022", "answers")]}, "table-unknown"),
    ({"standards": [StandardDraft("national_2022", "answers", "khong-co")]}, "table-unknown"),
    ({"standards": [StandardDraft("national_2027", "total")]}, "standard-blocked"),
    ({"standards": [StandardDraft("national_2016", "total")]}, "standard-not-in-use"),
    ({"standards": [StandardDraft("khong_co", "total")]}, "standard-not-in-use"),
    ({"standards": [TOTAL_2022, TOTAL_2022]}, "refused"), ({"standards": []}, "refused"),
    ({"starts_on": date(2026, 8, 31)}, "outside-window"), ({"ends_on": date(2026, 12, 15)}, "outside-window"),
    ({"starts_on": date(2026, 11, 2), "ends_on": date(2026, 11, 1)}, "dates"),
    ({"starts_on": date(2025, 9, 1)}, "dates"), ({"year": 2027}, "procedure-missing"),
    ({"kind": "regular"}, "refused"), ({"kind": "regular", "month": 13}, "refused"), ({"month": 9}, "refused"),
    ({"kind": "regular", "month": 9, "starts_on": date(2026, 9, 14)}, "outside-window"),
    ({"year": 1900}, "refused"),
])  # fmt: skip
def test_what_is_refused(admin: Acting, province: Unit, more: dict, code: str) -> None:
    assert refused_code(lambda: create_round(admin, draft_of(province, **more))) == code
    assert not Round.objects.exists()


def test_a_province_may_narrow_the_window(admin: Acting, province: Unit) -> None:
    window = {"first": {"month": 9, "day": 10}, "last": {"month": 12, "day": 1}}
    set_parameter(admin, province, PROCEDURE, "periodic_window", Word.SET, valid_from=date(2026, 1, 1), value=window,
                  document="CV 5")  # fmt: skip

    row = create_round(admin, draft_of(province))

    assert (row.starts_on, row.ends_on) == (date(2026, 9, 10), date(2026, 12, 1))


def test_a_training_round_may_lie_outside_any_window_and_after_the_procedure(admin: Acting, province: Unit) -> None:
    row = create_round(
        admin, draft_of(province, purpose="training", standards=[TRAINED], year=2027, starts_on=date(2027, 3, 1),
                        ends_on=date(2027, 3, 5))
    )  # fmt: skip

    assert (row.procedure_id, row.starts_on) == (PROCEDURE, date(2027, 3, 1))


def test_a_round_of_old_times_follows_the_procedure_of_its_time(admin: Acting, province: Unit) -> None:
    row = create_round(admin, draft_of(province, year=2018, standards=[StandardDraft("national_2016", "entered")]))

    assert (row.procedure_id, row.starts_on) == ("tt17_2016", date(2018, 9, 1))
    assert {line.key for line in deadlines(row)} == {"meeting", "posting"}


def test_overlapping_rounds_of_one_kind_scope_and_standard_are_refused(admin: Acting, province, communes) -> None:
    create_round(admin, draft_of(province, kind="regular", month=9, commune=communes[0]))

    same = draft_of(province, kind="regular", month=9, commune=communes[0])
    assert refused_code(lambda: create_round(admin, same)) == "round-overlaps"
    assert refused_code(lambda: create_round(admin, replace(same, commune=None))) == "round-overlaps"
    create_round(admin, replace(same, commune=communes[1]))
    create_round(admin, replace(same, month=10))
    create_round(admin, draft_of(province))
    create_round(admin, replace(same, purpose="training"))


def test_a_draft_is_changed_once_and_not_over_somebody_elses_change(admin: Acting, official: Round, province) -> None:
    changed = draft_of(province, standards=[TOTAL_2022, ENTERED_2027], name="Đợt 2026", ends_on=date(2026, 12, 1))

    row = edit_round(admin, official, changed, version=1)

    assert (row.name, row.ends_on, row.version, row.standards.count()) == ("Đợt 2026", date(2026, 12, 1), 2, 2)
    assert refused_code(lambda: edit_round(admin, official, changed, version=1)) == "stale"
    assert [finding for finding in verify([province], []) if finding.is_fault] == []


def test_a_draft_is_taken_back(admin: Acting, official: Round, province: Unit) -> None:
    assert refused_code(lambda: drop_round(admin, official, version=7)) == "stale"

    drop_round(admin, official, version=1)

    assert not Round.objects.exists()
    assert [finding for finding in verify([province], []) if finding.is_fault] == []


@pytest.mark.parametrize("role", ["province_chair", "auditor", "commune_officer", "commune_chair", "ministry_viewer"])
def test_who_may_not(role: str, acting_for: Callable[..., Acting], province, communes, official: Round) -> None:
    unit = {"commune": communes[0], "ministry": None}.get(role.partition("_")[0], province)
    somebody = acting_for(role, unit)

    for act in (
        lambda: create_round(somebody, draft_of(province, year=2025)),
        lambda: edit_round(somebody, official, draft_of(province), version=1),
        lambda: drop_round(somebody, official, version=1),
    ):
        with pytest.raises(NotAllowedError):
            act()


def test_another_provinces_round_is_out_of_reach(acting_for: Callable[..., Acting], official: Round) -> None:
    other = Unit.objects.create(key="UU", code="UU", name="Bên", level="province", folded="ben", sort_key="ben")

    with pytest.raises(NotAllowedError):
        drop_round(acting_for("province_admin", other), official, version=1)
