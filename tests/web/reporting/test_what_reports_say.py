"""Reports say what they are: preliminary or official, illustrative or not; and their columns add up."""

import pytest

from rasoat.web.register.actions.record_decision import DecisionDraft, LineDraft, record_decision
from rasoat.web.register.models import Decision
from rasoat.web.reporting.packing import unpacked
from web.reporting.conftest import make_home
from web.review_making import STANDARD, make_case, make_round

from .test_other_kinds import FROM, cells

pytestmark = pytest.mark.django_db


def test_a_preliminary_report_does_not_call_itself_official(officer, decided, made) -> None:
    decided("poor", "poor")
    early, late = (unpacked(made(officer, kind).figures)["1"].title for kind in ("preliminary", "official"))
    assert "kết quả sơ bộ" in early
    assert "chính thức" not in early
    assert "kết quả chính thức" in late


def test_made_up_decisions_mark_the_evaluation(officer, communes, villages, made) -> None:
    home = make_home(officer, villages[0])
    for year in (2025, 2026):
        record_decision(officer, DecisionDraft(communes[0], STANDARD, year, FROM), [LineDraft(home, "poor")])
    Decision.objects.filter(year=2025).update(watermark="MINH HỌA")

    marked = made(officer, "evaluation", communes[0], first_year=2025)

    assert marked.watermark == "MINH HỌA"
    assert {table.watermark for table in map(unpacked(marked.figures).__getitem__, ("DG1", "DG2", "DG3"))} == {
        "MINH HỌA"
    }


def test_the_month_adds_up(officer, province, communes, villages, made) -> None:
    regular = make_round(province, communes[:1], kind="regular", commune=communes[0])
    for opening, final in (("poor", "poor"), ("near_poor", "poor"), ("", "not_poor"), ("poor", "not_poor"), ("", "")):
        case = make_case(regular, make_home(officer, villages[0]), opening=opening, result_state="waiting")
        case.results.update(final=final)

    told = cells(made(officer, "monthly", communes[0], month=9), "TX")["Xã Đồng Trám"]

    assert (told["reviewed"], told["kept"]) == (5, 1)
    parts = [key for key in told if key not in {"tt", "place", "reviewed"} and isinstance(told[key], int)]
    assert sum(told[key] for key in parts) == told["reviewed"]
