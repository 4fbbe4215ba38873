"""Fields as every form shows them: label, help and error stand by the field and are tied to it."""

import re

import pytest
from django import forms
from django.template import Context, Template

from rasoat.web.look.gallery import SampleForm


@pytest.fixture
def wrong() -> str:
    return str(SampleForm({"full_name": "", "born": "31/02/2020", "village": "1", "members": "0", "sex": "1"}))


def test_every_field_has_a_label_without_a_colon() -> None:
    shown = str(SampleForm())

    for name in SampleForm.base_fields:
        assert f'for="id_{name}' in shown or f"<legend>{SampleForm.base_fields[name].label}" in shown
    assert ":</label>" not in shown


def test_a_wrong_field_names_its_error_and_its_help(wrong: str) -> None:
    field = re.search(r'<input[^>]*name="members"[^>]*>', wrong)[0]

    assert 'aria-invalid="true"' in field
    assert 'aria-describedby="id_members_helptext id_members_error"' in field
    assert 'id="id_members_error"' in wrong
    assert 'id="id_members_helptext"' in wrong


def test_the_list_at_the_top_leads_to_every_wrong_field(wrong: str) -> None:
    summary = wrong[wrong.index("error-summary") : wrong.index('class="field')]

    assert re.findall(r'href="#(\w+)"', summary) == ["id_full_name", "id_born", "id_members"]
    assert 'role="alert"' in wrong


def test_a_form_without_faults_has_no_list() -> None:
    assert "error-summary" not in str(SampleForm())


def test_faults_of_the_whole_form_are_in_the_list() -> None:
    form = SampleForm({})
    form.add_error(None, "Hai hộ này đã gộp rồi. Mở hộ còn lại.")

    assert "Hai hộ này đã gộp rồi" in str(form)


def test_people_s_words_are_escaped() -> None:
    class Odd(forms.Form):
        """A form whose words come from elsewhere."""

        x = forms.CharField(label="<i>nhãn</i>", help_text="<i>giúp</i>")

    shown = str(Odd({"x": "<i>giá trị</i>"}))

    assert "<i>" not in shown


def test_help_that_is_safe_html_stays_html() -> None:
    from django.contrib.auth.password_validation import password_validators_help_text_html

    class Password(forms.Form):
        """A form with Django's own help."""

        x = forms.CharField(help_text=password_validators_help_text_html())

    assert "<ul><li>" in str(Password())


def test_upload_stands_with_an_ordinary_file_field() -> None:
    template = Template(
        '{% include "look/components/upload.html" with name="tep" label="Danh sách" accept=".xlsx" limit_mb=5 only %}'
    )

    shown = template.render(Context())

    assert '<input type="file" id="tep" name="tep" accept=".xlsx" required' in shown
    assert "Tối đa 5 MB" in shown
