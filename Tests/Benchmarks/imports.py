#!/usr/bin/env python3
"""An import of 10,000 rules in 100 chains and a set of 100,000 elements: how long its source takes to write, compile, compare and apply.

    Tests/Benchmarks/imports.py .build/debug/weir [--rules N] [--chains N] [--elements N]

Needs root, nft, unshare, swiftc. Prints wall, user and system seconds of each step; fails only where the ruleset does not come back.
"""

import argparse, os, resource, subprocess, sys, tempfile, time

# What a rule of a busy firewall looks like, by its number.
RULES = [
    lambda n: f"ip saddr 10.{n % 256}.{n // 256 % 256}.0/24 tcp dport {1000 + n % 60000} counter accept",
    lambda n: f'ip daddr 192.168.{n % 256}.{n // 256 % 256} udp dport {{ 53, {2000 + n % 5000} }} accept comment "rule {n}"',
    lambda n: f'iifname "eth{n % 8}" tcp dport {3000 + n % 9000}-{12000 + n % 9000} ct state new limit rate 10/second accept',
    lambda n: f"ip6 saddr 2001:db8:{n % 65536:x}::/48 tcp flags & (syn | ack) == syn drop",
    lambda n: f"meta mark set 0x{n + 1:x}",
    lambda n: f"ip saddr @allowed ip daddr 10.1.{n % 256}.{n // 256 % 256} tcp dport {{ 80, 443 }} counter accept",
    lambda n: f"ether saddr 02:00:00:00:{n // 256 % 256:02x}:{n % 256:02x} icmp type echo-request accept",
    lambda n: f"tcp dport vmap {{ {n % 60000 + 1} : accept, {n % 60000 + 2} : drop }}",
    lambda n: f'ip protocol esp ip ttl {n % 250 + 1} log prefix "esp {n}: " drop',
    lambda n: f"ct mark 0x{n + 1:x} udp sport 123 return",
]


def ruleset(rules, chains, elements):
    # 65537 has no factor in common with 2^27, so no address comes twice.
    addresses = (n * 65537 % (1 << 27) + (10 << 24) for n in range(elements))
    listed = ", ".join(".".join(str(a >> s & 255) for s in (24, 16, 8, 0)) for a in addresses)
    lines = [
        "table inet filter {", f"set blocked {{ type ipv4_addr; elements = {{ {listed} }}; }}",
        "set allowed { type ipv4_addr; flags interval; elements = { 10.0.0.0/8, 192.168.0.0/16 }; }"]
    for chain in range(chains):
        lines.append(f"chain part{chain} {{")
        lines += (RULES[n % len(RULES)](n) for n in range(chain * rules // chains, (chain + 1) * rules // chains))
        lines.append("}")
    return "\n".join(lines + ["}"]) + "\n"


def step(name, *command):
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
    done = subprocess.run(command, capture_output=True, text=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if done.returncode:
        sys.exit(f"{name}: exit {done.returncode}\n{done.stdout[-2000:]}{done.stderr[-2000:]}")
    print(
        f"{name:8} {time.monotonic() - start:7.2f} s wall {after.ru_utime - before.ru_utime:7.2f} s user "
        f"{after.ru_stime - before.ru_stime:6.2f} s system", flush=True)


def listing():
    return subprocess.run(["nft", "-s", "list", "ruleset"], capture_output=True, text=True, check=True).stdout


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("weir")
    parser.add_argument("--rules", type=int, default=10_000)
    parser.add_argument("--chains", type=int, default=100)
    parser.add_argument("--elements", type=int, default=100_000)
    options = parser.parse_args()
    if not os.environ.get("IN_NAMESPACE"):
        os.environ["IN_NAMESPACE"] = "1"
        os.execvp("unshare", ["unshare", "-n", sys.executable, *sys.argv])
    weir = os.path.abspath(options.weir)
    with tempfile.TemporaryDirectory() as folder:
        script, policy, document = (os.path.join(folder, name) for name in ("rules.nft", "policy", "policy.weir"))
        with open(script, "w") as file:
            # So that no earlier run's result is found in the cache.
            file.write(f'add table inet filter {{ comment "{time.time()}"; }}\n' + ruleset(options.rules, options.chains, options.elements))
        step("nft -f", "nft", "-f", script)
        before = listing()
        step("import", weir, "import", "-o", policy)
        step("compile", weir, "compile", policy, "-o", document)
        step("diff", weir, "diff", policy)
        subprocess.run(["nft", "flush", "ruleset"], check=True)
        step("apply", weir, "apply", policy)
        if listing() != before:
            sys.exit("the ruleset came back different")
        print("the ruleset came back as it was")


main()
