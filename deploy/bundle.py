"""Make an offline package: python -m deploy.bundle --platform windows-x64 --out dist.

It holds the program, its model and the unpacked wheels of everything the default needs, and starts
with a Python of the machine or one unpacked as python/ beside it: nothing is installed. Without
torch. The wheels come from the package index once, when the package is made.
"""

from __future__ import annotations

import argparse
import hashlib
import shutil
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path, PurePosixPath
from typing import cast

from packaging.markers import default_environment
from packaging.requirements import Requirement

from settings import ROOT, VERSION

HERE = Path(__file__).parent
# platform → tags that pip resolves by, the best first
_LINUX = ("2_28", "2_27", "2_26", "2_24", "2_17", "2_12", "2_5")
PLATFORMS = {
    "windows-x64": ("win_amd64",),
    "linux-x64": (*(f"manylinux_{v}_x86_64" for v in _LINUX), "manylinux2014_x86_64"),
    "linux-arm64": (*(f"manylinux_{v}_aarch64" for v in _LINUX), "manylinux2014_aarch64"),
    "macos-arm64": (
        *(f"macosx_{v}_0_arm64" for v in range(14, 10, -1)),
        *(f"macosx_{v}_universal2" for v in ("12_0", "11_0", "10_15", "10_13", "10_9")),
    ),
}
_SYSTEMS = {
    "windows": {"sys_platform": "win32", "platform_system": "Windows", "os_name": "nt"},
    "linux": {"sys_platform": "linux", "platform_system": "Linux", "os_name": "posix"},
    "macos": {"sys_platform": "darwin", "platform_system": "Darwin", "os_name": "posix"},
}
_MACHINES = {
    "windows-x64": "AMD64",
    "linux-x64": "x86_64",
    "linux-arm64": "aarch64",
    "macos-arm64": "arm64",
}
PYTHONS = ("3.11", "3.12", "3.13")
_START = ("start.py", "start.sh", "start.bat", "README.txt")
_EPOCH = (1980, 1, 1, 0, 0, 0)  # so that equal content gives equal bytes


