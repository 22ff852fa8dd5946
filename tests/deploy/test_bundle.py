"""Offline packages: what they hold for each platform, and that one starts without a network."""

from __future__ import annotations

import importlib.metadata
import os
import shutil
import signal
import subprocess
import sys
import time
import zipfile
from pathlib import Path

import pytest
from conftest import FIRST, ROOT
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

from deploy.bundle import PLATFORMS, PYTHONS, bundle, locked, placed, unpack, write_start
from deploy.dependencies import PAGE, advisories, pinned, reasons, required
from zhengtu.starting import built

LOCK = (ROOT / "requirements.lock").read_text(encoding="utf-8")
# the first bytes of a library, as each system has them
MAGIC: dict[str, tuple[str, tuple[bytes, ...]]] = {
    "windows-x64": (".pyd", (b"MZ",)),
    "linux-x64": (".so", (b"\x7fELF",)),
    "linux-arm64": (".so", (b"\x7fELF",)),
    "macos-arm64": (".so", (b"\xcf\xfa\xed\xfe", b"\xca\xfe\xba\xbe")),  # of one kind, of two
}
MACHINE = {"linux-x64": b"\x3e\x00", "linux-arm64": b"\xb7\x00"}


def names(platform: str, python: str) -> set[str]:
    return {line.split("==")[0] for line in locked(LOCK, platform, python)}


@pytest.mark.parametrize("python", PYTHONS)
@pytest.mark.parametrize("platform", PLATFORMS)
def test_the_lock_has_what_each_platform_needs(platform: str, python: str) -> None:
    found = names(platform, python)
    wanted = (ROOT / "requirements-run.txt").read_text(encoding="utf-8").split("\n")
    needed = {Requirement(line).name for line in wanted if line and line[0] != "#"}
    assert {canonicalize_name(n) for n in needed} <= {canonicalize_name(n) for n in found}
    assert ("pywin32" in found) == platform.startswith("windows")
    assert ("audioop-lts" in found) == (python == "3.13")
    assert not {"torch", "transformers", "sentence-transformers"} & found


def test_every_line_of_the_lock_has_its_hashes() -> None:
    lines = list(locked(LOCK, "linux-x64", "3.12"))
    assert len(lines) > 90 and all(" --hash=sha256:" in line for line in lines)


def test_the_lock_names_the_versions_that_are_required() -> None:
    pinned = {line.split(" ")[0] for line in locked(LOCK, "linux-x64", "3.11")}
    wanted = (ROOT / "requirements-run.txt").read_text(encoding="utf-8").split("\n")
    for line in filter(lambda line: line and line[0] != "#", wanted):
        need = Requirement(line)
        assert f"{canonicalize_name(need.name)}{need.specifier}" in pinned, line


def test_wheels_for_any_python_are_held_once(tmp_path: Path) -> None:
    wheels = {v: [tmp_path / v / "a-1-py3-none-any.whl"] for v in ("3.11", "3.12")}
    wheels["3.11"].append(tmp_path / "b-1-cp311-cp311-linux.whl")
    found = [(path.name, folder) for path, folder in placed(wheels)]
    assert found == [("a-1-py3-none-any.whl", "any"), ("b-1-cp311-cp311-linux.whl", "cp311")]


def test_a_wheel_is_unpacked_inside_its_folder_only(tmp_path: Path) -> None:
    for name, refused in (("a/b.py", False), ("a.data/purelib/c.py", False), ("../x.py", True)):
        wheel = tmp_path / "a.whl"
        with zipfile.ZipFile(wheel, "w") as archive:
            archive.writestr(name, "1")
            archive.writestr("a.data/scripts/run", "1")
        if refused:
            with pytest.raises(ValueError, match="leads out"):
                unpack(wheel, tmp_path / "lib")
        else:
            unpack(wheel, tmp_path / "lib")
    assert {p.name for p in (tmp_path / "lib").rglob("*") if p.is_file()} == {"b.py", "c.py"}


