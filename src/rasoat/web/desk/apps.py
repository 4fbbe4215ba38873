"""The app `desk`."""

from django.apps import AppConfig


class DeskConfig(AppConfig):
    """The first page of each role."""

    name = "rasoat.web.desk"
    label = "desk"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Put the boards of each role on the first page."""
        from rasoat.web.desk.boards import area, audit, chair, commune, front, nation, village
        from rasoat.web.look.home import HomeBoard, register_board

        for order, (name, make) in enumerate((
            ("chair", chair.board), ("commune", commune.board), ("village", village.board), ("front", front.board),
            ("province", area.province_board), ("nation", nation.board), ("audit", audit.board),
        )):  # fmt: skip
            register_board(HomeBoard(f"desk/boards/{name}.html", 10 * order, make))
