"""What the admin must know, as rows behind the bell."""
