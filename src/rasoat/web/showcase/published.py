"""What the public site of the demonstration shows: the results of the years before."""

from rasoat.demo.province import Province
from rasoat.web.accounts.acting import Acting
from rasoat.web.areas.models import Unit
from rasoat.web.public.actions.publish import publish


def publish_years(acting: Acting, province: Province, unit: Unit) -> None:
    """One publication a year whose decisions stand in the register."""
    for year in sorted({*province.history["year"].to_list(), province.previous_year}):
        publish(acting, unit, year, province.standard_id)
