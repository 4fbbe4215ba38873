# The front door. `make demo` sets everything up and runs the main job; `make test` sets up and passes everything.
SHELL := /bin/sh
BIN := .venv/bin
STAMP := .venv/.ready

.PHONY: help setup demo test lint docs bench bench-cluster clean

help:
	@echo "make demo   - cài đặt và chạy việc chính: tỉnh mẫu, rà soát, danh sách, biểu (demo-out/)"
	@echo "make test   - cài đặt và chạy mọi kiểm tra"
	@echo "make setup | lint | docs | bench | bench-cluster | clean"

setup: $(STAMP)

$(STAMP): pyproject.toml uv.lock scripts/setup.sh
	@sh scripts/setup.sh
	@touch $@

demo: setup
	$(BIN)/rasoat demo --preset tinh-mau-2026 --out demo-out --no-serve

test: setup
	@sh scripts/test.sh

lint: setup
	@sh scripts/lint.sh

docs: setup
	@sh scripts/docs.sh

bench: setup
	@sh scripts/bench.sh

bench-cluster: setup
	@sh scripts/bench.sh cluster

clean:
	rm -rf .venv .venv-bench .venv-cluster .venv-docs demo-out site benchmarks/data .mypy_cache .ruff_cache .pytest_cache .hypothesis
