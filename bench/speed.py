"""Documents per second of one system in a process of its own, on one core.

usage: python bench/speed.py spacy|spacy-pipe|reader [TEXTS.jsonl.gz]

spacy: the bare pipeline of the syntax model that communique uses, as `spacy.load` gives it, all pipes, over the same
texts, one after the other; spacy-pipe: the same in batches (`nlp.pipe`). reader: communique.run.pipeline.Reader
(annotate and extract, without acquire), driven as the command `read` does. Prints JSON: documents,
documents_per_second, ready_after (seconds from the start to the first text read), peak_mb. TEXTS: rows with `id` and
`text`; of them the first 300 whose id has "readout-of". Without TEXTS the files of examples/ are read. The first text
is read before the clock starts, to have all loaded. One thread only: the libraries of linear algebra are told so.
"""

from __future__ import annotations

import gzip
import json
import os
import resource
import sys
import time
from collections import deque
from collections.abc import Callable
from pathlib import Path

MOST = 300
OF = "readout-of"
ONE_THREAD = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "BLIS_NUM_THREADS", "RAYON_NUM_THREADS")


def load_texts(path: Path | None) -> list[str]:
    """The texts to be read."""
    if path is None:
        folder = Path(__file__).resolve().parent.parent / "examples"
        files = (f for f in sorted(folder.iterdir()) if f.suffix in {".md", ".txt"} and f.name != "README.md")
        return [f.read_text(encoding="utf-8") for f in files]
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    return [row["text"] for row in rows if OF in str(row["id"])][:MOST]


def bare_spacy() -> Callable[[list[str]], object]:
    import spacy

    from communique.shared.settings import syntax_model

    nlp = spacy.load(syntax_model())
    return lambda texts: [nlp(text) for text in texts]


def bare_spacy_piped() -> Callable[[list[str]], object]:
    import spacy

    from communique.shared.settings import syntax_model

    nlp = spacy.load(syntax_model())
    return lambda texts: deque(nlp.pipe(texts), maxlen=0)


def reader() -> Callable[[list[str]], object]:
    from communique.run.pipeline import Reader
    from communique.run.workers import read_in_order
    from communique.shared.documents import Document

    one = Reader()

    def read(texts: list[str]) -> object:
        documents = (Document(source="bench", text=text, language="en") for text in texts)
        return deque(read_in_order(one, documents, 1, print), maxlen=0)

    return read


SYSTEMS = {"spacy": bare_spacy, "spacy-pipe": bare_spacy_piped, "reader": reader}


def main() -> None:
    if len(sys.argv) < 2 or sys.argv[1] not in SYSTEMS:
        sys.exit(f"usage: python bench/speed.py {'|'.join(SYSTEMS)} [TEXTS.jsonl.gz]")
    os.environ.update(dict.fromkeys(ONE_THREAD, "1"))  # before the first import of a library that counts cores
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})
    texts = load_texts(Path(sys.argv[2]) if len(sys.argv) > 2 else None)
    begin = time.perf_counter()
    read = SYSTEMS[sys.argv[1]]()
    read(texts[:1])
    ready, used = time.perf_counter(), time.process_time()
    read(texts)
    seconds = time.process_time() - used  # of one core, so that what else runs on the machine does not count
    unit = 1 if sys.platform == "darwin" else 1024  # ru_maxrss counts bytes there, kibibytes elsewhere
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit / 1e6
    measured = {"documents": len(texts), "documents_per_second": len(texts) / seconds, "ready_after": ready - begin}
    print(json.dumps({**measured, "peak_mb": peak}))


if __name__ == "__main__":
    main()
