import Documents
import WeirModel

/// The options of a kind as an author sets them: `$0.target = .milliseconds(5)`.
enum OptionSource {
    /// An assignment for each option that is not as in a fresh value.
    static func assignments(_ options: any Encodable, fresh: any Encodable) -> [Layout] {
        changes(options, fresh: fresh).map { .sequence([.text("$0.\($0.label) = "), $0.value]) }
    }

    private static func changes(_ options: any Encodable, fresh: (any Encodable)?) -> [(label: String, value: Layout)] {
        let usual = fresh.map { Members(of: $0).fields } ?? []
        return Members(of: options).fields.compactMap { name, value in
            let old = usual.first { $0.name == name }?.value
            return old.map { ($0 as? AnyHashable) == (value as? AnyHashable) } == true ? nil : (name, self.value(value, of: name))
        }
    }

    /// - Parameter label: the option's name, which determines the notation of its numbers.
    static func value(_ value: any Encodable, of label: String) -> Layout {
        if let text = text(value, of: label) { return .text(text) }
        switch value {
        case let program as BPFProgram: return self.program(program)
        case let match as Ematch: return ematch(match)
        case let masked as any MaskedValue: return masked.layout(of: label)
        case let red as REDParameters: return (label == "red" ? REDSource.flow(red) : nil) ?? structure(REDSource.numbers(red))
        default: break
        }
        switch Members(of: value) {
        case .plain(let plain): return .text("\(plain)")
        case .fields: return structure(value)
        case .items(let items): return .array(items.map { self.value($0, of: label) })
        case .choice(let name, let values):
            if values.isEmpty { return .text(".\(name)") }
            return .call(
                ".\(name)",
                values.map {
                    $0.name == "_0" ? self.value($0.value, of: label) : .labelled($0.name, self.value($0.value, of: $0.name))
                })
        }
    }

    private static func text(_ value: any Encodable, of label: String) -> String? {
        switch value {
        case let flag as Bool: return "\(flag)"
        case let text as String: return SwiftSpelling.quoted(text)
        case let number as any FixedWidthInteger: return self.number(number, of: label)
        case let rate as BitRate: return Quantities.rate(rate)
        case let size as ByteSize: return Quantities.size(size)
        case let span as TimeSpan: return Quantities.span(span)
        case .bytes(let count) as Burst: return ".bytes(\(SwiftSpelling.decimal(count)))"
        case .ticks(let count) as Burst: return ".ticks(\(SwiftSpelling.decimal(count)))"
        case let control as ActionControl: return ActionSource.control(control)
        case let flags as REDFlags:
            return OptionSetSource.text(
                UInt32(flags.rawValue), [(1, ".ecn"), (2, ".harddrop"), (4, ".adaptive"), (8, ".nodrop")], type: ".init")
        case let flags as Action.CT.Flags:
            return OptionSetSource.text(
                UInt32(flags.rawValue), [(1, ".commit"), (2, ".force"), (4, ".clear"), (8, ".nat"), (16, ".source"), (32, ".destination")],
                type: ".init")
        case let key as Action.PEdit.Key: return pedit(key)
        case let chance as Qdisc.Netem.Chance: return self.chance(chance)
        case let text as any TextCoded: return SwiftSpelling.quoted(text.description)
        // In an option that can be absent, `.none` would be its absence.
        case Qdisc.CAKE.AckFilter.none as Qdisc.CAKE.AckFilter: return "Qdisc.CAKE.AckFilter.none"
        case is LinkLayer, is any RawRepresentable<String>: return ".\(value)"
        default: return nil
        }
    }

    /// Masks, marks and protocols are read by their digits in hexadecimal.
    private static let hexadecimal: Set<String> = [
        "mask", "value", "mark", "etherType", "protocolID", "pppProtocol", "xor", "fwmark", "orphanMask", "dscpMask", "dscpStateMask",
        "cpmarkMask",
        "markMask", "offsetMask", "hashMask", "gateMask", "ceThresholdMask", "defaultClass", "table", "link", "hash",
    ]
    private static let fractions: Set<String> = ["delayCorrelation", "p13", "p31", "p32", "p14", "p23", "p", "r", "h", "k1"]

    private static func number(_ number: any FixedWidthInteger, of label: String) -> String {
        if fractions.contains(label), let fraction = number as? UInt32 {
            return percent(fraction).map { ".percent(\($0))" } ?? SwiftSpelling.decimal(fraction)
        }
        func written<Number: FixedWidthInteger>(_ number: Number) -> String {
            hexadecimal.contains(label) && number > 9 ? SwiftSpelling.hexadecimal(number) : SwiftSpelling.decimal(number)
        }
        return written(number)
    }

