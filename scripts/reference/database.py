"""The tables of the site, from the models and their docstrings."""

from django.apps import apps
from django.db import models

from reference.markdown import code, page, table
from reference.site_opened import open_site


def tables_page() -> str:
    """Every table of ours: what it holds, its columns with type, and what they point at."""
    open_site()
    parts = []
    for config in sorted(apps.get_app_configs(), key=lambda item: item.label):
        if not config.name.startswith("rasoat."):
            continue
        for model in sorted(config.get_models(), key=lambda item: item._meta.db_table):
            rows = [
                (code(field.column), _kind(field), "yes" if field.null else "") for field in model._meta.concrete_fields
            ]
            parts += [
                f"## {code(model._meta.db_table)}",
                _first(model.__doc__),
                table(("Column", "Type", "May be empty"), rows),
            ]
    return page("Tables of the site", "Columns named `..._id` point at the table named beside them.", *parts)


def _kind(field: "models.Field") -> str:
    if isinstance(field, models.ForeignKey):
        return f"→ {code(field.related_model._meta.db_table)}"
    length = f" ≤ {field.max_length}" if getattr(field, "max_length", None) else ""
    return f"{type(field).__name__.removesuffix('Field')}{length}"


def _first(text: str | None) -> str:
    return " ".join((text or "").split("\n\n")[0].split())
