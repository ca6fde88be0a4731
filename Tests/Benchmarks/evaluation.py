#!/usr/bin/env python3
"""What it costs to evaluate a policy in Swift, cold (compiled, linked, run) and from the cache, beside another build of weir.

    Tests/Benchmarks/evaluation.py .build/release/weir [--against OTHER/weir] [--policy FILE] [--runs 15]

Runs take turns; figures are medians of elapsed and of processor time, and the ratio is that of each pair. A cold run has a comment in it that no run
before had, so that only the results' cache is cold: the C library's modules are compiled once for each toolchain.
"""

import argparse, os, pathlib, resource, statistics, subprocess, tempfile, time

EXAMPLE = pathlib.Path(__file__).resolve().parents[2] / "Examples/host-firewall/policy.swift"


def cost(weir, policy, environment):
    """Elapsed and processor seconds, those of the compilers included."""
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
    subprocess.run([weir, "check", policy], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=environment)
    after, elapsed = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic() - start
    return elapsed, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("weir")
    parser.add_argument("--against")
    parser.add_argument("--policy", type=pathlib.Path, default=EXAMPLE)
    parser.add_argument("--runs", type=int, default=15)
    options = parser.parse_args()
    programs = [options.weir] + ([options.against] if options.against else [])
    with tempfile.TemporaryDirectory() as folder:
        text = options.policy.read_text()
        policies = [pathlib.Path(folder) / f"policy-{index}.swift" for index in range(len(programs))]
        for kind in ("cold", "cached"):
            runs = [[] for _ in programs]
            for number in range(-1, options.runs):
                for index, program in enumerate(programs):
                    policies[index].write_text(text + (f"// {os.getpid()} {number} {index}\n" if kind == "cold" else ""))
                    measured = cost(program, policies[index], dict(os.environ))
                    if number >= 0:
                        runs[index].append(measured)
            for part, name in enumerate(("elapsed", "processor")):
                medians = [statistics.median(run[part] for run in each) for each in runs]
                line = f"{kind}, {name}: weir {medians[0]:.3f} s"
                if options.against:
                    ratios = sorted(ours[part] / theirs[part] for ours, theirs in zip(*runs))
                    line += f", other {medians[1]:.3f} s, ratio {statistics.median(ratios):.2f} ({ratios[len(ratios) // 4]:.2f}-{ratios[-1 - len(ratios) // 4]:.2f})"
                print(line)


main()
