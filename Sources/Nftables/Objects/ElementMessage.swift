internal import CNftnl
import Netfilter
internal import Netlink
import WeirModel

/// `NFT_MSG_*SETELEM`
enum ElementMessage {
    /// Which set: by name, and by number where this batch makes it.
    struct Place {
        var table: String
        var set: String
        var id: UInt32?
    }

    static func encode(_ place: Place, to writer: RulesetWriter) {
        writer.put(NFTA_SET_ELEM_LIST_TABLE, place.table)
        writer.put(NFTA_SET_ELEM_LIST_SET, place.set)
        if let id = place.id { writer.put(NFTA_SET_ELEM_LIST_SET_ID, id) }
    }

    /// Writes one element of the list; `keyOnly` leaves out all but its key, for deletions and queries.
    static func encode(_ element: SetElement, keyOnly: Bool = false, to writer: RulesetWriter) {
        let at = writer.nestStart(NFTA_LIST_ELEM)
        defer { writer.attributeEnd(at) }
        if element.flags != 0 { writer.put(NFTA_SET_ELEM_FLAGS, element.flags) }
        if element.flags & NFT_SET_ELEM_CATCHALL.rawValue == 0 {
            element.key.withUnsafeBytes { writer.put(NFTA_SET_ELEM_KEY, value: $0) }
        }
        if let end = element.keyEnd { end.withUnsafeBytes { writer.put(NFTA_SET_ELEM_KEY_END, value: $0) } }
        if keyOnly { return }
        switch element.data {
        case nil: break
        case .value(let value): value.withUnsafeBytes { writer.put(NFTA_SET_ELEM_DATA, value: $0) }
        case .verdict(let verdict): writer.nest(NFTA_SET_ELEM_DATA) { VerdictCodec.encode(verdict, to: writer) }
        case .object(let name): writer.put(NFTA_SET_ELEM_OBJREF, name)
        }
        if let timeout = element.timeout { writer.put(NFTA_SET_ELEM_TIMEOUT, timeout) }
        if let expiration = element.expiration { writer.put(NFTA_SET_ELEM_EXPIRATION, expiration) }
        if !element.userdata.isEmpty { writer.put(NFTA_SET_ELEM_USERDATA, bytes: element.userdata) }
        writer.put(element.expressions, single: NFTA_SET_ELEM_EXPR, list: NFTA_SET_ELEM_EXPRESSIONS)
    }

    /// One element of the list that is a row of packed ones: the same bytes, written without a `SetElement`.
    @inline(__always)
    static func encode(_ row: UnsafeRawBufferPointer, _ layout: SetElements.Layout, flags: UInt8, keyOnly: Bool, to writer: RulesetWriter) {
        let at = writer.nestStart(NFTA_LIST_ELEM)
        if flags != 0 { writer.put(NFTA_SET_ELEM_FLAGS, UInt32(flags)) }
        writer.put(NFTA_SET_ELEM_KEY, value: UnsafeRawBufferPointer(rebasing: row[..<layout.key]))
        if layout.keyEnd > 0 {
            writer.put(NFTA_SET_ELEM_KEY_END, value: UnsafeRawBufferPointer(rebasing: row[layout.key..<(layout.key + layout.keyEnd)]))
        }
        if layout.value > 0, !keyOnly {
            writer.put(NFTA_SET_ELEM_DATA, value: UnsafeRawBufferPointer(rebasing: row[(layout.key + layout.keyEnd)...]))
        }
        writer.attributeEnd(at)
    }

    /// Adds the elements of one message.
    static func decode(_ message: Message, into elements: inout SetElements) throws {
        var a = AttributeDecoder(message.attributes)
        guard let list = a.bytes(NFTA_SET_ELEM_LIST_ELEMENTS) else { return }
        for element in list.attributes where element.type == NFTA_LIST_ELEM.rawValue {
            if let row = Row(element.payload) {
                elements.append(key: row.key, keyEnd: row.keyEnd, value: row.value, flags: row.flags)
                continue
            }
            guard let decoded = decode(element.payload) else {
                throw NftablesError.malformed("an element of set `\(a.string(NFTA_SET_ELEM_LIST_SET) ?? "")`")
            }
            elements.append(decoded)
        }
    }

