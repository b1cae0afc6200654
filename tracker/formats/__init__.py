"""What people and programs write and read: minutes, histories, and the schemas of both."""
