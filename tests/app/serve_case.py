"""Serve a real case: python tests/app/serve_case.py FOLDER."""

import sys
from pathlib import Path


def main() -> None:
    """Say which port, then serve."""
    sys.path.insert(0, str(Path(__file__).parent))
    from serve_fake import free_port

    from convoy_map.app import serve

    port = free_port()
    sys.stdout.write(f"PORT {port}\n")
    sys.stdout.flush()
    serve(Path(sys.argv[1]), port=port, browser=False)


if __name__ == "__main__":
    main()
