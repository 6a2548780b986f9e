# EbcSuite: everything is done from here. `make help` lists it.
.DEFAULT_GOAL := help
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
MAKEFLAGS += --no-print-directory

CONFIGURATION ?= Release
RANKS ?= 4
export DOTNET_CLI_TELEMETRY_OPTOUT := 1
export DOTNET_NOLOGO := 1
export DEBIAN_FRONTEND := noninteractive

.PHONY: help setup restore build test quick e2e e2e-systemd demo bench bench-migrate bench-latency deb deb-check image e2e-vm pack lint clean

help: ## this list
	@awk -F ':.*## ' '/^[a-z0-9-]+:.*## / { printf "  make %-14s %s\n", $$1, $$2 }' Makefile

setup: ## install what is missing (Debian packages; needs root) and make the hosts' root, once
	@build/setup.sh
	@build/solver.sh >/dev/null
	@build/rootfs-systemd.sh >/dev/null

restore:
	@dotnet restore EbcSuite.sln --verbosity quiet

build: restore ## build all, and put the programs into artifacts/programs
	@dotnet build EbcSuite.sln --configuration $(CONFIGURATION) --no-restore --verbosity quiet
	@build/publish.sh $(CONFIGURATION)

test: setup build ## all tests but the long ones; ends with the counts (at most 15 minutes from nothing)
	@build/test.sh --configuration $(CONFIGURATION) --but Soak

quick: lint build ## style, and the tests that need no root and no host
	@build/test.sh --configuration $(CONFIGURATION) --only Unit --only Simulated

e2e: setup build ## whole systems in test hosts, the long tests included (twenty migrations to and fro)
	@build/test.sh --configuration $(CONFIGURATION) --only EndToEnd

e2e-systemd: setup build ## the units (of artifacts/deb, where they are made) on machines that boot systemd; figures in artifacts/e2e-systemd.json
	@EBC_TEST_PACKAGES=$(wildcard artifacts/deb) build/test.sh --configuration $(CONFIGURATION) --only Systemd --project tests/EbcSuite.EndToEnd
	@cat artifacts/e2e-systemd.json

demo: setup build ## two sites on this machine; a running MPI program moves from one to the other (RANKS=4)
	@artifacts/programs/ebc-demo --ranks $(RANKS)

bench: bench-migrate bench-latency ## all measurements, into artifacts/*.json

bench-migrate: setup build ## a migration against the bare way, median of 5
	@artifacts/programs/ebc-bench migrate

bench-latency: setup build ## an event's round trip, idle and during a large transfer
	@artifacts/programs/ebc-bench latency

deb: setup ## Debian packages in artifacts/deb, with what they are made of; lintian's opinion in artifacts/lintian.txt
	@build/deb.sh

deb-check: deb ## install, upgrade, use and purge them in fresh Debian 12 and 13 roots
	@build/deb-check.sh

image: setup ## a bootable VM image from the packages, as artifacts/image/ebcsuite.qcow2
	@[ -e artifacts/deb ] || $(MAKE) deb
	@build/image.sh

e2e-vm: build image ## two emulated VMs boot from the image by their context alone; a running MPI program moves between them
	@build/e2e-vm.sh

pack: ## the client library as NuGet packages in artifacts/nuget
	@build/pack.sh artifacts/nuget

lint: ## style and habits, without building
	@build/lint.sh

clean: ## remove what was built and measured (not the cached root of the hosts)
	@rm -rf artifacts
	@find src tests -type d \( -name bin -o -name obj -o -name TestResults \) -prune -exec rm -rf {} +
