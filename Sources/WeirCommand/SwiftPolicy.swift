import FoundationEssentials
import Glibc
import Host
import PolicyWriting
import Storage

/// Where the source of a policy goes: a `.swift` file, a folder, or the standard output.
struct SwiftPolicy {
    var path: String?
    /// Whether files that are there may be written over.
    var overwrites = false

    private var isFile: Bool { path?.hasSuffix(".swift") ?? false }
    private var parts: (folder: String, name: String) {
        guard let path else { return ("", "") }
        guard isFile else { return (path.hasSuffix("/") ? path : path + "/", "") }
        guard let slash = path.lastIndex(of: "/") else { return ("", path) }
        return (String(path[...slash]), String(path[path.index(after: slash)...]))
    }

    var form: PolicyWriter.Form {
        if path == nil { return .text }
        return isFile ? .file(name: parts.name) : .folder
    }

    func write(_ output: PolicyWriter.Output) throws {
        guard path != nil else {
            for file in output.files.prefix(1) { try Output.write(Data(file.content), to: nil) }
            return
        }
        var status = stat()
        if !isFile, lstat(parts.folder, &status) != 0, errno == ENOENT {
            return try Output.makeFolder(parts.folder, output.files.map { ($0.name, $0.content) })
        }
        try refuseWhatIsThere(besides: output)
        try Output.write(output.files.map { Storage.File(path: parts.folder + $0.name, content: $0.content) })
    }

    /// All Swift files of a folder are one policy.
    private func refuseWhatIsThere(besides output: PolicyWriter.Output) throws {
        let names = output.files.map(\.name)
        if !overwrites, let name = names.first(where: { access(parts.folder + $0, F_OK) == 0 }) {
            throw HostError(
                "`\(parts.folder)\(name)` already exists: nothing was written", help: "choose another place, or overwrite it with --force")
        }
        guard !isFile else { return }
        let there = try FileManager.default.contentsOfDirectory(atPath: parts.folder).filter {
            $0.hasSuffix(".swift") && !names.contains($0)
        }
        guard let stranger = there.min() else { return }
        throw HostError(
            "`\(parts.folder)\(stranger)` would become part of the policy: nothing was written",
            help: "use an empty folder, or remove the file")
    }
}