def test_start_scripts_name_the_python_and_have_the_right_line_ends(tmp_path: Path) -> None:
    write_start(tmp_path, ["3.11", "3.12"])
    for name in ("start.py", "start.sh", "start.bat", "README.txt"):
        text = (tmp_path / name).read_bytes()
        assert b"@" not in text.replace(b"@echo", b"").replace(b'"$@"', b""), name
        assert (b"\r\n" in text) == name.endswith((".bat", ".txt"))
    assert b"3.11 3.12" in (tmp_path / "start.bat").read_bytes()
    assert os.access(tmp_path / "start.sh", os.X_OK)
    if shell := shutil.which("sh"):
        subprocess.run([shell, "-n", str(tmp_path / "start.sh")], check=True)


def test_the_first_start_shows_what_comes_along_and_the_next_what_was_put_in(
    tmp_path: Path,
    cache_folder: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    if cache_folder.exists():  # the thesaurus is written out once for all tests
        shutil.copytree(cache_folder, tmp_path / "build.cache")
    monkeypatch.setenv("ZHENGTU_HOME", "")
    out = built(tmp_path, [])
    assert "汶政办字-2023-29" in capsys.readouterr().out
    (tmp_path / "文件" / "水.txt").write_text("（一）整治河道。（牵头单位：市水务局）\n", "utf-8")
    assert built(tmp_path, []) == out
    assert len(list((out / "text").iterdir())) == 1
    assert "水.txt" in capsys.readouterr().out
    (tmp_path / "文件" / "水.txt").write_bytes(b"")  # an upgrade or a slip loses no build
    assert built(tmp_path, []) == out
    assert "the earlier build is served" in capsys.readouterr().out


def test_every_requirement_has_a_reason_and_a_line_of_the_page() -> None:
    page = PAGE.read_text(encoding="utf-8")
    needed = {need.name: str(need.specifier).removeprefix("==") for need in required()}
    assert needed.keys() == reasons().keys()
    for name, version in needed.items():
        assert f"| {name} | {version} |" in page, f"{name}: python -m deploy.dependencies"


def test_what_is_pinned_has_the_fix_of_every_known_advisory() -> None:
    versions, page = pinned(), PAGE.read_text(encoding="utf-8")
    for row in advisories():
        version = versions[row["distribution"]]
        assert Version(row["fixed"]) <= Version(version), row
        assert f"| {row['distribution']} | {row['advisory']} | {row['fixed']} | {version} |" in page


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="this machine has no systemd")
def test_the_unit_of_systemd_is_sound(tmp_path: Path) -> None:
    text = (ROOT / "deploy" / "zhengtu.service").read_text(encoding="utf-8")
    unit = tmp_path / "zhengtu.service"
    unit.write_text(text.replace("/opt/zhengtu/start.sh", "/bin/true"), encoding="utf-8")
    found = subprocess.run(
        ["systemd-analyze", "verify", str(unit)], capture_output=True, text=True, check=False
    )
    assert (found.returncode, found.stderr) == (0, "")


# --- with the package index ------------------------------------------------------------------


@pytest.mark.foreign
@pytest.mark.parametrize("platform", PLATFORMS)
def test_the_package_of_a_platform_holds_all_that_is_needed(platform: str, tmp_path: Path) -> None:
    path = bundle(platform, ["3.12"], tmp_path)
    lib = unpacked(path, tmp_path) / "lib"
    metadata = [
        d for f in ("any", "cp312") for d in importlib.metadata.distributions(path=[str(lib / f)])
    ]
    held = {canonicalize_name(d.metadata["Name"]) for d in metadata}
    assert {canonicalize_name(n) for n in names(platform, "3.12")} <= held
    ending, magic = MAGIC[platform]
    libraries = [p for p in lib.rglob(f"*{ending}") if "cp312" in p.parts]
    heads = {p.name: p.read_bytes()[:20] for p in libraries}
    assert len(heads) > 50 and all(head.startswith(magic) for head in heads.values())
    if platform in MACHINE:
        assert {head[18:20] for head in heads.values()} == {MACHINE[platform]}
    assert path.stat().st_size < 250e6


