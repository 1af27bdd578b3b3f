"""Processes beside the server, for work that takes long: they have a lower priority than whoever looks at a page.

In a thread of the server such work would take its turn of the interpreter from every page. Two such processes are
used: one reads reports into the ledger, one makes the lists of a large ledger anew. Each opens the ledger for itself,
is started when it is first needed, and is started again where it died.
"""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import signal
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from typing import Any

from dragoman.errors import DragomanError
from dragoman.lexicon.actors import load_book
from dragoman.settings import Settings
from dragoman.store import open_store
from dragoman.web.kept import Timed

Handle = Callable[[Any], Any]
"""Gives the reply to one message."""
Setup = Callable[[Settings], AbstractContextManager[Handle]]
"""Makes what a process needs and gives its `Handle`; importable by name, since a process is begun from nothing."""

PATIENCE = 5.0
"""Seconds that a process has to finish what it has in hand when the server stops."""


@dataclass(slots=True)
class Aside:
    """One process and the pipe to it. Whoever asks waits for the reply; one message is under way at a time.

    `nice` is how much lower its priority is, 0 to 19; `name` is what lists of processes show.
    """

    setup: Setup
    settings: Settings
    nice: int
    name: str
    _process: BaseProcess | None = None
    _pipe: Connection | None = None
    _closed: bool = False
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def ask(self, message: object) -> Any:
        """The reply to a message. Raises DragomanError: what the handler raised, or that the process died."""
        with self._lock:
            pipe = self._running()
            try:
                pipe.send(message)
                reply = pipe.recv()
            except (EOFError, OSError) as error:
                self._drop(PATIENCE)
                raise DragomanError(
                    f"the process {self.name} died", remedy="try again; the server's log and `dmesg` may say why"
                ) from error
        if isinstance(reply, DragomanError):
            raise reply
        return reply

    def close(self) -> None:
        """End it: what it has in hand it may finish, for a few seconds."""
        self._closed = True
        in_time = self._lock.acquire(timeout=PATIENCE)
        if not in_time:  # whoever waits for the reply reads the end of the pipe, and lets go
            if self._process is not None:
                self._process.terminate()
            self._lock.acquire()
        try:
            self._drop(PATIENCE)
        finally:
            self._lock.release()

    def _running(self) -> Connection:
        if self._closed:
            raise DragomanError("the server is being stopped", remedy="try again when it is back")
        if self._pipe is None:
            context = multiprocessing.get_context("spawn")  # a fork would copy threads and locks
            ours, theirs = context.Pipe()
            self._process = context.Process(
                target=_live, args=(theirs, self.setup, self.settings, self.nice), name=self.name, daemon=True
            )
            self._process.start()
            theirs.close()  # the child's copy is the only one: when it dies, our end reads EOF
            self._pipe = ours
        return self._pipe

    def _drop(self, patience: float) -> None:
        if self._pipe is not None:
            with contextlib.suppress(OSError):
                self._pipe.send(None)
            self._pipe.close()
        if self._process is not None:
            self._process.join(patience)
            if self._process.is_alive():
                self._process.terminate()
                self._process.join()
        self._pipe = self._process = None


def _live(pipe: Connection, setup: Setup, settings: Settings, nice: int) -> None:
    """The life of such a process: message in, reply out, until there is no more message."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the server's to answer
    with contextlib.suppress(OSError):
        os.nice(nice)
    # The server may go at any moment: then there is nobody to tell, and nothing left to do.
    with contextlib.suppress(EOFError, OSError):
        first = pipe.recv()
        try:
            with setup(settings) as handle:
                message = first
                while message is not None:
                    pipe.send(_reply(handle, message))
                    message = pipe.recv()
        except DragomanError as error:  # it could not be set up
            pipe.send(error)


def _reply(handle: Handle, message: object) -> object:
    try:
        return handle(message)
    except DragomanError as error:
        return error


@contextlib.contextmanager
def answering(settings: Settings) -> Iterator[Handle]:
    """Answers questions about the whole ledger: a message is a function and what it takes after ledger and names."""
    with open_store(settings.ledger, create=False, read_only=True) as store:
        names = load_book()

        def handle(message: Any) -> Timed:
            function, given = message
            began = time.process_time()
            value = function(store, names, *given)
            return Timed(value, time.process_time() - began)

        yield handle
