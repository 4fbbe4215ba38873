"""Texts of an office, folders of villages, numbers of papers."""

from rasoat.web.paperwork.models.folder import FolderPart, VillageFolder
from rasoat.web.paperwork.models.number import PaperNumber
from rasoat.web.paperwork.models.template import PaperTemplate

__all__ = ["FolderPart", "PaperNumber", "PaperTemplate", "VillageFolder"]
