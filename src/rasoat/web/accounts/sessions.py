"""Sessions of people: the list, and how they end."""

from allauth.usersessions.models import UserSession

from rasoat.web.accounts.models import User


def sessions_of(user: User) -> list[UserSession]:
    """The sessions that still run, newest first. Writes nothing: dead rows are dropped at the next sign-in."""
    rows = UserSession.objects.filter(user=user).order_by("-last_seen_at", "-pk")
    return [row for row in rows if row.exists()]


def end_rows(user: User, *, keep: str = "", only: int | None = None) -> int:
    """End a person's sessions: all, all but the one with key `keep`, or `only` one by its number. Gives how many."""
    rows = UserSession.objects.filter(user=user).exclude(session_key=keep)
    chosen = list(rows if only is None else rows.filter(pk=only))
    for row in chosen:
        row.end()
    return len(chosen)
