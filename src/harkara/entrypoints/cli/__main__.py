"""`python -m harkara.entrypoints.cli`: how the supervisor starts its children, whatever PATH says."""

from harkara.entrypoints.cli import main

main()
