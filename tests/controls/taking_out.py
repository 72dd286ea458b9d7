"""`python -m tests.controls.taking_out [P-01 …]`: takes controls out, and wants tests to fail.

It works on a copy of the tree and touches nothing else. A control whose test still passes is named,
and the end is 1.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.controls.takings import TAKINGS, Taking

ROOT = Path(__file__).parents[2]
PARTS = ("services", "protos", "clients", "tests", "deploy", "docs", "pyproject.toml", "Makefile")
SOURCES = ("", "protos", "clients")
LEFT_OUT = shutil.ignore_patterns("__pycache__", "*.pyc")
FAILED = 1


def main(wanted: list[str]) -> int:
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder)
        for part in PARTS:
            if (ROOT / part).is_dir():
                shutil.copytree(ROOT / part, copy / part, ignore=LEFT_OUT)
            else:
                shutil.copy(ROOT / part, copy / part)
        takings = [one for one in TAKINGS if not wanted or one.control in wanted]
        held = [one.control for one in takings if _holds(copy, one)]
    missed = [one.control for one in takings if one.control not in held]
    sys.stdout.write(f"{len(held)} held; not held: {', '.join(missed) or 'none'}\n")
    return bool(missed)


def _holds(copy: Path, taking: Taking) -> bool:
    """Passes as it is, fails with the control taken out."""
    path = copy / taking.path
    whole = path.read_text("utf-8")
    before = _run(copy, taking.test)
    path.write_text(whole.replace(taking.before, taking.after), "utf-8")
    after = _run(copy, taking.test)
    path.write_text(whole, "utf-8")
    holds = (before, after) == (0, FAILED)
    said = "held" if holds else f"NOT HELD {before, after}"
    sys.stdout.write(f"{taking.control} {said} {taking.test}\n")
    sys.stdout.flush()
    return holds


def _run(copy: Path, test: str) -> int:
    paths = os.pathsep.join(str(copy / one) for one in SOURCES)
    command = [sys.executable, "-m", "pytest", "-q", "-x", "--database=sqlite", test]
    told = {**os.environ, "PYTHONPATH": paths, "PYTHONDONTWRITEBYTECODE": "1"}
    return subprocess.run(command, cwd=copy, env=told, capture_output=True, check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
