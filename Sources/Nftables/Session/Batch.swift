internal import CNftnl
import Netfilter
import WeirModel

/// The messages of one transaction, with which operation each of them belongs to.
///
/// The (sequence, offset) of an error is looked up in the messages themselves; nothing else is kept while encoding.
struct Batch {
    let writer: RulesetWriter
    let firstSequence: UInt32
    /// Of each message, BATCH_BEGIN first: where it begins, and its operation.
    private(set) var messages: [(start: Int, operation: Int)] = []
    /// Numbers for sets and chains that later messages of the batch refer to.
    private var lastID: UInt32 = 0
    private var operation = -1

    /// - Parameter isCheck: omits the end of the batch, without which the kernel commits nothing.
    init(operations: [Operation], generation: UInt32?, firstSequence: UInt32, isCheck: Bool = false) throws {
        self.firstSequence = firstSequence
        writer = RulesetWriter(capacity: 256 << 10)
        let writer = writer
        bound(isEnd: false) { if let generation { writer.put(NFNL_BATCH_GENID, generation) } }
        for (index, operation) in operations.enumerated() {
            self.operation = index
            add(operation, isFirst: index == 0)
            if let failure = writer.takeFailure() {
                throw NftablesError(
                    kind: .tooLarge, subject: operation.summary, message: "it cannot be encoded for the kernel: \(failure.words)",
                    at: operation.at.location, operation: index)
            }
        }
        operation = -1
        if !isCheck { bound(isEnd: true) {} }
    }

    // MARK: messages

    private mutating func bound(isEnd: Bool, _ body: () -> Void) {
        writer.begin(batchEnd: isEnd, sequence: firstSequence &+ UInt32(messages.count))
        body()
        writer.end()
        messages.append((writer.start, operation))
    }

    /// The first message after BATCH_BEGIN asks for an echo: with it the kernel also tells the sender that the batch was committed.
    @inline(__always)
    private mutating func message(_ type: nf_tables_msg_types, _ family: Family, flags: Int32 = 0, _ body: () -> Void) {
        let echo = messages.count == 1 ? NLM_F_ECHO | NLM_F_ACK : 0
        writer.begin(type, family: family.nfproto, flags: flags | echo, sequence: firstSequence &+ UInt32(messages.count))
        body()
        writer.end()
        messages.append((writer.start, operation))
    }

    private mutating func nextID() -> UInt32 {
        lastID += 1
        return lastID
    }

    // MARK: operations

    private mutating func add(_ operation: Operation, isFirst: Bool) {
        let family = operation.family
        let table = operation.table
        let writer = writer
        if isFirst, operation.action.hasManyNotifications {
            // Its echo would have a message for each object that it touches. This message changes nothing and has no echo.
            message(NFT_MSG_NEWTABLE, family) { TableMessage.encode(name: table, to: writer) }
        }
        switch operation.action {
        case .addTable(let flags, let userdata):
            message(NFT_MSG_NEWTABLE, family, flags: NLM_F_CREATE) {
                TableMessage.encode(name: table, flags: flags, userdata: userdata, to: writer)
            }
        case .deleteTable:
            message(NFT_MSG_DELTABLE, family) { TableMessage.encode(name: table, to: writer) }
        case .addChain(let chain):
            message(NFT_MSG_NEWCHAIN, family, flags: NLM_F_CREATE) {
                ChainMessage.encode(chain, family: family, table: table, to: writer)
            }
        case .deleteChain(let name):
            message(NFT_MSG_DELCHAIN, family) {
                writer.put(NFTA_CHAIN_TABLE, table)
                writer.put(NFTA_CHAIN_NAME, name)
            }
        case .addRule(let rule, let chain, let position):
            add(rule, family, table, in: .chain(chain), flags: position.flags) {
                switch position {
                case .append, .prepend: break
                case .after(let handle), .before(let handle): writer.put(NFTA_RULE_POSITION, handle)
                }
            }
        case .replaceRule(let rule, let chain, let handle):
            add(rule, family, table, in: .chain(chain), flags: NLM_F_REPLACE) { writer.put(NFTA_RULE_HANDLE, handle) }
        case .deleteRule(let chain, let handle):
            message(NFT_MSG_DELRULE, family) {
                writer.put(NFTA_RULE_TABLE, table)
                writer.put(NFTA_RULE_CHAIN, chain)
                writer.put(NFTA_RULE_HANDLE, handle)
            }
        case .flushChain(let chain):
            message(NFT_MSG_DELRULE, family) {
                writer.put(NFTA_RULE_TABLE, table)
                writer.put(NFTA_RULE_CHAIN, chain)
            }
        case .addSet(let name, let specification):
            let id = nextID()
            message(NFT_MSG_NEWSET, family, flags: NLM_F_CREATE) {
                SetMessage.encode(name: name, specification, table: table, id: id, to: writer)
            }
        case .deleteSet(let name):
            message(NFT_MSG_DELSET, family) {
                writer.put(NFTA_SET_TABLE, table)
                writer.put(NFTA_SET_NAME, name)
            }
        case .addElements(let set, let elements):
            self.elements(NFT_MSG_NEWSETELEM, elements, family, .init(table: table, set: set), flags: NLM_F_CREATE)
        case .deleteElements(let set, let elements):
            self.elements(NFT_MSG_DELSETELEM, elements, family, .init(table: table, set: set), keyOnly: true)
        case .flushSet(let set):
            message(NFT_MSG_DELSETELEM, family) { ElementMessage.encode(.init(table: table, set: set), to: writer) }
        case .addObject(let object):
            message(NFT_MSG_NEWOBJ, family, flags: NLM_F_CREATE) { ObjectMessage.encode(object, table: table, to: writer) }
        case .deleteObject(let name, let kind):
            message(NFT_MSG_DELOBJ, family) {
                ObjectMessage.encode(deleting: name, type: kind.kernelType, table: table, to: writer)
            }
        case .addFlowtable(let flowtable):
            message(NFT_MSG_NEWFLOWTABLE, family, flags: NLM_F_CREATE) { FlowtableMessage.encode(flowtable, table: table, to: writer) }
        case .deleteFlowtable(let name):
            message(NFT_MSG_DELFLOWTABLE, family) { FlowtableMessage.encode(deleting: name, table: table, to: writer) }
        case .deleteFlowtableDevices(let name, let devices):
            message(NFT_MSG_DELFLOWTABLE, family) {
                FlowtableMessage.encode(deleting: name, devices: devices, table: table, to: writer)
            }
        }
    }

