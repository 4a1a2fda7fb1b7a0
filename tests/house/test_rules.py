"""The house rules of CONTRIBUTING.md, held on the tree itself: each test lists every place that breaks its rule."""

from __future__ import annotations

import ast
import calendar
import csv
import re
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SRC = ROOT / "src" / "communique"
KNOWLEDGE = ROOT / "knowledge"
STAGES = ("acquire", "annotate", "extract", "ledger", "merge", "publish", "run", "shared")
MAY_IMPORT = {
    **{stage: {"shared"} for stage in STAGES},
    "merge": {"shared", "ledger"},
    "publish": {"shared", "ledger"},
    "run": set(STAGES),
}
HEAVY = frozenset(
    {"altair", "babel", "chardet", "dask", "dateparser", "distributed", "docx", "docx2python", "duckdb", "fastapi"}
    | {
        "feedparser",
        "htmldate",
        "icalendar",
        "numpy",
        "pandas",
        "polars",
        "protego",
        "py3langid",
        "pyarrow",
        "pypdfium2",
    }
    | {"rensa", "spacy", "thinc", "trafilatura", "typst", "urllib3", "uvicorn", "vl_convert", "warcio"}
)
TEXT_SUFFIXES = frozenset(
    {".bib", ".cfg", ".css", ".csv", ".eml", ".html", ".js", ".json", ".jsonl", ".lock", ".md", ".mk", ".py", ".sh"}
    | {".svg", ".toml", ".tsv", ".txt", ".typ", ".xml", ".yaml", ".yml"}
)
GENERATED = frozenset(
    {".git", ".venv", "build", "dist", "site", "scratch", "__pycache__", ".mypy_cache", ".ruff_cache", ".pytest_cache"}
    | {".hypothesis"}
)
LINES, FUNCTION_LINES, PARAMETERS = 400, 60, 6


@cache
def files_of_the_tree() -> tuple[Path, ...]:
    """Every file of the checkout that is kept; generated folders and hidden left-overs are not."""
    try:
        command = ["git", "-C", str(ROOT), "ls-files", "-co", "--exclude-standard", "-z"]
        listed = subprocess.run(command, capture_output=True, encoding="utf-8", check=True).stdout.split("\0")
        found = [ROOT / name for name in listed if name]
    except (OSError, subprocess.CalledProcessError):  # a copy without git
        found = [f for f in ROOT.rglob("*") if not GENERATED & set(f.relative_to(ROOT).parts)]
    return tuple(sorted(f for f in found if f.is_file()))


def is_text(path: Path) -> bool:
    return path.suffix in TEXT_SUFFIXES or path.name in {"Makefile", "LICENSE", "run", ".gitignore"}


def python_files(*folders: str) -> list[Path]:
    return [f for f in files_of_the_tree() if f.suffix == ".py" and f.relative_to(ROOT).parts[0] in folders]


@cache
def tree_of(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), str(path))


def name_of(path: Path, line: int | None = None) -> str:
    return f"{path.relative_to(ROOT)}:{line}" if line else str(path.relative_to(ROOT))


def functions(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def stage_of(path: Path) -> str | None:
    """The stage folder of a module; None for the public face of the package."""
    first = path.relative_to(SRC).parts[0]
    return first if first in STAGES else None


def imports(node: ast.AST) -> list[str]:
    """The modules that an import statement names."""
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    if isinstance(node, ast.ImportFrom) and node.module and not node.level:
        return [node.module, *(f"{node.module}.{alias.name}" for alias in node.names)]
    return []


def import_time(body: list[ast.stmt]) -> Iterator[ast.stmt]:
    """The statements that run at import: not those in functions, nor under TYPE_CHECKING."""
    for node in body:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            continue
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test):
            yield from import_time(node.orelse)
            continue
        yield node
        for field in ("body", "orelse", "finalbody"):
            yield from import_time(getattr(node, field, []))


def literals(path: Path) -> Iterator[tuple[int, str]]:
    """Line and value of the string literals that are no docstrings."""
    documented = {id(n.value) for n in ast.walk(tree_of(path)) if isinstance(n, ast.Expr)}
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in documented:
            yield node.lineno, node.value


def test_files_are_short() -> None:
    lines = {
        f: len(f.read_text(encoding="utf-8").splitlines()) for f in python_files("src", "tests", "bench", "scripts")
    }
    assert not [f"{name_of(f)}: {n} lines, at most {LINES}" for f, n in lines.items() if n > LINES]


def test_functions_are_short() -> None:
    broken = []
    for path in python_files("src", "tests", "bench", "scripts"):
        for node in functions(path):
            length = (node.end_lineno or node.lineno) - node.lineno + 1
            if length > FUNCTION_LINES:
                broken.append(f"{name_of(path, node.lineno)} {node.name}: {length} lines, at most {FUNCTION_LINES}")
    assert not broken


