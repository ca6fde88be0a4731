import Netfilter
import WeirModel

/// Values that between them use every kind and every optional attribute.
enum Samples {
    static let expressions: [Expression] = [
        .payload(.init(base: 1, offset: 12, length: 4, register: 1)),
        .payloadWrite(.init(base: 2, offset: 2, length: 2, source: 9, checksumType: 1, checksumOffset: 16, checksumFlags: 1)),
        .inner(.init(type: 1, headerSize: 8, flags: 15, expression: .payload(.init(base: 4, offset: 4, length: 3, register: 1)))),
        .inner(.init(type: 4, headerSize: 4, flags: 14, expression: .meta(key: 1, register: 9))),
        .meta(key: 16, register: 1), .metaWrite(key: 3, source: 2),
        .ct(key: 0, direction: nil, register: 1), .ct(key: 8, direction: 1, register: 4), .ctWrite(key: 3, direction: nil, source: 1),
        .rt(key: 1, register: 1), .fib(result: 1, flags: 9, register: 1), .socket(key: 3, level: 2, register: 1), .tunnel(key: 1, register: 1),
        .osf(ttl: 2, flags: 1, register: 1), .xfrm(key: 5, direction: 1, spnum: 3, register: 1),
        .exthdr(.init(op: 1, type: 2, offset: 2, length: 2, flags: 1, register: 1)),
        .exthdrWrite(.init(op: 1, type: 2, offset: 2, length: 2, register: 0), source: 1), .exthdrReset(type: 4, op: 1),
        .numgen(type: 1, modulus: 5, offset: 7, register: 1),
        .hash(.init(type: 0, source: 1, length: 8, modulus: 3, seed: 9, offset: 1, register: 2)),
        .hash(.init(type: 1, source: 0, length: 0, modulus: 3, seed: nil, offset: 0, register: 2)),
        .immediate(register: 1, data: [1, 2, 3, 4]), .verdict(.init(code: 1)), .verdict(.init(code: -3, chain: .named("other"))),
        .cmp(op: 1, source: 1, data: Array(repeating: 7, count: 16)), .range(op: 1, source: 1, from: [0, 1], to: [0, 9]),
        .bitwise(.init(source: 1, register: 2, length: 4, operation: .mask(and: [255, 0, 0, 0], xor: [0, 0, 0, 1]))),
        .bitwise(.init(source: 1, register: 2, length: 4, operation: .leftShift(3))),
        .bitwise(.init(source: 1, register: 2, length: 4, operation: .rightShift(30))),
        .bitwise(.init(source: 1, register: 1, length: 4, operation: .combine(.and, 2))),
        .bitwise(.init(source: 1, register: 2, length: 16, operation: .combine(.or, 3))),
        .bitwise(.init(source: 1, register: 1, length: 4, operation: .combine(.xor, 9))),
        .byteorder(.init(source: 1, register: 1, op: 1, length: 2, size: 2)),
        .lookup(.init(source: 1, set: .named("s"), flags: 1)), .lookup(.init(source: 1, set: .named("m"), register: 0)),
        .dynset(.init(op: 1, set: "d", key: 1, data: 2, timeout: 5000, expressions: [.counter(bytes: 0, packets: 0)])),
        .dynset(
            .init(
                op: 0, set: "d", key: 1,
                expressions: [
                    .counter(bytes: 1, packets: 2), .limit(rate: 1, unit: 2, burst: 3, type: 0, flags: 0),
                    .raw(.init(name: "new", data: [8, 0, 1, 0, 1, 1, 1, 1])),
                ])),
        .objref(type: 1, name: "c"), .objrefMap(source: 1, set: .named("o")),
        .counter(bytes: 1 << 40, packets: 3), .limit(rate: 10, unit: 60, burst: 5, type: 1, flags: 1),
        .quota(bytes: 1 << 33, flags: 1, consumed: 7), .connlimit(count: 20, flags: 1), .last(set: true, msecs: 1234),
        .log(.init(prefix: "weir: ", level: 7, flags: 0x1f)), .log(.init(group: 3, prefix: "x", snaplen: 64, queueThreshold: 5)),
        .reject(type: 2, code: 3),
        .nat(.init(type: 1, family: 2, addressMin: 1, addressMax: 2, protoMin: 3, protoMax: 4, flags: 3)),
        .nat(.init(type: 0, family: 10, addressMin: 1, addressMax: 1, flags: 1 | 8)),
        .masq(flags: 4, protoMin: 1, protoMax: 2), .redir(flags: 2, protoMin: 1, protoMax: 1),
        .tproxy(family: 2, address: 1, port: 2), .dup(address: 1, device: 2), .fwd(device: 1, address: 2, nfproto: 2), .notrack,
        .synproxy(mss: 1460, wscale: 7, flags: 15), .flowOffload(table: "ft"), .queue(.init(number: 3, total: 4, flags: 1)),
        .queue(.init(number: nil, total: nil, flags: 2, source: 1)), .raw(.init(name: "unheard_of", data: [8, 0, 1, 0, 0, 0, 0, 1])),
    ]

