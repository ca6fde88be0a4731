internal import CNftnl
import Netfilter
internal import Netlink
import WeirModel

extension Batch {
    /// Whose fault an error is: the operation, and of it the part that the kernel points at.
    ///
    /// - Parameter sequence: of the message that the kernel refuses.
    func error(_ error: KernelError, of sequence: UInt32, _ operations: [Operation]) -> NftablesError {
        let index = Int(sequence &- firstSequence)
        let place = messages.indices.contains(index) ? messages[index] : nil
        let operation = place.flatMap { operations.indices.contains($0.operation) ? operations[$0.operation] : nil }
        var found = NftablesError(error, subject: operation?.summary ?? "the batch")
        found.part = place.flatMap { part(messageAt: $0.start, error.offset) }
        if error.kind == .absent || error.kind == .unsupported, let needed = operation?.needed(at: found.part) {
            found.help = "\(needed.what) needs \(needed.kernel)"
        }
        found.at = operation?.at.location
        found.operation = operation == nil ? nil : place?.operation
        return found
    }

    /// The part of a message at an offset, found by reading the message.
    private func part(messageAt start: Int, _ offset: Int?) -> String? {
        guard let offset,
            let message = MessageSequence(UnsafeRawBufferPointer(rebasing: writer.bytes[start...])).first(where: { _ in true }),
            let type = message.nftables
        else { return nil }
        let target = offset - Message.headerSize - Message.nfgenSize
        guard target >= 0, target < message.attributes.count else { return nil }
        for attribute in message.attributes.attributes {
            let from = attribute.payload.offset(in: message.attributes)
            guard target < from + attribute.payload.count else { continue }
            switch (type, UInt32(attribute.type)) {
            case (NFT_MSG_NEWRULE.rawValue, NFTA_RULE_EXPRESSIONS.rawValue):
                guard let (number, element) = element(of: attribute.payload, at: target - from) else { return nil }
                var expression = AttributeDecoder(element)
                return "expression \(number) (\(expression.string(NFTA_EXPR_NAME) ?? "?"))"
            case (NFT_MSG_NEWSETELEM.rawValue, NFTA_SET_ELEM_LIST_ELEMENTS.rawValue),
                (NFT_MSG_DELSETELEM.rawValue, NFTA_SET_ELEM_LIST_ELEMENTS.rawValue):
                guard let (_, element) = element(of: attribute.payload, at: target - from), let key = ElementMessage.decode(element)?.key
                else {
                    return nil
                }
                return key.isEmpty ? "the catch-all element" : "the element with key 0x\(HexBytes(key))"
            default:
                let text = attribute.payload.text
                let isName = attribute.payload.bytes.last == 0 && !text.isEmpty && text.utf8.allSatisfy { $0 >= 0x20 && $0 < 0x7f }
                return isName ? "`\(text)`" : nil
            }
        }
        return nil
    }

    /// The position of a list's element at an offset, from 1.
    private func element(of list: Payload, at offset: Int) -> (Int, Payload)? {
        for (index, element) in list.attributes.enumerated()
        where offset < element.payload.offset(in: list) + element.payload.count {
            return (index + 1, element.payload)
        }
        return nil
    }
}

extension Payload {
    /// Where it begins within the bytes that it is a part of.
    fileprivate func offset(in whole: Payload) -> Int {
        Int(bitPattern: bytes.baseAddress) - Int(bitPattern: whole.bytes.baseAddress)
    }
}
