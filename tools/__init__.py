"""What builds and opens the course; nothing here is imported by course_lib."""