def main(argv: list[str] | None = None) -> int:
    """Run the command line; return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m deploy.bundle", description="Make a package.")
    parser.add_argument("--platform", choices=[*PLATFORMS, "all"], default="all")
    parser.add_argument("--pythons", default="3.12", help="of the target, comma between them")
    parser.add_argument("--out", type=Path, default=Path("dist"))
    options = parser.parse_args(argv)
    pythons = options.pythons.split(",")
    if unknown := set(pythons) - set(PYTHONS):
        parser.error(f"--pythons: {', '.join(unknown)} is none of {', '.join(PYTHONS)}")
    options.out.mkdir(parents=True, exist_ok=True)
    for platform in PLATFORMS if options.platform == "all" else [options.platform]:
        path = bundle(platform, pythons, options.out)
        with path.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
        print(f"{path}  {path.stat().st_size / 1e6:.0f} MB  sha256 {digest}", flush=True)
    return 0


def bundle(platform: str, pythons: Iterable[str], out: Path) -> Path:
    """Make the package of one platform; return its path."""
    with tempfile.TemporaryDirectory(prefix="zhengtu-bundle-") as place:
        tree = Path(place, "zhengtu")
        lib = tree / f"zhengtu-{VERSION}" / "lib"
        wheels = {
            python: downloaded(platform, python, Path(place, f"wheels-{python}"))
            for python in pythons
        }
        for path, folder in placed(wheels):
            unpack(path, lib / folder)
        unpack(own_wheel(Path(place, "own")), lib / "any")
        write_start(tree, list(wheels))
        return packed(tree, out / f"zhengtu-{VERSION}-{platform}.zip")


def downloaded(platform: str, python: str, folder: Path) -> list[Path]:
    """Fetch the wheels of requirements.lock that a platform needs, each checked by its hashes.

    Raises:
        CalledProcessError: one is not there for this platform, or is another.
    """
    tags = [part for tag in PLATFORMS[platform] for part in ("--platform", tag)]
    wanted = folder.parent / f"locked-{python}.txt"
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    wanted.write_text("\n".join(locked(lock, platform, python)) + "\n", encoding="utf-8")
    command = [sys.executable, "-m", "pip", "download", "-qq", "--disable-pip-version-check"]
    command += ["--no-deps", "--require-hashes", "--only-binary=:all:", "--implementation", "cp"]
    command += ["--python-version", python, *tags, "-r", str(wanted), "-d", str(folder)]
    subprocess.run(command, check=True)
    return sorted(folder.glob("*.whl"))


def locked(lock: str, platform: str, python: str) -> Iterator[str]:
    """Yield the requirements of a lock, with their hashes, that a platform needs.

    pip itself asks markers (sys_platform == 'win32') of the machine it runs on.
    """
    lines = [line for line in lock.split("\n") if line and not line.lstrip().startswith("#")]
    joined = "\n".join(lines).replace(" \\\n", " ")
    environment = {**default_environment(), **_SYSTEMS[platform.split("-")[0]]}
    environment |= {"python_version": python, "python_full_version": f"{python}.0"}
    environment |= {"platform_machine": _MACHINES[platform]}
    for line in joined.split("\n"):
        requirement, *hashes = line.split(" --hash=")
        needed = Requirement(requirement)
        if needed.marker is None or needed.marker.evaluate(cast("dict[str, str]", environment)):
            pinned = f"{needed.name}{needed.specifier}"
            yield " --hash=".join((pinned, *(value.strip() for value in hashes)))


def placed(wheels: dict[str, list[Path]]) -> Iterator[tuple[Path, str]]:
    """Yield each wheel with the folder under lib/ it belongs to: any, or one of a Python."""
    for python, paths in wheels.items():
        for path in paths:
            others = [{p.name for p in some} for some in wheels.values()]
            if all(path.name in names for names in others) and len(wheels) > 1:
                if python == next(iter(wheels)):
                    yield path, "any"
            else:
                yield path, f"cp{python.replace('.', '')}"


def own_wheel(folder: Path) -> Path:
    """Build the wheel of the program, with its data and its model."""
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    (path,) = folder.glob("*.whl")
    return path


def unpack(wheel: Path, folder: Path) -> None:
    """Unpack a wheel as an installer would, but for its scripts.

    Raises:
        ValueError: a member would be written outside the folder.
    """
    with zipfile.ZipFile(wheel) as archive:
        for member in archive.infolist():
            target = _target(PurePosixPath(member.filename))
            if member.is_dir() or target is None:
                continue
            if target.is_absolute() or ".." in target.parts:
                raise ValueError(f"{wheel.name}: {member.filename} leads out of its folder")
            path = folder / target
            path.parent.mkdir(parents=True, exist_ok=True)
            with archive.open(member) as source, path.open("wb") as file:
                shutil.copyfileobj(source, file)


def _target(name: PurePosixPath) -> PurePosixPath | None:
    """Return where a member of a wheel goes, None for what is no module (PEP 427, .data)."""
    if not name.parts[0].endswith(".data"):
        return name
    if len(name.parts) > 2 and name.parts[1] in ("purelib", "platlib"):
        return PurePosixPath(*name.parts[2:])
    return None


def write_start(tree: Path, pythons: list[str]) -> None:
    """Write the start scripts and what to do with them; a .bat has line ends of its own."""
    for name in _START:
        text = (HERE / name).read_text(encoding="utf-8")
        text = text.replace("@VERSION@", VERSION).replace("@PYTHONS@", " ".join(pythons))
        ends = "\r\n" if name.endswith((".bat", ".txt")) else "\n"
        (tree / name).write_text(text, encoding="utf-8", newline=ends)
    (tree / "start.sh").chmod(0o755)


def packed(tree: Path, path: Path) -> Path:
    """Pack a folder; equal content gives equal bytes."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
        for file in sorted(p for p in tree.rglob("*") if p.is_file()):
            info = zipfile.ZipInfo(file.relative_to(tree.parent).as_posix(), _EPOCH)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.external_attr = (0o755 if file.suffix == ".sh" else 0o644) << 16
            with file.open("rb") as source, archive.open(info, "w") as target:
                shutil.copyfileobj(source, target)
    return path


if __name__ == "__main__":
    sys.exit(main())
