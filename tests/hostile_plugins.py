"""Plug-ins that break every rule, each installed as a distribution of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import NamedTuple

from toy_plugins import Site

RUN = "import sys; from memtrans.commands.cli import main; main()"


class Hostile(NamedTuple):
    """name: of its entry point and, where it offers one, of its backend. status, reason: of its row."""

    name: str
    code: str
    status: str
    reason: str

    @property
    def distribution(self) -> str:
        return f"hostile-{self.name}"


START = """
from pydantic import BaseModel, ConfigDict, model_validator
from memtrans.backend import BackendSpec, Capabilities
from memtrans.plugins import hookimpl

class Options(BaseModel):
    model_config = ConfigDict(extra="forbid")

def spec(**changes):
    return BackendSpec(**{{**dict(name={name!r}, factory="hostile_index:Index", options=Options), **changes}})
"""

HOOK = """
@hookimpl
def memtrans_backends():
    {body}
"""


def at_import(name: str, line: str, reason: str, status: str = "broken") -> Hostile:
    """Does its worst while it is imported, before it offers a sound backend."""
    code = f"{line}\n{START.format(name=name)}{HOOK.format(body='return [spec()]')}"
    return Hostile(name, code, status, reason)


def in_hook(name: str, body: str, reason: str, status: str = "broken", before: str = "") -> Hostile:
    """Does its worst when it is asked for its backends."""
    return Hostile(name, f"{START.format(name=name)}{before}{HOOK.format(body=body)}", status, reason)


RAISE = [
    at_import("raises", "raise RuntimeError('no licence')", "loading it failed: RuntimeError: no licence"),
    at_import("exits", "raise SystemExit(3)", "loading it failed: SystemExit: 3"),
    at_import("interrupts", "raise KeyboardInterrupt", "loading it failed: KeyboardInterrupt"),
    at_import("terminates", "from memtrans.errors import Terminated\nraise Terminated", "failed: Terminated"),
    at_import("recurses", "def f(): f()\nf()", "loading it failed: RecursionError"),
    at_import("odd-error", "class Odd(BaseException): ...\nraise Odd('odd')", "loading it failed: Odd: odd"),
    at_import("lacks-library", "import nowhere_at_all", "No module named 'nowhere_at_all'"),
    at_import(
        "unspeakable",
        "class Mute(Exception):\n    def __str__(self): raise ValueError\nraise Mute",
        "loading it failed: Mute",
    ),
    at_import("shouts", "raise ValueError('\\x1b[31m' + 'A' * 100_000)", "loading it failed: ValueError: \\x1b[31mAAA"),
    at_import("no-python", "def (", "loading it failed: SyntaxError"),
    at_import("exhausts", "raise MemoryError", "loading it failed: MemoryError"),
    in_hook("hook-raises", "1 / 0", "a hook failed: ZeroDivisionError"),
    in_hook("hook-exits", "raise SystemExit", "a hook failed: SystemExit"),
    in_hook("hook-interrupts", "raise KeyboardInterrupt", "a hook failed: KeyboardInterrupt"),
    in_hook("hook-recurses", "memtrans_backends()", "a hook failed: RecursionError"),
    in_hook("generator", "yield spec()\n    raise OSError('half way')", "a hook failed: OSError: half way"),
    in_hook("endless", "import itertools\n    return itertools.repeat(spec())", "offers more than 1,000"),
]

WRONG_TYPE = [
    Hostile("no-plugin", "x = 1", "broken", "it implements no hook"),
    in_hook("number", "return 3", "a hook failed: TypeError"),
    in_hook("nothing", "return None", "it offers nothing"),
    in_hook("mapping", "return {'a': spec()}", "returned 'a', which is no BackendSpec"),
    in_hook("bare-spec", "return spec()", "a hook failed: TypeError"),
    in_hook("untruthful", "return [spec(requires='numpy')]", "requires='numpy' should be a tuple"),
    in_hook("requires-dots", "return [spec(requires=('..',))]", "requires=('..',) should be a tuple of module names"),
    in_hook("no-model", "return [spec(options=dict)]", "derived from pydantic.BaseModel"),
    in_hook("odd-name", "return [spec(name='\\x1b[2J' + 'x' * 9_999)]", "is not a backend name"),
    in_hook("long-summary", "return [spec(summary='x' * 1_000_000)]", "summary='xxx"),
    in_hook("painted-summary", "return [spec(summary='\\x1b[31mred\\nline')]", "summary="),
    in_hook("bytes-name", "return [spec(name=b'bytes')]", "name=b'bytes' is not a backend name"),
    in_hook(
        "angry-spec",
        "return [Angry(name='angry-spec', factory='a:B', options=Options)]",
        "its description cannot be checked: RuntimeError: not you",
        before=(
            "\nclass Angry(BackendSpec):\n    def __getattribute__(self, name):\n"
            "        raise RuntimeError('not you')\n"
        ),
    ),
    in_hook(
        "angry-repr",
        "return [Angry()]",
        "which is no BackendSpec",
        before="\nclass Angry:\n    def __repr__(self):\n        raise RuntimeError('not you')\n",
    ),
    in_hook(
        "deceitful-class",
        "return [Liar()]",
        "its description cannot be checked",
        before="\nclass Liar:\n    @property\n    def __class__(self):\n        raise RuntimeError('not you')\n",
    ),
    in_hook(
        "angry-options",
        "return [spec(options=Angry)]",
        "its description cannot be checked: RuntimeError: no schema",
        before=(
            "\nclass Angry(Options):\n    @classmethod\n    def model_json_schema(cls, *_, **__):\n"
            "        raise RuntimeError('no schema')\n"
        ),
    ),
]

ANOTHER_API = [
    in_hook("older-api", "return [spec(api_version=0)]", "written for API version 0", "incompatible"),
    in_hook("newer-api", "return [spec(api_version=2)]", "written for API version 2", "incompatible"),
    in_hook("newer-field", "return [spec(gpu_only=True)]", "another memtrans than this one", "incompatible"),
    at_import("newer-name", "from memtrans.backend import Sorcery", "another memtrans than this one", "incompatible"),
    at_import("newer-module", "import memtrans.sorcery", "another memtrans than this one", "incompatible"),
]

STATE = [
    at_import("moves", "import os; os.chdir('/')", "changed the working directory", "ok"),
    at_import("environs", "import os; os.environ['OMP_NUM_THREADS'] = '999'", "changed the environment", "ok"),
    at_import("seeds", "import random; random.seed(0)", "changed Python's random numbers", "ok"),
    at_import("seeds-numpy", "import numpy; numpy.random.seed(0)", "changed NumPy's random numbers", "ok"),
    at_import("seeds-torch", "import torch; torch.manual_seed(0)", "changed torch's random numbers", "ok"),
    at_import("doubles", "import torch; torch.set_default_dtype(torch.float64)", "torch's default dtype", "ok"),
    at_import("threads", "import torch; torch.set_num_threads(1)", "torch's number of threads", "ok"),
    at_import("no-grad", "import torch; torch.set_grad_enabled(False)", "whether torch records gradients", "ok"),
    at_import("no-errors", "import numpy; numpy.seterr(all='ignore')", "NumPy's floating-point errors", "ok"),
    at_import("logs", "import logging; logging.basicConfig(level=1)", "changed logging", "ok"),
    at_import("mutes", "import logging; logging.disable()", "changed logging", "ok"),
    at_import("silences", "import warnings; warnings.simplefilter('ignore')", "changed warnings for everybody", "ok"),
    at_import("shallow", "import sys; sys.setrecursionlimit(5000)", "changed the recursion limit", "ok"),
    at_import("grabs-stdout", "import io, sys; sys.stdout = io.StringIO()", "changed sys.stdout", "ok"),
    at_import("deaf", "import signal; signal.signal(2, signal.SIG_IGN)", "changed what signals do", "ok"),
    at_import("prints", "print('hello from a plug-in')", "wrote to stdout", "ok"),
    at_import("prints-low", "import os; os.write(1, b'hello from below\\n')", "", "ok"),
    at_import("prints-in-child", "import os; os.system('echo hello from a child')", "", "ok"),
    at_import(
        "patches",
        "import memtrans.plugins, sys\nr = sys.modules['memtrans.plugins.registry']\n"
        "r.Registry.find = lambda *_: None\nr.did_you_mean = None",
        "changed memtrans itself",
        "ok",
    ),
    at_import(
        "renumbers", "import memtrans.backend\nmemtrans.backend.API_VERSION = 9", "changed memtrans itself", "ok"
    ),
    in_hook("hook-moves", "import os\n    os.chdir('/')\n    return [spec()]", "changed the working directory", "ok"),
]

TAKEN = [
    in_hook("takes-ours", "return [spec(name='exact')]", "memtrans' own; write 'hostile-takes-ours:exact'", "conflict"),
    in_hook("takes-first", "return [spec(name='contested')]", "also provided by hostile-takes-second", "conflict"),
    in_hook("takes-second", "return [spec(name='contested')]", "also provided by hostile-takes-first", "conflict"),
    in_hook("takes-word", "return [spec(name='memory')]", "is a word of the config"),
]

LISTED = [*RAISE, *WRONG_TYPE, *ANOTHER_API, *STATE]
"""What is a row of its own name."""


def install(site: Site, *plugins: Hostile) -> None:
    for plugin in plugins:
        site.install(plugin.distribution, plugin.code, plugin.name)


def memtrans(site: Site, *arguments: str, code: str = RUN, **environ: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONPATH": str(site.folder), "OMP_NUM_THREADS": "1", **environ}
    command = [sys.executable, "-c", code, *arguments]
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False, timeout=120)
