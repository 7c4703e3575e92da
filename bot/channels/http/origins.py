"""Which pages may use the channel: our own, and those of listed origins (CORS)."""

from __future__ import annotations

from typing import Dict, FrozenSet, Optional
from urllib.parse import urlsplit

ANY = "*"
_METHODS = "GET, POST, DELETE, OPTIONS"
_HEADERS = "Authorization, Content-Type"
_PREFLIGHT_SECONDS = "600"
_DEFAULT_PORTS = {"http": 80, "https": 443}


class Origins:
    """The origins that are allowed."""

    def __init__(self, listed: FrozenSet[str]) -> None:
        """Args: `listed`, origins in lower case, such as https://www.example.org, or "*"."""
        self._listed = listed

    def allows(self, origin: Optional[str], host: str) -> bool:
        """Whether a page of this origin may use the channel.

        Args:
            origin: the header `Origin`; `None` when there is none (not a page of another site).
            host: what the client calls this server, with its port if it isn't the usual one.
        """
        return origin is None or self._is_listed(origin) or _is_own(origin, host)

    def headers(self, origin: Optional[str], host: str, preflight: bool) -> Dict[str, str]:
        """CORS headers for an answer to this origin; none that would let in an unlisted one."""
        headers = {} if ANY in self._listed else {"Vary": "Origin"}
        if origin is None or not self.allows(origin, host):
            return headers
        headers["Access-Control-Allow-Origin"] = ANY if ANY in self._listed else origin
        if preflight:
            headers["Access-Control-Allow-Methods"] = _METHODS
            headers["Access-Control-Allow-Headers"] = _HEADERS
            headers["Access-Control-Max-Age"] = _PREFLIGHT_SECONDS
        else:
            headers["Access-Control-Expose-Headers"] = "Retry-After"
        return headers

    def _is_listed(self, origin: str) -> bool:
        return ANY in self._listed or origin.lower() in self._listed


def _is_own(origin: str, host: str) -> bool:
    # Not the scheme: behind a proxy that ends TLS, ours is http while the page's is https.
    try:
        page = urlsplit(origin)
        default = _DEFAULT_PORTS.get(page.scheme)
        own = urlsplit(f"//{host}")
        return (
            default is not None
            and page.hostname is not None
            and page.hostname == own.hostname
            and (page.port or default) == (own.port or default)
        )
    except ValueError:  # a port that is no number
        return False
