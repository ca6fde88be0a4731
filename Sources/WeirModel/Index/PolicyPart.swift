/// A part of a rule or set, as a walk meets it: at any depth, in anonymous chains, maps, elements and updates too.
package enum PolicyPart {
    case statement(Statement)
    /// The verdict of a statement or an element. `Verdict.jump` names its chain.
    case verdict(Verdict)
    case term(Term)
    /// A constant. The numbers in packed rows of a list are not visited one by one.
    case value(Value)
    case list(ElementList)
    case lookup(SetLookup)
    /// The kind is `nil` where a list holds objects and nothing determines their kind.
    case object(StatefulObject.Kind?, String)
    case flowtable(String)
}

/// A named set or map of the table that a statement asks or changes.
package struct SetLookup: Sendable {
    package enum Role: Sendable {
        case membership
        case values(TermPurpose)
        case verdicts
        case objects(StatefulObject.Kind)
        case update(SetUpdate)
    }

    package var set: String
    /// `nil` if a set is named without a lookup.
    package var key: Term?
    package var role: Role
}

/// The use that a statement makes of a term. It decides the type of the term's value.
package enum TermPurpose: Sendable {
    /// The statement does not determine it.
    case any
    /// To be compared with, or assigned to, this one.
    case like(Term)
    case address, addressAndPort, port, link
    /// A link in netdev tables, an address elsewhere.
    case addressOrLink
    case number
}

// The only walk. Each switch names every case, so a new kind of statement or term does not compile until its parts are decided.

extension Rule {
    package func walk(_ visit: (PolicyPart) -> Void) {
        for statement in statements { statement.walk(visit) }
    }
}

extension SetDeclaration {
    package func walk(_ visit: (PolicyPart) -> Void) {
        key.walk(visit)
        var kind: StatefulObject.Kind?
        switch data {
        case .values(let content)?, .intervals(let content)?: content.walk(visit)
        case .object(let held)?: kind = held
        case .verdict?, nil: break
        }
        for statement in statements { statement.walk(visit) }
        elements.walk(objects: kind, visit)
    }
}

extension SetDeclaration.Content {
    fileprivate func walk(_ visit: (PolicyPart) -> Void) {
        switch self {
        case .typeof(let terms): for term in terms { term.walk(visit) }
        case .types, .sized: break
        }
    }
}

extension Statement {
    /// Visits the statement, then its parts in the order in which they are written; a lookup after its key.
    package func walk(_ visit: (PolicyPart) -> Void) {
        visit(.statement(self))
        switch self {
        case .match(let left, _, let right):
            left.walk(visit)
            right.walk(for: .like(left), visit)
        case .verdict(let verdict): verdict.walk(visit)
        case .verdictMap(let key, let source): source.walk(key, .verdicts, visit)
        case .set(let field, let term), .setOverZeroChecksum(let field, let term): term.walk(for: .like(.field(field)), visit)
        case .object(let kind, .named(let name)): visit(.object(kind, name))
        case .object(let kind, .map(let key, let source)): source.walk(key, .objects(kind), visit)
        case .nat(let nat):
            nat.address?.walk(for: nat.portFromMap ? .addressAndPort : .address, visit)
            nat.port?.walk(for: .port, visit)
        case .tproxy(let proxy):
            proxy.address?.walk(for: .address, visit)
            proxy.port?.walk(for: .port, visit)
        case .dup(let to, let device):
            to.walk(for: device == nil ? .addressOrLink : .address, visit)
            device?.walk(for: .link, visit)
        case .fwd(let device, _, let address):
            device.walk(for: .link, visit)
            address?.walk(for: .address, visit)
        case .flowAdd(let name): visit(.flowtable(name))
        case .queue(let queue): queue.number.walk(for: .number, visit)
        case .update(let update):
            update.key.walk(visit)
            update.data?.walk(visit)
            for statement in update.statements { statement.walk(visit) }
            visit(.lookup(SetLookup(set: update.set, key: update.key, role: .update(update))))
        case .resetTCPOption, .counter, .quota, .limit, .connectionLimit, .last, .log, .reject, .notrack, .synproxy, .raw: break
        }
    }
}

extension Verdict {
    /// The chain that it names.
    package var jump: (target: String, isGoto: Bool)? {
        switch self {
        case .jump(.named(let name)): (name, false)
        case .goto(.named(let name)): (name, true)
        case .jump(.anonymous), .goto(.anonymous), .accept, .drop, .continue, .return: nil
        }
    }

