import WeirModel

/// Rules and their statements.
extension NftRenderer {
    func rule(_ rule: Rule) throws(RenderingError) -> String {
        let text = try statements(withTransport(rule.statements))
        guard let comment = rule.comment else { return text }
        return "\(text) comment \(try quoted(comment: comment))"
    }

    func statements(_ statements: [Statement]) throws(RenderingError) -> String {
        var words: [String] = []
        for statement in statements { words.append(try self.statement(statement)) }
        return words.joined(separator: " ")
    }

    func statement(_ statement: Statement) throws(RenderingError) -> String {
        switch statement {
        case .match(let left, let comparison, let right): return try match(left, comparison, right)
        case .verdict(let verdict): return try self.verdict(verdict)
        case .verdictMap(let key, let source): return "\(try term(key, .left)) vmap \(try self.source(source))"
        case .set(let field, let value), .setOverZeroChecksum(let field, let value):
            return "\(try self.field(field)) set \(try term(value, .statement))"
        case .resetTCPOption(let kind): return "reset tcp option \(TCPOption.name(ofKind: kind))"
        case .counter(let counter):
            return counter == Counter() ? "counter" : "counter packets \(counter.packets) bytes \(counter.bytes)"
        case .quota(let quota): return "quota \(text(of: quota))"
        case .limit(let limit): return "limit \(try text(of: limit))"
        case .connectionLimit(let count, let over): return "ct count \(over ? "over " : "")\(count)"
        case .last(let since):
            return try newer("last" + (since.map { " used \(time($0))" } ?? ""), since: "1.0.7")
        case .object(let kind, let reference): return try object(kind, reference)
        case .log(let log): return try text(of: log)
        case .reject(let reject): return try text(of: reject)
        case .nat(let nat): return try text(of: nat)
        case .tproxy(let proxy):
            return "tproxy \(proxy.family.map { $0.rawValue + " " } ?? "")to \(try target(proxy.address, proxy.port))"
        case .dup(let to, let device): return "dup to \(try term(to, .statement))\(try self.device(device))"
        case .fwd(let device, let family, let address):
            guard let address else { return "fwd to \(try term(device, .statement))" }
            return "fwd \((family ?? .ip).rawValue) to \(try term(address, .statement))\(try self.device(device))"
        case .notrack: return "notrack"
        case .synproxy(let synproxy):
            let options = text(of: synproxy)
            return options.isEmpty ? "synproxy" : "synproxy \(options)"
        case .flowAdd(let flowtable): return "flow add @\(try name(flowtable))"
        case .queue(let queue): return try text(of: queue)
        case .update(let update): return try text(of: update)
        case .raw(let raw):
            return try noSpelling(
                text(of: raw), "the kernel's expression `\(raw.name)` has no spelling in nft's language",
                help: "write the state as a document instead")
        }
    }

    func verdict(_ verdict: Verdict) throws(RenderingError) -> String {
        switch verdict {
        case .accept: return "accept"
        case .drop: return "drop"
        case .continue: return "continue"
        case .return: return "return"
        case .jump(let target): return "jump \(try self.target(target))"
        case .goto(let target): return "goto \(try self.target(target))"
        }
    }

    private func target(_ target: ChainTarget) throws(RenderingError) -> String {
        switch target {
        case .named(let name): return try self.name(name)
        case .anonymous(let rules):
            var text = "{ "
            for rule in rules { text += "\(try self.rule(rule)); " }
            return text + "}"
        }
    }

    private func device(_ term: Term?) throws(RenderingError) -> String {
        guard let term else { return "" }
        return " device \(try self.term(term, .statement))"
    }

    private func text(of raw: RawExpression) -> String {
        let expression = "\(raw.name) \(hex(raw.data))"
        guard let set = raw.set else { return expression }
        return "\(expression) \(hex(set.attributes)) { \(set.elements.map(hex).joined(separator: ", ")) }"
    }

    private func object(_ kind: StatefulObject.Kind, _ reference: ObjectReference) throws(RenderingError) -> String {
        let name: String
        switch reference {
        case .named(let object): name = try quoted(object)
        case .map(let key, let source): name = "\(try term(key, .statement)) map \(try self.source(source))"
        }
        switch kind {
        case .counter, .quota, .limit, .synproxy: return "\(kind.rawValue) name \(name)"
        case .tunnel: return try newer("tunnel name \(name)", since: "1.1.6", in: .checks)
        case .secmark: return "meta secmark set \(name)"
        case .ctHelper, .ctTimeout, .ctExpectation: return "\(kind.rawValue) set \(name)"
        }
    }

    private func text(of update: SetUpdate) throws(RenderingError) -> String {
        var text = "\(update.operation.rawValue) @\(try name(update.set))"
        if let size = meters[update.set] { text = "meter \(try name(update.set))" + (size.map { " size \($0)" } ?? "") }
        text += " { \(try term(update.key, .left))"
        if let timeout = update.timeout { text += " timeout \(time(timeout))" }
        if !update.statements.isEmpty { text += " \(try statements(update.statements))" }
        if let data = update.data { text += " : \(try term(data, .left))" }
        return text + " }"
    }
}
