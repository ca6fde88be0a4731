import WeirModel

/// Makes a random value of any type that can be decoded: whatever is asked for is there, what may be absent is there half of the time.
///
/// So that options that are added to a kind are generated without anybody having to think of it. Types whose texts or cases have to be chosen
/// well are made by `ModelGenerator.special`.
final class RandomSource {
    var generator: ModelGenerator
    init(_ generator: ModelGenerator) { self.generator = generator }
}

struct RandomDecoder: Decoder {
    let source: RandomSource
    var codingPath: [any CodingKey] { [] }
    var userInfo: [CodingUserInfoKey: Any] { [:] }

    func container<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedDecodingContainer<Key> { KeyedDecodingContainer(Keyed<Key>(source: source)) }
    func unkeyedContainer() -> any UnkeyedDecodingContainer { Unkeyed(source: source, count: source.generator.below(4)) }
    func singleValueContainer() -> any SingleValueDecodingContainer { Single(source: source) }

    func value<Value: Decodable>(_ type: Value.Type) throws -> Value {
        if let made = source.generator.special(type) { return made }
        return try Value(from: self)
    }

    private struct Keyed<Key: CodingKey>: KeyedDecodingContainerProtocol {
        let source: RandomSource
        var codingPath: [any CodingKey] { [] }
        var allKeys: [Key] { [] }

        func contains(_ key: Key) -> Bool { true }
        func decodeNil(forKey key: Key) -> Bool { source.generator.chance(50) }
        func decode<Value: Decodable>(_ type: Value.Type, forKey key: Key) throws -> Value { try RandomDecoder(source: source).value(type) }
        func nestedContainer<Nested: CodingKey>(keyedBy type: Nested.Type, forKey key: Key) -> KeyedDecodingContainer<Nested> {
            RandomDecoder(source: source).container(keyedBy: type)
        }
        func nestedUnkeyedContainer(forKey key: Key) -> any UnkeyedDecodingContainer { RandomDecoder(source: source).unkeyedContainer() }
        func superDecoder() -> any Decoder { RandomDecoder(source: source) }
        func superDecoder(forKey key: Key) -> any Decoder { RandomDecoder(source: source) }
    }

    private struct Unkeyed: UnkeyedDecodingContainer {
        let source: RandomSource
        let count: Int?
        var currentIndex = 0
        var codingPath: [any CodingKey] { [] }
        var isAtEnd: Bool { currentIndex >= count ?? 0 }

        mutating func decodeNil() -> Bool { false }
        mutating func decode<Value: Decodable>(_ type: Value.Type) throws -> Value {
            currentIndex += 1
            return try RandomDecoder(source: source).value(type)
        }
        mutating func nestedContainer<Nested: CodingKey>(keyedBy type: Nested.Type) -> KeyedDecodingContainer<Nested> {
            currentIndex += 1
            return RandomDecoder(source: source).container(keyedBy: type)
        }
        mutating func nestedUnkeyedContainer() -> any UnkeyedDecodingContainer {
            currentIndex += 1
            return RandomDecoder(source: source).unkeyedContainer()
        }
        mutating func superDecoder() -> any Decoder { RandomDecoder(source: source) }
    }

    private struct Single: SingleValueDecodingContainer {
        let source: RandomSource
        var codingPath: [any CodingKey] { [] }
        func decodeNil() -> Bool { false }
        func decode<Value: Decodable>(_ type: Value.Type) throws -> Value { try RandomDecoder(source: source).value(type) }
    }
}

