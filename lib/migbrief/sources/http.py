"""Requests to publishers: rate-limited, bounded, with all answers checked.

The usual variables set proxies and certificates. ``MIGBRIEF_SOURCE_NAME`` sets another address for a source,
such as a mirror; only on this machine may that be http.
"""

from __future__ import annotations

import ipaddress
import os
import re
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from functools import cached_property
from typing import TYPE_CHECKING, Final
from urllib.parse import urljoin, urlsplit

from migbrief import __version__
from migbrief.errors import UserError
from migbrief.text.counts import Count
from migbrief.text.i18n import t

from .content import MOST

if TYPE_CHECKING:
    import httpx

AGENT: Final = f"Mozilla/5.0 (compatible; migbrief/{__version__}; +https://pypi.org/project/migbrief/)"
APART: Final = 0.25  # seconds between two requests to a host
TRIES: Final = 4
PAUSE: Final = 1.0  # seconds before the second attempt, doubled for each further one
LONGEST_PAUSE: Final = 60.0  # a publisher that asks for more is asked another day
WAIT: Final = 30.0  # seconds for a part of an answer
WHOLE: Final = 600.0  # seconds for a whole answer
REDIRECTS: Final = 5
AGAIN: Final = frozenset({408, 425, 429, 500, 502, 503, 504})
SECRETS: Final = ("client_id", "key", "token", "api_key", "subscription-key")

_LAST: dict[str, float] = {}  # when each host was last asked


class FetchError(UserError):
    """A source that could not be fetched; ``reached`` says whether any host answered."""

    def __init__(self, source: str, address: str, why: str, reached: bool = True) -> None:
        self.reached = reached
        place, why = redacted(address), redacted(why)
        super().__init__(t("{source}: {address}: {why}", source=source, address=place, why=why))


@dataclass
class Client:
    """Requests to one source. ``home`` is its address; ``hosts`` are those it may redirect to."""

    source: str
    home: str
    hosts: tuple[str, ...] = ()
    wait: float = WAIT
    whole: float = WHOLE
    most: int = MOST
    pause: float = PAUSE
    tries: int = TRIES
    sleep: Callable[[float], None] = time.sleep

    def __post_init__(self) -> None:
        self.home = os.environ.get(f"MIGBRIEF_SOURCE_{self.source.upper()}", self.home).rstrip("/")
        if not self._allowed(self.home, first=True):
            raise FetchError(self.source, self.home, t("an address must be https, or http on this machine"))

    def get(self, path: str, given: Mapping[str, str] | None = None) -> bytes:
        """Return the body of an answer with status 200 that is not a web page. Raise :class:`FetchError`
        otherwise.

        Temporary errors are retried, after the delay that the publisher requests.
        """
        import httpx

        address = self.home + path
        for n in range(1, self.tries + 1):
            try:
                answer, body = self._once(address, given)
            except httpx.TransportError as error:
                reached = not isinstance(error, (httpx.ConnectError, httpx.ConnectTimeout, httpx.ProxyError))
                if n == self.tries or not reached:
                    why = t("no answer ({kind})", kind=type(error).__name__)
                    raise FetchError(self.source, address, why, reached) from None
                self.sleep(self.pause * 2 ** (n - 1))
                continue
            except (httpx.HTTPError, httpx.InvalidURL, httpx.StreamError) as error:
                raise FetchError(self.source, address, f"{type(error).__name__} {error}") from None
            if answer.status_code == 200:
                return self._check_body(address, answer, body)
            pause = _retry_after(answer) if answer.headers.get("retry-after") else self.pause * 2 ** (n - 1)
            if answer.status_code not in AGAIN or n == self.tries or pause > LONGEST_PAUSE:
                raise FetchError(self.source, address, t("status {status}", status=str(answer.status_code)))
            self.sleep(pause)
        raise AssertionError("unreachable")

    @cached_property
    def _client(self) -> httpx.Client:
        import httpx

        return httpx.Client(timeout=httpx.Timeout(self.wait, connect=min(10.0, self.wait)))

    def _once(self, address: str, given: Mapping[str, str] | None) -> tuple[httpx.Response, bytes]:
        """Return one complete answer, following permitted redirects."""
        began = time.monotonic()
        for _ in range(REDIRECTS + 1):
            self._wait_for_turn(address)
            with self._client.stream("GET", address, params=given, headers={"User-Agent": AGENT}) as answer:
                _LAST[urlsplit(address).netloc] = time.monotonic()  # the answer may have taken a while
                if answer.is_redirect:
                    address, given = urljoin(str(answer.url), answer.headers.get("location", "")), None
                    if not self._allowed(address):
                        raise FetchError(
                            self.source, address, t("a redirect that is not the publisher's own")
                        )
                    continue
                parts, size = [], 0
                for part in answer.iter_bytes(1 << 16):
                    size += len(part)
                    if size > self.most:
                        raise FetchError(self.source, address, t("more than {n} bytes", n=Count(self.most)))
                    if time.monotonic() - began > self.whole:
                        raise FetchError(
                            self.source, address, t("took more than {n} seconds", n=Count(self.whole))
                        )
                    parts.append(part)
                return answer, b"".join(parts)
        raise FetchError(self.source, address, t("too many redirects"))

    def _check_body(self, address: str, answer: httpx.Response, body: bytes) -> bytes:
        kind = answer.headers.get("content-type", "").partition(";")[0].strip().casefold()
        if kind in ("text/html", "application/xhtml+xml") or body[:200].lstrip()[:1] == b"<":
            raise FetchError(self.source, address, t("status 200 with a web page in place of data"))
        if not body:
            raise FetchError(self.source, address, t("status 200 without data"))
        return body

    def _wait_for_turn(self, address: str) -> None:
        """Wait until the host may be asked again."""
        host = urlsplit(address).netloc
        ahead = _LAST.get(host, 0.0) + APART - time.monotonic()
        if ahead > 0:
            self.sleep(ahead)
        _LAST[host] = time.monotonic()

    def _allowed(self, address: str, first: bool = False) -> bool:
        parts, home = urlsplit(address), urlsplit(self.home)
        host = parts.hostname or ""
        if parts.scheme == "http":
            return _loopback(host) and _loopback(home.hostname or "")
        known = (home.hostname or "", *self.hosts)
        return parts.scheme == "https" and (
            first or any(host == name or host.endswith(f".{name}") for name in known)
        )


def _loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _retry_after(answer: httpx.Response) -> float:
    """Return the seconds that an answer asks us to wait: a number, or until a date."""
    wait = answer.headers["retry-after"].strip()
    if wait.isdigit():
        return float(wait)
    try:
        return max(0.0, parsedate_to_datetime(wait).timestamp() - time.time())
    except (ValueError, TypeError):
        return PAUSE


def redacted(text: str) -> str:
    """Return text without client ids, keys and passwords, from addresses and from the environment."""
    text = re.sub(rf"(?i)\b({'|'.join(SECRETS)})=[^&\s\"']+", r"\1=REDACTED", text)
    text = re.sub(r"//[^/@\s]+@", "//REDACTED@", text)
    for name, value in os.environ.items():
        if name.startswith("MIGBRIEF_") and name.endswith(("_CLIENT_ID", "_KEY", "_TOKEN")) and value:
            text = text.replace(value, "REDACTED")
    return text
