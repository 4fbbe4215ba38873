"""API version 1."""

from rasoat.web.api.auth import AUTH
from rasoat.web.api.described import DescribedAPI
from rasoat.web.api.endpoints import households, imports, members, units
from rasoat.web.api.limits import CallerThrottle
from rasoat.web.api.problems import install

api = DescribedAPI(
    title="RaSoat", version="1", urls_namespace="api-1", auth=AUTH, throttle=[CallerThrottle()], docs_url=None,
    description="Sổ hộ nghèo, hộ cận nghèo theo chuẩn nghèo đa chiều | The register of poor and near-poor households",
)  # fmt: skip
api.add_router("/units", units.router)
api.add_router("/households", households.router)
api.add_router("", members.router)
api.add_router("/imports", imports.router)
install(api)
