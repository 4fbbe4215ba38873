"""Every event that people write at a household's page."""

from rasoat.web.register.forms.event_base import EventForm
from rasoat.web.register.forms.household_events import (
    EndedEvent,
    HardshipEvent,
    MergeEvent,
    MovedOutEvent,
    MoveEvent,
    SplitEvent,
)
from rasoat.web.register.forms.member_events import (
    BirthEvent,
    CompleteEvent,
    DeathEvent,
    HeadEvent,
    JoinEvent,
    LeftEvent,
)

EVENTS: dict[str, type[EventForm]] = {
    form.slug: form
    for form in (
        BirthEvent,
        JoinEvent,
        CompleteEvent,
        DeathEvent,
        LeftEvent,
        HeadEvent,
        HardshipEvent,
        MoveEvent,
        SplitEvent,
        MergeEvent,
        MovedOutEvent,
        EndedEvent,
    )
}
"""Every event that people write at a household's page, by the word in its address."""
