"""Installs what the lock files pin into .venv, with hashes checked, and the checkout itself in place.

usage: python scripts/setup.py demo|dev [--is-current]

Comes in: requirements-setup.txt (the installer), requirements.lock (demo) or requirements-dev.lock (dev, which holds
all of demo too). Goes out: .venv with a stamp that names the level and a hash of these files, pyproject.toml, the
interpreter and the folder; `--is-current` only asks whether the stamp still fits (status 0) or not (1). A .venv that
already has the development packages keeps them when `demo` asks. Standard library only: it runs before anything is
installed. Nothing is written outside the checkout but the caches of pip and uv.
"""

import hashlib
import importlib.util
import os
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
STAMP = VENV / "setup-stamp"
PYTHON = VENV / "bin" / "python"
LOCKS = {"demo": "requirements.lock", "dev": "requirements-dev.lock"}
INSTALLER = "requirements-setup.txt"


def key() -> str:
    """What the installation depends on, as one hash: pinned versions, build file, interpreter and place."""
    digest = hashlib.sha256(f"{sys.version_info[:2]} {ROOT}".encode())
    for name in (INSTALLER, *LOCKS.values(), "pyproject.toml"):
        digest.update((ROOT / name).read_bytes())
    return digest.hexdigest()


def stamp() -> tuple[str, str]:
    """Level and key of the last finished setup; two empty strings if there was none."""
    words = STAMP.read_text(encoding="utf-8").split() if STAMP.is_file() else []
    return (words[0], words[1]) if len(words) == 2 else ("", "")


def is_current(level: str) -> bool:
    """True if .venv holds all that `level` needs."""
    done, made_for = stamp()
    return made_for == key() and done in {level, "dev"}


def say(text: str) -> None:
    print(f"setup: {text}", flush=True)


def run(*command: str | Path, **extra: str) -> None:
    """Runs a command, with environment variables on top; if it fails, its error goes out and setup ends."""
    environment = {"PIP_DISABLE_PIP_VERSION_CHECK": "1", **os.environ, "VIRTUAL_ENV": str(VENV), **extra}
    done = subprocess.run([str(part) for part in command], cwd=ROOT, env=environment, check=False)
    if done.returncode:
        sys.exit(f"error: setup stopped at: {' '.join(str(part) for part in command)}")


def index_of_pip() -> dict[str, str]:
    """uv does not read pip's settings: on a machine that has told only pip of its package index, uv is told too."""
    if any(name in os.environ for name in ("UV_DEFAULT_INDEX", "UV_INDEX_URL", "UV_INDEX", "UV_CONFIG_FILE")):
        return {}
    command = [str(PYTHON), "-m", "pip", "config", "get", "global.index-url"]
    asked = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
    address = os.environ.get("PIP_INDEX_URL") or asked.stdout.strip()
    return {"UV_DEFAULT_INDEX": address} if address else {}


def make_venv() -> None:
    """A new .venv unless the one there belongs to this folder and this interpreter version and works."""
    config = VENV / "pyvenv.cfg"
    version = "{}.{}".format(*sys.version_info[:2])
    if config.is_file() and PYTHON.exists() and str(VENV) in (VENV / "bin" / "activate").read_text(encoding="utf-8"):
        asked = subprocess.run(
            [str(PYTHON), "-c", "import sys, pip; print('{}.{}'.format(*sys.version_info[:2]))"],
            capture_output=True,
            encoding="utf-8",
            check=False,
        )
        if asked.stdout.strip() == version:
            return
    missing = [name for name in ("venv", "ensurepip") if importlib.util.find_spec(name) is None]
    if missing:
        sys.exit(
            f"error: {sys.executable} (Python {version}) lacks the module {missing[0]}; on Debian or Ubuntu: "
            f"apt-get install python{version}-venv"
        )
    say(f"making .venv with Python {version} ({sys.executable})")
    run(sys.executable, "-m", "venv", "--clear", VENV)


def main() -> None:
    level = sys.argv[1] if len(sys.argv) > 1 else ""
    if level not in LOCKS:
        sys.exit("usage: python scripts/setup.py demo|dev [--is-current]")
    if "--is-current" in sys.argv:
        sys.exit(0 if is_current(level) else 1)
    if is_current(level):
        return
    begin = time.monotonic()
    make_venv()
    if stamp()[0] == "dev":
        level = "dev"
    STAMP.unlink(missing_ok=True)
    say("installing the installer (uv)")
    run(PYTHON, "-m", "pip", "install", "-q", "--require-hashes", "--only-binary", ":all:", "-r", INSTALLER)
    lock = (ROOT / LOCKS[level]).read_text(encoding="utf-8")
    count = sum(1 for line in lock.splitlines() if "==" in line and not line.startswith((" ", "#")))
    say(f"installing {count} packages of {LOCKS[level]} (about 600 MB, a minute or two the first time)")
    uv = VENV / "bin" / "uv"
    run(
        uv,
        "pip",
        "sync",
        "-q",
        "--compile-bytecode",
        "--require-hashes",
        "--python",
        PYTHON,
        LOCKS[level],
        **index_of_pip(),
    )
    say("installing communique from this folder")
    run(uv, "pip", "install", "-q", "--no-deps", "--no-build-isolation", "--python", PYTHON, "--editable", ".")
    # Where Python is told to keep no bytecode (PYTHONDONTWRITEBYTECODE), each start would compile all of it again.
    run(PYTHON, "-m", "compileall", "-q", "-j", "0", "src")
    STAMP.write_text(f"{level} {key()}\n", encoding="utf-8")
    say(f"done in {time.monotonic() - begin:.0f} s")


if __name__ == "__main__":
    main()
