"""What is measured: of each process, kept for any API to tell, and of the installation as a whole (decision 0026)."""
