"""What runs inside the sandbox. Nothing here is secret, and nothing imports the rest of ours."""
