import WeirModel

extension BPFProgram {
    func spell(into command: inout TcCommand) throws(RenderingError) {
        if let bytecode {
            let lines = bytecode.map { "\($0.code) \($0.jumpTrue) \($0.jumpFalse) \($0.k)" }
            command.say("bytecode", (["\(lines.count)"] + lines).joined(separator: ","))
            return
        }
        guard let pinned else { throw .unsayable("a program of which the kernel returns only the number", help: "pin it") }
        command.say("object-pinned", pinned)
    }
}
