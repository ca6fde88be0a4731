internal import Glibc

/// Files that are written completely or not at all.
///
/// A file is written beside its place, synced, and renamed. If anything fails before that, the old one is unchanged, and nothing else
/// remains. A process that is killed in between leaves at most a file `.weir-….tmp`.
package enum Storage {
    package struct File: Sendable, Hashable {
        package var path: String
        package var content: [UInt8]

        package init(path: String, content: [UInt8]) { (self.path, self.content) = (path, content) }
    }

    package struct Failure: Error {
        package var path: String
        package var reason: StorageFailure
    }

    /// Writes files; all of them are written before the first takes its place. The target of a symbolic link is replaced, the link stays.
    /// Devices, pipes and descriptors of this process (`/dev/stdout`) are written to directly.
    package static func write(_ files: [File]) throws(Failure) {
        var replacements: [(path: String, replacement: Replacement)] = []
        var streams: [(file: File, descriptor: Descriptor)] = []
        for file in files {
            try naming(file.path) { () throws(StorageFailure) in
                switch try Target(file.path) {
                case .file(let name, let folder, let old):
                    replacements.append((file.path, try Replacement(of: name, in: folder, old: old, file.content)))
                case .stream(let descriptor): streams.append((file, descriptor))
                }
            }
        }
        for (path, replacement) in replacements { try naming(path, replacement.takePlace) }
        for (path, replacement) in replacements { try naming(path, replacement.folder.sync) }
        for (file, descriptor) in streams {
            try naming(file.path) { () throws(StorageFailure) in try descriptor.write(file.content) }
        }
    }

    /// Makes a folder with files in it. Nothing has this path before, else it fails.
    package static func makeFolder(_ path: String, _ files: [(name: String, content: [UInt8])]) throws(Failure) {
        try naming(path) { () throws(StorageFailure) in
            var path = path
            while path.count > 1, path.hasSuffix("/") { path.removeLast() }
            let (above, name) = split(path)
            let folder = try Folder(above)
            let temporary = try folder.withTemporaryName { temporary throws(StorageFailure) in
                guard mkdirat(folder.number, temporary, 0o755) == 0 else { throw StorageFailure() }
                return temporary
            }
            do throws(StorageFailure) {
                let inside = try Folder(temporary, in: folder)
                for file in files {
                    let made = try inside.makeFile(file.name, mode: 0o666)
                    try made.write(file.content)
                    try made.sync()
                    try made.close()
                }
                try inside.sync()
                try folder.rename(temporary, to: name)
            } catch {
                for file in files { unlinkat(folder.number, temporary + "/" + file.name, 0) }
                unlinkat(folder.number, temporary, AT_REMOVEDIR)
                throw error
            }
            try folder.sync()
        }
    }

    private static func naming(_ path: String, _ work: () throws(StorageFailure) -> Void) throws(Failure) {
        do throws(StorageFailure) { try work() } catch { throw Failure(path: path, reason: error) }
    }
}
