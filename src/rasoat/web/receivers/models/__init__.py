"""Receivers, what their systems want, and what was handed over to them."""

from rasoat.web.receivers.models.delivery import Delivery, DeliveryState
from rasoat.web.receivers.models.limit import Limit, PersonLimit, Persons
from rasoat.web.receivers.models.receiver import ProfileState, ProfileVersion, Receiver, ReceiverKind

__all__ = [
    "Delivery", "DeliveryState", "Limit", "PersonLimit", "Persons", "ProfileState", "ProfileVersion", "Receiver",
    "ReceiverKind",
]  # fmt: skip
