"""Folders are walked in order, and nothing in them stops the walk."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from communique import acquire
from communique.acquire.folders import files, os_fault
from communique.shared.documents import Document
from communique.shared.errors import InputError


def put(folder: Path, *names: str) -> None:
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"The text of {name}.", encoding="utf-8")


def test_order_is_that_of_names_and_hidden_files_are_passed_over(tmp_path: Path) -> None:
    put(tmp_path, "b.txt", "a/z.txt", "a/y/x.txt", "c.TXT", ".hidden.txt", ".git/x.txt", "~$lock.docx")
    assert list(files(tmp_path)) == [tmp_path / n for n in ("a/y/x.txt", "a/z.txt", "b.txt", "c.TXT")]


def test_loop_of_links_is_reported_and_the_rest_is_read(tmp_path: Path) -> None:
    put(tmp_path, "a/one.txt", "z.txt")
    (tmp_path / "a" / "up").symlink_to(tmp_path, target_is_directory=True)
    first, loop, last = acquire.read([tmp_path])
    assert isinstance(first, Document)
    assert isinstance(last, Document)
    assert isinstance(loop, InputError)
    assert loop.kind == "loop"
    assert str(tmp_path / "a" / "up") in str(loop)


def test_folder_reached_twice_is_walked_once(tmp_path: Path) -> None:
    put(tmp_path, "a/one.txt")
    (tmp_path / "b").symlink_to(tmp_path / "a", target_is_directory=True)
    first, again = acquire.read([tmp_path])
    assert isinstance(first, Document)
    assert isinstance(again, InputError)
    assert again.kind == "skipped"


def test_links_to_nowhere_and_to_themselves(tmp_path: Path) -> None:
    (tmp_path / "nowhere.txt").symlink_to(tmp_path / "missing")
    (tmp_path / "self.txt").symlink_to(tmp_path / "self.txt")
    kinds = [result.kind for result in acquire.read([tmp_path]) if isinstance(result, InputError)]
    assert kinds == ["missing", "loop"]


def test_deep_folders(tmp_path: Path) -> None:
    folders = [tmp_path]
    for _ in range(300):
        folders.append(folders[-1] / "d")
        folders[-1].mkdir()
    put(folders[-1], "x.txt")
    (found,) = acquire.read([tmp_path])
    assert isinstance(found, Document)
    (folders[-1] / "x.txt").unlink()  # from within: tools that walk by recursion cannot remove so deep a tree
    for folder in reversed(folders[1:]):
        folder.rmdir()


def test_a_readme_in_a_folder_is_left_aside_and_read_where_it_is_named(tmp_path: Path) -> None:
    put(tmp_path, "README.md", "a/Readme.txt", "b.txt")
    about, also, found = sorted(acquire.read([tmp_path]), key=lambda r: r.source)
    assert [getattr(result, "kind", None) for result in (about, also, found)] == ["skipped", "skipped", None]
    (named,) = acquire.read([tmp_path / "README.md"])
    assert isinstance(named, Document)


def test_pipes_are_not_opened(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    (found,) = acquire.read([tmp_path])
    assert isinstance(found, InputError)
    assert found.kind == "skipped"


def test_empty_folder_is_an_error(tmp_path: Path) -> None:
    (found,) = acquire.read([tmp_path])
    assert isinstance(found, InputError)
    assert found.kind == "empty"


def test_name_that_is_no_utf8(tmp_path: Path) -> None:
    Path(os.fsdecode(os.fsencode(tmp_path) + b"/caf\xe9.txt")).write_text("Words of a text.")
    (found,) = acquire.read([tmp_path])
    assert isinstance(found, Document)
    assert found.source.endswith("/caf\ufffd.txt")


@pytest.mark.skipif(os.geteuid() == 0, reason="root may list every folder")
def test_folder_that_may_not_be_listed(tmp_path: Path) -> None:
    put(tmp_path, "a/x.txt", "b.txt")
    (tmp_path / "a").chmod(0)
    closed, found = acquire.read([tmp_path])
    (tmp_path / "a").chmod(0o700)
    assert isinstance(closed, InputError)
    assert closed.kind == "permission"
    assert isinstance(found, Document)


@pytest.mark.parametrize(
    ("error", "kind"),
    [
        (PermissionError(13, "Permission denied"), "permission"),
        (FileNotFoundError(2, "No such file"), "missing"),
        (OSError(40, "Too many levels of symbolic links"), "loop"),
        (OSError(5, "Input/output error"), "unreadable"),
    ],
)
def test_faults_of_the_system_have_a_kind_and_a_remedy(error: OSError, kind: str) -> None:
    fault = os_fault("a.txt", error)
    assert fault.kind == kind
    assert fault.remedy
    assert str(fault).startswith("a.txt: ")


def test_name_with_a_line_end_gives_one_line(tmp_path: Path) -> None:
    (tmp_path / "a\nb.txt").touch()
    (error,) = acquire.read([tmp_path])
    assert "\n" not in str(error)