@pytest.mark.foreign
@pytest.mark.skipif(sys.platform != "linux", reason="needs network namespaces")
def test_the_package_starts_without_a_network(tmp_path: Path) -> None:
    python = f"{sys.version_info[0]}.{sys.version_info[1]}"
    path = bundle("linux-x64", [python], tmp_path)
    home = unpacked(path, tmp_path).parent
    (home / "文件").mkdir()
    shutil.copy(FIRST, home / "文件")
    alone = ["unshare", "-rn", "sh", "-c"]
    if subprocess.run([*alone, "true"], capture_output=True).returncode:
        pytest.skip("no network namespace may be made here")
    script = 'ip link set lo up; sh "$0/start.sh" start --no-browser --port 7899 & sleep 1; '
    script += 'i=0; while [ $i -lt 500 ] && ! grep -q served "$0/log"; do i=$((i+1)); sleep 1; done; kill $!'
    with (home / "log").open("wb") as log:
        started = subprocess.Popen(
            [*alone, script, str(home)],
            stdout=log,
            stderr=log,
            env={"ZHENGTU_PYTHON": sys.executable, "PATH": os.environ["PATH"]},
            start_new_session=True,
        )
        end = time.monotonic() + 500
        while "http://127.0.0.1:7899" not in (home / "log").read_text("utf-8", "replace"):
            assert time.monotonic() < end and started.poll() is None
            time.sleep(1)
        os.killpg(started.pid, signal.SIGKILL)  # the shell, and what it started
    asked = subprocess.run(
        [*alone, 'sh "$0/start.sh" ask 小孩上幼儿园难谁管 --build "$0/build"', str(home)],
        capture_output=True, env={"ZHENGTU_PYTHON": sys.executable, "PATH": os.environ["PATH"]},
    )  # fmt: skip
    assert "县教育和体育局" in asked.stdout.decode()


def unpacked(path: Path, folder: Path) -> Path:
    with zipfile.ZipFile(path) as archive:
        archive.extractall(folder / "unpacked")
    (inside,) = (folder / "unpacked" / "zhengtu").glob("zhengtu-*")
    return inside


def test_a_start_for_others_hands_users_and_names_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from ui import __main__ as serving
    from zhengtu import starting

    handed: list[list[str]] = []
    monkeypatch.setattr(starting, "built", lambda home, own: tmp_path)

    def served_with(argv: list[str], prog: str) -> int:
        handed.append(argv)
        return 0

    monkeypatch.setattr(serving, "main", served_with)
    options = ["--home", str(tmp_path), "--no-browser", "--host", "0.0.0.0"]
    options += ["--auth", "li:-pw", "--auth", "wang:pw:editor", "--allow-host", "office:80"]
    assert starting.main([*options, "--no-auth"]) == 0
    (argv,) = handed
    served = serving._options(argv, "ui")
    assert (served.auth, served.allow_host) == (["li:-pw", "wang:pw:editor"], ["office:80"])
    assert served.no_auth


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--host", "0.0.0.0"], "add --auth"),
        (["--auth", "nobody"], "neither NAME:PASSWORD nor a file"),
        (["--host", "no.such.host.invalid", "--no-auth"], "no.such.host.invalid"),
    ],
)
def test_what_cannot_be_served_is_not_built(
    options: list[str],
    said: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    from zhengtu import starting

    monkeypatch.setattr(starting, "built", lambda home, own: pytest.fail("it was built"))
    assert starting.main(["--home", str(tmp_path), "--no-browser", *options]) == 2
    told = capsys.readouterr().err
    assert said in told
    assert "Traceback" not in told


def test_the_container_begins_with_what_may_be_added_to() -> None:
    lines = (ROOT / "deploy" / "Containerfile").read_text(encoding="utf-8").splitlines()
    assert lines[-1] == 'ENTRYPOINT ["zhengtu", "start", "--no-browser"]'