    static let objects: [StatefulObject.Definition] = [
        .counter(Counter(packets: 1, bytes: 2)), .quota(Quota(bytes: 100, over: true, used: 5)),
        .limit(Limit(rate: 4, unit: .bytes, per: 3600, burst: 9, over: true)), .secmark(context: "system_u:object_r:x:s0"),
        .synproxy(Synproxy(mss: 1460, wscale: 7, timestamp: true)), .ctHelper(helper: "ftp", protocol: 6, l3protocol: .ip),
        .ctTimeout(protocol: 6, l3protocol: .ip6, policy: [1: 20, 3: 400]),
        .ctExpectation(protocol: 17, l3protocol: .inet, dport: 5060, timeout: 30000, size: 3),
        .tunnel(
            tunnel {
                $0.destinationIPv4 = IPv4Address(0xc000_0202)
                $0.options = [.erspan(version: 2, direction: 1, hardwareID: 9)]
            }),
        .tunnel(
            tunnel {
                $0.sourceIPv6 = IPv6Address(1)
                $0.destinationIPv6 = IPv6Address(2)
                $0.options = [.vxlan(gbp: 7)]
            }),
        .tunnel(
            tunnel {
                (($0.sourceIPv4, $0.destinationIPv4), ($0.sourcePort, $0.destinationPort)) = ((IPv4Address(1), IPv4Address(2)), (10, 6081))
                ($0.tos, $0.ttl) = (4, 64)
                $0.options = [.geneve(class: 1, type: 2, data: HexBytes([1, 2, 3, 4])), .geneve(class: 3, type: 4, data: HexBytes([5, 6, 7, 8]))]
            }),
        .raw(type: 99, data: [8, 0, 1, 0, 0, 0, 0, 1]),
    ]

    private static func tunnel(_ configure: (inout TunnelTemplate) -> Void) -> TunnelTemplate {
        var tunnel = TunnelTemplate()
        tunnel.keyID = 10
        configure(&tunnel)
        return tunnel
    }

    static let set = SetSpecification(
        flags: 0x10c | 0x10, keyType: 7 << 6 | 13, keyLength: 8, dataType: 19, dataLength: 4, fieldLengths: [4, 2], size: 100, policy: 1,
        timeout: 60000, gcInterval: 1000, userdata: [0, 4, 2, 0, 0, 0],
        expressions: [.counter(bytes: 0, packets: 0), .connlimit(count: 1, flags: 0)])

    static let elements: [SetElement] = [
        SetElement(key: [10, 0, 0, 1, 0, 80, 0, 0], keyEnd: [10, 0, 0, 9, 0, 81, 0, 0], data: .value([0, 0, 0, 1])),
        SetElement(key: [10, 0, 0, 2], flags: 1),
        SetElement(key: [10, 0, 0, 3], data: .verdict(.init(code: -4, chain: .named("c")))),
        SetElement(
            key: [10, 0, 0, 4], data: .object("o"), timeout: 10, expiration: 9, userdata: [0, 2, 65, 0],
            expressions: [.counter(bytes: 1, packets: 1)]),
        SetElement(key: [], flags: 2, data: .value([9, 9, 9, 9])),
    ]

    static let chains: [CompiledChain] = [
        CompiledChain(name: "plain", userdata: [0, 2, 65, 0]),
        CompiledChain(
            name: "base",
            base: BaseChain(type: .filter, hook: .ingress, priority: -5, policy: .drop, devices: ["lo", "eth*"], offload: .required)),
        CompiledChain(name: "one", base: BaseChain(type: .filter, hook: .ingress, priority: 0, policy: .accept, devices: ["lo"])),
    ]

    /// 10.0.0.0 and what follows.
    static func addresses(_ count: Int) -> SetElements {
        SetElements(
            (0..<count).map { number -> SetElement in
                SetElement(key: [10, UInt8(number >> 16), UInt8(number >> 8 & 0xff), UInt8(number & 0xff)])
            })
    }

    static let flowtable = Flowtable(name: "ft", priority: 10, devices: ["lo", "eth0"], offload: .required, counter: true)
}
