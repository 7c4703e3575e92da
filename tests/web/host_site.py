"""Somebody else's web site, on another origin, with the chat on its pages."""

from __future__ import annotations

import html
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Dict, Optional
from urllib.parse import parse_qsl, urlencode, urlsplit


class HostSite:
    """Pages are made from their address: see `page`."""

    def __init__(self, server: str) -> None:
        self.server = server
        site = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                address = urlsplit(self.path)
                if address.path == "/favicon.ico":
                    self.send_response(204)
                    self.end_headers()
                    return
                body = site._html(dict(parse_qsl(address.query))).encode("utf-8")
                self.send_response(200)
                self.send_header("Content-Type", "text/html; charset=utf-8")
                if "csp" in dict(parse_qsl(address.query)):
                    policy = (
                        f"default-src 'self'; script-src {site.server}; connect-src {site.server}"
                    )
                    self.send_header("Content-Security-Policy", policy)
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, format: str, *args: Any) -> None:
                pass

        self._httpd = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self._httpd.server_port}"
        threading.Thread(target=self._httpd.serve_forever, daemon=True).start()

    def stop(self) -> None:
        self._httpd.shutdown()
        self._httpd.server_close()

    def page(
        self,
        attributes: Optional[Dict[str, str]] = None,
        lang: str = "nb",
        css: str = "",
        csp: bool = False,
    ) -> str:
        """Address of a page: the script's attributes, language, style sheet, strict CSP."""
        fields = {"lang": lang, **({"css": css} if css else {}), **({"csp": "1"} if csp else {})}
        fields.update({f"data-{name}": value for name, value in (attributes or {}).items()})
        return f"{self.url}/?{urlencode(fields)}"

    def _html(self, fields: Dict[str, str]) -> str:
        data = "".join(
            f' {name}="{html.escape(value)}"'
            for name, value in fields.items()
            if name.startswith("data-")
        )
        style = f"<style>{fields['css']}</style>" if "css" in fields else ""
        return (
            f'<!doctype html><html lang="{html.escape(fields.get("lang", "nb"))}"><head>'
            '<meta charset="utf-8">'
            '<meta name="viewport" content="width=device-width, initial-scale=1">'
            f"<title>Et annet nettsted</title>{style}</head><body><main><h1>Et annet nettsted</h1>"
            "<p>Her er siden som chatten står på.</p>"
            '<button id="own" type="button">Knapp på siden</button></main>'
            f'<script src="{self.server}/klyngebot.js"{data} defer></script></body></html>'
        )
