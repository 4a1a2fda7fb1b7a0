"""Many machines: texts are read in parts by the workers of a Dask scheduler, records come out as Parquet.

Comes in: JSONL, Parquet or WARC, in folders or object stores. Goes out: a folder of tables (tables.py), written part by
part. Everything heavy (pyarrow, Dask) is imported when it is needed.
"""
