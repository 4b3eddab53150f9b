"""A process with nothing but a Bolt app that acknowledges, in the same shell as ours.

`python -m bench.bare shell` or, with Bolt's own ASGI adapter, `python -m bench.bare adapter`.
"""

import json
import sys
from collections.abc import Mapping

import uvicorn
from slack_bolt import Ack, App
from slack_bolt.adapter.asgi import SlackRequestHandler
from slack_bolt.request import BoltRequest
from slack_sdk import WebClient
from starlette.responses import Response
from starlette.types import ASGIApp

from bench.load import PATH, SECRET
from bot.http import post_route
from bot.web import asgi, listen, run


def bolt(api: str) -> App:
    """As Bolt's own introduction has it, answered before the response goes."""
    app = App(
        client=WebClient(token="xoxb-bench", base_url=api),
        signing_secret=SECRET,
        process_before_response=True,
        token_verification_enabled=False,
    )

    @app.command("/okr")
    def acknowledge(ack: Ack) -> None:
        ack()

    return app


class Bare:
    """What bot.web.run takes for a program."""

    def __init__(self, app: App) -> None:
        self._app = app

    @property
    def asgi(self) -> ASGIApp:
        return asgi([post_route(PATH, self._delivered)], lambda: [], bytes)

    def _delivered(self, headers: Mapping[str, str], body: bytes) -> Response:
        request = BoltRequest(body=body.decode(), headers=dict(headers))
        answer = self._app.dispatch(request)
        return Response(answer.body, answer.status, answer.first_headers())

    def start(self) -> None: ...

    def stop(self) -> None: ...


def _announce(port: int) -> None:
    print(json.dumps({"port": port}), file=sys.stderr, flush=True)


def _adapter(app: App) -> None:
    listener = listen("127.0.0.1", 0)
    _announce(listener.getsockname()[1])
    config = uvicorn.Config(
        SlackRequestHandler(app),
        log_config=None,
        access_log=False,
        lifespan="off",
        server_header=False,
    )
    uvicorn.Server(config).run(sockets=[listener])


if __name__ == "__main__":
    how, address = sys.argv[1:]
    if how == "adapter":
        _adapter(bolt(address))
    else:
        run(Bare(bolt(address)), "127.0.0.1", 0, announce=_announce)
