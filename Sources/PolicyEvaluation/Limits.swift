import Documents
import WeirModel

/// The limits of an evaluation.
package struct Limits: Sendable, Hashable {
    /// Seconds for the policy's own run.
    package var seconds: Double = 30
    /// Seconds for the compiler.
    package var compilerSeconds: Double = 600
    /// Bytes of address space for the policy's own run.
    package var memory: UInt64 = 4 << 30
    /// Bytes of address space for each process of the compiler.
    package var compilerMemory: UInt64 = 16 << 30
    /// Bytes that the compiler may print.
    package var compilerLog: Int = 8 << 20
    /// Bytes that the policy may print.
    package var log: Int = 1 << 20
    /// Bytes of the document.
    package var document: Int = Document.longestOfPolicy

    package init() {}
}
