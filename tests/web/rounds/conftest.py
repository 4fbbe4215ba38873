"""People who run rounds in the small province, and rounds as they prepare them."""

from collections.abc import Callable
from datetime import date

import pytest

from rasoat.web.accounts.acting import Acting
from rasoat.web.areas.models import Unit
from rasoat.web.rounds.actions.create_round import create_round
from rasoat.web.rounds.actions.set_parameter import Word, set_parameter
from rasoat.web.rounds.drafts import RoundDraft
from rasoat.web.rounds.models import Round
from rasoat.web.rounds.parameters import waiting_for_word
from rasoat.web.rounds.standards import StandardDraft

PROCEDURE = "qd24_2021"
TOTAL_2022 = StandardDraft("national_2022", "total")
TRAINED = StandardDraft("national_2022", "answers", "minh-hoa-2022")
BASIS = "Kế hoạch 1/KH-UBND ngày 20/08/2026"


@pytest.fixture
def admin(acting_for: Callable[..., Acting], province: Unit) -> Acting:
    return acting_for("province_admin", province)


@pytest.fixture
def officer(acting_for: Callable[..., Acting], province: Unit) -> Acting:
    return acting_for("province_officer", province)


def draft_of(province: Unit, **more: object) -> RoundDraft:
    """A periodic round of 2026 by the total points of paper forms, unless `more` says otherwise."""
    told: dict[str, object] = {
        "purpose": "official", "kind": "periodic", "year": 2026, "province": province, "standards": [TOTAL_2022],
        "document": BASIS,
    }  # fmt: skip
    return RoundDraft(**{**told, **more})  # type: ignore[arg-type]


def settle_all(admin: Acting, province: Unit, kind: str = "periodic", on: date = date(2026, 1, 1)) -> None:
    """The province gives its word on everything that needs it."""
    for each in waiting_for_word(province, PROCEDURE, kind, date(2026, 9, 1)):
        key = each.parameter.key
        if key == "higher_opinion_step":
            value, told = {"code": "none"}, Word.SET
        else:
            value, told = None, Word.CONFIRM if each.value is not None else Word.LEAVE
        set_parameter(admin, province, PROCEDURE, key, told, valid_from=on, value=value, document="CV 5/SNNMT")


@pytest.fixture
def training(admin: Acting, province: Unit, villages: list[Unit]) -> Round:
    """A draft of a training round by the illustrative table."""
    return create_round(admin, draft_of(province, purpose="training", standards=[TRAINED]))


@pytest.fixture
def official(admin: Acting, province: Unit, villages: list[Unit]) -> Round:
    """A draft of an official round; the province has settled everything."""
    settle_all(admin, province)
    return create_round(admin, draft_of(province))
