"""Benchmarks: one module a figure, floors and peers measured in the same run. `make bench`, `make bench-cluster`."""
