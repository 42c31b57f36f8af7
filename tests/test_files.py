"""Whole or not at all, with the modes that the umask asks for, and a lock that ends with its process."""

from __future__ import annotations

import errno
import os
import resource
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from memtrans.errors import MemtransError, UsageError
from memtrans.files import (
    LOCK,
    hold,
    locked,
    new_file,
    new_folder,
    remove_unfinished,
    require_room,
    write_atomically,
    writing,
)


@pytest.fixture(params=[0o022, 0o027, 0o002, 0o077], ids=oct)
def umask(request: pytest.FixtureRequest) -> Iterator[int]:
    before = os.umask(request.param)
    yield request.param
    os.umask(before)


def mode(path: Path) -> int:
    return path.stat().st_mode & 0o777


def test_text_is_written_byte_for_byte(tmp_path: Path) -> None:
    write_atomically(tmp_path / "new" / "file", "∀\r\n\x00")
    assert (tmp_path / "new" / "file").read_bytes() == "∀\r\n\x00".encode()


def test_a_new_file_appears_once_it_is_whole(tmp_path: Path, umask: int) -> None:
    with new_file(tmp_path / "new" / "file") as unfinished:
        assert unfinished.parent == tmp_path / "new"
        assert not unfinished.exists()
        unfinished.write_text("all of it")
        assert not (tmp_path / "new" / "file").exists()
    assert (tmp_path / "new" / "file").read_text() == "all of it"
    assert mode(tmp_path / "new" / "file") == 0o666 & ~umask
    assert os.listdir(tmp_path / "new") == ["file"]


def test_a_new_file_that_fails_leaves_nothing_and_takes_no_place(tmp_path: Path) -> None:
    def write(then: Callable[[], object]) -> None:
        with new_file(tmp_path / "file") as unfinished:
            unfinished.write_text("half")
            then()

    with pytest.raises(UnicodeEncodeError):
        write("\ud800".encode)
    assert not os.listdir(tmp_path)
    with pytest.raises(UsageError, match="exists already"):
        write(lambda: (tmp_path / "file").write_text("another's"))
    assert (tmp_path / "file").read_text() == "another's"
    with pytest.raises(UsageError, match="exists already"), new_file(tmp_path / "file"):
        raise AssertionError("not reached")
    assert os.listdir(tmp_path) == ["file"]


def test_what_a_disk_has_no_room_for_cannot_be_held(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_text("there")
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (4096, limits[1]))
    try:
        with pytest.raises(OSError, match="File too large"):
            hold(file, 5000)
        hold(file, 4000)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    assert file.stat().st_size == 4000
    assert file.read_bytes().startswith(b"there\0")


def test_room_is_asked_of_the_disk_that_will_be_written_to(tmp_path: Path) -> None:
    require_room(tmp_path / "not" / "yet" / "there", 1, "delete some")
    with pytest.raises(UsageError, match=r"there needs 1,000,000,000,000 MB .* MB are free there; delete some\."):
        require_room(tmp_path / "not" / "yet" / "there", 10**18, "delete some")


def test_a_failed_write_keeps_the_old_file_alone(tmp_path: Path) -> None:
    write_atomically(tmp_path / "file", "old")
    with pytest.raises(UnicodeEncodeError):
        write_atomically(tmp_path / "file", "new \ud800")
    assert os.listdir(tmp_path) == ["file"]
    assert (tmp_path / "file").read_text() == "old"


def test_modes_are_those_of_the_umask(tmp_path: Path, umask: int) -> None:
    write_atomically(tmp_path / "made" / "file", "text")
    with new_folder(tmp_path / "folder") as staging:
        (staging / "file").write_text("text")
    with locked(tmp_path / "locked"):
        pass
    for folder in ("made", "folder", "locked"):
        assert mode(tmp_path / folder) == 0o777 & ~umask
    for file in ("made/file", "folder/file", "locked/.lock"):
        assert mode(tmp_path / file) == 0o666 & ~umask


