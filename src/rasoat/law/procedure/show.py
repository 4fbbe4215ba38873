"""A whole procedure as plain JSON, for other programs."""

from typing import Any

from rasoat.law.canonical import plain
from rasoat.law.procedure.form import Form, FormField
from rasoat.law.procedure.model import Procedure
from rasoat.law.procedure.parameter import Choice, Parameter
from rasoat.law.procedure.step import Step
from rasoat.law.show import citation, gap_as_json, worded


def procedure_as_json(procedure: Procedure) -> dict[str, Any]:
    """The procedure as JSON data, in the manner of `standard_as_json`. A missing default has `value` None."""
    return {
        "id": procedure.id,
        **worded("name", procedure.name),
        "instruments": list(procedure.instruments),
        "applies": [citation(item) for item in procedure.applies],
        "standards": list(procedure.standards),
        "actors": [{"code": item.code, **worded("name", item.name)} for item in procedure.actors],
        "kinds": {kind.value: [_step(step) for step in steps] for kind, steps in procedure.kinds.items()},
        "parameters": {key: _parameter(item) for key, item in procedure.parameters.items()},
        "forms": [_form(item) for item in procedure.forms],
        "gaps": [gap_as_json(item) for item in procedure.gaps],
    }


def _step(step: Step) -> dict[str, Any]:
    return {
        "code": step.code,
        **worded("name", step.name),
        "leads": list(step.leads),
        "takes_part": list(step.takes_part),
        **worded("input", step.input),
        **worded("output", step.output),
        "forms": list(step.forms),
        "deadline": step.deadline,
        **worded("help", step.help),
        **citation(step.evidence),
    }


def _parameter(item: Parameter) -> dict[str, Any]:
    return {
        **worded("name", item.name),
        "kind": item.kind.value,
        "governs": {kind.value: list(steps) for kind, steps in item.governs.items()},
        "defaults": [{"value": plain(fact.value), **citation(fact)} for fact in item.defaults],
        "choices": [_choice(choice) for choice in item.choices],
        "province_may": item.province_may.value,
        "needs_document": item.needs_document,
        **worded("without_value", item.without_value),
    }


def _choice(item: Choice) -> dict[str, Any]:
    days = {name: plain(getattr(item, name)) for name in ("valid_from", "valid_until")}
    return {"code": item.code, **worded("name", item.name), "names_body": item.names_body, **days}


def _form(item: Form) -> dict[str, Any]:
    return {
        "code": item.code,
        "label": item.label,
        **worded("title", item.title),
        "report": item.report,
        "layout_checked": item.layout_checked,
        **worded("layout_note", item.layout_note),
        **citation(item.evidence),
        "contents": citation(item.contents),
        "fields": [_field(field) for field in item.fields],
    }


def _field(item: FormField) -> dict[str, Any]:
    columns = [_field(column) for column in item.columns]
    return {"code": item.code, **worded("name", item.name), **citation(item), "columns": columns}
