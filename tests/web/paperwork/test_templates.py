"""Texts of an office: who may change them, every move of their graph, whose text counts, faults by line."""

import pytest
from django.urls import reverse

from rasoat.web.accounts.capabilities import CAPABILITIES, LEVELS, Capability
from rasoat.web.accounts.policy import NotAllowedError
from rasoat.web.certificates.texts import PaperKind
from rasoat.web.certificates.texts import text_of as certificate_text
from rasoat.web.ledger.models import Entry
from rasoat.web.look.refusals import RefusedError, StaleError
from rasoat.web.paperwork.actions.end_template import DROP, RESET, end_template
from rasoat.web.paperwork.actions.save_template import save_template
from rasoat.web.paperwork.actions.use_template import use_template
from rasoat.web.paperwork.catalogue import EDITABLE, KINDS
from rasoat.web.paperwork.checking import faults_of
from rasoat.web.paperwork.graphs import TEMPLATE
from rasoat.web.paperwork.models import PaperTemplate
from rasoat.web.paperwork.versions import text_of

pytestmark = pytest.mark.django_db
KIND = KINDS["giay-moi"]
TEXT = "---\ntiêu đề: GIẤY MỜI CỦA XÃ\n---\nMời họp ở {{ village }}."
BAD = "---\ntiêu đề: GIẤY MỜI\n---\nMời họp ở {{ vilage }}.\n[bảng 10 20]"


def put(acting, unit, text: str = TEXT, kind=KIND, **more) -> PaperTemplate:
    return save_template(acting, unit, kind, text=text, **more)


def make(acting, row: PaperTemplate, move: str) -> None:
    match move:
        case "save":
            save_template(acting, row.unit, KIND, text=TEXT, version=row.version)
        case "use":
            use_template(acting, row)
        case _:
            end_template(acting, row, move, reason="lý do thử")


@pytest.mark.parametrize("role", [role for role in CAPABILITIES if LEVELS.get(role)])
@pytest.mark.parametrize("move", ["save", "use", DROP, RESET])
def test_who_may_make_a_move(role, move, officer, acting_for, communes, province) -> None:
    row = put(officer, communes[0])
    if move == RESET:
        use_template(officer, row)
    levels = LEVELS[role]
    unit = communes[0] if "commune" in levels else province if "province" in levels else None
    acting = acting_for(role, unit)

    if Capability.TEMPLATE_EDIT in CAPABILITIES[role]:
        make(acting, row, move)
    else:
        with pytest.raises(NotAllowedError):
            make(acting, row, move)


@pytest.mark.parametrize("state", TEMPLATE.states)
@pytest.mark.parametrize("move", ["use", DROP, RESET])
def test_every_move_from_every_state(state, move, officer, communes) -> None:
    row = put(officer, communes[0])
    PaperTemplate.objects.filter(pk=row.pk).update(state=state)

    if TEMPLATE.can(move, state):
        make(officer, row, move)
        row.refresh_from_db()
        assert row.state == TEMPLATE.moves[move].target
    else:
        with pytest.raises(RefusedError):
            make(officer, row, move)


def test_the_own_text_counts_before_the_provinces_and_the_shipped(officer, acting_for, communes, province) -> None:
    admin = acting_for("province_admin", province)
    use_template(admin, put(admin, province, TEXT.replace("XÃ", "TỈNH")))

    assert "TỈNH" in text_of(KIND, communes[0])

    use_template(officer, put(officer, communes[0]))

    assert text_of(KIND, communes[0]) == TEXT
    assert "TỈNH" in text_of(KIND, communes[1])


def test_a_new_version_supersedes_and_reset_goes_back(officer, communes) -> None:
    first = use_template(officer, put(officer, communes[0]))
    second = use_template(officer, put(officer, communes[0], TEXT + "\nThêm một dòng."))
    first.refresh_from_db()
    assert (first.state, second.number) == ("superseded", 2)

    with pytest.raises(RefusedError):
        end_template(officer, second, RESET)
    end_template(officer, second, RESET, reason="theo văn bản mới")

    assert text_of(KIND, communes[0]) == KIND.shipped
    assert Entry.objects.filter(action="paperwork.template_reset").count() == 1


def test_a_text_with_faults_is_kept_but_never_used(officer, communes) -> None:
    row = put(officer, communes[0], BAD)

    assert {fault.line for fault in faults_of(KIND, BAD)} >= {4}
    with pytest.raises(RefusedError):
        use_template(officer, row)
    assert text_of(KIND, communes[0]) == KIND.shipped


def test_who_saves_over_somebody_else_is_told(officer, communes) -> None:
    put(officer, communes[0])

    with pytest.raises(StaleError):
        put(officer, communes[0], TEXT, version=0)
    assert put(officer, communes[0], TEXT, version=1).version == 2


def test_villages_have_no_texts_and_empty_ones_are_refused(officer, communes, villages) -> None:
    for unit, text in ((villages[0], TEXT), (communes[0], "  ")):
        with pytest.raises(RefusedError):
            put(officer, unit, text)


def test_certificates_are_printed_with_the_offices_text(officer, communes) -> None:
    kind = EDITABLE["giay-chung-nhan"]
    own = kind.shipped.replace("GIẤY CHỨNG NHẬN", "GIẤY CHỨNG NHẬN CỦA XÃ")
    use_template(officer, put(officer, communes[0], own, kind))

    assert certificate_text(PaperKind.CERTIFICATE, communes[0]) == own
    assert certificate_text(PaperKind.CERTIFICATE, communes[1]) == kind.shipped


def test_editing_over_the_web(client_for, communes) -> None:
    desk = client_for("commune_officer", communes[0])
    address = reverse("paperwork:template", args=[KIND.key])

    faulty = desk.post(address, {"text": BAD, "note": "", "version": 0, "xem": "1"}).content.decode()
    assert "template-unknown-name" in faulty or "vilage" in faulty
    assert not PaperTemplate.objects.exists()
    assert desk.post(address, {"text": TEXT, "note": "", "version": 0}).status_code == 302
    assert "Bản nháp đã lưu" in desk.get(address).content.decode()
    stale = desk.post(address, {"text": TEXT, "note": "", "version": 0})
    assert stale.status_code == 422
    assert desk.get(reverse("paperwork:template_pdf", args=[KIND.key])).content.startswith(b"%PDF")
    desk.post(reverse("paperwork:template_step", args=[KIND.key, "dung"]))
    assert PaperTemplate.objects.get().state == "current"
    desk.post(reverse("paperwork:template_step", args=[KIND.key, "goc"]), {"reason": "thử"})
    assert PaperTemplate.objects.get().state == "superseded"


def test_the_units_of_others_are_not_there(client_for, communes, province) -> None:
    desk = client_for("commune_officer", communes[0])

    assert desk.get(reverse("paperwork:templates"), {"don-vi": communes[1].key}).status_code == 404
    assert desk.get(reverse("paperwork:templates"), {"don-vi": province.key}).status_code == 404
    assert client_for("village_head", None).get(reverse("paperwork:templates")).status_code == 403
