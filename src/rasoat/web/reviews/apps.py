"""The app `reviews`."""

from django.apps import AppConfig


class ReviewsConfig(AppConfig):
    """Carrying a round through its steps: lists, forms, meetings, postings, opinions, decisions."""

    name = "rasoat.web.reviews"
    label = "reviews"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Tell the other apps what the room brings."""
        from rasoat.web.reviews.first_steps import register_first_steps
        from rasoat.web.reviews.later_steps import register_later_steps

        register_first_steps()
        register_later_steps()
