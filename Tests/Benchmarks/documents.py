#!/usr/bin/env python3
"""Documents of 20,000 rules and a set of 200,000 addresses: processor time to check, convert and compare them, beside another build of weir.

    Tests/Benchmarks/documents.py .build/release/weir [--against OTHER/weir] [--rules N] [--elements N] [--runs 7]

Runs take turns; the ratio is the median over the pairs. Needs neither root nor a kernel.
"""

import argparse, json, pathlib, resource, statistics, subprocess, sys, tempfile

POLICY = """
import Weir

Policy("bench") {{
    Table("bench", .ip) {{
        NamedSet("s", type: .ipv4Address, contentsOf: "elements.txt")
        for chain in 0..<100 {{
            Chain("c\\(chain)") {{
                for rule in 0..<{rules} {{
                    let number = chain * {rules} + rule
                    let source: Address = "\\(10).\\(number >> 16 & 255).\\(number >> 8 & 255).\\(number & 255)"
                    Rule(ip.saddr == source, tcp.dport == Port(integerLiteral: UInt16(number % 65535 + 1)), .counter, .accept)
                }}
            }}
        }}
    }}
}}
"""


def address(number):
    return ".".join(str(number >> shift & 255) for shift in (24, 16, 8, 0))


def processor(*command):
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if done.returncode not in (0, 1):
        sys.exit(done.stderr[-500:])
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("weir")
    parser.add_argument("--against")
    for name, count in ("rules", 20_000), ("elements", 200_000), ("runs", 7):
        parser.add_argument(f"--{name}", type=int, default=count)
    options = parser.parse_args()
    programs = [options.weir] + ([options.against] if options.against else [])
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        (folder / "elements.txt").write_text("".join(f"{address(0x0a000000 + 5 * number)}\n" for number in range(options.elements)))
        (folder / "policy.swift").write_text(POLICY.format(rules=options.rules // 100))
        # By the older build, whose version of documents both read.
        json_file, packed, live, out = (folder / name for name in ("policy.json", "policy.weir", "live.json", "out"))
        for file in json_file, packed:
            subprocess.run([programs[-1], "compile", folder / "policy.swift", "-o", file], check=True)
        state = json.loads(json_file.read_text())
        del state["policy"]
        live.write_text(json.dumps(state))
        for title, command in {
            "check of JSON": ("check", json_file), "check of the packed form": ("check", packed),
            "JSON to nft": ("compile", json_file, "--format", "nft"), "packed to nft": ("compile", packed, "--format", "nft"),
            "JSON to JSON": ("compile", json_file, "-o", out.with_suffix(".json")),
            "JSON to packed": ("compile", json_file, "-o", out.with_suffix(".weir")),
            "diff of JSON with JSON": ("diff", json_file, "--against", live),
        }.items():
            runs = [[processor(program, *command) for program in programs] for _ in range(options.runs)]
            line = f"{title:24} weir {statistics.median(run[0] for run in runs):.3f} s"
            if options.against:
                ratios = sorted(ours / theirs for ours, theirs in runs)
                other = statistics.median(run[1] for run in runs)
                line += f", other {other:.3f} s, ratio {statistics.median(ratios):.2f} ({ratios[0]:.2f}-{ratios[-1]:.2f})"
            print(line, flush=True)


main()
