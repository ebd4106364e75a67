"""What other systems ask of us: docs/api/status.md. Reads only; machines, not people."""
