"""What Meta posts to us: is it Meta's (`signature`), and what does it carry (`parsing` turns a body into `events`)."""
