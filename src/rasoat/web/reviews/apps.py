"""The app `reviews`."""

from django.apps import AppConfig


class ReviewsConfig(AppConfig):
    """Carrying a round through its steps: lists, forms, meetings, postings, opinions, decisions."""

    name = "rasoat.web.reviews"
    label = "reviews"
    default_auto_field = "django.db.models.BigAutoField"
