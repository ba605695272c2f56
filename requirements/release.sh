#!/bin/sh
# Checks everything, then tags a version; pushing the tag stays with the person. Run by `make release VERSION=x.y.z`.
# DRY=1: checks what takes no time and says what else it would do.
set -eu
cd "$(dirname "$0")/.."
version="$1" dry="$2" tag="v$1"

refuse() { echo "No release: $1" >&2; echo "  → $2" >&2; exit 1; }
step() { echo "$1"; shift; if [ -n "$dry" ]; then echo "  would run: $*"; else "$@"; fi; }

echo "$version" | grep -Eq '^(0|[1-9][0-9]*)\.(0|[1-9][0-9]*)\.(0|[1-9][0-9]*)$' ||
  refuse "'$version' is no version." "Say which: make release VERSION=1.2.3"
[ "$(git rev-parse --abbrev-ref HEAD)" = main ] || refuse "this is not the branch main." "git switch main"
[ -z "$(git status --porcelain)" ] || refuse "files are changed or unknown to Git." "Commit them or take them away: git status"
! git rev-parse --quiet --verify "refs/tags/$tag" >/dev/null || refuse "$tag exists already." "Take the next version."
grep -Eq "^## \[$(echo "$version" | sed 's/\./\\./g')\] - [0-9]{4}-[0-9]{2}-[0-9]{2}\$" CHANGELOG.md ||
  refuse "CHANGELOG.md has no section for it." "Give what is under [Unreleased] the heading: ## [$version] - $(date -u +%Y-%m-%d)"

step "Tests" make test
if grep -q '^docs:' Makefile; then step "Documentation" make docs; fi
step "Wheel" make build
[ -n "$dry" ] || [ -z "$(git status --porcelain)" ] || refuse "the checks have changed files." "Look at them: git status"
step "Tag $tag" git tag -a "$tag" -m "Harkara $version"
# Once more, for the tag is what gives the wheel its version.
step "Wheel of $tag" make build
echo "Then: git push origin main $tag"
