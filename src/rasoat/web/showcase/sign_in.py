"""Accounts of a demonstration: created, given their role, and a second factor where the role decides."""

from collections.abc import Sequence

from allauth.mfa.totp.internal.auth import generate_totp_secret

from rasoat.web.accounts.acting import Acting
from rasoat.web.accounts.actions.assign_role import assign_role
from rasoat.web.accounts.actions.create_user import create_user
from rasoat.web.accounts.actions.set_up_totp import set_up_totp
from rasoat.web.accounts.capabilities import DECIDES
from rasoat.web.accounts.showcase_accounts import PASSWORD
from rasoat.web.showcase.people import DemoAccount


def make_accounts(acting: Acting, accounts: Sequence[DemoAccount]) -> None:
    """Write the accounts. Deciding roles get a TOTP secret whose code the sign-in page of a demo shows."""
    for account in accounts:
        user = create_user(
            acting, full_name=account.full_name, username=account.username, password=PASSWORD,
            must_change_password=False, unit=account.unit, phone=account.phone,
        )  # fmt: skip
        assign_role(acting, user, account.role, account.unit)
        if account.role in DECIDES:
            set_up_totp(acting, user, generate_totp_secret())