extension ModelGenerator {
    /// A value of a type that a random decoder can't make from nothing but numbers.
    mutating func special<Value>(_ type: Value.Type) -> Value? {
        switch type {
        case is Bool.Type: return chance(50) as? Value
        case is String.Type: return name() as? Value
        case let integer as any (FixedWidthInteger & Decodable).Type: return number(of: integer) as? Value
        case is MACAddress.Type: return MACAddress((0..<6).map { _ in number(UInt8.self) }) as? Value
        case is IPv4Address.Type: return IPv4Address(number()) as? Value
        case is IPv6Address.Type: return IPv6Address(number()) as? Value
        case is HexBytes.Type: return HexBytes(many(8) { $0.number(UInt8.self) }) as? Value
        case is Handle.Type: return Handle(number(), number()) as? Value
        case is Burst.Type: return (chance(70) ? Burst.bytes(number()) : .ticks(number())) as? Value
        case is BitRate.Type: return BitRate(bytesPerSecond: chance(50) ? UInt64(below(1000)) * 125_000 : number()) as? Value
        case is TimeSpan.Type: return TimeSpan(nanoseconds: chance(80) ? Int64(below(1000)) * 1_000_000 : Int64(truncatingIfNeeded: number(UInt64.self))) as? Value
        case is ActionControl.Type: return control() as? Value
        case is Qdisc.Netem.LossModel.Type: return lossModel() as? Value
        case is Action.Mirred.Type: return mirred() as? Value
        case is Action.CT.Helper.Type: return Action.CT.Helper(chance(50) ? .ipv4 : .ipv6, number(), name()) as? Value
        case is Filter.TunnelOption.Type: return tunnelOption() as? Value
        case is Action.IFE.Metadatum.Type: return (chance(50) ? Action.IFE.Metadatum.allow : .use(number())) as? Value
        case is REDParameters.Type: return red() as? Value
        case is Ematch.Test.Type: return ematchTest() as? Value
        case let cases as any CaseIterable.Type: return one(of: cases) as? Value
        default: return nil
        }
    }

    private mutating func number<Number: FixedWidthInteger>(of type: Number.Type) -> Any { Number(truncatingIfNeeded: number(UInt64.self)) }

    private mutating func one<Cases: CaseIterable>(of type: Cases.Type) -> Any? {
        let all = Array(type.allCases)
        return all[below(all.count)]
    }

    package mutating func control() -> ActionControl {
        one(of: [.continue, .pass, .reclassify, .drop, .pipe, .stolen, .queued, .repeat, .trap, .jump(2), .goto(chain: 7), ActionControl(rawValue: 77)])
    }

    private mutating func lossModel() -> Qdisc.Netem.LossModel {
        chance(50)
            ? .state(p13: number(), p31: number(), p32: number(), p14: number(), p23: number())
            : .gilbertElliot(p: number(), r: number(), h: number(), k1: number())
    }

    /// As the kernel has them: an author's terms would have to make sense.
    private mutating func red() -> REDParameters {
        REDParameters(
            limit: number(), min: number(), max: number(), ewmaLog: number(), probabilityLog: number(), idleCellLog: number(),
            probability: maybe { $0.number() }, flags: REDFlags(rawValue: number()), averagePacket: maybe { $0.number() },
            bandwidth: maybe { BitRate(bytesPerSecond: $0.number()) })
    }

    /// A link or a block.
    private mutating func mirred() -> Action.Mirred {
        var mirred = Action.Mirred(one(Action.Mirred.Mode.self), device: "")
        if chance(50) { mirred.device = name() } else { mirred.block = number() }
        return mirred
    }

    private mutating func tunnelOption() -> Filter.TunnelOption {
        switch below(5) {
        case 4: .pfcp(type: number(), session: number())
        case 0: .geneve(class: number(), type: number(), data: HexBytes(many(4) { $0.number(UInt8.self) }))
        case 1: .vxlan(gbp: number())
        case 2: .erspan(version: number(), index: maybe { $0.number() }, direction: maybe { $0.number() }, hardwareID: maybe { $0.number() })
        default: .gtp(pduType: number(), qfi: number())
        }
    }

    private mutating func ematchTest() -> Ematch.Test {
        func bytes(_ generator: inout ModelGenerator) -> HexBytes { HexBytes(generator.many(8) { $0.number(UInt8.self) }) }
        switch below(7) {
        case 0: return .container(index: number())
        case 1:
            return .cmp(
                value: number(), mask: number(), offset: number(), size: one(of: [1, 2, 4]), translated: chance(50), layer: one(Ematch.Layer.self),
                comparison: one(Ematch.Comparison.self))
        case 2:
            return .u32(
                value: number(), mask: number(), offset: Int32(truncatingIfNeeded: number(UInt32.self)), offsetMask: one(of: [0, -1]))
        case 3: return .nbyte(needle: bytes(&self), offset: number(), layer: one(Ematch.Layer.self))
        case 4: return .canid(rules: many(3) { Ematch.CANRule(id: $0.number(), mask: $0.number()) })
        case 5: return .meta(header: bytes(&self), left: maybe(bytes), right: maybe(bytes))
        default: return .other(kind: number(), data: bytes(&self))
        }
    }
}
