"""How to reach every address of the site: one entry a name. An address without an entry fails the walk.

`arguments(place)` gives the arguments of the address for what stands in a place. `guarded`: what it shows belongs to a
unit, so that people of other units must get 404 or 403; lists, own pages and units (which every role may see) are not.
`open`: visitors who have not signed in may see it. `private`: belongs to one person, whoever
else asks. `sent(place)`: what a POST carries besides an empty form.
"""

from collections.abc import Mapping
from typing import Any

from rasoat.web.register.forms.events import EVENTS
from web.site.addresses import Address, rooms
from web.site.makers import (
    decision_id,
    entry_id,
    event_id,
    export,
    handover_id,
    household,
    import_batch,
    import_row,
    job,
    number_id,
    opening,
    pair_id,
    paper_id,
    person,
    read_file,
    to_do_id,
)
from web.site.places import Place


def _key(place: Place) -> Mapping[str, Any]:
    return {"key": place.commune.key}


def _village_key(place: Place) -> Mapping[str, Any]:
    return {"key": place.village.key}


def _province_key(place: Place) -> Mapping[str, Any]:
    return {"key": place.province.key}


def _job(place: Place) -> Mapping[str, Any]:
    return {"job_id": place.make(job).pk}


def _entry(place: Place) -> Mapping[str, Any]:
    return {"entry_id": place.make(entry_id)}


def _person(place: Place) -> Mapping[str, Any]:
    return {"public_id": place.make(person).public_id}


def _assignment(place: Place) -> Mapping[str, Any]:
    return {"pk": place.make(person).assignments.get().pk}


def _batch(place: Place) -> Mapping[str, Any]:
    return {"batch_id": place.make(import_batch).pk}


def _row(place: Place) -> Mapping[str, Any]:
    return {"batch_id": place.make(import_batch).pk, "number": place.make(import_row).number}


def _opening(place: Place) -> Mapping[str, Any]:
    return {"pk": place.make(opening).pk}


def _code(place: Place) -> Mapping[str, Any]:
    return {"code": place.make(household).code}


def _pair(place: Place) -> Mapping[str, Any]:
    return {"pair_id": place.make(pair_id)}


def _handover(place: Place) -> Mapping[str, Any]:
    return {"handover_id": place.make(handover_id)}


def _decision(place: Place) -> Mapping[str, Any]:
    return {"decision_id": place.make(decision_id)}


def _member(place: Place) -> Mapping[str, Any]:
    return {"member_id": place.make(household).members.get().public_id}


def _import(place: Place) -> Mapping[str, Any]:
    return {"import_id": place.make(import_batch).pk}


