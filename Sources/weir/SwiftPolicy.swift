import FoundationEssentials
import Glibc
import Host
import PolicyWriting

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
        let folder = parts.folder
        if !isFile, mkdir(folder, 0o755) != 0, errno != EEXIST {
            throw FileBytes.Failure(description: "cannot make the folder `\(folder)`: \(String(cString: strerror(errno)).lowercased())")
        }
        try refuseWhatIsThere(besides: output)
        for file in output.files { try Output.write(Data(file.content), to: folder + file.name) }
    }

    /// All Swift files of a folder are one policy.
    private func refuseWhatIsThere(besides output: PolicyWriter.Output) throws {
        let names = output.files.map(\.name)
        if !overwrites, let name = names.first(where: { access(parts.folder + $0, F_OK) == 0 }) {
            throw HostError(
                "`\(parts.folder)\(name)` is there already: nothing was written", help: "name another place, or write over it with --force")
        }
        guard !isFile else { return }
        let there = try FileManager.default.contentsOfDirectory(atPath: parts.folder).filter {
            $0.hasSuffix(".swift") && !names.contains($0)
        }
        guard let stranger = there.min() else { return }
        throw HostError(
            "`\(parts.folder)\(stranger)` would become part of the policy: nothing was written",
            help: "name an empty folder, or take the file away")
    }
}
