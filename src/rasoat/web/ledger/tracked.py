"""Which models the ledger tracks, and how to find their rows by commune."""

from dataclasses import dataclass

from django.apps import apps
from django.db import models

_PATHS = (
    ("commune", "commune_id"), ("household", "household__commune_id"), ("member", "member__commune_id"),
    ("decision", "decision__commune_id"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Tracked:
    """One tracked model.

    `commune_path`: look-up of the commune whose chain speaks of a row; empty where rows belong to none (accounts).
    `recorded`: every row must have an entry; False for rows that come with the program or from before the ledger, of
    which only those with an entry are compared.
    """

    model: type[models.Model]
    commune_path: str
    recorded: bool = True

    @property
    def label(self) -> str:
        """`register.household`."""
        return self.model._meta.label_lower

    def rows(self, commune_id: int | None = None) -> "models.QuerySet[models.Model]":
        """Rows of a commune (or all), with what their fingerprints need."""
        rows = self.model._base_manager.select_related(*getattr(self.model, "SEAL_NEEDS", ()))
        if commune_id is not None:
            rows = rows.filter(**{self.commune_path: commune_id})
        return rows.order_by("pk")


_USUAL: tuple[str | None, bool] = (None, True)
_SHIPPED: tuple[str | None, bool] = ("", False)
"""Units come with the program; only what people changed in them has entries."""

_SETTLED: dict[str, tuple[str | None, bool]] = {"vault.sealedfile": ("", False)}


def register_tracked(label: str, *, commune_path: str | None = None, recorded: bool = True) -> None:
    """Say how rows of a model (`register.attachment`) are found by commune, or that not all have entries.

    Without it a model with `STATE_FIELDS` is tracked all the same, by its `commune`, `household`, `member` or
    `decision`.
    """
    _SETTLED[label.lower()] = (commune_path, recorded)


def tracked_models() -> dict[str, Tracked]:
    """Every model with `STATE_FIELDS`, by label."""
    found = {}
    for model in apps.get_models():
        if getattr(model, "STATE_FIELDS", None):
            path, recorded = _SETTLED.get(
                model._meta.label_lower, _SHIPPED if model._meta.app_label == "areas" else _USUAL
            )
            found[model._meta.label_lower] = Tracked(model, _path(model) if path is None else path, recorded)
    return found


def _path(model: type[models.Model]) -> str:
    names = {column.name for column in model._meta.concrete_fields}
    return next((path for name, path in _PATHS if name in names), "")
