import Documents
import Tags
import Testing
import WeirModel

@Suite(.tags(.pure)) struct OffloadDocumentTests {
    /// Of a qdisc nothing may be said, which is not `never`.
    @Test(arguments: [Offload?.none, .some(.never), .some(.preferred), .some(.required)]) func qdiscs(_ offload: Offload?) throws {
        let state = HostState(tables: [], links: [LinkConfiguration("eth0", qdiscs: [Qdisc(Qdisc.RED(), offload: offload)])])
        for form in [Document.Form.json, .packed] {
            #expect(try Document.decode(try Document.encode(state, as: form)).links[0].qdiscs[0].offload == offload)
        }
    }

    /// A captured document has the kernel's flag.
    @Test(arguments: zip(["true", "\"preferred\"", "\"required\""], [Offload.required, .preferred, .required]))
    func documents(_ word: String, _ offload: Offload) throws {
        let table = Table(
            family: .netdev, name: "t",
            chains: [
                .init(name: "c", base: BaseChain(type: .filter, hook: .ingress, priority: 1, devices: ["eth0"], offload: offload))
            ])
        let bytes = try Document.encode(HostState(tables: [table]), as: .json)
        let text = String(decoding: bytes, as: UTF8.self).replacing("\"offload\": \"\(offload)\"", with: "\"offload\": \(word)")
        #expect(text.contains("\"offload\": \(word)"))
        #expect(try Document.decode(Array(text.utf8)).tables[0].chains[0].base?.offload == offload)
        #expect(throws: DocumentError.self) { try Document.decode(Array(text.replacing("\"offload\": \(word)", with: "\"offload\": \"often\"").utf8)) }
    }
}
