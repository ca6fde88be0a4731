import FoundationEssentials
import Glibc
import PolicyWriting

/// Where the source of a policy goes: a `.swift` file, a folder, or the standard output.
struct SwiftPolicy {
    var path: String?

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
        for file in output.files { try Output.write(Data(file.content), to: folder + file.name) }
    }
}
