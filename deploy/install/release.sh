# shellcheck shell=bash
# The code: a virtual environment of its own for each release, and the link `current` to the one in use.

# A later one is upgrade.sh's work: it backs up and migrates first.
have_release() { [ -x "$current/bin/harkara" ]; }
make_release() {
    [ -n "$wheel" ] || build_wheel
    local version target
    version=$(basename "$wheel" | cut -d - -f 2)
    target=$HARKARA_HOME/releases/$version
    rm -rf "$target" # of a run that ended in the middle: the link is made last
    "$python" -m venv "$target"
    "$target/bin/pip" install --quiet --disable-pip-version-check --require-hashes -r "$checkout/requirements/run.txt"
    "$target/bin/pip" install --quiet --disable-pip-version-check --no-deps "$wheel"
    touch "$target/.complete" # for upgrade.sh
    chown -R "$HARKARA_USER:" "$target"
    ln -sfn "releases/$version" "$current"
}

build_wheel() {
    make -C "$checkout" --no-print-directory PYTHON="$python" build
    wheel=$(ls "$checkout"/dist/harkara-*.whl)
}
