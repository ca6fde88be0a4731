import Netfilter

extension Operation {
    /// A short description: `add rule to inet filter input`.
    package var summary: String {
        let table = "\(family.rawValue) \(self.table)"
        switch action {
        case .addTable: return "add table \(table)"
        case .deleteTable: return "delete table \(table)"
        case .addChain(let chain): return "add chain \(table) \(chain.name)"
        case .deleteChain(let name): return "delete chain \(table) \(name)"
        case .addRule(_, let chain, _): return "add rule to \(table) \(chain)"
        case .replaceRule(_, let chain, let handle): return "replace rule \(table) \(chain) handle \(handle)"
        case .deleteRule(let chain, let handle): return "delete rule \(table) \(chain) handle \(handle)"
        case .flushChain(let chain): return "flush chain \(table) \(chain)"
        case .addSet(let name, _): return "add set \(table) \(name)"
        case .deleteSet(let name): return "delete set \(table) \(name)"
        case .addElements(let set, let elements): return "add \(elements.count) elements to set \(table) \(set)"
        case .deleteElements(let set, let elements): return "delete \(elements.count) elements from set \(table) \(set)"
        case .flushSet(let set): return "flush set \(table) \(set)"
        case .addObject(let object): return "add \(object.definition.kindName) \(table) \(object.name)"
        case .deleteObject(let name, let kind): return "delete \(kind.rawValue) \(table) \(name)"
        case .addFlowtable(let flowtable): return "add flowtable \(table) \(flowtable.name)"
        case .deleteFlowtable(let name): return "delete flowtable \(table) \(name)"
        case .deleteFlowtableDevices(let name, let devices):
            return "delete devices \(devices.joined(separator: ", ")) from flowtable \(table) \(name)"
        }
    }
}
