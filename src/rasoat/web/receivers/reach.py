"""What somebody needs in order to make, or to open, a list for a receiver."""

from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from rasoat.survey.exporting.profile import ExportProfile
from rasoat.web.accounts.acting import Acting
from rasoat.web.accounts.capabilities import Capability
from rasoat.web.areas.models import Unit
from rasoat.web.look.refusals import RefusedError
from rasoat.web.receivers.models import Delivery, ProfileVersion, Receiver
from rasoat.web.receivers.profiles import takes_health, takes_numbers
from rasoat.web.vault.models import SealedFile


def need_rights(acting: Acting, receiver: Receiver, profile: ExportProfile, place: Unit) -> None:
    """Raise `NotAllowedError` unless the person may hand over all that the profile takes of a place.

    `RefusedError`: the profile takes facts of health and the receiver has no legal basis for them.
    """
    acting.require(Capability.EXPORT_RUN, place)
    if takes_numbers(profile):
        acting.require(Capability.NUMBER_VIEW, place)
    if not takes_health(profile):
        return
    if not receiver.health_basis:
        raise RefusedError(
            _("Mẫu của nơi nhận có thông tin sức khỏe nhưng chưa ghi căn cứ pháp lý."),
            remedy=_("Bỏ các cột sức khỏe khỏi mẫu, hoặc ghi căn cứ ở trang nơi nhận."), code="no-health-basis",
        )  # fmt: skip
    acting.require(Capability.HEALTH_VIEW, place)


def receivers_seen_by(acting: Acting) -> QuerySet[Receiver]:
    """Receivers of the provinces in which the person sees lists that were made."""
    units = acting.policy.visible(Capability.DELIVERY_VIEW, Unit.objects.all())
    return Receiver.objects.filter(province__in=units.values("province")).select_related("province").order_by("name")


def deliveries_seen_by(acting: Acting) -> QuerySet[Delivery]:
    """Deliveries of the person's area, newest first."""
    rows = Delivery.objects.select_related("receiver", "province", "commune", "profile", "job", "file", "owner")
    return acting.policy.visible(Capability.DELIVERY_VIEW, rows).order_by("-created_at")


def may_open(acting: Acting, delivery: Delivery) -> bool:
    """Whether the person may open the files of a delivery."""
    may = acting.policy.may
    return (
        may(Capability.EXPORT_RUN, delivery.place)
        and (not delivery.with_numbers or may(Capability.NUMBER_VIEW, delivery.place))
        and (not delivery.with_health or may(Capability.HEALTH_VIEW, delivery.place))
    )


def may_read_file(acting: Any, file: SealedFile) -> bool:
    """Files of deliveries for those who may see all that is in them; templates for all who see the receiver.

    What is kept for comparison is given to nobody.
    """
    holds = Q(file=file) | Q(added_file=file) | Q(removed_file=file) | Q(changed_file=file)
    delivery = deliveries_seen_by(acting).filter(holds).first()
    if delivery is not None:
        return may_open(acting, delivery)
    return ProfileVersion.objects.filter(template=file, receiver__in=receivers_seen_by(acting)).exists()
