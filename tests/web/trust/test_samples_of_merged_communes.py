"""Drawn households go along when their commune merges while the round is open."""

from datetime import date

import pytest

from rasoat.web.boundaries.actions.regroup_communes import regroup_communes
from rasoat.web.boundaries.plan import ChangePlan, NewUnit
from rasoat.web.trust.actions.draw_sample import draw_sample
from rasoat.web.trust.actions.freeze_data import freeze_data
from rasoat.web.trust.models import SampledCase

pytestmark = pytest.mark.django_db


def test_a_drawn_household_stands_in_the_merged_commune(acting_for, keeper, province, communes, promised) -> None:
    freeze_data(keeper, promised)
    draw_sample(keeper, promised)
    drawn = set(SampledCase.objects.values_list("case", flat=True))
    plan = ChangePlan(communes, [NewUnit("TT0001", "Đồng Trám", "Xã", "rural")], date(2026, 11, 1), "NQ 9")

    new = regroup_communes(acting_for("province_admin", province), plan).units[0]

    assert drawn
    assert set(SampledCase.objects.values_list("case", "commune")) == {(case, new.pk) for case in drawn}
