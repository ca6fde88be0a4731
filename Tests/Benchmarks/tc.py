#!/usr/bin/env python3
"""Weir against `tc -batch`: 10,000 u32 filters (100 priorities of 100), 2,000 htb classes, and 10,000 flower filters.

    Tests/Benchmarks/tc.py .build/release/weir [--runs 5] [--only u32,htb,flower]

Needs root, tc, unshare; with strace also the number of messages that a change of one filter takes. Every load happens in a network
namespace of its own, weir and tc by turns; weir applies its packed document. What the kernel lacks is said and left out: flower is to be
run where it is (Tests/VirtualMachine/run). Ratios are medians over the runs, each of weir's time to tc's in the same run.
Exits 1 where weir is slower, or sends more than one message for one filter.
"""

import argparse, os, re, shutil, statistics, subprocess, sys, tempfile

LINK = "bench0"
MAKE_LINK = f"ip link add {LINK} type dummy 2>/dev/null || ip link add {LINK} type ifb; ip link set {LINK} up; "


def u32():
    yield f"qdisc add dev {LINK} root handle 1: htb"
    yield f"class add dev {LINK} parent 1: classid 1:1 htb rate 1gbit"
    for number in range(10_000):
        address = f"10.{number >> 16 & 255}.{number >> 8 & 255}.{number & 255}"
        yield (f"filter add dev {LINK} parent 1: pref {number // 100 + 1} protocol ip handle ::{number % 100 + 1:x} "
               f"u32 match ip dst {address}/32 flowid 1:1")


def htb():
    yield f"qdisc add dev {LINK} root handle 1: htb"
    for number in range(1, 2001):
        yield f"class add dev {LINK} parent 1: classid 1:{number:x} htb rate {number}mbit ceil 10gbit quantum 1514"


def flower():
    yield f"qdisc add dev {LINK} clsact"
    for number in range(10_000):
        yield (f"filter add dev {LINK} ingress pref 1 protocol ip handle {number + 1} flower "
               f"dst_ip 10.{number >> 16 & 255}.{number >> 8 & 255}.{number & 255} ip_proto udp dst_port 53 action drop")


CASES = {"u32": u32, "htb": htb, "flower": flower}
CHANGE = {
    "u32": f"tc filter del dev {LINK} parent 1: pref 50 protocol ip handle 831::7 u32",
    "htb": f"tc class change dev {LINK} parent 1: classid 1:64 htb rate 5mbit ceil 10gbit quantum 1514",
    "flower": f"tc filter replace dev {LINK} ingress pref 1 protocol ip handle 5000 flower dst_ip 10.9.9.9 ip_proto udp dst_port 53 action drop",
}


def inside(script):
    return subprocess.run(["unshare", "-n", "bash", "-c", MAKE_LINK + script], capture_output=True, text=True)


def seconds(command):
    """Of one command in a fresh namespace, the namespace's own making aside."""
    done = inside(f"TIMEFORMAT=%R; time {command} >/dev/null 2>complaint")
    lines = done.stderr.strip().splitlines()
    if done.returncode or not lines:
        sys.exit(f"`{command}`: {done.stderr} {open('complaint').read()[-500:]}")
    return float(lines[-1])


def messages(weir, batch, document, change):
    """How many messages of change weir sends after one object was changed; None without strace."""
    if not shutil.which("strace"):
        return None
    done = inside(f"set -e; tc -batch {batch}; {change}; strace -f -qq -o trace -e trace=sendto,sendmsg -e signal=none {weir} apply {document} >/dev/null 2>&1; "
                  f"{weir} diff {document}")
    if done.returncode:
        sys.exit(f"`{change}`: {done.stdout}{done.stderr}")
    sent = open("trace").read()
    return len(re.findall(r"nlmsg_type=(RTM_(?:NEW|DEL)(?:QDISC|TCLASS|TFILTER|ACTION|CHAIN)|0x(?:24|25|28|29|2c|2d|30|31|64|65)\b)", sent))


def run(name, weir, runs):
    batch, document = os.path.abspath(f"{name}.batch"), os.path.abspath(f"{name}.weir")
    with open(batch, "w") as file:
        file.writelines(line + "\n" for line in CASES[name]())
    made = inside(f"tc -batch {batch} && {weir} capture -o {document}")
    if made.returncode:
        if re.search("unknown|not found|not supported", made.stderr):
            print(f"{name}: this kernel has none: left out")
            return True
        sys.exit(f"{name}: {made.stderr[-500:]}")
    ratios, times = [], []
    for _ in range(runs):
        by_tc = seconds(f"tc -batch {batch}")
        by_weir = seconds(f"{weir} apply {document}")
        ratios.append(by_weir / by_tc)
        times.append((by_weir, by_tc))
    middle = [statistics.median(column) for column in zip(*times)]
    ratio = statistics.median(ratios)
    count = messages(weir, batch, document, CHANGE[name])
    print(f"{name}: weir {middle[0]:.3f} s, tc -batch {middle[1]:.3f} s, ratio {ratio:.2f} ({min(ratios):.2f}-{max(ratios):.2f}); "
          + ("messages for one change not counted, for want of strace" if count is None else f"messages for one change: {count}"))
    return ratio <= 1.0 and count in (None, 1)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("weir")
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--only", default=",".join(CASES))
    options = parser.parse_args()
    weir = os.path.abspath(options.weir)
    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)
        good = [run(name, weir, options.runs) for name in options.only.split(",")]
    sys.exit(0 if all(good) else 1)


main()
