"""A FastCGI client, for a worker that is asked without nginx."""

import socket
import struct

BEGIN, END, PARAMS, STDIN, STDOUT = 1, 3, 4, 5, 6


class Peer:
    """A connection that is kept, as nginx keeps those for reads."""

    def __init__(self, path):
        self._socket = socket.socket(socket.AF_UNIX)
        self._socket.settimeout(300)
        self._socket.connect(path)
        self._stream = self._socket.makefile("rb")

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self._stream.close()
        self._socket.close()

    def get(self, profile, target, tag=None):
        """The answer, head and body, to what a profile's owner asks."""
        fields = {
            "REQUEST_METHOD": "GET", "REQUEST_URI": target, "QUERY_STRING": target.partition("?")[2],
            "SERVER_PROTOCOL": "HTTP/1.1", "REMOTE_ADDR": "127.0.0.1", "REQUEST_ID": "0" * 32,
            "HTTP_HOST": "127.0.0.1", "HTTP_AUTHORIZATION": f"Bearer {profile:064x}",
        }
        if tag:
            fields["HTTP_IF_NONE_MATCH"] = tag
        text = b"".join(
            bytes([len(name), len(value)]) + name.encode() + value.encode() for name, value in fields.items()
        )
        keep = struct.pack(">HB5x", 1, 1)
        self._socket.sendall(record(BEGIN, keep) + record(PARAMS, text) + record(PARAMS) + record(STDIN))
        return self._answer()

    def _answer(self):
        parts = []
        while True:
            head = self._stream.read(8)
            if len(head) < 8:
                raise ConnectionResetError("the worker closed the connection")
            _, kind, _, length, padding = struct.unpack(">BBHHBx", head)
            content = self._stream.read(length)
            self._stream.read(padding)
            if kind == STDOUT:
                parts.append(content)
            if kind == END:
                return b"".join(parts)


def record(kind, content=b""):
    return struct.pack(">BBHHBx", 1, kind, 1, len(content), 0) + content
