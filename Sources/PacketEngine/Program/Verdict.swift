/// What becomes of a packet at the end of a rule. Chains are numbers in the program.
package enum Verdict: Sendable, Hashable {
    case `continue`
    case accept
    case drop
    case `return`
    case jump(Int)
    case goto(Int)
    /// Taken over by something else: `fwd`, `synproxy`.
    case stolen
    case queue(UInt16)
}
