"""What is wrong in a row of a signed list: the cell, what, and what to do next."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from rasoat.web.reviews.signed.reading import ListRow


@dataclass(frozen=True, slots=True)
class RowFault:
    """A row that is not entered. `who`: the household as the row has it."""

    row: ListRow
    cell: str
    what: str
    remedy: str

    @property
    def who(self) -> str:
        """Code and head as written."""
        return " ".join(filter(None, (self.row.said["household_id"], self.row.said["head_name"])))


class WrongRowError(ValueError):
    """A row that cannot be entered; `fault` says why."""

    def __init__(self, row: ListRow, field: str, what: str, remedy: str) -> None:
        super().__init__(what)
        self.fault = RowFault(row, row.cell(field), what, remedy)


def refuse_broken(row: ListRow) -> None:
    """Raise for a cell whose formula was never computed or fails."""
    for field in row.broken:
        raise WrongRowError(
            row, field, _("Ô công thức không có giá trị."), _("Ghi thẳng giá trị vào ô rồi tải lên lại.")
        )