BOOK: dict[str, Address] = {
    "set_language": Address(open=True),
    "look:home": Address(),
    "look:gallery": Address(),
    "account_login": Address(open=True),
    "account_logout": Address(open=True),
    "mfa_authenticate": Address(open=True),
    "accounts:accept": Address(lambda _place: {"code": "AAAA-BBBB-CCCC-DDDD"}, open=True),
    "accounts:accept_by_hand": Address(open=True),
    "accounts:profile": Address(),
    "accounts:password": Address(),
    "accounts:sessions": Address(),
    "accounts:factors": Address(),
    "accounts:totp": Address(),
    "accounts:passkey": Address(),
    "accounts:codes": Address(),
    "accounts:remove_factor": Address(),
    "accounts:delegations": Address(),
    "accounts:delegate": Address(
        lambda place: {"pk": place.make(person).assignments.get().pk}, guarded=True, private=True
    ),
    "accounts:tokens": Address(),
    "accounts:people": Address(),
    "accounts:units": Address(),
    "accounts:invite": Address(),
    "accounts:invite_list": Address(),
    "accounts:person": Address(_person, guarded=True),
    "accounts:edit_person": Address(_person, guarded=True),
    "accounts:assign": Address(_person, guarded=True),
    "accounts:exception": Address(_person, guarded=True),
    "accounts:deed": Address(_person, guarded=True, sent=lambda _place: {"viec": "ngung", "reason": "thử"}),
    "boundaries:units": Address(),
    "boundaries:change": Address(),
    "boundaries:change_provinces": Address(),
    "boundaries:office": Address(),
    "boundaries:unit": Address(_key),
    "boundaries:rename": Address(_village_key, guarded=True),
    "boundaries:correct": Address(_key, guarded=True),
    "boundaries:add_village": Address(_key, guarded=True),
    "boundaries:merge_villages": Address(_key, guarded=True),
    "boundaries:end_village": Address(_village_key, guarded=True),
    "boundaries:totals": Address(_key, guarded=True),
    "boundaries:province_totals": Address(_province_key, guarded=True),
    "jobs:list": Address(),
    "jobs:job": Address(_job, guarded=True),
    "jobs:cancel": Address(_job, guarded=True),
    "jobs:retry": Address(_job, guarded=True),
    "ledger:entries": Address(),
    "ledger:heads": Address(),
    "ledger:entry": Address(_entry, guarded=True),
    "ledger:reveal": Address(_entry, guarded=True),
    "vault:file": Address(lambda place: {"file_id": place.make(read_file).pk}, guarded=True),
    "exchange:home": Address(),
    "exchange:upload": Address(),
    "exchange:import": Address(_batch, guarded=True),
    "exchange:mapping": Address(_batch, guarded=True),
    "exchange:places": Address(_batch, guarded=True),
    "exchange:rows": Address(_batch, guarded=True),
    "exchange:row": Address(_row, guarded=True),
    "exchange:missing": Address(_batch, guarded=True),
    "exchange:faults": Address(_batch, guarded=True),
    "exchange:confirm": Address(_batch, guarded=True),
    "exchange:undo": Address(_batch, guarded=True),
    "exchange:drop": Address(_batch, guarded=True),
    "exchange:exports": Address(),
    "exchange:export": Address(lambda place: {"export_id": place.make(export).pk}, guarded=True, private=True),
    "exchange:openings": Address(),
    "exchange:opening": Address(_opening, guarded=True),
    "exchange:opening_print": Address(_opening, guarded=True),
    "exchange:opening_step": Address(lambda place: {**_opening(place), "step": "chot"}, guarded=True, private=True),
    "api_nothing": Address(lambda _place: {"rest": "khong-co"}, open=True),
    "api-1:api-root": Address(open=True),
    "api-1:openapi-json": Address(open=True),
    "api-1:list_units": Address(),
    "api-1:get_unit": Address(_key),
    "api-1:lineage": Address(_key),
    "api-1:list_households": Address(),
    "api-1:add_household": Address(),
    "api-1:get_household": Address(_code, guarded=True),
    "api-1:change_household": Address(_code, guarded=True),
    "api-1:statuses": Address(_code, guarded=True),
    "register:list": Address(),
    "register:find": Address(),
    "register:suggest": Address(),
    "register:list_export": Address(),
    "register:new": Address(),
    "register:to_dos": Address(),
    "register:duplicates": Address(),
    "register:duplicates_look": Address(),
    "register:duplicate": Address(_pair, guarded=True),
    "register:duplicate_settle": Address(_pair, guarded=True, sent=lambda _place: {"viec": "de-sau", "reason": "thử"}),
    "register:handovers": Address(),
    "register:handover_ask": Address(),
    "register:handover": Address(_handover, guarded=True),
    "register:handover_answer": Address(_handover, guarded=True, sent=lambda _place: {"viec": "tu-choi"}),
    "register:decisions": Address(),
    "register:decision_new": Address(),
    "register:decision": Address(_decision, guarded=True),
    "register:decision_withdraw": Address(_decision, guarded=True),
    "register:household": Address(_code, guarded=True),
    "register:sheet": Address(_code, guarded=True),
    "register:reveal": Address(lambda place: {**_code(place), "number_id": place.make(number_id)}, guarded=True),
    "register:edit": Address(_code, guarded=True),
    "register:place": Address(_code, guarded=True),
    "register:member": Address(lambda place: {**_code(place), "number": 1}, guarded=True),
    "register:health": Address(lambda place: {**_code(place), "number": 1}, guarded=True),
    "register:events": Address(_code, guarded=True),
    "register:event": Address(lambda place: {**_code(place), "kind": next(iter(EVENTS))}, guarded=True),
    "register:undo": Address(lambda place: {**_code(place), "event_id": place.make(event_id)}, guarded=True),
    "register:to_do_settle": Address(lambda place: {**_code(place), "to_do_id": place.make(to_do_id)}, guarded=True),
    "register:paper_add": Address(_code, guarded=True),
    "register:paper_remove": Address(lambda place: {**_code(place), "paper_id": place.make(paper_id)}, guarded=True),
    "api-1:get_member": Address(_member, guarded=True),
    "api-1:change_member": Address(_member, guarded=True),
    "api-1:join": Address(_code, guarded=True, private=True),
    "api-1:send": Address(),
    "api-1:get_import": Address(_import, guarded=True),
    "api-1:rows": Address(_import, guarded=True),
    "api-1:confirm": Address(_import, guarded=True, private=True),
    "api-1:undo": Address(_import, guarded=True, private=True),
    **rooms(),
}
