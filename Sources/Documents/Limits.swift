import WeirModel

/// Limits on the size of documents and the cost of reading them, since a hostile policy writes one and root reads it.
extension Document {
    /// Bytes of a document. Fifty times as many as 100,000 rules take.
    package static let longest = 256 << 20
    /// Bytes of the document that a running policy hands over, which is packed.
    package static let longestOfPolicy = 64 << 20

    /// Bytes of memory that the values of a state may take, in proportion to its document.
    ///
    /// Besides, a reader holds the document itself, and at most four bytes for each of its bytes. Growing arrays take up to twice their
    /// content.
    static func memory(ofStateIn count: Int, _ form: Form) -> Int { min(16 << 20 + count * form.growth, 1 << 30) }

    /// How deeply a document's parts may be nested.
    static let maximumDepth = 200
}

extension Document.Form {
    /// How many times the bytes of a document its state may take. Rules take about one times theirs in JSON, and twelve times packed.
    fileprivate var growth: Int {
        switch self {
        case .json: 4
        case .packed: 32
        }
    }
}

/// The memory that a document's parts may still take. Parts that are small, or no larger than their text, are not counted.
final class Allowance {
    private var left: Int
    private let whole: Int

    /// For documents of our own making.
    init() { (left, whole) = (.max, .max) }

    init(reading count: Int, as form: Document.Form) {
        whole = Document.memory(ofStateIn: count, form)
        left = whole
    }

    /// Takes that many bytes.
    func take(_ bytes: Int) throws(DocumentError) {
        guard bytes <= left else { throw refusal }
        left -= bytes
    }

    /// Takes an array's.
    func take<Part>(_ count: Int, of type: Part.Type) throws(DocumentError) {
        let (bytes, overflow) = count.multipliedReportingOverflow(by: MemoryLayout<Part>.stride)
        guard !overflow else { throw refusal }
        try take(bytes)
    }

    private var refusal: DocumentError {
        DocumentError(
            .tooLarge, "its content takes more than \(whole >> 20) MiB of memory, which is out of proportion to its size",
            help: "many small parts, such as empty rules, take more than their text: combine similar parts into sets")
    }
}
