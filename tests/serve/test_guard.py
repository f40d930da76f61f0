"""Who may come in: tokens beyond this machine, hosts, origins, and the header that only the board's page can send."""

from __future__ import annotations

import pytest

from optimizer.serve.codes import BoardError
from optimizer.serve.guard import client_of, guard_of, host_of, loopback

CLIENT = "0" * 32


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.168.1.5", "10.0.0.1", "board.example", ""])
def test_beyond_this_machine_nothing_starts_without_a_good_token(host: str) -> None:
    for token in ("", "short"):
        with pytest.raises(BoardError, match="LD-902"):
            guard_of(host, token)
    assert guard_of(host, "long enough").token == "long enough"


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "::1", "127.9.9.9"])
def test_this_machine_needs_none(host: str) -> None:
    assert loopback(host)
    assert guard_of(host).signed_in(CLIENT, "")


def test_hosts_by_name_are_those_of_the_board() -> None:
    guard = guard_of("127.0.0.1")
    for host in ("127.0.0.1:8420", "localhost", "[::1]:8420"):
        guard.admit("GET", "/", {"host": host}, CLIENT)
    for host in ("evil.example", "192.168.1.5", "", "127.0.0.1.evil.example", "localhost:80:80"):
        with pytest.raises(BoardError, match="LD-908"):
            guard.admit("GET", "/", {"host": host}, CLIENT)


def test_an_open_board_answers_to_addresses_and_to_names_it_was_given() -> None:
    guard = guard_of("0.0.0.0", "long enough", ("Board.intranet",))
    for host in ("192.168.1.5:8420", "board.intranet"):
        guard.admit("GET", "/", {"host": host}, CLIENT)
    with pytest.raises(BoardError, match="LD-908"):
        guard.admit("GET", "/", {"host": "evil.example"}, CLIENT)


@pytest.mark.parametrize(
    "more",
    [
        {},
        {"x-csrf": "0" * 64},
        {"x-csrf": "good", "origin": "http://evil.example"},
        {"x-csrf": "good", "origin": "null"},
        {"x-csrf": "good", "origin": "http://127.0.0.1:9999"},
        {"x-csrf": "good", "sec-fetch-site": "cross-site"},
        {"x-csrf": "good", "sec-fetch-site": "same-site"},
    ],
)
def test_changes_from_elsewhere_are_refused(more: dict[str, str]) -> None:
    guard = guard_of("127.0.0.1")
    given = {"host": "127.0.0.1:8420"} | more
    if given.get("x-csrf") == "good":
        given["x-csrf"] = guard.csrf(CLIENT)
    with pytest.raises(BoardError, match="LD-908"):
        guard.admit("POST", "/api/solve", given, CLIENT)


def test_a_pass_is_of_one_client_one_token_and_one_start() -> None:
    first, second = guard_of("0.0.0.0", "long enough"), guard_of("0.0.0.0", "long enough")
    assert first.signed_in(CLIENT, first.pass_of(CLIENT))
    assert not first.signed_in("1" * 32, first.pass_of(CLIENT))
    assert not first.signed_in(CLIENT, second.pass_of(CLIENT))
    assert not first.signed_in(CLIENT, "")


def test_a_strange_cookie_makes_a_new_client() -> None:
    assert client_of(CLIENT) == (CLIENT, False)
    for cookie in ("", "../../x", "A" * 32, "0" * 33):
        name, new = client_of(cookie)
        assert new and len(name) == 32


def test_ports_are_cut_off() -> None:
    assert [host_of(h) for h in ("A.b:80", "[::1]:80", "x")] == ["a.b", "::1", "x"]
