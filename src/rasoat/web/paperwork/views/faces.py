"""The three faces of a paper: on screen, as Word document, as PDF."""

from collections.abc import Callable
from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.safestring import mark_safe

from rasoat.papers import Paper
from rasoat.web.certificates.views.shared import pdf_answer
from rasoat.web.look.refusals import RefusedError

DOCX: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def face_answer(
    request: HttpRequest, face: str, make: Callable[[], Paper], *, title: Any, name: str, address: Callable[[str], str]
) -> HttpResponse:
    """The answer with one face (`xem`, `word`, `pdf`). `name`: of the file; `address`: where another face is."""
    try:
        made = make()
    except RefusedError as refused:
        return render(request, "paperwork/faulty.html", {"refused": refused}, status=422)
    if face == "pdf":
        return pdf_answer(made.to_pdf(created=timezone.now().replace(microsecond=0)), f"{name}.pdf")
    if face == "word":
        answer = HttpResponse(made.to_docx(), content_type=DOCX)
        answer["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=f"{name}.docx") or ""
        answer["Cache-Control"] = "private, no-store"
        return answer
    shown = mark_safe(made.to_html())  # every word in it is escaped by `papers.html_face`
    context = {"title": title, "shown": shown, "word": address("word"), "pdf": address("pdf")}
    return render(request, "paperwork/paper.html", context)
