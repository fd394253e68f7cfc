#!/usr/bin/python3
"""A mail server for tests. It says on standard output what happens, a JSON object a line, and ends with its input."""
import argparse
import asyncio
import base64
import json
import logging
import ssl
import sys

from aiosmtpd.smtp import SMTP, AuthResult, LoginPassword


def say(**event):
    print(json.dumps(event), flush=True)


class Journal:
    """Takes every message and tells of it."""

    async def handle_DATA(self, server, session, envelope):
        say(
            event="message",
            sender=envelope.mail_from,
            recipients=envelope.rcpt_tos,
            content=base64.b64encode(envelope.original_content).decode(),
            tls=session.ssl is not None,
            client=session.host_name,
            user=session.auth_data.login.decode() if session.auth_data else None,
            options=envelope.mail_options,
        )
        return "250 2.0.0 Taken"

    async def handle_QUIT(self, server, session, envelope):
        say(event="quit")
        return "221 Bye"


class Server(SMTP):
    def connection_made(self, transport):
        # STARTTLS makes a connection anew; that is not one more.
        if self._original_transport is None:
            say(event="connection")
        super().connection_made(transport)


def authenticate(expected):
    def check(server, session, envelope, mechanism, data):
        say(event="auth", mechanism=mechanism, tls=session.ssl is not None)
        good = isinstance(data, LoginPassword) and [data.login.decode(), data.password.decode()] == expected
        return AuthResult(success=good, handled=good, auth_data=data if good else None)

    return check


async def main():
    # Handshakes that fail, as they should in tests, are no news.
    logging.disable(logging.CRITICAL)
    parser = argparse.ArgumentParser()
    parser.add_argument("--port", type=int, default=0, help="any by default")
    parser.add_argument("--starttls", action="store_true")
    parser.add_argument("--smtps", action="store_true")
    parser.add_argument("--certificate")
    parser.add_argument("--key")
    parser.add_argument("--user")
    parser.add_argument("--password")
    parser.add_argument("--without", action="append", default=[], help="a mechanism not to offer")
    arguments = parser.parse_args()
    settings = {"hostname": "mail.test", "enable_SMTPUTF8": False}
    context = None
    if arguments.certificate:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(arguments.certificate, arguments.key)
    if arguments.starttls:
        settings.update(tls_context=context, require_starttls=True)
    if arguments.user:
        settings.update(
            authenticator=authenticate([arguments.user, arguments.password]),
            auth_required=True,
            auth_require_tls=arguments.starttls,
            auth_exclude_mechanism=arguments.without,
        )
    listener = await asyncio.get_running_loop().create_server(
        lambda: Server(Journal(), **settings), "127.0.0.1", arguments.port, ssl=context if arguments.smtps else None
    )
    say(event="listening", port=listener.sockets[0].getsockname()[1])
    await asyncio.to_thread(sys.stdin.read)


asyncio.run(main())
