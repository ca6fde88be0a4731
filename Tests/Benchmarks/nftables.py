#!/usr/bin/env python3
"""Weir against stock nft: 100,000 rules in 100 chains, an interval set of 1,000,000 /24 prefixes from a file, and a blocklist
of 100,000 addresses that is replaced by another.

    Tests/Benchmarks/nftables.py .build/release/weir [--runs 5] [--rules N] [--elements N] [--blocklist N] [--skip-list]

Needs root, nft, unshare; with strace also the kernel's own time: the same bytes sent again into a fresh namespace.
Every load happens in a network namespace of its own, weir and nft by turns. Ratios are medians over the runs, each of weir's
time to nft's time in the same run. Exits 1 where a target is missed.
"""

import argparse, json, os, re, shutil, socket, statistics, struct, subprocess, sys, tempfile, time


def timed(command, quiet=True):
    """Seconds and peak megabytes of a command and what it starts, and its exit code."""
    sink = subprocess.DEVNULL if quiet else None
    start = time.monotonic()
    child = subprocess.Popen(command, stdout=sink, stderr=subprocess.PIPE)
    complaint = child.stderr.read()
    _, status, usage = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    return {
        "seconds": time.monotonic() - start, "megabytes": usage.ru_maxrss / 1024, "system": usage.ru_stime,
        "processor": usage.ru_utime + usage.ru_stime, "status": child.returncode, "complaint": complaint.decode(errors="replace")[-500:],
    }


def in_namespace(*commands):
    """Runs commands one after the other in one fresh network namespace; their measurements."""
    script = [sys.executable, os.path.abspath(__file__), "--inside", json.dumps(commands)]
    done = subprocess.run(["unshare", "-n", *script], stdout=subprocess.PIPE, check=True)
    return json.loads(done.stdout)


def expect(measured, *statuses):
    if measured["status"] not in statuses:
        sys.exit(f"status {measured['status']}: {measured['complaint']}")
    return measured


# The kernel's own time

def sent_bytes(command, folder):
    """The buffers that a command hands to netlink sockets, each as one send; None without strace."""
    if not shutil.which("strace"):
        return None
    trace = os.path.join(folder, "trace")
    subprocess.run(
        ["unshare", "-n", "strace", "-f", "-qq", "-o", trace, "-e", "trace=sendmsg,sendto", "-e", "write=all", *command],
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=True)
    sends, current = [], None
    with open(trace, errors="replace") as lines:
        for line in lines:
            dump = re.match(r"^(?:\d+ +)?\s*\| ([0-9a-f]+)  ((?:[0-9a-f]{2} {1,2}){1,16})", line)
            if dump:
                current.append(dump.group(2))
            elif "sendmsg(" in line or "sendto(" in line:
                current = []
                sends.append(current)
    os.unlink(trace)
    return [bytes.fromhex("".join(send)) for send in sends]


def replay(path):
    """Sends a batch; processor seconds, which are the kernel's."""
    batch = open(path, "rb").read()
    link = socket.socket(socket.AF_NETLINK, socket.SOCK_RAW, 12)
    link.setsockopt(socket.SOL_SOCKET, 32, len(batch) + (1 << 20))  # SO_SNDBUFFORCE
    link.setsockopt(socket.SOL_SOCKET, 33, 1 << 24)  # SO_RCVBUFFORCE
    link.bind((0, 0))
    start = time.process_time()
    link.send(batch)
    seconds = time.process_time() - start
    link.setblocking(False)
    try:
        answer = link.recv(1 << 16)
        kind, code = struct.unpack_from("<H", answer, 4)[0], struct.unpack_from("<i", answer, 16)[0]
        if kind == 2 and code:
            sys.exit(f"the kernel refused the replay: {os.strerror(-code)}")
    except BlockingIOError:
        pass
    return seconds


def kernel_time(command, folder, runs):
    sends = sent_bytes(command, folder)
    if not sends:
        return None
    path = os.path.join(folder, "batch")
    with open(path, "wb") as file:
        file.write(max(sends, key=len))
    times = [in_namespace(["--replay", path])[0]["seconds"] for _ in range(runs)]
    return statistics.median(times), os.path.getsize(path) / 1e6


# What is loaded

def address(number):
    return ".".join(str(number >> shift & 255) for shift in (24, 16, 8, 0))


def write(folder, name, text):
    path = os.path.join(folder, name)
    with open(path, "w") as file:
        file.write(text)
    return path


