public import WeirModel

/// A chain of rules: a base chain, which a hook of the kernel runs, or one that rules jump to. nft's `chain input { … }`.
public struct Chain: Sendable {
    let name: String
    let base: Base?
    let policy: ChainPolicy?
    let comment: String?
    let rules: [Rule]
    let location: SourceLocation

    /// A base chain: nft's `chain input { type filter hook input priority filter; policy drop; }` is `Chain("input", .filter(.input),
    /// policy: .drop) { … }`.
    ///
    /// - Parameters:
    ///   - base: the type, hook and priority.
    ///   - policy: the verdict for packets that no rule decides; accept by default.
    public init(
        _ name: String, _ base: Base, policy: ChainPolicy? = nil, comment: String? = nil, file: String = #filePath, line: Int = #line,
        column: Int = #column, @RulesBuilder _ rules: () -> Rules = { Rules() }
    ) {
        self.name = name
        self.base = base
        self.policy = policy
        self.comment = comment
        self.rules = rules().rules
        location = here(file, line, column)
    }

    /// A chain that rules jump or go to: `Chain("services") { … }`, `.jump("services")`.
    public init(
        _ name: String, comment: String? = nil, file: String = #filePath, line: Int = #line, column: Int = #column,
        @RulesBuilder _ rules: () -> Rules = { Rules() }
    ) {
        self.name = name
        base = nil
        policy = nil
        self.comment = comment
        self.rules = rules().rules
        location = here(file, line, column)
    }

    /// The type, hook and priority of a base chain. Each type of chain has certain hooks.
    public struct Base: Sendable {
        let type: ChainType
        let hook: Hook
        let priority: Priority
        let devices: [Interface]
        let offload: Offload

        /// The hooks of chains of type `filter`. `ingress` and `egress` need `devices`; which a table has depends on its family.
        public enum FilterHook: String, Sendable { case prerouting, input, forward, output, postrouting, ingress, egress }
        /// The hooks of chains of type `nat`.
        public enum NATHook: String, Sendable { case prerouting, input, output, postrouting }
        /// The hook of chains of type `route`.
        public enum RouteHook: String, Sendable { case output }

        /// A chain that decides about packets: nft's `type filter hook input priority filter`.
        ///
        /// - Parameters:
        ///   - priority: 0 by default, nft's `filter`; lower ones run first.
        ///   - devices: the interfaces of hooks ingress and egress.
        ///   - offload: whether the chain's rules go to the devices' hardware (`flags offload`).
        public static func filter(_ hook: FilterHook, priority: Priority = .filter, devices: [Interface] = [], offload: Offload = .never)
            -> Base
        {
            Base(type: .filter, hook: Hook(rawValue: hook.rawValue) ?? .input, priority: priority, devices: devices, offload: offload)
        }

        /// The priority is nft's `dstnat` at prerouting and output, `srcnat` at postrouting and input.
        public static func nat(_ hook: NATHook, priority: Priority? = nil) -> Base {
            let usual: Priority
            switch hook {
            case .prerouting: usual = .dstnat
            case .output: usual = -100
            case .input: usual = 100
            case .postrouting: usual = .srcnat
            }
            return Base(
                type: .nat, hook: Hook(rawValue: hook.rawValue) ?? .prerouting, priority: priority ?? usual, devices: [], offload: .never)
        }

        /// A chain whose changes to the packet's mark or addresses make the kernel look up its route again: nft's `type route hook output
        /// priority mangle`.
        public static func route(_ hook: RouteHook, priority: Priority = .mangle) -> Base {
            Base(type: .route, hook: .output, priority: priority, devices: [], offload: .never)
        }
    }

    /// The order of base chains at a hook: a number, or nft's name with an offset, `.dstnat - 5`. Lower ones run first.
    public struct Priority: Sendable, ExpressibleByIntegerLiteral {
        let name: String?
        let offset: Int32

        init(name: String?, offset: Int32) { (self.name, self.offset) = (name, offset) }

        public init(integerLiteral value: Int32) { self.init(name: nil, offset: value) }
        /// A priority from a number that is computed.
        public init(_ value: Int32) { self.init(name: nil, offset: value) }

        /// Before conntrack, -300: nft's `raw`.
        public static let raw = Priority(name: "raw", offset: 0)
        /// -150: nft's `mangle`.
        public static let mangle = Priority(name: "mangle", offset: 0)
        /// -100, in bridge tables -300: nft's `dstnat`. At hook prerouting.
        public static let dstnat = Priority(name: "dstnat", offset: 0)
        /// 0, in bridge tables -200: nft's `filter`.
        public static let filter = Priority(name: "filter", offset: 0)
        /// 50: nft's `security`.
        public static let security = Priority(name: "security", offset: 0)
        /// 100, in bridge tables 300: nft's `srcnat`. At hook postrouting.
        public static let srcnat = Priority(name: "srcnat", offset: 0)
        /// 100: nft's `out`. In bridge tables, at hook output.
        public static let out = Priority(name: "out", offset: 0)

        /// Later by an offset: `.filter + 10` is nft's `priority filter + 10`.
        public static func + (priority: Priority, offset: Int32) -> Priority {
            Priority(name: priority.name, offset: priority.offset &+ offset)
        }
        /// Earlier by an offset: `.dstnat - 5` is nft's `priority dstnat - 5`.
        public static func - (priority: Priority, offset: Int32) -> Priority {
            Priority(name: priority.name, offset: priority.offset &- offset)
        }

        var words: String {
            guard let name else { return String(offset) }
            return offset == 0 ? name : "\(name) \(offset < 0 ? "-" : "+") \(offset.magnitude)"
        }
    }
}

extension Chain {
    func model(in family: Family, _ notes: inout PendingDiagnostics) -> WeirModel.Chain {
        var own = PendingDiagnostics()
        let base = base.map { $0.model(in: family, policy: policy, &own) }
        notes += PendingDiagnostics(problems: own.problems.map { $0.at(location) })
        let models = rules.flatMap { $0.models(in: family, &notes) }
        return WeirModel.Chain(name: name, base: base, comment: comment, rules: models, at: location)
    }
}

extension Chain.Base {
    func model(in family: Family, policy: ChainPolicy?, _ notes: inout PendingDiagnostics) -> BaseChain {
        if !family.chainTypes(at: hook).contains(type) {
            let hooks = family.hooks.filter { family.chainTypes(at: $0).contains(type) }.map(\.rawValue).joined(separator: ", ")
            notes.error(
                .wrongHook, "a table of family \(family.rawValue) has no chain of type \(type.rawValue) at hook \(hook.rawValue)",
                help: hooks.isEmpty ? "it has no chains of this type" : "it has them at \(hooks)")
        }
        var number = ChainPriority.parse(priority.words, family: family, hook: hook)
        if number == nil {
            notes.error(
                .wrongPriority, "`\(priority.words)` is not a priority at hook \(hook.rawValue) of family \(family.rawValue)",
                help: "it has \(ChainPriority.names(family: family, hook: hook).joined(separator: ", ")), and every number")
            number = 0
        }
        return BaseChain(
            type: type, hook: hook, priority: number ?? 0, policy: policy, devices: devices.compactMap { $0.name(&notes) }, offload: offload
        )
    }
}

extension Interface {
    /// The one interface that this names.
    func name(_ notes: inout PendingDiagnostics) -> String? {
        if case .text(let name) = literal.form { return name }
        notes.error(.badLiteral, "one interface is needed here, by its name")
        return nil
    }
}
