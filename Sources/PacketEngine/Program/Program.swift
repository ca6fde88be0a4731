import Netfilter
import WeirModel

/// All tables of a host, made ready for the interpreter.
package struct Program: Sendable {
    package struct TableName: Sendable, Hashable {
        package var family: Family
        package var name: String
        /// Its base chains are not hooked.
        package var isDormant: Bool
    }

    package struct Chain: Sendable {
        /// A number of `tables`.
        package var table: Int
        /// Empty for the chain of a `jump { … }`.
        package var name: String
        package var base: BaseChain?
        /// In `rules`, in order.
        package var rules: Range<Int>
        /// Of the chain of a `jump { … }`: the rule that it belongs to.
        package var owner: RulePlace?
    }

    package struct Object: Sendable {
        package var table: Int
        package var name: String
        package var definition: StatefulObject.Definition
    }

    package internal(set) var tables: [TableName] = []
    /// Named chains first, in the order of the tables, then anonymous ones.
    package internal(set) var chains: [Chain] = []
    /// Of each rule its instructions.
    package internal(set) var rules: ContiguousArray<Range<Int>> = []
    package internal(set) var instructions: ContiguousArray<Instruction> = []
    package internal(set) var constants: ContiguousArray<UInt32> = []
    package internal(set) var sets: [ProgramSet] = []
    package internal(set) var actions: [Action] = []
    package internal(set) var objects: [Object] = []
    /// Of each object the action that it is: its state is one, whichever rules use it.
    package internal(set) var objectActions: [Int] = []
    package internal(set) var inner: [Expression.Inner] = []
    /// How many expressions have a state of their own (`Action.number`, `source` of loads).
    package internal(set) var statefuls = 0
}

/// A rule: its chain's number in the program, and its place there from 0 on.
package struct RulePlace: Sendable, Hashable, Comparable {
    package var chain: Int
    package var rule: Int
    package init(chain: Int, rule: Int) {
        self.chain = chain
        self.rule = rule
    }
    package static func < (left: Self, right: Self) -> Bool { (left.chain, left.rule) < (right.chain, right.rule) }
}

/// Tables that no kernel would take, such as those of a document written by hand.
package struct ProgramError: Error, Hashable {
    package var table: String
    package var chain: String
    /// From 0 on; nil for what concerns no rule.
    package var rule: Int?
    package var message: String
}