    /// `.set(.ipTOS, to: 0xb8, retain: 0xfc)`; `nil` for what no field's name says.
    private static func pedit(_ key: Action.PEdit.Key) -> String? {
        guard let field = key.field, let command = key.command else { return nil }
        let (number, retained) = (key.value >> field.shift, ~key.mask >> field.shift & field.all)
        let retain = retained == field.all ? nil : retained
        let said: Action.PEdit.Key = command == .set ? .set(field, to: number, retain: retain) : .add(field, number, retain: retain)
        guard said == key else { return nil }
        let mask = retain.map { ", retain: \(SwiftSpelling.hexadecimal($0))" } ?? ""
        return ".\(command)(.\(field), \(command == .set ? "to: " : "")\(SwiftSpelling.hexadecimal(number))\(mask))"
    }

    // MARK: probabilities

    private static func chance(_ chance: Qdisc.Netem.Chance) -> String {
        guard let probability = percent(chance.probability), let correlation = percent(chance.correlation) else {
            return
                ".init(\(SwiftSpelling.decimal(chance.probability))\(chance.correlation == 0 ? "" : ", correlation: \(SwiftSpelling.decimal(chance.correlation))"))"
        }
        return ".percent(\(probability)\(chance.correlation == 0 ? "" : ", correlation: \(correlation)"))"
    }

    /// The shortest decimal percentage for the number.
    private static func percent(_ fraction: UInt32) -> String? {
        let exact = Double(fraction) / Double(UInt32.max) * 100
        for scale in [1.0, 10, 100, 1000, 10_000, 100_000, 1_000_000] {
            let rounded = (exact * scale).rounded() / scale
            guard Qdisc.Netem.Chance(percent: rounded).probability == fraction else { continue }
            return rounded == rounded.rounded() ? String(Int(rounded)) : "\(rounded)".contains("e") ? nil : "\(rounded)"
        }
        return nil
    }

    // MARK: several values

    /// Types whose first values have no label, and the number of these.
    private static func unlabelled(_ value: any Encodable) -> Int {
        switch value {
        case is Filter.Flower.PortRange: 2
        case is Qdisc.Netem.Rate, is Action.GAct.Probability: 1
        default: 0
        }
    }

    /// A value that differs in all that has no default.
    private static func fresh(_ value: any Encodable) -> (any Encodable)? {
        switch value {
        case is REDParameters: REDParameters()
        case is Qdisc.Netem.Slot: Qdisc.Netem.Slot()
        case is Filter.U32.Step: Filter.U32.Step()
        case let rate as Qdisc.Netem.Rate: Qdisc.Netem.Rate(BitRate(bytesPerSecond: rate.rate.bytesPerSecond &+ 1))
        case let curve as TrafficClass.HFSC.Curve: TrafficClass.HFSC.Curve(m2: BitRate(bytesPerSecond: curve.m2.bytesPerSecond &+ 1))
        case let entry as Qdisc.Taprio.Entry:
            Qdisc.Taprio.Entry(gateMask: ~entry.gateMask, interval: TimeSpan(nanoseconds: ~entry.interval.nanoseconds))
        default: nil
        }
    }

    private static func structure(_ value: any Encodable) -> Layout {
        let bare = unlabelled(value)
        return .call(
            ".init",
            changes(value, fresh: fresh(value)).enumerated().map {
                $0.offset < bare ? $0.element.value : .labelled($0.element.label, $0.element.value)
            })
    }

    // MARK: kinds with a special spelling

    private static func program(_ program: BPFProgram) -> Layout {
        if let bytecode = program.bytecode, program == BPFProgram(bytecode: bytecode) {
            return .text(
                ".bytecode(\(SwiftSpelling.quoted(bytecode.map { "\($0.code) \($0.jumpTrue) \($0.jumpFalse) \($0.k)" }.joined(separator: ","))))"
            )
        }
        if let path = program.pinned, program == BPFProgram(pinned: path) { return .text(".pinned(\(SwiftSpelling.quoted(path)))") }
        return structure(program)
    }

    private static func ematch(_ match: Ematch) -> Layout {
        var arguments = [value(match.test, of: "test")]
        if match.isNegated { arguments.append(.text("negated: true")) }
        if match.relation != .end { arguments.append(.text("relation: .\(match.relation)")) }
        if let number = match.matchID { arguments.append(.text("matchID: \(number)")) }
        return .call(".init", arguments)
    }
}

/// A value under a mask, whatever it is a value of.
private protocol MaskedValue {
    func layout(of label: String) -> Layout
}

extension Masked: MaskedValue {
    func layout(of label: String) -> Layout {
        let layout = OptionSource.value(value, of: label)
        guard let mask else { return layout }
        return .call(".init", [layout, .labelled("mask", OptionSource.value(mask, of: "mask"))])
    }
}
