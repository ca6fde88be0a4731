import WeirModel

extension ModelGenerator {
    package mutating func set() -> SetDeclaration {
        SetDeclaration(
            name: name(), key: content(), data: maybe { $0.setData() }, flags: SetDeclaration.Flags(rawValue: chance(50) ? 0 : number()),
            timeout: maybe { $0.number() }, gcInterval: maybe { $0.number() }, size: maybe { $0.number() },
            policy: maybe { $0.one(of: [.performance, .memory]) }, autoMerge: chance(50), comment: maybe { $0.text() },
            statements: many(2) { $0.statement() }, elementManagement: chance(20) ? .managedElsewhere : nil, elements: elements(), elementsFile: maybe { $0.text() }, at: location())
    }

    package mutating func content() -> SetDeclaration.Content {
        switch one(ContentKind.self) {
        case .types: .types(many(3) { $0.one(DataType.self) })
        case .typeof: .typeof(many(3) { $0.term() })
        case .sized:
            .sized(
                many(3) { SetDeclaration.SizedType(type: $0.one(DataType.self), bytes: $0.number(), byteOrder: $0.one(of: [.host, .big])) })
        }
    }

    package mutating func setData() -> SetDeclaration.Data {
        switch one(SetDataKind.self) {
        case .values: .values(content())
        case .intervals: .intervals(content())
        case .verdict: .verdict
        case .object: .object(one(StatefulObject.Kind.self))
        }
    }

    /// Mostly elements of one kind, as sets have them; now and then one that is like no other.
    package mutating func elements() -> ElementList {
        deeper(
            { generator in
                let types = (0...generator.below(2)).map { _ in generator.one(DataType.self) }
                let data = generator.one(DataKind.self)
                return ElementList(
                    generator.many(6) { $0.chance(10) ? $0.anyElement() : $0.element(types, data) })
            }, atBottom: { _ in [] })
    }

    private enum DataKind: CaseIterable { case none, number, verdict, object }

    private mutating func element(_ types: [DataType], _ data: DataKind) -> Element {
        func plain(_ type: DataType, _ generator: inout ModelGenerator) -> Value {
            .number(generator.number(UInt128.self) & (UInt128.max >> UInt128(128 - (type.bitLength ?? 128))), type)
        }
        let lower = types.map { plain($0, &self) }
        var element = Element(.values(lower))
        if chance(40) {
            let upper = types.map { plain($0, &self) }
            if upper != lower { element.key = .ranges(lower: lower, upper: upper) }
        }
        switch data {
        case .none: break
        case .number: element.data = .values([plain(.mark, &self)])
        case .verdict: element.data = .verdict(verdict())
        case .object: element.data = .object(name())
        }
        if chance(10) { element.timeout = number() }
        if chance(10) { element.expires = number() }
        return element
    }

    package mutating func anyElement() -> Element {
        Element(
            elementKey(of: one(ElementKeyKind.self)), data: maybe { $0.elementData(of: $0.one(ElementDataKind.self)) }, timeout: maybe { $0.number() },
            expires: maybe { $0.number() }, comment: maybe { $0.text() }, statements: many(1) { $0.statement() })
    }

    package mutating func elementKey(of kind: ElementKeyKind) -> ElementKey {
        switch kind {
        case .values: return .values(many(3) { $0.value() })
        case .ranges:
            let (lower, upper) = ends()
            return .ranges(lower: lower, upper: upper)
        case .catchAll: return .catchAll
        }
    }

    package mutating func elementData(of kind: ElementDataKind) -> ElementData {
        switch kind {
        case .values: return .values(many(3) { $0.value() })
        case .ranges:
            let (lower, upper) = ends()
            return .ranges(lower: lower, upper: upper)
        case .verdict: return .verdict(verdict())
        case .object: return .object(marked("n") ?? text())
        }
    }

    /// Two that differ: equal ends are a single value.
    private mutating func ends() -> (lower: [Value], upper: [Value]) {
        let lower = many(2) { $0.value() }
        let upper = lower.map { value($0.type) }
        return lower == upper ? (lower, upper + [value()]) : (lower, upper)
    }
}
