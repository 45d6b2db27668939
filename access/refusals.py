"""How a request is refused: with a status and one sentence, or a websocket that is not opened."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.responses import PlainTextResponse

if TYPE_CHECKING:
    from starlette.types import Receive, Scope, Send

POLICY_VIOLATION = 1008
"""Why a websocket is closed, RFC 6455, section 7.4.1."""


async def refuse(scope: Scope, receive: Receive, send: Send, status: int, sentence: str) -> None:
    """Answer a request with a status and a sentence; close a websocket before it is open, which reads as status 403."""
    if scope["type"] == "websocket":
        await send({"type": "websocket.close", "code": POLICY_VIOLATION, "reason": ""})
    else:
        await PlainTextResponse(sentence + "\n", status_code=status)(scope, receive, send)
