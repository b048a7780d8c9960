"""The address at which a class joins, in words and as a QR code."""

from __future__ import annotations

import io
import socket
from urllib.parse import urlencode

import segno
from starlette.requests import HTTPConnection

LOOPBACK = ("localhost", "127.0.0.1", "[::1]", "::1")


def join_address(connection: HTTPConnection, code: str, words: str = "") -> str:
    """Where a room is joined, or, with a pass, where a seat is taken from another device."""
    scheme = "https" if connection.url.scheme in ("https", "wss") else "http"
    host = host_for_others(connection.headers.get("host", "localhost"))
    query = urlencode({"room": code, **({"pass": words} if words else {})})
    return f"{scheme}://{host}/play?{query}"


def host_for_others(host: str) -> str:
    """The name and port under which other devices reach this server, from those in somebody's address bar.

    A teacher who opened the page on the server itself sees this computer's address in the network instead, where the
    server can be reached there.
    """
    name, found, port = host.rpartition(":")
    if (name if found else host) in LOOPBACK and _serves_network():
        return f"{own_address()}{found}{port}" if found else own_address()
    return host


def as_picture(address: str) -> bytes:
    """A QR code as SVG."""
    out = io.BytesIO()
    segno.make_qr(address, error="m").save(out, kind="svg", scale=8, border=2, light="white", svgclass=None)
    return out.getvalue()


def as_data(address: str) -> str:
    """A QR code as an address that carries the picture itself."""
    return str(segno.make_qr(address, error="m").svg_data_uri(scale=6, border=2, light="white"))


def _serves_network() -> bool:
    from streamlit import config

    return str(config.get_option("server.address") or "") in ("", "0.0.0.0", "::")


def own_address() -> str:
    """This computer's address in its network; nothing is sent to find it."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))
            return str(probe.getsockname()[0])
        except OSError:
            return "localhost"
