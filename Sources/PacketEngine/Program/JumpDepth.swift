/// The depth of jumps and gotos from base chains on, as the kernel bounds it (`NFT_JUMP_STACK_SIZE`, 16, the base chain included).
struct JumpDepth {
    static let limit = 16
    private let program: Program
    private var targets: [[Int]]
    /// The chains below a chain in its deepest way, itself included; 0: not known yet.
    private var heights: [Int]

    init(_ program: Program) {
        self.program = program
        heights = Array(repeating: 0, count: program.chains.count)
        targets = program.chains.map { chain in
            var found: [Int] = []
            for rule in chain.rules {
                for instruction in program.instructions[program.rules[rule]] {
                    switch instruction {
                    case .verdict(let verdict): if let target = verdict.target { found.append(target) }
                    case .verdicts(let map, _):
                        if case .verdicts(let all) = program.sets[map].content { found += all.compactMap(\.target) }
                    case .load, .constant, .compare, .range, .mask, .shift, .combine, .byteOrder, .lookup, .value, .objects, .write, .act:
                        break
                    }
                }
            }
            return Set(found).sorted()
        }
    }

    mutating func check() throws(ProgramError) {
        for (number, chain) in program.chains.enumerated() where chain.base != nil { _ = try height(of: number, depth: 1) }
    }

    private mutating func height(of chain: Int, depth: Int) throws(ProgramError) -> Int {
        if heights[chain] == 0 {
            guard depth <= Self.limit else { throw tooDeep(chain) }
            var below = 0
            for target in targets[chain] { below = max(below, try height(of: target, depth: depth + 1)) }
            heights[chain] = below + 1
        }
        guard depth + heights[chain] - 1 <= Self.limit else { throw tooDeep(chain) }
        return heights[chain]
    }

    private func tooDeep(_ chain: Int) -> ProgramError {
        ProgramError(
            table: program.tables[program.chains[chain].table].name, chain: program.chains[chain].name, rule: nil,
            message: "jumps to this chain are a loop, or more than \(Self.limit) deep")
    }
}

extension Verdict {
    /// The chain of a jump or goto.
    package var target: Int? {
        switch self {
        case .jump(let chain), .goto(let chain): chain
        case .continue, .accept, .drop, .return, .stolen, .queue: nil
        }
    }
}
