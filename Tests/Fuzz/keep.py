#!/usr/bin/env python3
"""Keeps, of all inputs that a fuzzer found, some of those that together cover as much, for the tests to replay.

    keep.py FUZZ TARGET NUMBER FOLDER...

Writes Corpus/TARGET/covering.base64, one input a line. What is long costs a test more than it shows, and is left out.
"""

import base64, os, pathlib, subprocess, sys, tempfile

LONGEST = 300

fuzz, target, most, folders = os.path.abspath(sys.argv[1]), sys.argv[2], int(sys.argv[3]), sys.argv[4:]
with tempfile.TemporaryDirectory() as chosen:
    done = subprocess.run(
        [fuzz, "-merge=1", "-use_value_profile=0", f"-max_len={LONGEST}", chosen, *folders], env={**os.environ, "FUZZ_TARGET": target}, capture_output=True)
    if done.returncode:
        sys.exit(done.stderr.decode(errors="replace"))
    inputs = sorted((path.read_bytes() for path in pathlib.Path(chosen).iterdir()), key=lambda input: (len(input), input))
# Of all lengths.
step = max(1, len(inputs) / most)
kept = [inputs[int(index * step)] for index in range(min(most, len(inputs)))]
lines = "".join(base64.b64encode(input).decode() + "\n" for input in kept)
pathlib.Path(__file__).with_name("Corpus").joinpath(target, "covering.base64").write_text(lines)
print(f"{target}: {len(kept)} of {len(inputs)}, {len(lines)} bytes")
