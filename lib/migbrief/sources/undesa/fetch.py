"""Fetch UN DESA's workbooks of the International Migrant Stock."""

from collections.abc import Iterator
from typing import Final

from ..content import Content
from ..http import Client

HOME: Final = "https://www.un.org/development/desa/pd/sites/www.un.org.development.desa.pd/files"
FILES: Final = tuple(
    f"/undesa_pd_2024_ims_stock_by_sex{which}.xlsx"
    for which in ("_destination_and_origin", "_and_destination", "_and_origin")
)


def fetch() -> Iterator[Content]:
    """Yield the workbooks by destination and origin, by destination, and by origin."""
    client = Client("undesa", HOME, ("un.org",))
    for name in FILES:
        yield Content(name.lstrip("/"), client.get(name))
