"""Checks every committed file for what must not be in a repository: registry hosts, machine paths, unpinned packages.

Run by ``python3 dev.py check files``.
"""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
# One letter of each stands in brackets, so that this file does not hold what it looks for.
REGISTRY_HOSTS = re.compile(r"pytho[n]hosted|pyp[i]\.o|npmj[s]\.o|deb\.debia[n]|(?<!emit)-index-ur[l]")
MACHINE_PATHS = re.compile(re.escape(str(ROOT.parent)) + r"/|/roo[t]/|/hom[e]/[a-z]+/")
MAX_MODULE_LINES = 400
TEXT_SUFFIXES = {
    ".py",
    ".toml",
    ".md",
    ".txt",
    ".yaml",
    ".yml",
    ".json",
    ".js",
    ".html",
    ".css",
    ".svg",
    ".cfg",
    ".ini",
    "",
}


def committed_files() -> list[Path]:
    """Every file that git tracks or would track."""
    told = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"],
        cwd=ROOT,
        check=True,
        capture_output=True,
    ).stdout
    return [path for name in sorted(set(told.decode().split("\0"))) if name and (path := ROOT / name).is_file()]


def problems_of_text(path: Path) -> list[str]:
    """Lines of a file that name a registry host or a path of this machine."""
    if path.suffix not in TEXT_SUFFIXES or path == Path(__file__).resolve():
        return []
    found = []
    for number, line in enumerate(path.read_text(encoding="utf-8", errors="replace").splitlines(), start=1):
        if REGISTRY_HOSTS.search(line):
            found.append(f"{path.relative_to(ROOT)}:{number}: names a package registry or an index address")
        if MACHINE_PATHS.search(line):
            found.append(f"{path.relative_to(ROOT)}:{number}: names a path of a machine")
    return found


def problems_of_size(path: Path) -> list[str]:
    """Modules of the program that grew past one job."""
    place = path.relative_to(ROOT)
    if path.suffix != ".py" or place.parts[0] not in {"mockint", "ui"}:
        return []
    lines = len(path.read_text(encoding="utf-8").splitlines())
    return (
        [f"{place}: {lines} lines; a module has one job and at most {MAX_MODULE_LINES}"]
        if lines > MAX_MODULE_LINES
        else []
    )


def problems_of_pins() -> list[str]:
    """Requirements that stand in pyproject.toml but are not pinned with a hash, or pins without one."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    wanted = {
        "app": project["project"]["dependencies"] + project["dependency-groups"]["build"],
        "dev": [
            *project["project"]["dependencies"],
            *project["dependency-groups"]["build"],
            *project["dependency-groups"]["dev"],
        ],
    }
    found = []
    for kind, requirements in wanted.items():
        text = (ROOT / "requirements" / f"{kind}.txt").read_text(encoding="utf-8")
        pinned = set(re.findall(r"^([a-z0-9._-]+)==", text, re.MULTILINE))
        for requirement in requirements:
            name = re.split(r"[<>=!~\[; ]", requirement)[0].lower().replace("_", "-")
            if name not in pinned:
                found.append(f"requirements/{kind}.txt: {name} is not pinned")
        blocks = re.split(r"^(?=[a-z0-9])", text, flags=re.MULTILINE)
        found += [
            f"requirements/{kind}.txt: {block.split('==')[0]} has no hash"
            for block in blocks
            if "==" in block and "--hash=sha256:" not in block
        ]
    return found


def main() -> int:
    """Print every problem; 1 when there is one."""
    problems = problems_of_pins()
    for path in committed_files():
        if path.name == "uv.lock":
            problems.append("uv.lock: holds addresses; pin in requirements/ instead")
        problems += problems_of_text(path) + problems_of_size(path)
    for problem in problems:
        print(problem)
    print(f"{len(problems)} problem(s) in the files")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
