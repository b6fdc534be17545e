"""Serve the made-up case: python tests/app/serve_fake.py FOLDER [PORT]."""

import socket
import sys
from pathlib import Path


def free_port() -> int:
    """Ask the system for a port that nobody uses."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def main() -> None:
    """Put the made-up workspace in the place of the real one, and serve."""
    sys.path.insert(0, str(Path(__file__).parent))
    import fake_workspace

    import convoy_map.workspace

    convoy_map.workspace.Workspace = fake_workspace.chosen()
    from convoy_map.app import serve

    port = int(sys.argv[2]) if len(sys.argv) > 2 else free_port()
    sys.stdout.write(f"PORT {port}\n")
    sys.stdout.flush()
    serve(Path(sys.argv[1]), port=port, browser=False)


if __name__ == "__main__":
    main()
