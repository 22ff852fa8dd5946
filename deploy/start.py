"""Start 政图 from the folder it was unpacked to: nothing is installed, nothing else is needed."""

import os
import site
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
LIB = HERE / "zhengtu-@VERSION@" / "lib"

for name in (f"cp{sys.version_info[0]}{sys.version_info[1]}", "any"):
    site.addsitedir(str(LIB / name))

if __name__ == "__main__":  # other processes of the program import this file too
    os.environ.setdefault("ZHENGTU_HOME", str(HERE))
    from zhengtu.__main__ import main

    sys.exit(main(sys.argv[1:] or ["start"]))
