"""Accuracy and speed of this checkout in one table, beside the last results, kept per commit in bench/results/.

usage: python bench/run.py [--only NAME,NAME] [--limit N] [--data DIR] [--no-save] [--documents N] [--ledger ADDRESS]
                           [--every N]

Comes in: the scorers and texts of the development data (--data, default: the folder `shared` beside the checkout),
where present; without them only speed (on examples/) and the start of the program are measured. How well confidence
holds on texts that it was not fitted on is measured by bench/calibrate.py, and the mixed stream with and without triage
by bench/triage.py. The start (bench/start.py) needs a ledger of 10,000 documents, which is made the first time. A large
ledger (bench/ledger_size.py; most of an hour) and a long stream with one process and two (bench/stream.py) are measured
where `--only` names them: `--only size`, `--only stream`. Goes out: the table, and bench/results/COMMIT.json (`+` after
the commit: the tree had changes). Figures: F1 or percentage as the scorer names it. Exit status 1 if a figure is under
its floor in bench/floors.json; a floor may only be raised.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
PROGRAM = ROOT / ".venv" / "bin" / "communique"
SCORERS: dict[str, tuple[str, ...]] = {
    "meetings": ("score_meetings.py",),
    "time": ("score_time.py",),
    "world": ("score_world.py",),
    "statements": ("score_world.py", "--data", "statements"),
    "pairs": ("score_pairs.py",),
    "plover": ("score_plover.py",),
    "cases": ("score_cases.py",),
}
OWN = ("confidence", "speed", "triage", "start")
ASKED_FOR = ("size", "stream")
NAMES = (*SCORERS, *OWN, *ASKED_FOR)
COMMANDS = {"plover": "code", "pairs": "compare"}  # the command that a scorer needs besides `read`
Figures = dict[str, float]


def has_command(name: str) -> bool:
    """True if this version of the program knows the command."""
    return subprocess.run([PROGRAM, name, "--help"], capture_output=True, check=False).returncode == 0


def headline(cell: Any) -> float | None:
    """The one number of a scorer's figure: F1, else percentage or mean."""
    if not isinstance(cell, dict):
        return None
    value = cell.get("f1", cell.get("value"))
    return float(value) if isinstance(value, int | float) else None


def score(name: str, folder: Path, limit: int | None) -> tuple[Figures, str | None]:
    """Figures of one scorer, and a note where it could not be run."""
    script = folder / SCORERS[name][0]
    if not script.is_file():
        return {}, f"{script} is not there"
    if name in COMMANDS and not has_command(COMMANDS[name]):
        return {}, f"this version has no command `{COMMANDS[name]}`"
    command = [sys.executable, str(script), *SCORERS[name][1:], "--json", "--command", str(PROGRAM)]
    done = subprocess.run(
        [*command, *(["--limit", str(limit)] if limit else [])], capture_output=True, encoding="utf-8", check=False
    )
    if done.returncode not in (0, 1) or not done.stdout.strip():
        return {}, " ".join(done.stderr.strip().splitlines()[-1:]) or f"ended with status {done.returncode}"
    report = json.loads(done.stdout)
    figures = {figure: headline(cell) for figure, cell in report["all"].items()}
    if name == "cases":
        figures = {group: headline(cells.get("passed")) for group, cells in report.items() if is_group(cells)}
    return {figure: value for figure, value in figures.items() if value is not None}, None


def is_group(cells: Any) -> bool:
    return isinstance(cells, dict) and isinstance(cells.get("passed"), dict)


def confidence(data: Path) -> tuple[Figures, str | None]:
    """Calibration error of each list, and the reliability table: for each bin what was said, and what is so."""
    command = [sys.executable, str(HERE / "calibrate.py"), "--dry-run", "--json", "--data", str(data)]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
    if done.returncode:
        return {}, " ".join(done.stderr.strip().splitlines()[-1:])
    told = json.loads(done.stdout)
    found = {f"{name}: ECE %, texts held out": round(100 * row["ece"], 1) for name, row in told["lists"].items()}
    found["all: log loss, texts held out"] = told["lists"]["all"]["log_loss"]
    for low, count, mean, right in told["bins"]:
        found |= {f"{low:.1f} up: records": count, f"{low:.1f} up: mean confidence %": round(100 * mean, 1)}
        found[f"{low:.1f} up: right %"] = round(100 * right, 1)
    return found, None


def timed(system: str, texts: Path | None) -> dict[str, float]:
    """One measurement of bench/speed.py in a process of its own."""
    command = [sys.executable, str(HERE / "speed.py"), system, *([str(texts)] if texts else [])]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
    if done.returncode:
        sys.exit(f"error: {' '.join(command)}\n{done.stderr.strip()}")
    measured: dict[str, float] = json.loads(done.stdout)
    return measured


def speed(texts: Path | None) -> Figures:
    """Reader and bare spaCy turn by turn on one core, the better of two rounds of each."""
    rounds = [(timed("spacy", texts), timed("reader", texts), timed("spacy-pipe", texts)) for _ in range(2)]
    bare, ours, piped = (max(r[k]["documents_per_second"] for r in rounds) for k in range(3))
    return {
        "documents": rounds[0][1]["documents"],
        "Reader: documents/s, one core": round(ours, 1),
        "bare spaCy: documents/s, one core": round(bare, 1),
        "Reader / bare spaCy": round(ours / bare, 2),
        "Reader / bare spaCy in batches": round(ours / piped, 2),
        "Reader: ms/document": round(1000 / ours, 1),
        "Reader: ready after s": round(min(r[1]["ready_after"] for r in rounds), 2),
        "Reader: peak memory MB": round(max(r[1]["peak_mb"] for r in rounds)),
        "bare spaCy: peak memory MB": round(max(r[0]["peak_mb"] for r in rounds)),
    }


