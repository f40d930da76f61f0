"""One Ctrl-C while a plan is put in order loses nothing; two are obeyed."""

from __future__ import annotations

import signal
from threading import Thread

import pytest

from optimizer.solve.patience import patience


def press() -> None:
    signal.raise_signal(signal.SIGINT)


def test_the_first_is_passed_over_the_second_obeyed_and_all_is_as_before() -> None:
    done = []
    with pytest.raises(KeyboardInterrupt), patience():
        press()
        done.append("first")
        press()
        done.append("second")
    assert done == ["first"]
    with pytest.raises(KeyboardInterrupt):
        press()


def test_another_thread_gets_no_signal_and_sets_no_handler() -> None:
    handlers = []

    def work() -> None:
        with patience():
            handlers.append(signal.getsignal(signal.SIGINT))

    thread = Thread(target=work)
    thread.start()
    thread.join()
    assert handlers == [signal.default_int_handler]
