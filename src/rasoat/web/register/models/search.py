"""The search index of households: derived from the register, made again whenever a household changes."""

from django.db import models

from rasoat.web.areas.models import Unit
from rasoat.web.register.models.household import Household


class SearchRow(models.Model):
    """What a household can be found by, with its place and its place in the list, so that lists read one table.

    `text`: folded words; one line a living person (name, year of birth; the head first), then a tab and the words of
    the household (code, ids in office files, addresses, units with initials). Where indexes over `text` lie:
    `register.search.schema`.
    """

    household = models.OneToOneField(Household, on_delete=models.CASCADE, primary_key=True, related_name="search_row")
    province = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", db_index=False)
    commune = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", db_index=False)
    village = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    living = models.BooleanField(default=True)
    sort_key = models.CharField(max_length=240, blank=True)
    text = models.TextField()

    FOLLOWS_UNITS = True

    class Meta:
        indexes = (
            models.Index(fields=["living", "sort_key", "household"], name="search_list_all"),
            models.Index(fields=["province", "living", "sort_key", "household"], name="search_list_province"),
            models.Index(fields=["commune", "living", "sort_key", "household"], name="search_list_commune"),
            models.Index(fields=["village", "living", "sort_key", "household"], name="search_list_village"),
        )


class SearchWord(models.Model):
    """A word of letters in the index, so that a beginning is read as the few words it can stand for; `tm*`: words that
    begin with these letters and go on otherwise.

    Two writers may add the same word at once: a word can stand here twice, which does no harm and makes nobody wait.
    """

    word = models.CharField(max_length=41, db_index=True)