def rules(folder, count):
    chains = 100
    lines = ["table ip bench {"]
    for chain in range(chains):
        lines.append(f"chain c{chain} {{")
        for rule in range(count // chains):
            number = chain * (count // chains) + rule
            lines.append(f"ip saddr {address(0x0A000000 + number)} tcp dport {number % 65535 + 1} counter accept")
        lines.append("}")
    nft = write(folder, "rules.nft", "\n".join(lines + ["}", ""]))
    policy = write(folder, "rules.swift", f"""\
import Weir

Policy("bench") {{
    Table("bench", .ip) {{
        for chain in 0..<{chains} {{
            Chain("c\\(chain)") {{
                for rule in 0..<{count // chains} {{
                    let number = chain * {count // chains} + rule
                    let source: Address = "\\(10).\\(number >> 16 & 255).\\(number >> 8 & 255).\\(number & 255)"
                    Rule(ip.saddr == source, tcp.dport == Port(integerLiteral: UInt16(number % 65535 + 1)), .counter, .accept)
                }}
            }}
        }}
    }}
}}
""")
    return nft, policy


def prefixes(folder, count):
    # Neighbours are left out, which the kernel or nft could join.
    nets = [f"{address(0x01000000 + 512 * number)}/24" for number in range(count)]
    nft = write(
        folder, "set.nft",
        "table ip bench {\nset s {\ntype ipv4_addr\nflags interval\nelements = {\n" + ",\n".join(nets) + "\n}\n}\n}\n")
    write(folder, "prefixes.txt", "\n".join(nets) + "\n")
    policy = write(folder, "set.swift", """\
import Weir

Policy("bench") {
    Table("bench", .ip) {
        NamedSet("s", type: .ipv4Address, contentsOf: "prefixes.txt")
    }
}
""")
    return nft, policy


def blocklists(folder, weir, count):
    """Two lists without an address in common: for nft, and as documents."""
    lists = []
    for first in (0x0A000000, 0x14000000):
        addresses = [address(first + 5 * number) for number in range(count)]
        nft = write(
            folder, f"list-{first}.nft",
            "add table ip bench\nadd set ip bench s { type ipv4_addr; }\nflush set ip bench s\n"
            f"add element ip bench s {{ {', '.join(addresses)} }}\n")
        write(folder, "blocklist.txt", "\n".join(addresses) + "\n")
        policy = write(folder, "blocklist.swift", """\
import Weir

Policy("bench") {
    Table("bench", .ip) {
        NamedSet("s", type: .ipv4Address, contentsOf: "blocklist.txt")
    }
}
""")
        document = os.path.join(folder, f"list-{first}.weir")
        subprocess.run([weir, "compile", policy, "-o", document], check=True)
        lists.append((nft, document))
    return lists


# The comparison

def replaced(lists, weir, runs):
    """A daily update: processor time to show it and to make it, against nft's to list the old set and to load the new one."""
    (old, old_document), (new, new_document) = lists
    ours, stock = [], []
    for _ in range(runs):
        results = in_namespace([weir, "apply", old_document], [weir, "diff", new_document], [weir, "apply", new_document])
        ours.append([expect(result, status)["processor"] for result, status in zip(results, (0, 1, 0))][1:])
        results = in_namespace(["nft", "-f", old], ["nft", "list", "ruleset"], ["nft", "-f", new])
        stock.append([expect(result, 0)["processor"] for result in results][1:])
    met = True
    print(f"\na blocklist that is replaced, {runs} runs, processor time")
    for place, (form, other, target) in enumerate((("weir diff", "nft list", 1.0), ("weir apply", "nft -f", 1.2))):
        ratio = statistics.median(a[place] / b[place] for a, b in zip(ours, stock))
        met &= ratio <= target
        print(
            f"  {form:<22}  {statistics.median(run[place] for run in ours):8.2f} s   {other} "
            f"{statistics.median(run[place] for run in stock):.2f} s, ratio {ratio:.2f} (target {target})"
            f"{'' if ratio <= target else '   MISSED'}")
    return met


def compare(title, ours, theirs, runs, time_target, memory_target, folder):
    """ours: {form: command}, theirs: nft's command. The first form stands for the kernel's own time."""
    measured = {form: [] for form in ours}
    stock = []
    for _ in range(runs):
        for form, command in ours.items():
            measured[form].append(expect(in_namespace(command)[0], 0))
        stock.append(expect(in_namespace(theirs)[0], 0))
    median = lambda runs, what: statistics.median(run[what] for run in runs)
    print(f"\n{title}, {runs} runs")
    print(f"  nft -f                  {median(stock, 'seconds'):8.2f} s {median(stock, 'megabytes'):8.0f} MB")
    met = True
    for form, results in measured.items():
        ratio = statistics.median(a["seconds"] / b["seconds"] for a, b in zip(results, stock))
        memory = max(run["megabytes"] for run in results) / max(run["megabytes"] for run in stock)
        good = ratio <= time_target and memory <= memory_target
        met = met and good
        print(
            f"  {form:<22}  {median(results, 'seconds'):8.2f} s {median(results, 'megabytes'):8.0f} MB   "
            f"time {ratio:.2f} of nft's (target {time_target}), memory {memory:.2f} (target {memory_target}){'' if good else '   MISSED'}")
    for name, command in ((next(iter(ours)), next(iter(ours.values()))), ("nft -f", theirs)):
        floor = kernel_time(command, folder, 3)
        if floor:
            whole = median(measured[name] if name in measured else stock, "processor")
            print(
                f"  the kernel alone, with the {floor[1]:.0f} MB of {name}: {floor[0]:.2f} s of processor time; "
                f"{name} takes {whole:.2f} s, {whole / floor[0]:.2f} times that")
        else:
            print(f"  the kernel alone: not measured, strace is missing")
    return met


def diffed(what, weir, document, runs, target):
    """What a diff without differences takes beside `nft list ruleset`, by processor time."""
    ours, stock = [], []
    for _ in range(runs):
        results = in_namespace([weir, "apply", document], [weir, "diff", document], ["nft", "list", "ruleset"])
        _, diff, listing = [expect(result, 0) for result in results]
        ours.append(diff)
        stock.append(listing)
    ratio = statistics.median(a["processor"] / b["processor"] for a, b in zip(ours, stock))
    print(f"\nweir diff and nft list of {what}, {runs} runs, processor time")
    for name, results in ("weir diff", ours), ("nft list ruleset", stock):
        megabytes = max(result["megabytes"] for result in results)
        print(f"  {name:<22}  {statistics.median(result['processor'] for result in results):8.2f} s {megabytes:8.0f} MB")
    print(f"  diff takes {ratio:.3f} of the listing (target {target}){'' if ratio <= target else '   MISSED'}")
    return ratio <= target


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("weir", nargs="?")
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--rules", type=int, default=100_000)
    parser.add_argument("--elements", type=int, default=1_000_000)
    parser.add_argument("--blocklist", type=int, default=100_000)
    parser.add_argument("--skip-list", action="store_true", help="leave out the listing of the prefixes, which takes a minute")
    parser.add_argument("--inside", help=argparse.SUPPRESS)
    parser.add_argument("--replay", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.inside:
        commands = json.loads(options.inside)
        print(json.dumps([
            {"seconds": replay(command[1])} if command[0] == "--replay" else timed(command) for command in commands]))
        return
    if not options.weir:
        parser.error("name the weir program")
    if options.elements > 1 << 22:
        parser.error("at most 4194304 elements")
    weir = os.path.abspath(options.weir)
    met = True
    with tempfile.TemporaryDirectory(prefix="weir-benchmark-") as folder:
        os.chmod(folder, 0o755)
        nft, policy = rules(folder, options.rules)
        document = os.path.join(folder, "rules.weir")
        subprocess.run([weir, "compile", policy, "-o", document], check=True)
        met &= compare(
            f"{options.rules} rules in 100 chains", {"weir, packed document": [weir, "apply", document]}, ["nft", "-f", nft], options.runs,
            0.6, 0.5, folder)

        met &= diffed(f"{options.rules} rules", weir, document, options.runs, 0.15)

        nft, policy = prefixes(folder, options.elements)
        document = os.path.join(folder, "set.weir")
        subprocess.run([weir, "compile", policy, "-o", document], check=True)
        met &= compare(
            f"an interval set of {options.elements} prefixes",
            {"weir, packed document": [weir, "apply", document], "weir, policy and file": [weir, "apply", policy]}, ["nft", "-f", nft],
            options.runs, 0.25, 0.5, folder)

        met &= replaced(blocklists(folder, weir, options.blocklist), weir, options.runs)

        if not options.skip_list:
            met &= diffed(f"{options.elements} prefixes", weir, document, 1, 0.1)
    sys.exit(0 if met else 1)


main()
