internal import CNftnl
import Netfilter
import WeirModel

extension Batch {
    /// Whose fault an error is: the operation, and of it the part that the kernel points at.
    func error(_ answer: ErrorMessage, _ operations: [Operation]) -> NftablesError {
        let meaning = ErrnoMeaning(answer.errno)
        let index = Int(answer.sequence &- firstSequence)
        let place = messages.indices.contains(index) ? messages[index] : nil
        let operation = place.flatMap { operations.indices.contains($0.operation) ? operations[$0.operation] : nil }
        return NftablesError(
            meaning.kind, subject: operation?.summary ?? "the batch", part: place.flatMap { part(messageAt: $0.start, answer.offset) },
            message: meaning.words, errno: answer.errno, kernelMessage: answer.text, help: meaning.help, at: operation?.at.location,
            operation: operation == nil ? nil : place?.operation)
    }

    /// What stands at an offset of a message: the message itself is looked through for it.
    private func part(messageAt start: Int, _ offset: Int?) -> String? {
        guard let offset,
            let message = MessageSequence(UnsafeRawBufferPointer(rebasing: writer.bytes[start...])).first(where: { _ in true }),
            let type = message.nftables
        else { return nil }
        let target = offset - Message.headerLength - Message.nfgenLength
        let bytes = message.attributes
        guard target >= 0, target < bytes.count else { return nil }
        for attribute in AttributeSequence(bytes) {
            let from = Int(bitPattern: attribute.payload.baseAddress) - Int(bitPattern: bytes.baseAddress)
            guard target < from + attribute.payload.count else { continue }
            switch (type, UInt32(attribute.type)) {
            case (NFT_MSG_NEWRULE.rawValue, NFTA_RULE_EXPRESSIONS.rawValue):
                guard let (number, element) = element(of: attribute.payload, at: target - from) else { return nil }
                var expression = Attributes(element)
                return "expression \(number) (\(expression.string(NFTA_EXPR_NAME) ?? "?"))"
            case (NFT_MSG_NEWSETELEM.rawValue, NFTA_SET_ELEM_LIST_ELEMENTS.rawValue),
                (NFT_MSG_DELSETELEM.rawValue, NFTA_SET_ELEM_LIST_ELEMENTS.rawValue):
                guard let (_, element) = element(of: attribute.payload, at: target - from), let key = ElementMessage.decode(element)?.key
                else {
                    return nil
                }
                return key.isEmpty ? "the catch-all element" : "the element with key \(key.hexadecimal)"
            default:
                let text = String(decoding: attribute.payload.prefix { $0 != 0 }, as: UTF8.self)
                let isName = attribute.payload.last == 0 && !text.isEmpty && text.utf8.allSatisfy { $0 >= 0x20 && $0 < 0x7f }
                return isName ? "`\(text)`" : nil
            }
        }
        return nil
    }

    /// Which element of a list stands at an offset; 1 is the first.
    private func element(of list: UnsafeRawBufferPointer, at offset: Int) -> (Int, UnsafeRawBufferPointer)? {
        for (index, element) in AttributeSequence(list).enumerated() {
            let from = Int(bitPattern: element.payload.baseAddress) - Int(bitPattern: list.baseAddress)
            if offset < from + element.payload.count { return (index + 1, element.payload) }
        }
        return nil
    }
}

extension [UInt8] {
    fileprivate var hexadecimal: String {
        "0x" + map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }
}
