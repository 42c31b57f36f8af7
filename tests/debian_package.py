"""A writer of Debian packages, to have something to read: the format's definition, spelled out."""

from __future__ import annotations

import io
import tarfile
from collections.abc import Mapping, Sequence


def ar_archive(members: Sequence[tuple[str, bytes]]) -> bytes:
    result = b"!<arch>\n"
    for name, content in members:
        result += f"{name:<16}{0:<12}{0:<6}{0:<6}{'100644':<8}{len(content):<10}`\n".encode()
        result += content + b"\n" * (len(content) % 2)
    return result


def tar_archive(files: Mapping[str, bytes], compression: str) -> bytes:
    stream = io.BytesIO()
    with tarfile.open(fileobj=stream, mode=f"w:{compression}") as tar:
        folder = tarfile.TarInfo("./usr")
        folder.type = tarfile.DIRTYPE
        tar.addfile(folder)
        for name, content in files.items():
            info = tarfile.TarInfo(f"./{name}")
            info.size = len(content)
            tar.addfile(info, io.BytesIO(content))
    return stream.getvalue()


def debian_package(files: Mapping[str, bytes], compression: str = "xz") -> bytes:
    control = tar_archive({"control": b"Package: x\n"}, "gz")
    data = tar_archive(files, compression)
    return ar_archive([("debian-binary", b"2.0\n"), ("control.tar.gz", control), (f"data.tar.{compression}", data)])
