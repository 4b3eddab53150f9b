"""Who the bot is in its workspace, learnt from Slack in the background."""

import threading

import structlog

from bot.slack.api import Api
from bot.slack.receive import text_at
from chat.platform import DeliveryError

_LONGEST_WAIT = 60.0
log = structlog.get_logger()


class Identity:
    """The answer to auth.test, asked until Slack gives it; an outage does not stop the start."""

    def __init__(self, api: Api) -> None:
        self._api = api
        self._stopped = threading.Event()
        self._thread: threading.Thread | None = None
        self.tenant = ""
        self.user = ""
        self.team_name = ""
        self.fault = ""

    @property
    def known(self) -> bool:
        """Whether Slack has told."""
        return bool(self.tenant)

    def start(self) -> None:
        """Ask in the background."""
        if self._thread is None:
            self._stopped.clear()
            self._thread = threading.Thread(target=self._ask, name="slack-identity", daemon=True)
            self._thread.start()

    def stop(self) -> None:
        """Ask no more."""
        self._stopped.set()
        if self._thread is not None:
            self._thread.join(3)
            self._thread = None

    def _ask(self) -> None:
        wait = 1.0
        while not self._stopped.is_set():
            try:
                answer = self._api.ask("auth.test", {}, quick=True)
            except DeliveryError as error:
                self.fault = error.code
                log.warning("slack.auth_test_failed", code=error.code)
            else:
                self.user = text_at(answer.data, "user_id")
                self.team_name = text_at(answer.data, "team")
                self.tenant = text_at(answer.data, "team_id")
                self.fault = ""
                log.info("slack.known", tenant=self.tenant)
                return
            self._stopped.wait(wait)
            wait = min(wait * 2, _LONGEST_WAIT)