    /// Whether the only element of a message equals the one at an index, ignoring timeouts.
    static func decode(_ message: Message, isElement index: Int, of elements: SetElements) throws -> Bool {
        // Without a decoder, for sets have many elements.
        let list = message.attributes.attributes.first { $0.type == NFTA_SET_ELEM_LIST_ELEMENTS.rawValue }
        guard let bytes = list?.payload.attributes.first(where: { _ in true })?.payload else { return false }
        if let row = Row(bytes), elements.isPacked {
            return elements.isRow(index, key: row.key, keyEnd: row.keyEnd, value: row.value, flags: row.flags)
        }
        guard let left = decode(bytes) else { throw NftablesError.malformed("an element") }
        let right = elements[index]
        return left.key == right.key && left.keyEnd == right.keyEnd && left.flags == right.flags && left.data == right.data
            && left.userdata == right.userdata && left.expressions == right.expressions
    }

    /// An element that is a key, an upper end and a value at most.
    private struct Row {
        var key = SetElements.nothing
        var keyEnd = SetElements.nothing
        var value = SetElements.nothing
        var flags: UInt8 = 0

        /// nil where the element is more.
        init?(_ bytes: Payload) {
            var iterator = bytes.attributes.makeIterator()
            while let attribute = iterator.next() {
                switch UInt32(attribute.type) {
                case NFTA_SET_ELEM_KEY.rawValue:
                    guard key.isEmpty, let value = ElementMessage.onlyValue(attribute.payload) else { return nil }
                    key = value
                case NFTA_SET_ELEM_KEY_END.rawValue:
                    guard keyEnd.isEmpty, let value = ElementMessage.onlyValue(attribute.payload) else { return nil }
                    keyEnd = value
                case NFTA_SET_ELEM_DATA.rawValue:
                    guard value.isEmpty, let bytes = ElementMessage.onlyValue(attribute.payload) else { return nil }
                    value = bytes
                case NFTA_SET_ELEM_FLAGS.rawValue:
                    guard let number = attribute.payload.exactly(UInt32.self), let low = UInt8(exactly: UInt32(bigEndian: number)) else {
                        return nil
                    }
                    flags = low
                default: return nil
                }
            }
            guard iterator.isComplete, !key.isEmpty, flags <= 1 else { return nil }
        }
    }

    /// The value of a data nest that holds nothing else.
    @inline(__always) fileprivate static func onlyValue(_ nest: Payload) -> UnsafeRawBufferPointer? {
        var iterator = nest.attributes.makeIterator()
        guard let value = iterator.next(), value.type == NFTA_DATA_VALUE.rawValue, value.payload.count > 0, iterator.next() == nil,
            iterator.isComplete
        else { return nil }
        return value.payload.bytes
    }

    static func decode(_ bytes: Payload) -> SetElement? {
        var a = AttributeDecoder(bytes)
        return decode(&a)
    }

    /// From the attributes of one element; nil where they are malformed.
    static func decode(_ a: inout AttributeDecoder) -> SetElement? {
        let flags = a.u32(NFTA_SET_ELEM_FLAGS) ?? 0
        guard let key = a.value(NFTA_SET_ELEM_KEY) ?? (flags & NFT_SET_ELEM_CATCHALL.rawValue != 0 ? [] : nil) else { return nil }
        var element = SetElement(key: key, keyEnd: a.value(NFTA_SET_ELEM_KEY_END), flags: flags)
        if let bytes = a.bytes(NFTA_SET_ELEM_DATA) {
            var data = AttributeDecoder(bytes)
            if let value = data.array(NFTA_DATA_VALUE) {
                element.data = .value(value)
                if !data.isExhausted { a.leave(NFTA_SET_ELEM_DATA) }
            } else if let verdict = VerdictCodec.decode(&data) {
                element.data = .verdict(verdict)
            } else {
                a.markMalformed()
            }
        } else if let name = a.string(NFTA_SET_ELEM_OBJREF) {
            element.data = .object(name)
        }
        element.timeout = a.u64(NFTA_SET_ELEM_TIMEOUT)
        element.expiration = a.u64(NFTA_SET_ELEM_EXPIRATION)
        element.userdata = a.array(NFTA_SET_ELEM_USERDATA) ?? []
        element.expressions = a.expressions(single: NFTA_SET_ELEM_EXPR, list: NFTA_SET_ELEM_EXPRESSIONS)
        return a.isMalformed ? nil : element
    }
}
