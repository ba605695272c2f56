# shellcheck shell=bash
# The Python that releases are made with. Where this system's is too old, one of the builds that uv knows and verifies
# (python-build-standalone): they are kept up to date, and run on any Linux of the last years.

brought_python=3.13

have_python() { [ -x "$python" ] || [ "$python" = "$system_python" ]; }
bring_python() {
    local target=$HARKARA_HOME/python program
    rm -rf "$target"
    "$system_python" -m venv "$target/uv"
    # uv alone: the rest of that file is for the newer Python.
    sed -n '/^uv==/,/[^\\]$/p' "$checkout/requirements/bootstrap.txt" |
        "$target/uv/bin/pip" install --quiet --disable-pip-version-check --require-hashes -r /dev/stdin
    export UV_PYTHON_INSTALL_DIR=$target/versions
    "$target/uv/bin/uv" python install --quiet --no-bin "$brought_python" ||
        refuse "Python $brought_python could not be fetched." "Check that github.com can be reached from here; or install one beside this system's, with its venv module, and give it: --python /usr/bin/python3.12"
    program=$("$target/uv/bin/uv" python find --no-project --managed-python "$brought_python")
    ln -sfn "$(dirname "$(dirname "$program")")" "$target/current"
}