def test_a_folder_appears_when_it_is_filled(tmp_path: Path) -> None:
    with new_folder(tmp_path / "a" / "folder") as staging:
        (staging / "file").write_text("text")
        assert not (tmp_path / "a" / "folder").exists()
    assert os.listdir(tmp_path / "a") == ["folder"]
    assert (tmp_path / "a" / "folder" / "file").read_text() == "text"


def test_of_a_folder_that_failed_nothing_is_left(tmp_path: Path) -> None:
    def fail() -> None:
        with new_folder(tmp_path / "folder") as staging:
            (staging / "file").write_text("text")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert os.listdir(tmp_path) == []


@pytest.mark.parametrize("late", [False, True])
@pytest.mark.parametrize("kind", ["file", "empty", "full"])
def test_a_folder_takes_nobodys_place(tmp_path: Path, kind: str, late: bool) -> None:
    path = tmp_path / "folder"

    def take() -> None:
        if kind == "file":
            path.write_text("mine")
        else:
            path.mkdir()
            if kind == "full":
                (path / "mine").touch()

    def fill() -> None:
        if not late:
            take()
        with new_folder(path) as staging:
            (staging / "file").touch()
            take()

    with pytest.raises(UsageError, match="exists already"):
        fill()
    assert os.listdir(tmp_path) == ["folder"]
    assert not (path / "file").exists()


@pytest.mark.parametrize(
    ("number", "remedy"),
    [
        (errno.ENOSPC, "No space left on device; free some space"),
        (errno.EDQUOT, "free some space"),
        (errno.EROFS, "Read-only file system; change its permissions"),
        (errno.EACCES, "Permission denied; change its permissions"),
        (errno.EIO, "choose another place"),
    ],
)
def test_what_is_wrong_with_a_disk_is_a_sentence(number: int, remedy: str) -> None:
    with pytest.raises(MemtransError, match=remedy) as caught, writing(Path("place")):
        raise OSError(number, os.strerror(number))
    assert str(caught.value).startswith("Cannot write place: ")


def test_a_file_in_the_way_and_a_name_too_long(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(MemtransError, match="a file stands where a folder should be"):
        write_atomically(tmp_path / "file" / "below", "text")
    with pytest.raises(MemtransError, match="choose a shorter name"):
        write_atomically(tmp_path / ("n" * 250), "text")
    (tmp_path / "folder").mkdir()
    with pytest.raises(MemtransError, match="a folder stands where a file should be"):
        write_atomically(tmp_path / "folder", "text")
    assert sorted(os.listdir(tmp_path)) == ["file", "folder"]


def test_only_what_was_left_unfinished_is_removed(tmp_path: Path) -> None:
    for name in (".step-1.0a", ".step-1.0b/file", "step-1/file", ".other.0a", ".step-10.0a"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).touch()
    remove_unfinished(tmp_path, "step-1")
    assert sorted(os.listdir(tmp_path)) == [".other.0a", ".step-10.0a", "step-1"]


def test_one_holds_a_folder_at_a_time(tmp_path: Path) -> None:
    with locked(tmp_path / "run"):
        with (
            pytest.raises(UsageError, match=rf"run is in use by process {os.getpid()} on .*; wait"),
            locked(tmp_path / "run"),
        ):
            pass
        with locked(tmp_path / "another"):
            pass
    with locked(tmp_path / "run"):
        pass


def test_a_folder_on_a_full_disk_is_held_though_not_by_name(tmp_path: Path) -> None:
    (tmp_path / LOCK).symlink_to("/dev/full")
    with locked(tmp_path):
        pass


def test_a_kill_lets_go(tmp_path: Path) -> None:
    hold = "import sys, time, pathlib; from memtrans.files import locked\n"
    hold += "with locked(pathlib.Path(sys.argv[1])):\n    print('held', flush=True); time.sleep(60)"
    child = subprocess.Popen([sys.executable, "-c", hold, str(tmp_path)], stdout=subprocess.PIPE, text=True)
    with child:
        assert child.stdout is not None
        assert child.stdout.readline() == "held\n"
        with pytest.raises(UsageError, match=f"process {child.pid}"), locked(tmp_path):
            pass
        child.send_signal(signal.SIGKILL)
        began = time.monotonic()
        with locked(tmp_path, wait=True):
            assert time.monotonic() - began < 30
