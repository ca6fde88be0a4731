public import WeirModel

/// A program of the classifier or action bpf: `.pinned("/sys/fs/bpf/mark")` or `.bytecode("…")`.
public typealias BPFProgram = WeirModel.BPFProgram

extension BPFProgram {
    /// A program that is pinned in the BPF file system.
    public static func pinned(_ path: String) -> BPFProgram { BPFProgram(pinned: path) }

    /// Classic byte code as tc takes it, instructions of code, jumps and constant: `"40 0 0 12,21 0 1 2048,6 0 0 262144,6 0 0 0"`.
    public static func bytecode(_ text: String) -> BPFProgram {
        let instructions = text.isEmpty ? [] : text.split(separator: ",", omittingEmptySubsequences: false)
        let program = instructions.compactMap { instruction -> Instruction? in
            let words = instruction.split(separator: " ")
            guard words.count == 4, let code = UInt16(words[0]), let jumpTrue = UInt8(words[1]), let jumpFalse = UInt8(words[2]),
                let k = UInt32(words[3])
            else {
                PendingDiagnostics.leave(
                    .badLiteral, "`\(instruction)` is not an instruction of classic BPF",
                    help: "it has a code, two jumps and a constant: `21 0 1 2048`")
                return nil
            }
            return Instruction(code: code, jumpTrue: jumpTrue, jumpFalse: jumpFalse, k: k)
        }
        return BPFProgram(bytecode: program)
    }
}
