import Foundation
import ModelGenerators
import Testing

/// What commands printed, in files of a laboratory, judged by what text from outside must not do.
struct HostileOutput {
    let laboratory: Laboratory

    init() throws { laboratory = try Laboratory() }

    /// Runs the script, and judges all that it left in `out`, where colour is only in files whose name says so.
    @discardableResult
    func judge(_ script: String, sourceLocation: SourceLocation = #_sourceLocation) throws -> [String: String] {
        let result = try laboratory.run("mkdir -p out\n" + script)
        #expect(result.status == 0, "exit \(result.status)\n\(result.output)\n\(result.errors)", sourceLocation: sourceLocation)
        let folder = laboratory.folder.appending(path: "out")
        var outputs: [String: String] = [:]
        for name in try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted() {
            let data = try Data(contentsOf: folder.appending(path: name))
            let output = String(decoding: data, as: UTF8.self)
            outputs[name] = output
            let text = name.hasPrefix("github") ? output.split(separator: "\n").map { "x" + $0 }.joined(separator: "\n") : output
            let faults = HostileText.faults(in: text, allowsColour: name.hasPrefix("coloured"))
            #expect(faults == [], "\(name): \(output.prefix(2000).debugDescription)", sourceLocation: sourceLocation)
        }
        return outputs
    }
}

extension String {
    var rawLines: [String] { HostileText.lines(of: self).map { String(String.UnicodeScalarView($0)) } }
}
