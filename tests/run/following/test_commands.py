from __future__ import annotations

import json
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., tuple[int, str, str]]

TEXT = "BAKU, January 28. Foreign Minister Kamran Aliyev of Azerbaijan met Foreign Minister Li Wen of China.\n"
EMPTY = b'<rss version="2.0"><channel><title>News</title></channel></rss>'


@pytest.fixture
def follow(communique: Run, tmp_path: Path) -> Run:
    """Runs `communique follow` on a ledger of the test."""
    return lambda *arguments: communique("follow", *arguments, "--ledger", tmp_path / "l.db")


def test_from_address_to_records_to_changes(
    follow: Run, communique: Run, site: Any, answer: Any, tmp_path: Path
) -> None:
    url = f"{site.url}/a"
    site.answers["/a"] = answer(TEXT.encode(), "text/plain")
    status, out, err = follow("add", url, "--publisher", "Ministry", "--allow-private")
    assert (status, out, err) == (0, f"following {url}; fetch it with: communique follow run\n", "")
    status, out, err = follow("run", "--delay", 0)
    assert (status, out.splitlines()[0], err) == (0, f"{url}: 1 new", "")
    assert out.splitlines()[1].endswith("  1 new, 0 edited, 0 removed, 0 returned, 0 unchanged, 0 failed")
    _, out, _ = communique("meetings", "AZE", "CHN", "--ledger", tmp_path / "l.db")
    assert url in out
    assert follow("changes")[1] == "no page was edited or removed\n"
    site.answers["/a"] = answer(TEXT.replace("Aliyev", "Aliyov").encode(), "text/plain")
    assert follow("run", "--delay", 0)[1].startswith(f"{url}: 1 edited")
    del site.answers["/a"]
    assert follow("run", "--delay", 0)[1].startswith(f"{url}: 1 removed")
    _, out, _ = follow("changes")
    assert [line.strip()[:7] for line in out.splitlines() if "Ali" in line] == ["-BAKU, ", "+BAKU, "]
    assert f"removed    {url} (answers 404; its text of " in out
    _, out, _ = follow("changes", "--format", "jsonl", "--since", "2026")
    assert [json.loads(line)["event"] for line in out.splitlines()] == ["edited", "removed"]
    assert follow("list")[1].endswith(f"{url} (gone)\n")
    assert follow("remove", url)[0] == 0
    assert follow("remove", url)[2].endswith("is not followed; see communique follow list\n")
    assert len(communique("documents", "--ledger", tmp_path / "l.db")[1].splitlines()) == 3


def test_a_failure_is_told_and_listed(follow: Run, site: Any, answer: Any) -> None:
    site.answers["/a"] = answer(status=500)
    follow("add", f"{site.url}/a", "--allow-private")
    status, out, err = follow("run", "--delay", 0)
    assert (status, out.splitlines()[0]) == (1, f"{site.url}/a: not fetched")
    assert err == f"communique: {site.url}/a: answers 500; it is tried again later\n"
    (line,) = follow("list", "--format", "jsonl")[1].splitlines()
    assert json.loads(line)["error"] == "answers 500"
    assert follow("list")[1].endswith("/a (server, 1 times: answers 500)\n")
    status, out, _ = follow("run", "--delay", 0)
    assert (status, "/a: left alone until " in out) == (0, True)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("add", "file:///etc/hosts"), "not http or https"),
        (("add", "http://127.0.0.1/"), "not on the public internet"),
        (("add", "http://[::ffff:10.0.0.1]/"), "not on the public internet"),
        (("run",), "there is no ledger at"),
        (("list",), "there is no ledger at"),
        (("changes",), "there is no ledger at"),
    ],
)
def test_what_is_refused_is_one_line(follow: Run, arguments: tuple[str, ...], message: str) -> None:
    status, out, err = follow(*arguments)
    assert (status, out, len(err.splitlines())) == (1, "", 1)
    assert message in err


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("run", "--every", 0), "--every is 0"),
        (("run", "--time-limit", 0), "--time-limit"),
        (("changes", "--since", "lately"), "--since lately is no date"),
    ],
)
def test_options_that_make_no_sense(follow: Run, arguments: tuple[object, ...], message: str) -> None:
    follow("add", "http://m.example/")
    status, _, err = follow(*arguments)
    assert (status, message in err) == (1, True)


def test_an_option_that_nobody_knows(follow: Run) -> None:
    assert follow("run", "--hourly")[0] == 2


def test_the_help_names_the_commands(communique: Run) -> None:
    out = communique("follow")[1]
    assert all(f" {name} " in out for name in ("add", "list", "remove", "run", "changes"))


def test_rounds_go_on_until_ctrl_c(follow: Run, site: Any, answer: Any, tmp_path: Path) -> None:
    site.answers["/feed"] = answer(EMPTY, "text/xml")
    follow("add", f"{site.url}/feed", "--allow-private")
    program = [sys.executable, "-m", "communique.run.command_line", "follow", "run", "--every", "60"]
    program += ["--delay", "0", "--ledger", str(tmp_path / "l.db")]
    with subprocess.Popen(program, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == f"{site.url}/feed: nothing new\n"
        assert "0 new" in process.stdout.readline()
        process.send_signal(signal.SIGINT)
        _, err = process.communicate(timeout=60)
    assert (process.returncode, err) == (0, "")


def test_ctrl_c_while_a_server_is_slow(follow: Run, site: Any, answer: Any, tmp_path: Path) -> None:
    site.answers["/a"] = answer(act=lambda _out: site.hold.wait(60))
    follow("add", f"{site.url}/a", "--allow-private")
    follow("add", f"{site.url}/b", "--allow-private")
    program = [sys.executable, "-m", "communique.run.command_line", "follow", "run", "--time-limit", "1"]
    program += ["--delay", "0", "--ledger", str(tmp_path / "l.db")]
    with subprocess.Popen(program, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        assert site.reached("/a")
        process.send_signal(signal.SIGINT)
        _, err = process.communicate(timeout=60)
    assert process.returncode == 130
    assert err.endswith("communique: ended by the user; what was fetched is kept\n")
    assert site.paths() == ["/a"]