    /// The rules of a chain that is bound to it.
    package var boundRules: [Rule] {
        switch self {
        case .jump(.anonymous(let rules)), .goto(.anonymous(let rules)): rules
        case .jump(.named), .goto(.named), .accept, .drop, .continue, .return: []
        }
    }

    fileprivate func walk(_ visit: (PolicyPart) -> Void) {
        visit(.verdict(self))
        for rule in boundRules { rule.walk(visit) }
    }
}

extension Term {
    /// Visits the term, then its parts.
    package func walk(for purpose: TermPurpose = .any, _ visit: (PolicyPart) -> Void) {
        visit(.term(self))
        switch self {
        case .field: break
        case .value(let value), .prefix(let value, _): visit(.value(value))
        case .range(let lower, let upper):
            visit(.value(lower))
            visit(.value(upper))
        case .flags(let values): for value in values { visit(.value(value)) }
        case .set(let list): list.walk(visit)
        case .namedSet(let name):
            var key: Term?
            if case .like(let other) = purpose { key = other }
            visit(.lookup(SetLookup(set: name, key: key, role: .membership)))
        case .concatenation(let parts): for part in parts { part.walk(visit) }
        case .binary(_, let left, let right):
            left.walk(visit)
            right.walk(visit)
        case .map(let key, let source): source.walk(key, .values(purpose), visit)
        case .jhash(let inner, _, _, _): inner.walk(visit)
        }
    }

    /// The fields that it is made of.
    package var fields: [Field] {
        var fields: [Field] = []
        walk { if case .term(.field(let field)) = $0 { fields.append(field) } }
        return fields
    }
}

extension MapSource {
    fileprivate func walk(_ key: Term, _ role: SetLookup.Role, _ visit: (PolicyPart) -> Void) {
        key.walk(visit)
        switch (self, role) {
        case (.named(let name), _): visit(.lookup(SetLookup(set: name, key: key, role: role)))
        case (.anonymous(let list), .objects(let kind)): list.walk(objects: kind, visit)
        case (.anonymous(let list), _): list.walk(visit)
        }
    }
}

extension ElementList {
    /// Visits the list, then what its elements hold.
    ///
    /// - Parameter kind: of the objects that elements name.
    fileprivate func walk(objects kind: StatefulObject.Kind? = nil, _ visit: (PolicyPart) -> Void) {
        visit(.list(self))
        if layout?.data == .indexed {
            for index in indices {
                if let element = whole[index] { element.walk(objects: kind, visit) } else { datum(at: index)?.walk(objects: kind, visit) }
            }
        } else {
            for (_, element) in whole.sorted(by: { $0.key < $1.key }) { element.walk(objects: kind, visit) }
        }
    }

    /// The datum of a packed element, in lists that refer to it by index.
    private func datum(at index: Int) -> ElementData? {
        layout.map { indexedData[readIndex(index * $0.stride + $0.index)] }
    }
}

extension Element {
    fileprivate func walk(objects kind: StatefulObject.Kind?, _ visit: (PolicyPart) -> Void) {
        for value in key.ends { visit(.value(value)) }
        data?.walk(objects: kind, visit)
        for statement in statements { statement.walk(visit) }
    }
}

extension ElementKey {
    /// A value for each component, of an interval its lower end; none of the catch-all.
    package var lower: [Value] {
        switch self {
        case .values(let values), .ranges(let values, _): values
        case .catchAll: []
        }
    }

    /// The values that it consists of: of an interval, those of both ends.
    package var ends: [Value] { if case .ranges(let lower, let upper) = self { lower + upper } else { lower } }
}

extension ElementData {
    fileprivate func walk(objects kind: StatefulObject.Kind?, _ visit: (PolicyPart) -> Void) {
        switch self {
        case .values(let values): for value in values { visit(.value(value)) }
        case .ranges(let lower, let upper): for value in lower + upper { visit(.value(value)) }
        case .verdict(let verdict): verdict.walk(visit)
        case .object(let name): visit(.object(kind, name))
        }
    }
}

extension Value {
    /// The name of the link, or pattern of names.
    package var linkName: String? {
        guard case .text(let name, let type) = self, type == .ifname || type == .ifindex else { return nil }
        return cString ?? name
    }
}