def test_parameters_are_few() -> None:
    broken = []
    for path in python_files("src", "tests", "bench", "scripts"):
        for node in functions(path):
            names = [a.arg for a in (*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs)]
            names = names[1:] if names[:1] in (["self"], ["cls"]) else names
            if len(names) > PARAMETERS:
                broken.append(f"{name_of(path, node.lineno)} {node.name}: {len(names)} parameters")
    assert not broken


def test_stages_import_only_what_they_may() -> None:
    broken = []
    for path in python_files("src"):
        stage = stage_of(path)
        if stage is None:
            continue
        for node in ast.walk(tree_of(path)):
            for module in imports(node):
                parts = module.split(".")
                other = parts[1] if parts[0] == "communique" and len(parts) > 1 else stage
                if other in STAGES and other not in {stage, *MAY_IMPORT[stage]}:
                    broken.append(f"{name_of(path, getattr(node, 'lineno', None))} imports {module}")
    assert not broken


def test_only_the_ledger_speaks_sql() -> None:
    speakers = {"sqlalchemy", "alembic", "sqlite3", "psycopg"}
    broken = [
        f"{name_of(path, getattr(node, 'lineno', None))} imports {module}"
        for path in python_files("src")
        if stage_of(path) != "ledger"
        for node in ast.walk(tree_of(path))
        for module in imports(node)[:1]
        if module.split(".")[0] in speakers
    ]
    assert not broken


def test_no_error_is_swallowed() -> None:
    broken = []
    for path in python_files("src", "tests", "bench", "scripts"):
        for node in ast.walk(tree_of(path)):
            if not isinstance(node, ast.ExceptHandler):
                continue
            caught = {n.id for n in ast.walk(node.type) if isinstance(n, ast.Name)} if node.type else {"everything"}
            passes_on = isinstance(node.body[-1], ast.Raise)
            if caught & {"everything", "Exception"} or ("BaseException" in caught and not passes_on):
                broken.append(f"{name_of(path, node.lineno)} catches {', '.join(sorted(caught))}")
            if all(ast.unparse(s) in {"pass", "..."} for s in node.body):
                broken.append(f"{name_of(path, node.lineno)} swallows {', '.join(sorted(caught))}")
    assert not broken


def test_heavy_imports_wait_until_needed() -> None:
    broken = [
        f"{name_of(path, node.lineno)} imports {module} at import time"
        for path in python_files("src")
        for node in import_time(tree_of(path).body)
        for module in imports(node)
        if module.split(".")[0] in HEAVY
    ]
    assert not broken


def test_command_line_starts_without_heavy_modules() -> None:
    code = "import communique.run.command_line, sys; print(*sorted({m.split('.')[0] for m in sys.modules}))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr
    assert not (HEAVY | {"sqlalchemy", "alembic"}) & set(done.stdout.split())


def test_same_input_same_output() -> None:
    """No hash() and no clock where records are made; the ledger and the command line may ask the time."""
    banned = {"hash", "time.time", "datetime.now", "datetime.utcnow", "date.today", "datetime.datetime.now"}
    banned |= {"datetime.date.today", "random.random", "random.choice", "random.shuffle", "uuid.uuid4"}
    broken = [
        f"{name_of(path, node.lineno)} calls {ast.unparse(node.func)}()"
        for path in python_files("src")
        if stage_of(path) not in {"run", "ledger"}
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.Call) and ast.unparse(node.func) in banned
    ]
    assert not broken


def test_no_function_changes_a_global() -> None:
    broken = [
        f"{name_of(path, node.lineno)} global {', '.join(node.names)}"
        for path in python_files("src")
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.Global)
    ]
    assert not broken


def test_public_things_are_described() -> None:
    broken = []
    for path in python_files("src"):
        tree = tree_of(path)
        generated = "migrations" in path.parts
        if not ast.get_docstring(tree):
            broken.append(name_of(path))
        for node in () if generated else tree.body:
            described = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef
            if isinstance(node, described) and not node.name.startswith("_") and not ast.get_docstring(node):
                broken.append(f"{name_of(path, node.lineno)} {node.name}")
    assert not broken


def test_no_two_tests_of_one_name() -> None:
    broken = []
    for path in python_files("tests"):
        tree = tree_of(path)
        classes = [n for n in tree.body if isinstance(n, ast.ClassDef)]
        for body in (tree.body, *(c.body for c in classes)):
            names = [n.name for n in body if isinstance(n, ast.FunctionDef | ast.ClassDef)]
            broken += [f"{name_of(path)}: {name} stands twice" for name in sorted(set(names)) if names.count(name) > 1]
    assert not broken


def test_every_case_file_is_read() -> None:
    """A data file of the tests is named in a test, or its folder is read with a pattern."""
    code = "\n".join(f.read_text(encoding="utf-8") for f in python_files("tests"))
    data = [f for f in files_of_the_tree() if f.relative_to(ROOT).parts[0] in {"tests", "gold"} and f.suffix != ".py"]
    unread = [
        name_of(f) for f in data if f.name != "README.md" and f'"{f.name}"' not in code and f'"*{f.suffix}"' not in code
    ]
    assert not unread


