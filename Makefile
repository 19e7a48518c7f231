# Short names for what a person does with this repository; the work is in CMake and tools/.
#   make            builds the release program            make run     builds it, fetches the default
#   make test       builds and runs every test                         model and answers a prompt
#   make help       lists the rest

BUILD ?= build
PREFIX ?= /usr/local
DESTDIR ?=
WEIGHTS ?= $(or $(TINYBRAIN_WEIGHTS),weights)
DATA ?= $(or $(TINYBRAIN_DATA),../shared/data)
FUZZ_SECONDS ?= 20

# The prompt reaches the program through the environment, as typed: no shell and no make sees it.
export TINYBRAIN_PROMPT := $(value PROMPT)
unexport PROMPT
export BUILD FUZZ_SECONDS
export TINYBRAIN_WEIGHTS := $(abspath $(WEIGHTS))

CCACHE := $(shell command -v ccache 2>/dev/null)
CMAKE_FLAGS := -G Ninja -DCMAKE_BUILD_TYPE=Release -DCMAKE_INSTALL_PREFIX=$(PREFIX) \
  $(if $(CCACHE),-DCMAKE_C_COMPILER_LAUNCHER=ccache -DCMAKE_CXX_COMPILER_LAUNCHER=ccache)

.DEFAULT_GOAL := build
.NOTPARALLEL:
.PHONY: build run test check tidy format eval parity bench weights install clean help setup-run setup-test

build: setup-run ## build the release program and library into build/
	@cmake -S . -B $(BUILD) $(CMAKE_FLAGS) -DTINYBRAIN_BUILD_TESTS=OFF --log-level=WARNING
	@cmake --build $(BUILD)

run: build ## answer a prompt, then serve the page: make run PROMPT="..." only answers
	@BUILD="$(BUILD)" MAKE="$(MAKE)" tools/run.sh

test: setup-test ## build and run every test
	@cmake -S . -B $(BUILD) $(CMAKE_FLAGS) -DTINYBRAIN_BUILD_TESTS=ON --log-level=WARNING
	@cmake --build $(BUILD)
	@cmake --build $(BUILD) --target test_packages
	@$(MAKE) --no-print-directory weights
	@ctest --test-dir $(BUILD) --output-on-failure -j 2

check: ## format, layers, headers, sanitizers, each instruction set, size, fuzzers, arm64, old processors
	@tools/setup.sh check
	@tools/check.sh

tidy: ## clang-tidy over src/ (slow)
	@tools/setup.sh check
	@tools/check.sh tidy

format: ## rewrite the sources in the house format
	@tools/check.sh reformat

weights: ## fetch the default model into weights/ (once; the hash is checked)
	@$(BUILD)/tinybrain pull smollm2-135m-instruct --to "$(TINYBRAIN_WEIGHTS)" \
	  $(if $(TINYBRAIN_MIRROR),--mirror "$(TINYBRAIN_MIRROR)")

install: build ## install program, library and headers: make install PREFIX=/usr DESTDIR=/tmp/x
	@DESTDIR="$(DESTDIR)" cmake --install $(BUILD) --prefix "$(PREFIX)"

eval: build ## build classifiers and answerers of real data and judge them (needs TINYBRAIN_WEIGHTS, TINYBRAIN_DATA; an hour)
	@python3 bench/build_accuracy.py --tinybrain $(BUILD)/tinybrain --data "$(DATA)"

parity: build ## compare with the reference programs (needs TINYBRAIN_WEIGHTS and TINYBRAIN_DATA)
	@tools/parity.sh "$(DATA)"

bench: build ## measure speed beside llama.cpp and TINYBRAIN_IK, in turn (needs TINYBRAIN_WEIGHTS)
	@tools/parity.sh "$(DATA)" bench

clean: ## remove build folders; weights stay
	@rm -rf build build-asan build-tsan build-debug build-fuzz build-arm64

help: ## list these
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  make \1\t\2/p' Makefile | expand -t 18

setup-run setup-test: setup-%:
	@tools/setup.sh $*
