import WeirModel

/// The limits of an evaluation.
public struct Limits: Sendable, Hashable {
    /// Seconds for the policy's own run.
    public var seconds: Double = 30
    /// Seconds for the compiler.
    public var compilerSeconds: Double = 600
    /// Bytes of address space for the policy's own run.
    public var memory: UInt64 = 4 << 30
    /// Bytes of address space for each process of the compiler.
    public var compilerMemory: UInt64 = 16 << 30
    /// Bytes that the compiler may print.
    public var compilerLog: Int = 8 << 20
    /// Bytes that the policy may print.
    public var log: Int = 1 << 20
    /// Bytes of the document.
    public var document: Int = Document.longestOfPolicy

    public init() {}
}