def test_every_knowledge_file_is_read() -> None:
    """Somebody must use it: that its examples are checked is not enough."""
    readers = [f for f in python_files("src") if f.parent.name != "checking"]
    code = "\n".join(f.read_text(encoding="utf-8") for f in readers)
    unread = []
    for path in files_of_the_tree():
        if path.is_relative_to(KNOWLEDGE) and path.suffix in {".csv", ".yaml"}:
            name = str(path.relative_to(KNOWLEDGE))
            if name not in code and path.name not in code and f"{path.parent.name}/*" not in code:
                unread.append(name)
    assert not unread


def test_knowledge_rows_have_a_source() -> None:
    broken = []
    for path in sorted(KNOWLEDGE.rglob("*.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            for number, row in enumerate(csv.DictReader(file), 2):
                if not (row.get("source") or "").strip():
                    broken.append(f"{name_of(path, number)} has no source")
                    break
    assert not broken


def domain_words() -> frozenset[str]:
    """Names of states and their capitals, months and weekdays: whoever needs them asks the knowledge files."""
    words = {name.casefold() for name in (*calendar.month_name, *calendar.day_name) if len(name) > 3}
    for path in sorted((KNOWLEDGE / "actors").glob("states.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                for column in (
                    "name",
                    "names",
                    "short_name",
                    "adjectives",
                    "demonyms",
                    "capital",
                    "capitals",
                    "cities",
                ):
                    words |= {part.strip().casefold() for part in (row.get(column) or "").split("|")}
    return frozenset(word for word in words if len(word) > 3)


def test_names_of_the_domain_are_not_in_code() -> None:
    words = domain_words() - enumerated()
    broken = [
        f"{name_of(path, line)} {value!r}"
        for path in python_files("src")
        if "migrations" not in path.parts
        for line, value in literals(path)
        if value.casefold() in words
    ]
    assert not broken


def enumerated() -> frozenset[str]:
    """Values that the record format itself fixes."""
    return frozenset(value.casefold() for _, value in literals(SRC / "shared" / "records.py"))


def test_no_lists_of_words_in_patterns() -> None:
    """A regular expression with alternative words of the language is knowledge in the wrong place."""
    alternatives = re.compile(r"(?<![\\<\w])[A-Za-z]{4,}\|[A-Za-z]{3,}(?![\w>])")
    broken = [
        f"{name_of(path, line)} {value[:60]!r}"
        for path in python_files("src")
        if stage_of(path) in {"annotate", "extract", "merge"}
        for line, value in literals(path)
        if alternatives.search(value)
    ]
    assert not broken


def test_no_registry_host_in_any_file() -> None:
    hosts = [
        "py" + "pi.org", "python" + "hosted.org", "registry." + "npmjs", "crates" + ".io", "proxy." + "golang",
        "conda." + "anaconda", "index" + "-url = ",
    ]  # fmt: skip
    broken = [
        f"{name_of(path)}: {host}"
        for path in files_of_the_tree()
        if is_text(path)
        for host in hosts
        if host in path.read_text(encoding="utf-8", errors="replace")
    ]
    assert not broken


def test_nothing_is_left_to_do_in_code() -> None:
    marks = re.compile(r"\b(" + "|".join(["TO" + "DO", "FIX" + "ME", "XX" + "X", "HA" + "CK"]) + r")\b")
    broken = [
        name_of(path, number)
        for path in files_of_the_tree()
        if path.suffix in {".py", ".sh", ".yaml", ".csv", ".toml"} or path.name in {"Makefile", "run"}
        for number, line in enumerate(path.read_text(encoding="utf-8", errors="replace").splitlines(), 1)
        if marks.search(line)
    ]
    assert not broken


def pins(name: str) -> dict[str, str]:
    """Package and version of each pin of a lock file; every pin must have a hash."""
    text = (ROOT / name).read_text(encoding="utf-8")
    found = re.findall(r"^([a-z0-9._-]+)==(\S+)[^\n]*\\\n\s+--hash=sha256:", text, re.MULTILINE)
    assert len(found) == len(re.findall(r"^[a-z0-9]", text, re.MULTILINE)), f"{name}: a line without version or hash"
    return dict(found)


def test_locks_agree() -> None:
    """The development lock holds all of the runtime lock, the installer's pin is the lock's; all with hashes."""
    runtime, development = pins("requirements.lock"), pins("requirements-dev.lock")
    installer = dict(re.findall(r"^(uv)==(\S+)", (ROOT / "requirements-setup.txt").read_text(encoding="utf-8"), re.M))
    assert runtime.items() <= development.items()
    assert installer and installer.items() <= development.items()
