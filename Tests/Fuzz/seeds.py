#!/usr/bin/env python3
"""Writes what the fuzzer begins from: Examples' documents, the goldens and what the kernel holds of the test rulesets, part by part.

    seeds.py WEIR FOLDER

One folder for each target. Needs root, nft and tc; what this kernel lacks is left out.
"""

import json, os, pathlib, random, re, socket, struct, subprocess, sys, tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
WEIR, FOLDER = os.path.abspath(sys.argv[1]), pathlib.Path(sys.argv[2]).resolve()
NFT, ROUTE, GENERIC = 12, 0, 16


def seed(target, content):
    folder = FOLDER / target
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"seed-{len(list(folder.iterdir())):04}").write_bytes(content)


def run(*words, **more):
    return subprocess.run(words, capture_output=True, **more)


# Documents, one for each thing that they hold.

def shape(value):
    """The same for values that differ in numbers and names alone."""
    if isinstance(value, dict):
        return {key: shape(item) for key, item in sorted(value.items())}
    if isinstance(value, list):
        return [shape(item) for item in value]
    return type(value).__name__


def parts(state):
    for table in state.get("tables", []):
        rest = {key: value for key, value in table.items() if key not in ("chains", "sets", "objects", "flowtables")}
        sets = {item["name"]: item for item in table.get("sets", [])}
        for chain in table.get("chains", []):
            for rule in chain.get("rules", []) or [None]:
                words = json.dumps(rule)
                used = [item for name, item in sets.items() if json.dumps(name) in words]
                chains = [{**chain, "rules": [rule] if rule else []}]
                yield {"tables": [{**rest, "chains": chains, "sets": used}]}
        for key in ("sets", "objects", "flowtables"):
            for item in table.get(key, []):
                yield {"tables": [{**rest, key: [item]}]}
    for link in state.get("links", []):
        rest = {key: value for key, value in link.items() if key not in ("qdiscs", "classes", "filters", "chains")}
        for key in ("qdiscs", "classes", "filters", "chains"):
            for item in link.get(key, []):
                yield {"links": [{**rest, key: [item]}]}
    yield {key: value for key, value in state.items() if key not in ("tables", "links")}


def documents(states):
    seen = set()
    with tempfile.TemporaryDirectory() as folder:
        for state in states:
            for part in parts(state):
                part["weir"] = {"format": "host-state", "version": 1}
                mark = json.dumps(shape(part))
                if mark in seen:
                    continue
                seen.add(mark)
                text = json.dumps(part).encode()
                seed("json", text)
                source, packed = pathlib.Path(folder, "d.json"), pathlib.Path(folder, "d.weir")
                source.write_bytes(text)
                if run(WEIR, "compile", source, "-o", packed).returncode == 0:
                    content = packed.read_bytes()
                    # Magic, the format's name, version, length, checksum.
                    content = content[9 + content[8] + 18:]
                    seed("packed", content)
                    seed("model", b"\xff" + content)


def states():
    for path in sorted((ROOT / "Tests/CommandTests/Goldens").glob("*.json")):
        yield json.loads(path.read_text())
    for path in sorted((ROOT / "Examples").iterdir()):
        done = run(WEIR, "compile", path)
        if done.returncode == 0:
            yield json.loads(done.stdout)


# What the kernel holds. Each in a network namespace of its own.

def ask(family, request):
    with socket.socket(socket.AF_NETLINK, socket.SOCK_RAW, family) as netlink:
        netlink.bind((0, 0))
        netlink.settimeout(5)
        netlink.send(struct.pack("IHHII", 16 + len(request[2]), request[0], request[1], 1, 0) + request[2])
        messages = []
        while True:
            data, at = netlink.recv(1 << 20), 0
            while at < len(data):
                size, kind, flags = struct.unpack_from("IHH", data, at)
                if kind in (2, 3):
                    return messages
                messages.append(data[at:at + size] + bytes(-size % 4))
                at += (size + 3) & ~3
                if not flags & 2:
                    return messages


def attribute(kind, content):
    return struct.pack("HH", 4 + len(content), kind) + content + bytes(-len(content) % 4)


def nf_tables():
    def dump(get, family=0, extra=b""):
        return ask(NFT, (10 << 8 | get, 0x301, struct.pack(">BBH", family, 0, 0) + extra))

    def strings(message, first=20):
        found, at = {}, first
        while at + 4 <= len(message):
            size, kind = struct.unpack_from("HH", message, at)
            if size < 4:
                break
            found[kind & 0x3fff] = message[at + 4:at + size]
            at += (size + 3) & ~3
        return found

    rules, sets = dump(7), dump(10)
    chains, objects, flowtables = dump(4), dump(19), dump(23)
    for table in dump(1):
        family, name = table[16], strings(table)[1]

        def mine(messages):
            return [item for item in messages if item[16] == family and strings(item).get(1) == name]

        held = []
        for item in mine(sets):
            elements = dump(13, family, attribute(1, name) + attribute(2, strings(item)[2]))
            held.append(item + b"".join(elements))
            seed("nftables", table + held[-1])
        for item in mine(objects) + mine(flowtables):
            seed("nftables", table + item)
        for chain in mine(chains):
            for rule in mine(rules):
                if strings(rule).get(2) == strings(chain).get(3):
                    used = [item for item in held if strings(item)[2].rstrip(b"\0") in rule]
                    seed("nftables", table + chain + b"".join(used) + rule)


def traffic_control():
    def dump(get, link, parent=0):
        return ask(ROUTE, (get, 0x301, struct.pack("BBHiIII", 0, 0, 0, link, 0, parent, 0)))

    for index, _ in socket.if_nameindex():
        for get in (38, 42):
            for message in dump(get, index):
                seed("tc", message)
        for parent in (0xFFFFFFF2, 0xFFFFFFF3, 0xFFFFFFFF, 0x10000):
            for get in (46, 102):
                for message in dump(get, index, parent):
                    seed("tc", message)