    private mutating func add(
        _ rule: CompiledRule, _ family: Family, _ table: String, in place: RuleMessage.Place, flags: Int32, position: () -> Void
    ) {
        let references = prepare(rule.expressions, family, table)
        let writer = writer
        message(NFT_MSG_NEWRULE, family, flags: flags) {
            writer.setReferences(references)
            RuleMessage.encode(rule, table: table, in: place, to: writer)
            position()
        }
    }

    // MARK: elements

    /// As many messages as the elements need: a list holds 64 KiB.
    ///
    /// Where it is the batch's first message it has one element alone, since its echo is a message an element.
    /// `chains`: the numbers of the chains that elements are bound to, by their index.
    private mutating func elements(
        _ type: nf_tables_msg_types, _ elements: SetElements, _ family: Family, _ place: ElementMessage.Place, flags: Int32 = 0,
        keyOnly: Bool = false, chains: [Int: UInt32] = [:]
    ) {
        let writer = writer
        let layout = elements.layout ?? .init(key: 0)
        var index = 0
        while index < elements.count {
            let isFirst = messages.count == 1
            message(type, family, flags: flags) {
                ElementMessage.encode(place, to: writer)
                let list = writer.nestStart(NFTA_SET_ELEM_LIST_ELEMENTS)
                var isEmpty = true
                elements.forEachStored(from: index) { stored in
                    let start = writer.count
                    switch stored {
                    case .row(let row, let flags): ElementMessage.encode(row, layout, flags: flags, keyOnly: keyOnly, to: writer)
                    case .whole(let element):
                        writer.setReferences(chains[index].map { [$0] } ?? [])
                        ElementMessage.encode(element, keyOnly: keyOnly, to: writer)
                    }
                    if writer.count - list > 0xffff, !isEmpty {
                        writer.truncate(to: start)
                        return false
                    }
                    isEmpty = false
                    index += 1
                    return !isFirst
                }
                writer.attributeEnd(list)
            }
        }
    }

    // MARK: anonymous sets and bound chains

    /// Adds the anonymous sets and chains that a rule's expressions refer to. Returns their ids, in the order of the references.
    private mutating func prepare(_ expressions: [Expression], _ family: Family, _ table: String) -> [UInt32] {
        var ids: [UInt32] = []
        for expression in expressions {
            if case .anonymous(let set)? = expression.set { ids.append(add(set, family, table)) }
            if case .verdict(let verdict) = expression, case .anonymous(let chain) = verdict.chain { ids.append(add(chain, family, table)) }
        }
        return ids
    }

    private mutating func add(_ set: AnonymousSet, _ family: Family, _ table: String) -> UInt32 {
        var chains: [Int: UInt32] = [:]
        for (index, element) in set.elements.enumerated() {
            if case .verdict(let verdict) = element.data, case .anonymous(let chain) = verdict.chain {
                chains[index] = add(chain, family, table)
            }
        }
        let id = nextID()
        let name = set.specification.nameTemplate
        let writer = writer
        message(NFT_MSG_NEWSET, family, flags: NLM_F_CREATE) {
            SetMessage.encode(name: name, set.specification, table: table, id: id, to: writer)
        }
        elements(
            NFT_MSG_NEWSETELEM, SetElements(set.elements), family, .init(table: table, set: name, id: id), flags: NLM_F_CREATE,
            chains: chains)
        return id
    }

    private mutating func add(_ chain: AnonymousChain, _ family: Family, _ table: String) -> UInt32 {
        let id = nextID()
        let writer = writer
        message(NFT_MSG_NEWCHAIN, family, flags: NLM_F_CREATE) { ChainMessage.encode(bound: id, table: table, to: writer) }
        for rule in chain.rules { add(rule, family, table, in: .bound(id), flags: NLM_F_CREATE | NLM_F_APPEND) {} }
        return id
    }
}

extension Operation.RulePosition {
    fileprivate var flags: Int32 {
        switch self {
        case .append, .after: NLM_F_CREATE | NLM_F_APPEND
        case .prepend, .before: NLM_F_CREATE
        }
    }
}

extension Operation.Action {
    /// The kernel notifies of every rule or element that goes.
    fileprivate var hasManyNotifications: Bool {
        switch self {
        case .deleteTable, .deleteChain, .flushChain, .flushSet: true
        default: false
        }
    }
}
