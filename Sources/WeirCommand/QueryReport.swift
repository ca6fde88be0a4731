import PacketAnalysis
import WeirModel

/// The answers to a query, in words.
struct QueryReport {
    let words: RuleWords
    let answers: [PacketQuery.Answer]
    let fate: PacketTest.Fate

    var lines: [OutputLine] {
        guard !answers.isEmpty else { return ["no packet is \(fate.rawValue)"] }
        return answers.flatMap { answer -> [OutputLine] in
            let reservation = answer.sources.isEmpty ? ", some of these" : ", depending on \(words.text(answer.sources))"
            var lines: [OutputLine] = ["\(answer.path.rawValue): \(answer.fate.rawValue)\(answer.isPartial ? reservation : "")"]
            if let cubes = answer.cubes {
                lines += cubes.prefix(40).map { "  \($0.text)" }
                if cubes.count > 40 { lines.append("  … and \(cubes.count - 40) more") }
            } else {
                lines.append("  too many to list; describe fewer packets")
            }
            return lines + [
                "  packet: \(answer.example.packet.traceWords ?? answer.example.packet.text)",
                "  decided by \(words.decider(answer.example))",
            ]
        }
    }

    var document: Document {
        Document(
            answers: answers.map { answer in
                Document.Answer(
                    path: answer.path.rawValue, fate: answer.fate.rawValue, packets: answer.cubes, some: answer.isPartial ? true : nil,
                    dependsOn: answer.sources.isEmpty ? nil : words.text(answer.sources), witness: answer.example.packet.single,
                    decidedBy: words.decider(answer.example))
            })
    }

    struct Document: Encodable {
        struct Answer: Encodable {
            var path: String
            var fate: String
            /// Missing where they are too many.
            var packets: [Cube]?
            /// Of the packets only some fare so.
            var some: Bool?
            var dependsOn: String?
            var witness: SingleCube
            var decidedBy: String
        }
        var answers: [Answer]
    }
}
