/// The layout of the private folder of an evaluation.
struct PrivateLayout {
    /// Read by the compiler: the author's files, at the author's names.
    var sources: String
    var modules: String
    /// Read by the linker.
    var objects: String
    /// Written by both, created for each.
    var work: String
    /// The C library's modules, compiled once for this toolchain; nil without a cache.
    var sharedModules: String?

    init(_ folder: String, sharedModules: String?) {
        sources = folder + "/sources"
        modules = folder + "/modules"
        objects = folder + "/objects"
        work = folder + "/work"
        self.sharedModules = sharedModules
    }

    /// The user within the walls isn't root, so its input is readable by all; no one else reaches the folder.
    func make(_ source: PolicySource) throws(SystemFailure) {
        for folder in [sources, modules, objects] { try Files.makeFolder(folder, mode: 0o755) }
        try Files.makeFolder(work, mode: 0o700)
        for file in source.files {
            let path = Files.join(sources, file.name)
            if let folder = Files.folder(of: path) { try Files.makeFolder(folder, mode: 0o755) }
            try Files.create(path, mode: 0o644, file.bytes)
        }
    }
}
