"""What pages tell of the parts of a job."""

from datetime import date

from django import template

from rasoat.web.jobs.models import Job
from rasoat.web.jobs.parts import dropped_on, kept_until

register = template.Library()


@register.simple_tag
def parts_kept_until(job: Job) -> date | None:
    """The last day on which what a stopped job has made so far is kept."""
    return kept_until(job)


@register.simple_tag
def parts_dropped_on(job: Job) -> date | None:
    """The day on which what a stopped job had made was erased."""
    return dropped_on(job)
