internal import CNl
internal import Glibc
internal import Netlink
import WeirModel

extension BPFProgram {
    /// The numbers that a classifier or an action gives to a program's attributes.
    struct Numbers {
        var length: Int, instructions: Int, descriptor: Int, name: Int, tag: Int, id: Int
    }

    func encode(into writer: MessageWriter, _ numbers: Numbers) throws(TrafficControlError) {
        if let bytecode {
            writer.put(numbers.length, UInt16(clamping: bytecode.count))
            writer.put(
                numbers.instructions,
                bytecode.flatMap { nativeBytes(of: $0.code) + [$0.jumpTrue, $0.jumpFalse] + nativeBytes(of: $0.k) })
            return
        }
        // The descriptor has to live until the kernel has read the message; it is closed with the process, there are few.
        let descriptor = try open()
        writer.put(numbers.descriptor, UInt32(bitPattern: descriptor))
        if let name { writer.put(numbers.name, text: name) }
    }

    private func open() throws(TrafficControlError) -> Int32 {
        let descriptor: Int32
        if let pinned {
            descriptor = weir_bpf_object_get(pinned)
        } else if let id {
            descriptor = weir_bpf_program_by_id(id)
        } else {
            throw TrafficControlError(
                kind: .absent, message: "a bpf program that is neither byte code nor pinned",
                help: "give its byte code or the path where it is pinned")
        }
        if descriptor < 0 {
            throw TrafficControlError(
                kind: .absent, message: "can't open the bpf program \(pinned.map { "pinned at `\($0)`" } ?? "\(id ?? 0)")", errno: errno,
                kernelMessage: KernelError.words(errno))
        }
        return descriptor
    }

    /// Takes its own attributes, hands back the rest.
    mutating func decode(_ attributes: some Sequence<Attribute>, _ numbers: Numbers) -> [Attribute] {
        if let payload = attributes[attribute: numbers.instructions] {
            bytecode = stride(from: 0, to: payload.count - 7, by: 8).compactMap { offset in
                guard let code: UInt16 = payload.number(at: offset), let jumps = payload.slice(offset + 2, 2)?.array,
                    let k: UInt32 = payload.number(at: offset + 4)
                else { return nil }
                return Instruction(code: code, jumpTrue: jumps[0], jumpFalse: jumps[1], k: k)
            }
        }
        name = attributes[attribute: numbers.name]?.text
        id = attributes[attribute: numbers.id]?.number()
        tag = attributes[attribute: numbers.tag].map { HexBytes($0.array) }
        let known = [numbers.length, numbers.instructions, numbers.descriptor, numbers.name, numbers.tag, numbers.id]
        return attributes.filter { !known.contains($0.type) }
    }
}
