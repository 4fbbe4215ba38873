"""A whole standard as plain JSON, for other programs: names as text, indicators as a list of flat objects."""

from typing import Any

from rasoat.law.canonical import plain
from rasoat.law.cited import Evidence, Text
from rasoat.law.standard import Gap, Indicator, Method, Parameter, Rule, Standard, Status


def standard_as_json(standard: Standard) -> dict[str, Any]:
    """The standard as JSON data. Wordings stand as `x` (Vietnamese) and `x_en`; dates as YYYY-MM-DD.

    Each indicator has `code`, `name`, `dimension`, `points` (None when missing), `mark` (of its definition),
    `mark_name`, `mark_points`, `definition`, `derive` and the citation of the definition; `name_citation` and
    `points_citation` tell where the name and the points come from.
    """
    return {
        "id": standard.id,
        **worded("name", standard.name),
        "scope": standard.scope,
        "territory": standard.territory,
        "overlay_of": standard.overlay_of,
        **worded("blocked", standard.blocked),
        "applies": [{"purpose": item.purpose.value, **citation(item)} for item in standard.applies],
        "parameters": {code: _parameter(item) for code, item in standard.parameters.items()},
        "methods": {name: _method(item) for name, item in standard.methods.items()},
        "dimensions": [{"code": item.code, **worded("name", item.name)} for item in standard.dimensions],
        "indicators": [_indicator(item, standard) for item in standard.indicators],
        "removed_indicators": [_indicator(item, standard) for item in standard.removed_indicators],
        "statuses": [_status(item) for item in standard.statuses],
        "gaps": [gap_as_json(item) for item in standard.gaps],
    }


def citation(item: Evidence) -> dict[str, Any]:
    """Mark (with its words), instrument, article, validity, sources, note and document to ask for."""
    kept = {name: getattr(item, name) for name in Evidence.model_fields}
    return {**plain(kept), "mark": item.mark.value, "mark_label": item.mark.label_vi}


def gap_as_json(item: Gap) -> dict[str, Any]:
    """What is missing, what it blocks, which document settles it."""
    return {**worded("what", item.what), **worded("blocks", item.blocks), "ask": item.ask}


def _parameter(item: Parameter) -> dict[str, Any]:
    facts = {"any": item.any, "rural": item.rural, "urban": item.urban}
    values = {area: {"value": fact.value, **citation(fact)} for area, fact in facts.items() if fact is not None}
    return {"unit": item.unit, **worded("name", item.name), **values}


def _method(item: Method) -> dict[str, Any]:
    return {**citation(item.evidence), "rules": [_rule(rule) for rule in item.rules]}


def _rule(item: Rule) -> dict[str, Any]:
    decided = {"class": item.klass.value, "reason": item.reason, "code": item.code}
    return {"when": plain(item.when), **decided, **citation(item.evidence)}


def _indicator(item: Indicator, standard: Standard) -> dict[str, Any]:
    dimension = next((part.name for part in standard.dimensions if part.code == item.dimension), None)
    return {
        "number": item.number,
        "code": item.code,
        **worded("name", item.name),
        "dimension": item.dimension,
        **worded("dimension_name", dimension),
        "points": item.points.value,
        "mark_points": item.points.mark.value,
        "mark_name": item.name_evidence.mark.value,
        "name_citation": citation(item.name_evidence),
        "points_citation": citation(item.points),
        "definition": item.definition.text,
        "derive": plain(item.definition.derive),
        **citation(item.definition),
    }


def _status(item: Status) -> dict[str, Any]:
    named = {"code": item.code, **worded("name", item.name)}
    return {**named, "holds_when": plain(item.holds_when), **citation(item.evidence)}


def worded(key: str, text: Text | None) -> dict[str, str | None]:
    """A wording under two keys: `name` and `name_en`."""
    return {key: text.vi if text else None, f"{key}_en": text.en if text else None}
