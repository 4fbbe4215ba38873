"""What an action says when it refuses: one sentence of what is wrong, and what to do next."""

from django.utils.translation import gettext as _


class RefusedError(ValueError):
    """An action refused. `field`: the form field it belongs to; `code`: a stable word for programs."""

    def __init__(self, message: str, *, remedy: str = "", field: str = "", code: str = "refused") -> None:
        super().__init__(f"{message} {remedy}".strip())
        self.message = message
        self.remedy = remedy
        self.field = field
        self.code = code


class StaleError(RefusedError):
    """Somebody else changed the record meanwhile; `mine` and `theirs` hold the values that differ, by field."""

    def __init__(self, mine: dict[str, object], theirs: dict[str, object], changed_by: str = "") -> None:
        super().__init__(
            _("Người khác vừa sửa bản ghi này."), remedy=_("So sánh hai bản rồi chọn giá trị đúng."), code="stale"
        )
        self.mine, self.theirs, self.changed_by = mine, theirs, changed_by
