#!/usr/bin/env python3
"""The checker on a large policy and a fleet: 10,000 rules and 1,000 filters against 50 profiles, which should take under 5 s.

    Tests/Benchmarks/checks.py .build/release/weir [--rules N] [--filters N] [--profiles N] [--runs 5]

Needs neither root nor a card: the profiles are those of Examples/nics, by turns, each with other queues and an MTU of its own.
"""

import argparse, copy, itertools, json, pathlib, statistics, subprocess, sys, tempfile, time

EXAMPLES = pathlib.Path(__file__).resolve().parents[2] / "Examples/nics"

POLICY = """
import Weir
Policy("benchmark") {
    Table("t", .inet) {
        Chain("forward", .filter(.forward)) {
            Rule(meta.iifname == "eth0", tcp.dport == 7001, .counter, .accept)
            Rule(meta.iifname == "eth0", ct.state.hasAny(.established), .limit(400, per: .second), .accept)
            Rule(udp.dport == 7001, meta.length > 1400, .log(prefix: "long "), .drop)
            Rule(ip.saddr == "10.9.8.7", ip.dscp == .ef, .counter, .drop)
        }
    }
    Link("eth0") {
        Root(.htb(default: 10)) { Class(10, rate: .mbit(900)) }
        Ingress {
            Filter(ip.daddr == "10.9.8.7", udp.sport == 123, .drop, offload: .required)
            Filter(ip.daddr == "10.9.8.7", tcp.dport == 7001, .drop)
        }
    }
}
"""


def renumbered(item, number):
    """The same with other constants, which a policy of many rules has."""
    text = json.dumps(item).replace("7001", str(1024 + number % 60000))
    return json.loads(text.replace("10.9.8.7", f"10.{number >> 16 & 255}.{number >> 8 & 255}.{number & 255}"))


def document(weir, folder, rules, filters):
    policy, small = folder / "policy.swift", folder / "small.json"
    policy.write_text(POLICY)
    subprocess.run([weir, "compile", policy, "-o", small], check=True)
    state = json.loads(small.read_text())
    chain, link = state["tables"][0]["chains"][0], state["links"][0]
    chain["rules"] = [renumbered(rule, number) for number, rule in zip(range(rules), itertools.cycle(copy.deepcopy(chain["rules"])))]
    link["filters"] = [renumbered(item, number) for number, item in zip(range(filters), itertools.cycle(copy.deepcopy(link["filters"])))]
    large = folder / "large.json"
    large.write_text(json.dumps(state))
    packed = folder / "large.weir"
    subprocess.run([weir, "compile", large, "-o", packed], check=True)
    return packed


def profiles(folder, count):
    models = [json.loads(path.read_text()) for path in sorted(EXAMPLES.glob("*.json"))]
    files = []
    for number, model in zip(range(count), itertools.cycle(models)):
        profile = copy.deepcopy(model)
        profile["link"]["mtu"] = 1500 + number
        files.append(folder / f"host{number}.json")
        files[-1].write_text(json.dumps(profile))
    return files


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("weir")
    for name, count in ("rules", 10_000), ("filters", 1_000), ("profiles", 50), ("runs", 5):
        parser.add_argument(f"--{name}", type=int, default=count)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        policy = document(options.weir, folder, options.rules, options.filters)
        nics = [word for file in profiles(folder, options.profiles) for word in ("--nic", f"eth0={file}")]
        seconds = []
        for _ in range(options.runs):
            start = time.monotonic()
            done = subprocess.run([options.weir, "check", policy, "--format", "json", *nics], stdout=subprocess.PIPE)
            seconds.append(time.monotonic() - start)
            if done.returncode > 1:
                sys.exit(f"status {done.returncode}")
        found = len(json.loads(done.stdout)["diagnostics"])
    median = statistics.median(seconds)
    print(f"{options.rules} rules, {options.filters} filters, {options.profiles} profiles: {median:.2f} s (median of {options.runs}), {found} findings")
    sys.exit(0 if median < 5 else 1)


main()
