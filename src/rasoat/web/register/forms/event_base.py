"""What every form of an event is, and how it is told about members."""

from abc import ABCMeta, abstractmethod
from collections.abc import Sequence
from typing import Any, ClassVar

from django import forms
from django.forms.forms import DeclarativeFieldsMetaclass
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from rasoat.web.accounts.acting import Acting
from rasoat.web.register.forms.base import OccasionForm
from rasoat.web.register.forms.fields import WordField
from rasoat.web.register.models import Household, HouseholdEvent, Member

OCCASION = ("on", "reason", "document", "paper")


class _AbstractForm(DeclarativeFieldsMetaclass, ABCMeta):
    """Forms that cannot be made before every abstract method is written."""


class EventForm(OccasionForm, metaclass=_AbstractForm):
    """An event of one household. `columns`: where it counts in the movement reports; `asks`: a sentence for people."""

    do_not_call_in_templates: ClassVar[bool] = True
    slug: ClassVar[str]
    label: ClassVar["str | Promise"]
    asks: ClassVar["str | Promise"]
    columns: ClassVar["str | Promise"]
    icon: ClassVar[str] = "circle-dot"

    def __init__(self, *args: Any, home: Household, members: Sequence[Member], acting: Acting, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.home, self.members, self.acting = home, members, acting
        self.fields["version"].initial = home.version
        for name in ("member", "new_head", "old_head", "head"):
            if name in self.fields:
                field = forms.TypedChoiceField(
                    label=self.fields[name].label,
                    help_text=self.fields[name].help_text,
                    coerce=int,
                    empty_value=None,
                    choices=[("", "–"), *((row.pk, row.full_name) for row in members)],
                    required=self.fields[name].required,
                )
                self.fields[name] = field
        if "leaving" in self.fields:
            self.fields["leaving"].choices = [(row.pk, row.full_name) for row in members]  # type: ignore[attr-defined]

    @abstractmethod
    def run(self) -> HouseholdEvent:
        """Ask for the action. Raises what it raises."""

    def chosen(self, name: str) -> Member | None:
        """The member chosen in a field."""
        return next((row for row in self.members if row.pk == self.cleaned_data[name]), None)

    def ask_relations(self) -> None:
        """A field for each member's relation to the (new) head; left empty it stays."""
        for row in self.members:
            label = _("Quan hệ với chủ hộ mới: %(name)s") % {"name": row.full_name}
            self.fields[f"relation_{row.pk}"] = WordField(
                "relation", label=label, help_text=_("Để trống thì giữ nguyên.")
            )

    def relations(self) -> dict[int, str]:
        """Relations that were typed, by member id."""
        return {row.pk: told for row in self.members if (told := self.cleaned_data.get(f"relation_{row.pk}"))}
