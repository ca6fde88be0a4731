import Netfilter

/// A kind of packet that the interpreter can run: one packet, or all packets at once.
///
/// The interpreter has all that expressions, rules and chains mean. A logic has the packet, its metadata and its connection, and the primitives over
/// words and conditions. Every operation is *guarded*: it happens for the packets of a condition. With one packet a condition is a `Bool`;
/// with all packets it is a set of them.
///
/// A word is four bytes of a register, in the order of memory, the first byte most significant. So a comparison of words is `memcmp`, and
/// the kernel's `u32` of this host is `byteSwapped` on little-endian machines.
package protocol PacketLogic {
    associatedtype Condition
    associatedtype Word

    // MARK: conditions

    var always: Condition { get }
    var never: Condition { get }
    func isNever(_ condition: Condition) -> Bool
    mutating func both(_ left: Condition, _ right: Condition) -> Condition
    mutating func either(_ left: Condition, _ right: Condition) -> Condition
    /// `left` and not `right`.
    mutating func without(_ left: Condition, _ right: Condition) -> Condition
    /// Whether the work became too large to decide. The interpreter stops then, and its results mean nothing.
    var isExhausted: Bool { get }

    // MARK: words

    func word(_ bits: UInt32) -> Word
    mutating func and(_ left: Word, _ right: Word) -> Word
    mutating func or(_ left: Word, _ right: Word) -> Word
    mutating func xor(_ left: Word, _ right: Word) -> Word
    mutating func shiftedLeft(_ word: Word, by bits: Int) -> Word
    mutating func shiftedRight(_ word: Word, by bits: Int) -> Word
    func byteSwapped(_ word: Word) -> Word
    /// With the two bytes of each half exchanged.
    func halvesSwapped(_ word: Word) -> Word
    mutating func equal(_ word: Word, _ bits: UInt32) -> Condition
    /// Unsigned.
    mutating func less(_ word: Word, than bits: UInt32) -> Condition

    // MARK: packets

    /// Loads words into registers, the bytes of the last one behind the value zero. Returns the packets of `condition` that have the value; the others
    /// break.
    mutating func load(_ source: Load, into registers: inout RegisterFile<Word>, at slot: Int, under condition: Condition) -> Condition
    /// Writes from registers. Returns the packets that go on in their rule.
    mutating func write(_ target: WriteTarget, from registers: RegisterFile<Word>, at slot: Int, under condition: Condition) -> Condition
    /// Returns the packets that go on in their rule; those that the action gives a verdict are added to `endings`.
    mutating func perform(
        _ action: Action, registers: inout RegisterFile<Word>, under condition: Condition, endings: inout [Ending<Condition>]
    ) -> Condition

    // MARK: sets, by their numbers in the program

    /// The packets of `condition` whose key (the words from `slot` on, the last one under the set's `lastWordMask`) is in a set. Element expressions
    /// (a limit in an element) take part.
    mutating func member(
        of set: Int, key registers: RegisterFile<Word>, at slot: Int, under condition: Condition
    ) -> Condition
    /// Loads the value that a map has for the key. Returns the packets whose key the map has.
    mutating func value(
        of map: Int, key slot: Int, registers: inout RegisterFile<Word>, into destination: Int, under condition: Condition
    ) -> Condition
    /// Adds an ending for the packets of each verdict, `continue` included. The others break.
    mutating func verdicts(
        of map: Int, key registers: RegisterFile<Word>, at slot: Int, under condition: Condition, endings: inout [Ending<Condition>]
    )
    /// The packets for which a map has each of its objects, by the object's number.
    mutating func objects(
        of map: Int, key registers: RegisterFile<Word>, at slot: Int, under condition: Condition
    ) -> [(object: Int, condition: Condition)]

    // MARK: what happened

    /// A rule held to its end (`continue`), or gave a verdict. Called before the chain that it jumps to runs.
    mutating func ruleHeld(_ place: RulePlace, _ verdict: Verdict, under condition: Condition)
    /// A base chain's policy decided.
    mutating func policyApplied(_ chain: Int, _ verdict: Verdict, under condition: Condition)
}

extension PacketLogic {
    package var isExhausted: Bool { false }
}

/// The packets that a rule gives a verdict.
package struct Ending<Condition> {
    package var verdict: Verdict
    package var condition: Condition
    package init(_ verdict: Verdict, _ condition: Condition) {
        self.verdict = verdict
        self.condition = condition
    }
}

/// The sixteen words of the kernel's register file, by slot.
package struct RegisterFile<Word> {
    package var words: ContiguousArray<Word>
    package init(filledWith word: Word) { words = ContiguousArray(repeating: word, count: Registers.slots) }
    package subscript(slot: Int) -> Word {
        @inline(__always) get { words[slot] }
        @inline(__always) set { words[slot] = newValue }
    }
}
