"""The processes: API, worker, command line, supervisor. They wire the layers below and decide nothing."""
