"""Importing any module does no I/O and reads no setting."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PACKAGES = ("domain", "ledger", "projections", "integrations", "workers", "api", "trueline")
WATCH = """
import json, os, sys
import urllib3.util.connection  # it tries whether IPv6 works, by binding a socket
seen = []
def hook(event, args):
    if event in ("socket.connect", "socket.bind", "subprocess.Popen", "sqlite3.connect"):
        seen.append(f"{event} {args!r}")
    if event == "open" and isinstance(args[1], str) and set(args[1]) & set("wax+"):
        if "__pycache__" not in str(args[0]):
            seen.append(f"open {args!r}")
sys.addaudithook(hook)
class Watched(dict):
    def _note(self, key):
        if str(key).startswith("TRUELINE_"):
            seen.append(f"environment {key}")
environ_get = os._Environ.__getitem__
def getitem(self, key):
    if str(key).startswith("TRUELINE_"):
        seen.append(f"environment {key}")
    return environ_get(self, key)
os._Environ.__getitem__ = getitem
import importlib
for name in json.loads(sys.argv[1]):
    importlib.import_module(name)
print(json.dumps(seen))
"""


def modules() -> list[str]:
    return [
        ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
        for package in PACKAGES
        for path in sorted((ROOT / package).rglob("*.py"))
        if "migrations" not in path.parts and path.name != "__main__.py"
    ]


@pytest.mark.parametrize("package", PACKAGES)
def test_importing_a_package_does_nothing_else(package: str):
    names = [name for name in modules() if name.split(".")[0] == package]
    done = subprocess.run(
        [sys.executable, "-c", WATCH, json.dumps(names)],
        capture_output=True,
        text=True,
        check=True,
        cwd=ROOT,
        timeout=60,
    )
    assert json.loads(done.stdout) == []


def test_help_imports_no_server_no_driver_and_no_tracker():
    code = "import sys; import trueline.cli; print(sorted(sys.modules))"
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT
    )
    loaded = {name.split(".")[0] for name in eval(done.stdout)}
    assert not loaded & {"litestar", "psycopg", "sqlalchemy", "jira", "github", "dramatiq", "rich"}
