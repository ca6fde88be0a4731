import WeirModel

/// Lowers one rule: its statements, in order, into the expressions that stock nft gives for the same rule.
///
/// Each statement is evaluated in the protocol context that the statements before it established; missing dependencies are put before it.
/// Then adjacent comparisons of header fields are merged, as nft merges them, and everything is emitted.
struct RuleLowering {
    /// A statement after evaluation.
    enum Step {
        /// `payload == value` or `!=`, which can merge with its neighbours.
        case payload(PayloadMatch)
        /// Another match: merging looks past it.
        case match([Expression])
        /// Anything else: merging stops at it.
        case statement([Expression])
    }

    struct PayloadMatch {
        var place: PayloadPlace
        var bitOffset: UInt32
        var bitLength: UInt32
        var negated: Bool
        var value: UInt128
        var isProtocolKey: Bool
    }

    let table: TableContext
    var context: ProtocolContext
    /// What is known of the packet that a tunnel's packet carries.
    var inner = ProtocolContext(family: .bridge)
    /// The tunnel whose carried packet `context` is about.
    var tunnel: Tunnel?
    /// The bits of what a statement sets: newer versions of nft compute in all of them.
    var targetBits: Int?
    var steps: [Step] = []

    init(table: TableContext) {
        self.table = table
        context = ProtocolContext(family: table.family)
    }

    static func lower(_ rule: Rule, in table: TableContext) throws -> CompiledRule {
        CompiledRule(expressions: try lower(rule.statements, in: table), userdata: try UserData.encode(comment: rule.comment))
    }

    static func lower(_ statements: [Statement], in table: TableContext) throws -> [Expression] {
        var lowering = RuleLowering(table: table)
        for statement in statements { try lowering.lower(statement) }
        return lowering.finish()
    }

    mutating func lower(_ statement: Statement) throws {
        switch statement {
        case .match(let left, let comparison, let right): try lowerMatch(left, comparison, right)
        case .verdict(let verdict): add(.verdict(try lower(verdict)))
        case .verdictMap(let key, let source): try lowerVerdictMap(key: key, source)
        case .set(let field, let value): try lowerSet(field, to: value)
        case .setOverZeroChecksum(let field, let value): try lowerSetOverZeroChecksum(field, to: value)
        case .resetTCPOption(let kind): add(.exthdrReset(type: kind, op: ExthdrOp.tcpOption))
        case .counter, .quota, .limit, .connectionLimit, .last: add(try lowerStateful(statement))
        case .object(let kind, let reference): try lowerObject(kind, reference)
        case .log(let log): add(log.expression)
        case .reject(let reject): try lowerReject(reject)
        case .nat(let nat): try lowerNAT(nat)
        case .tproxy(let tproxy): try lowerTransparentProxy(tproxy)
        case .dup(let to, let device): try lowerDup(to: to, device: device)
        case .fwd(let device, let family, let address): try lowerFwd(device: device, family: family, address: address)
        case .notrack: add(.notrack)
        case .synproxy(let synproxy): add(synproxy.expression)
        case .flowAdd(let flowtable): add(.flowOffload(table: flowtable))
        case .queue(let queue): try lowerQueue(queue)
        case .update(let update): try lowerUpdate(update)
        case .raw(let raw): add(try table.knownExpression(raw))
        }
    }

    /// Appends a statement's expressions.
    mutating func add(_ expressions: Expression...) { steps.append(.statement(expressions)) }
    mutating func add(_ expressions: [Expression]) { steps.append(.statement(expressions)) }

    /// Merges and writes out.
    func finish() -> [Expression] {
        PayloadMerging.merge(steps).flatMap { step -> [Expression] in
            switch step {
            case .payload(let match): match.expressions
            case .match(let expressions), .statement(let expressions): expressions
            }
        }
    }
}

extension RuleLowering.PayloadMatch {
    var expressions: [Expression] {
        let register = Registers.number(slot: 0)
        let bytes = Int(bitLength + 7) / 8
        return [
            place.load(offset: bitOffset / 8, length: UInt32(bytes), register: register),
            .cmp(
                op: negated ? CmpOp.notEqual : CmpOp.equal, source: register,
                data: Bytes.encode(value, count: bytes, order: .big)),
        ]
    }
}

/// `NFT_CMP_*`.
enum CmpOp {
    static let equal: UInt32 = 0
    static let notEqual: UInt32 = 1
    static let less: UInt32 = 2
    static let lessOrEqual: UInt32 = 3
    static let greater: UInt32 = 4
    static let greaterOrEqual: UInt32 = 5
}

/// `NFT_EXTHDR_OP_*`.
enum ExthdrOp {
    static let ipv6: UInt32 = 0
    static let tcpOption: UInt32 = 1
    static let ipv4: UInt32 = 2
    static let sctp: UInt32 = 3
    /// `NFT_EXTHDR_F_PRESENT`.
    static let present: UInt32 = 1
}