def told_by(script: str, *arguments: str) -> Figures:
    """The figures that a script beside this one prints; it tells its progress itself."""
    command = [sys.executable, str(HERE / script), *arguments]
    done = subprocess.run(command, stdout=subprocess.PIPE, encoding="utf-8", check=False)
    if done.returncode:
        sys.exit(f"error: bench/{script} has measured nothing; its reason is above")
    measured: Figures = json.loads(done.stdout)
    return measured


def of_texts(script: str, texts: Path, *options: str) -> tuple[Figures, str | None]:
    """What a script of this folder measures on texts, where they are."""
    return (told_by(script, str(texts), *options), None) if texts.is_file() else ({}, f"{texts} is not there")


def measure(name: str, args: argparse.Namespace) -> tuple[Figures, str | None]:
    """The figures of one of NAMES, and a note where there is none."""
    texts = args.data / "data" / "whitehouse.jsonl.gz"
    if name == "speed":
        return speed(texts if texts.is_file() else None), None
    if name == "size":
        where = ["--ledger", args.ledger] if args.ledger else []
        return told_by("ledger_size.py", "--documents", str(args.documents), *where), None
    if name == "start":
        return told_by("start.py"), None
    if name == "stream":
        return of_texts("stream.py", texts)
    if name == "triage":
        return of_texts("triage.py", args.data / "data" / "mixed.jsonl.gz", "--every", str(args.every))
    return confidence(args.data) if name == "confidence" else score(name, args.data / "bench", args.limit)


def git(*arguments: str) -> str:
    done = subprocess.run(["git", "-C", str(ROOT), *arguments], capture_output=True, encoding="utf-8", check=False)
    return done.stdout.strip() if done.returncode == 0 else ""


def last_results(before: str) -> dict[str, Any]:
    """The newest kept results of another commit; empty if there are none."""
    kept = [json.loads(f.read_text(encoding="utf-8")) for f in sorted((HERE / "results").glob("*.json"))]
    kept = [k for k in kept if k["commit"].rstrip("+") != before.rstrip("+")]
    return max(kept, key=lambda k: (k["committed"], k["commit"]), default={"commit": "-", "figures": {}})


def print_table(figures: dict[str, Figures], notes: dict[str, str], last: dict[str, Any]) -> None:
    print(f"\n{'':<58}{'now':>10}{'last':>10}   (last: {last['commit']})")
    for name in NAMES:
        if name in notes:
            print(f"{name}: not measured, {notes[name]}")
        for figure, value in figures.get(name, {}).items():
            before = last["figures"].get(name, {}).get(figure)
            print(f"{name + ': ' + figure:<58}{value:>10.4g}{'-' if before is None else format(before, '.4g'):>10}")


def under_floor(figures: dict[str, Figures]) -> list[str]:
    """The figures that fell under their floor."""
    floors: dict[str, Figures] = json.loads((HERE / "floors.json").read_text(encoding="utf-8"))
    return [
        f"{name}: {figure} is {figures[name][figure]}, its floor {floor}"
        for name, wanted in floors.items()
        for figure, floor in wanted.items()
        if figure in figures.get(name, {}) and figures[name][figure] < floor
    ]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", help="only these, separated by commas: " + ", ".join(NAMES))
    parser.add_argument("--limit", type=int, help="only the first N texts of each scorer; nothing is kept")
    parser.add_argument(
        "--data", type=Path, default=ROOT.parent / "shared", help="folder with bench/, cases/ and data/"
    )
    parser.add_argument("--no-save", action="store_true", help="do not keep the results")
    parser.add_argument("--documents", type=int, default=100_000, help="size: how many are filled in, 1000 at least")
    parser.add_argument("--every", type=int, default=10, help="triage: every N-th text of the stream is read")
    parser.add_argument("--ledger", help="size: where, a path or a database address; default: a file that is removed")
    args = parser.parse_args()
    chosen = args.only.split(",") if args.only else [*SCORERS, *OWN]
    figures: dict[str, Figures] = {}
    notes: dict[str, str] = {}
    for name in chosen:
        if name not in NAMES:
            parser.error(f"{name!r} is not one of {', '.join(NAMES)}")
        print(f"measuring {name} ...", file=sys.stderr, flush=True)
        found, note = measure(name, args)
        if found:
            figures[name] = found
        if note:
            notes[name] = note
    commit = (git("rev-parse", "--short=10", "HEAD") or "no-commit") + ("+" if git("status", "--porcelain") else "")
    print_table(figures, notes, last_results(commit))
    if not args.no_save and not args.limit and not args.only:
        kept = {"commit": commit, "committed": git("log", "-1", "--format=%cI"), "figures": figures, "notes": notes}
        path = HERE / "results" / f"{commit}.json"
        path.parent.mkdir(exist_ok=True)
        path.write_text(json.dumps(kept, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
        print(f"\nkept in {path.relative_to(ROOT)}")
    fallen = under_floor(figures)
    print("\n".join(fallen), end="\n" if fallen else "")
    return 1 if fallen else 0


if __name__ == "__main__":
    sys.exit(main())