QDISCS = """root handle 1: htb default 10 r2q 5|root handle 1: prio bands 4|root tbf rate 1mbit burst 10k latency 50ms|root sfq perturb 10
root red limit 100k min 10k max 30k avpkt 1000 burst 20 probability 0.1 bandwidth 10mbit|root netem delay 10ms 2ms 25% loss 1% reorder 5% 50%
root fq|root codel|root fq_codel|root choke limit 1000|root gred setup DPs 4 default 0|root hfsc default 1|root drr|root qfq|root pie|root cake
root handle 1: hhf|root pfifo limit 5|root bfifo limit 5000|root ets bands 3 strict 1 quanta 1000 2000|root mqprio num_tc 2 map 0 1 queues 1@0 1@1
root stab mtu 2000 overhead 4 linklayer atm tbf rate 1mbit burst 10k limit 30k|clsact|ingress"""
FILTERS = """u32 match ip dst 10.0.0.0/8 match ip dport 80 0xffff action drop|matchall action mirred egress redirect dev lo|fw classid 1:1|
handle 0x10 fw action pass|basic match 'u32(u32 0x1 0xff at 0)' action ok|basic match 'cmp(u16 at 2 layer 1 gt 9)' classid 1:1|
flower ip_proto tcp dst_port 80 action drop|u32 divisor 4|matchall action police rate 1mbit burst 10k conform-exceed drop/ok|
matchall action vlan push id 5|matchall action skbedit priority 1:1 mark 7|matchall action pedit munge ip ttl set 3 pipe action csum ip|
matchall action gact random netrand drop 5 continue|bpf bytecode '1,6 0 0 1' action ok|matchall action connmark|matchall action tunnel_key unset"""


def set_up(name):
    """In its namespace: makes something, and writes down how the kernel tells it."""
    run("ip", "link", "set", "lo", "up")
    run("ip", "link", "add", "d0", "type", "veth", "peer", "name", "d1")
    kind, _, rest = name.partition(":")
    if kind == "nft":
        if run("nft", "-f", rest).returncode == 0:
            nf_tables()
            with tempfile.NamedTemporaryFile(suffix=".json") as file:
                if run(WEIR, "capture", "-o", file.name).returncode == 0:
                    return json.loads(pathlib.Path(file.name).read_text())
    elif kind == "qdisc":
        run("tc", "qdisc", "add", "dev", "d0", *rest.split())
        for number in (1, 2):
            run("tc", "class", "add", "dev", "d0", "parent", "1:", "classid", f"1:{number}", "htb", "rate", "1mbit", "ceil", "2mbit")
        traffic_control()
    elif kind == "filter":
        run("tc", "qdisc", "add", "dev", "d0", "clsact")
        run("sh", "-c", f"tc filter add dev d0 ingress prio 1 protocol ip {rest}")
        traffic_control()
    else:
        links()


def links():
    for link in ask(ROUTE, (18, 0x301, struct.pack("BBHiII", 0, 0, 0, 0, 0, 0))):
        seed("ethtool", b"\x08" + link[16:])
    family = ask(GENERIC, (16, 1, struct.pack("BBH", 3, 1, 0) + attribute(2, b"ethtool\0")))
    found = re.search(rb"\x06\x00\x01\x00(..)", family[0], re.S) if family else None
    if not found:
        return
    number = struct.unpack("H", found.group(1))[0]
    for choice, command in enumerate([11, 17, 15, 19, 25, 28, 4]):
        header = attribute(1 | 0x8000, attribute(2, b"d0\0"))
        for answer in ask(GENERIC, (number, 1, struct.pack("BBH", command, 1, 0) + header)):
            seed("ethtool", bytes([choice]) + answer[20:])
    seed("ethtool", b"\x07" + bytes([1] + [0] * 7 + [10, 0, 0, 0]) + bytes(156))


def main():
    if len(sys.argv) > 3:
        held = set_up(sys.argv[3])
        if held:
            print(json.dumps(held))
        return
    found = list(states())
    names = [f"nft:{path}" for path in sorted((ROOT / "Tests/NftablesTests/Rulesets").glob("*.nft"))]
    names += ["qdisc:" + item for item in QDISCS.replace("\n", "|").split("|")]
    names += ["filter:" + item for item in FILTERS.replace("\n", "").split("|")] + ["links:"]
    for name in names:
        done = run("unshare", "-n", sys.executable, __file__, WEIR, FOLDER, name)
        if done.stdout:
            found.append(json.loads(done.stdout))
        if done.stderr:
            print(f"{name}: {done.stderr.decode(errors='replace').strip().splitlines()[-1]}", file=sys.stderr)
    documents(found)
    for path in sorted((ROOT / "Examples/nics").glob("*.json")):
        seed("profile", path.read_bytes())
    for words in (["-k", "lo"], ["--json", "-k", "lo"]):
        done = run("ethtool", *words)
        if done.returncode == 0:
            seed("profile", done.stdout)
    chosen = random.Random(1)
    for _ in range(200):
        seed("model", b"\x7f" + chosen.randbytes(chosen.randrange(20, 1500)))
    lines = (ROOT / "Examples/rate-limits/blocklist.txt").read_bytes()
    seed("elements", b"\x07" + lines)
    for number in range(256):
        seed("elements", bytes([number]) + b"10.0.0.0/8\n192.0.2.1 . 80 timeout 1h comment \"x\"\n* : accept\n2001:db8::/32 # c\n0x1-0x5 : jump c\n17:00\n2026-01-31 17:00\neth*\n")


main()
