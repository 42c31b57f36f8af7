"""Files and folders that appear whole or not at all, and locks that end with their process.

Everything is made with the modes that the user's umask asks for. What is wrong with a disk is said in a sentence.
"""

from __future__ import annotations

import errno
import fcntl
import os
import secrets
import shutil
import socket
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from memtrans.errors import MemtransError, UsageError

LOCK = ".lock"

_FULL = "free some space, or choose a place on another disk"
_FORBIDDEN = "change its permissions, or choose another place"
_IN_THE_WAY = "a file stands where a folder should be; choose another place"
_REMEDIES = {
    errno.ENOSPC: _FULL,
    errno.EDQUOT: _FULL,
    errno.EFBIG: _FULL,
    errno.EROFS: _FORBIDDEN,
    errno.EACCES: _FORBIDDEN,
    errno.EPERM: _FORBIDDEN,
    errno.ENAMETOOLONG: "choose a shorter name",
    errno.ENOTDIR: _IN_THE_WAY,
    errno.EEXIST: _IN_THE_WAY,
    errno.EISDIR: "a folder stands where a file should be; choose another place",
}


@contextmanager
def writing(path: Path) -> Iterator[None]:
    """Say in a sentence why `path` cannot be written.

    Raises:
        MemtransError: instead of an OSError in the block.
    """
    try:
        yield
    except OSError as error:
        remedy = _REMEDIES.get(error.errno or 0, "choose another place")
        raise MemtransError(f"Cannot write {path}: {error.strerror or error}; {remedy}.") from error


def read_whole(path: Path, most: int) -> bytes:
    """The content of a file that somebody else may have put there.

    Raises:
        OSError: it is missing, longer than `most` bytes, or no file: a pipe would be waited for, a device never ends.
    """
    require_file(path)
    with open(path, "rb") as file:
        content = file.read(most + 1)
    if len(content) > most:
        raise OSError(errno.EFBIG, f"it is larger than {most / 1e6:,.0f} MB")
    return content


def require_file(path: Path) -> None:
    """Raise OSError where there is no file; a link to one is a file."""
    mode = os.stat(path).st_mode
    if stat.S_ISDIR(mode):
        raise IsADirectoryError(errno.EISDIR, "it is a folder")
    if not stat.S_ISREG(mode):
        raise OSError(errno.EINVAL, "it is a pipe or a device")


def write_atomically(path: Path, content: str | bytes) -> None:
    """Write `content`, text as UTF-8, so that a reader, or a kill at any moment, sees the old file or the new one.

    Raises:
        MemtransError: the disk is full, or nothing may be written there; the old file stays as it was.
    """
    encoded = content.encode() if isinstance(content, str) else content
    with writing(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        unfinished = _beside(path)
        try:
            # Created by name, not by mkstemp, whose files only their owner can read whatever the umask.
            with open(unfinished, "xb") as file:
                file.write(encoded)
                file.flush()
                os.fsync(file.fileno())
            os.replace(unfinished, path)
        except BaseException:
            unfinished.unlink(missing_ok=True)
            raise


@contextmanager
def new_folder(path: Path) -> Iterator[Path]:
    """A folder to fill, which appears at `path` once it is filled and on the disk; after an error there is none.

    Raises:
        UsageError: something is at `path`, be it since the folder was begun.
        MemtransError: it cannot be written there.
    """
    _refuse_taken(path)
    with writing(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        staging = _beside(path)
        staging.mkdir()
        try:
            yield staging
            publish(staging, path)
        finally:
            shutil.rmtree(staging, ignore_errors=True)


def require_room(path: Path, nbytes: int, remedy: str) -> None:
    """Refuse to begin what will not fit on the disk of `path`.

    Raises:
        UsageError: it will not.
    """
    folder = next(each for each in (path.absolute().parent, *path.absolute().parents) if each.exists())
    free = shutil.disk_usage(folder).free
    if nbytes > free:
        raise UsageError(
            f"{path} needs {nbytes / 1e6:,.0f} MB while it is made, and {free / 1e6:,.0f} MB are free there; {remedy}."
        )


@contextmanager
def new_file(path: Path) -> Iterator[Path]:
    """A name to write a file under, which appears at `path` once it is on the disk; after an error there is none.

    Raises:
        UsageError: something is at `path`, be it since the file was begun.
        MemtransError: it cannot be written there.
    """
    _refuse_taken(path)
    with writing(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        unfinished = _beside(path)
        try:
            yield unfinished
            _flush(unfinished)
            _refuse_taken(path)
            os.rename(unfinished, path)
            _flush(path.parent)
        finally:
            unfinished.unlink(missing_ok=True)


def hold(path: Path, nbytes: int) -> None:
    """Take so much of the disk for a file that is there: for a library that a full disk would crash while it writes.

    The file is as long then, so whoever has written it cuts it off at its end. Where a file system cannot promise
    anything, nothing is held.

    Raises:
        OSError: there is not so much.
    """
    with open(path, "r+b") as file:
        try:
            os.posix_fallocate(file.fileno(), 0, max(1, nbytes))
        except OSError as error:
            if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
                raise


def publish(filled: Path, path: Path) -> None:
    """Move a folder of the same disk to its place, once all of it has reached the disk.

    Raises:
        UsageError: something is there.
        OSError: it cannot be written there.
    """
    usual = filled.stat().st_mode & 0o666
    for entry in (*filled.rglob("*"), filled):
        if entry.is_file():
            entry.chmod(usual)  # some libraries write files that only their owner can read
        _flush(entry)
    _refuse_taken(path)  # an empty folder would be replaced silently
    try:
        os.rename(filled, path)
    except OSError as error:
        if error.errno not in (errno.ENOTEMPTY, errno.EEXIST, errno.ENOTDIR):
            raise
        _refuse_taken(path)
        raise
    _flush(path.parent)


def remove_unfinished(folder: Path, name: str) -> None:
    """Remove what a kill left of files or folders begun under that name, or under names that match it as a glob.

    Only for whoever holds the folder's lock.
    """
    for left in folder.glob(f".{name}.*"):
        if left.is_dir():
            shutil.rmtree(left)
        else:
            left.unlink()


@contextmanager
def locked(folder: Path, *, wait: bool = False) -> Iterator[None]:
    """Hold a folder, which is made if need be, against every other process and thread; a kill lets go of it.

    wait: until it is free, instead of refusing.

    Raises:
        UsageError: another one holds it.
        MemtransError: nothing may be written there.
    """
    with writing(folder):
        folder.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(folder / LOCK, os.O_RDWR | os.O_CREAT, 0o666)
    try:
        with writing(folder):
            _lock(descriptor, folder, wait)
        yield
    finally:
        os.close(descriptor)  # which also unlocks; the file stays, or a third could lock another one of its name


def _lock(descriptor: int, folder: Path, wait: bool) -> None:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
    except BlockingIOError as error:
        holder = os.pread(descriptor, 200, 0).decode(errors="replace").strip() or "another process"
        raise UsageError(f"{folder} is in use by {holder}; wait for it to end, or choose another folder.") from error
    with suppress(OSError):  # on a full disk the folder is held all the same, only not by name
        os.truncate(descriptor, 0)
        os.pwrite(descriptor, f"process {os.getpid()} on {socket.gethostname()}\n".encode(), 0)


def _beside(path: Path) -> Path:
    """A name on the same disk that nobody has, hidden, and known by `path`'s."""
    return path.with_name(f".{path.name}.{secrets.token_hex(4)}")


def _refuse_taken(path: Path) -> None:
    if path.exists():
        raise UsageError(f"{path} exists already; choose a path that does not, or remove it.")


def _flush(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
