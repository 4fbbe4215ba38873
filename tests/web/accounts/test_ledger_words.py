"""Every action of accounts has its words in the ledger, and leads to the page of the person."""

import re
from pathlib import Path

from rasoat.web.accounts import actions
from rasoat.web.accounts.ledger_words import ACTIONS
from rasoat.web.ledger.links import address_of


def test_every_action_has_words() -> None:
    folder = Path(str(actions.__file__)).parent
    codes = {code for file in folder.glob("*.py") for code in re.findall(r'"(accounts\.[a-z_]+)"', file.read_text())}

    assert codes <= set(ACTIONS)


def test_records_lead_to_the_person(user_with, communes) -> None:
    user = user_with("commune_board", communes[0])
    page = f"/nguoi-dung/{user.public_id}/"

    assert address_of("accounts.user", str(user.pk)) == page
    assert address_of("accounts.assignment", str(user.assignments.get().pk)) == page
    assert address_of("accounts.user", "0") == ""
