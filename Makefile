# The front door. `make demo` sets everything up and runs the main job; `make test` sets up and passes everything.
SHELL := /bin/sh
BIN := .venv/bin
STAMP := .venv/.ready

.PHONY: help setup demo test lint docs bench bench-cluster bench-web clean

help:
	@echo "make demo   - cài đặt, rà soát tỉnh mẫu (demo-out/), rồi mở trang web ở http://127.0.0.1:8000"
	@echo "make test   - cài đặt và chạy mọi kiểm tra"
	@echo "make setup | lint | docs | bench | bench-cluster | bench-web | clean"

setup: $(STAMP)

$(STAMP): pyproject.toml uv.lock scripts/setup.sh
	@sh scripts/setup.sh
	@touch $@

demo: setup
	$(BIN)/rasoat demo --preset tinh-mau-2026 --out demo-out

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

bench-web: setup
	@sh scripts/bench.sh web

clean:
	rm -rf .venv .venv-bench .venv-cluster .venv-load .venv-web .venv-docs demo-out site benchmarks/data .mypy_cache .ruff_cache .pytest_cache .hypothesis
