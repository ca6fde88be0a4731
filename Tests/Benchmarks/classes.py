#!/usr/bin/env python3
"""The checks and the planner on a broadband shaper: htb classes with a leaf each, whose cost per class should stay the same as they grow.

    Tests/Benchmarks/classes.py .build/release/weir [--classes 1000,4000,16000,60000] [--runs 3] [--handles]

Three commands on JSON documents, by user time: `check`; `diff` against a state with the same classes; `diff` against one with all of them, by a
policy that has none. With --handles the leaves have handles, as those that a kernel holds do.
Needs neither root nor a link. Exits 1 where a class of the largest takes more than 1.5 times as long as one of the second size, or any of
it takes more than 3 s.
"""

import argparse, json, pathlib, resource, statistics, subprocess, sys, tempfile


def link(count, handles):
    qdiscs = [{"parent": "root", "handle": "1:", "options": {"htb": {"defaultClass": 2}}}]
    classes = [{"id": "1:1", "parent": "1:", "options": {"htb": {"rate": 12_500_000_000}}}]
    for number in range(2, count + 2):
        classes.append({"id": f"1:{number:x}", "parent": "1:1", "options": {"htb": {"rate": 125_000}}})
        leaf = {"parent": f"1:{number:x}", "options": {"pfifo": {"limit": 10}}}
        qdiscs.append(leaf | ({"handle": f"{number:x}:"} if handles else {}))
    return {"name": "eth0", "qdiscs": qdiscs, "classes": classes}


def document(file, policy, *links):
    state = {"weir": {"format": "host-state", "version": 1}} | ({"policy": policy} if policy else {}) | {"links": links}
    file.write_text(json.dumps(state))
    return file


def seconds(runs, *command):
    """User time, the median."""
    found = []
    for _ in range(runs):
        before = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime
        done = subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
        found.append(resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime - before)
        if done.returncode not in (0, 1):
            sys.exit(done.stderr[-500:])
    return statistics.median(found)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("weir")
    parser.add_argument("--classes", default="1000,4000,16000,60000")
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--handles", action="store_true")
    options = parser.parse_args()
    sizes = [int(word) for word in options.classes.split(",")]
    rows = {}
    print(f"{'classes':>8}{'check':>10}{'diff':>10}{'removal':>10}")
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        for size in sizes:
            policy = document(folder / "policy.json", "shaper", link(size, options.handles))
            live = document(folder / "live.json", None, link(size, options.handles))
            root = {"name": "eth0", "qdiscs": [{"parent": "root", "handle": "1:", "options": {"htb": {"defaultClass": 2}}}]}
            none = document(folder / "none.json", "shaper", root)
            rows[size] = [
                seconds(options.runs, options.weir, "check", policy),
                seconds(options.runs, options.weir, "diff", policy, "--against", live),
                seconds(options.runs, options.weir, "diff", none, "--against", live),
            ]
            print(f"{size:>8}" + "".join(f"{time:>8.2f} s" for time in rows[size]), flush=True)
    small, large = sizes[min(1, len(sizes) - 1)], sizes[-1]
    growth = [rows[large][place] / large / (rows[small][place] / small) for place in range(3)]
    print(f"a class of {large} to one of {small}: " + ", ".join(f"{ratio:.2f}" for ratio in growth))
    sys.exit(0 if max(growth) <= 1.5 and max(max(times) for times in rows.values()) < 3 else 1)


main()
